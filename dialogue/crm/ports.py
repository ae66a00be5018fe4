"""What the dialogue needs from the company's records, and from what guards them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from dialogue.crm.acts import Act
from dialogue.crm.identity import Code, Handle, Identified
from dialogue.crm.model import Case, Customer, Facts, Order, Receipt
from dialogue.model import Job


class Crm(Protocol):
    """The company's records, as they are shown to and changed for somebody who was recognised.

    Every call may raise CrmAway (nothing was done) or CrmNonsense; those of an embedded CRM raise neither.
    """

    def customer(self, who: Identified) -> Customer:
        """Return the account. Raises IdentityNeeded for somebody known by one order only."""
        ...

    def orders(self, who: Identified) -> tuple[Order, ...]:
        """Return the account's orders, the newest first; of somebody known by one order, that one."""
        ...

    def order(self, who: Identified, number: str) -> Order:
        """Return one order. Raises OrderNotFound, also for what is somebody else's."""
        ...

    def cases(self, who: Identified) -> tuple[Case, ...]:
        """Return what was asked for the account or the order, the newest first."""
        ...

    def do(self, who: Identified, act: Act, *, key: str) -> Receipt:
        """Do an act, once a key, and say what it came to; the same key again gives the same receipt.

        Raises CodeNeeded, IdentityNeeded, OrderNotFound, OrderTooFar, NoInvoice, DetailInvalid, NothingToChange,
        KeyReused; nothing was changed then. CrmUnsure: it may have been; the same key again tells.
        """
        ...


class Records(Protocol):
    """What identity is checked against; only the reception reads it."""

    def facts(self, handle: Handle) -> Facts | None:
        """Return what is known of whoever bears this handle, None for nobody and for a phone of several."""
        ...


class Tries(Protocol):
    """Counts tries, for all processes and across restarts."""

    def spend(self, subject: str, *, period: timedelta) -> tuple[int, timedelta]:
        """Count a try on this subject; return how many there were in the period, this one included, and what is left
        of it.
        """
        ...

    def give_back(self, subjects: Sequence[str]) -> None:
        """Take back one try on each subject: it was a right one."""
        ...


class Identities(Protocol):
    """Who was recognised in which conversation, and the code that was sent."""

    def find(self, conversation_id: str) -> Identified | None:
        """Return who was recognised in this conversation, unless that was too long ago."""
        ...

    def keep(self, who: Identified, *, life: timedelta) -> None:
        """Keep who was recognised, in the place of whoever was before."""
        ...

    def forget(self, conversation_id: str) -> None:
        """Forget who was recognised, and the code that was sent."""
        ...

    def ask_code(self, code: Code, job: Job, *, life: timedelta) -> None:
        """Keep that a code is to be sent, in the place of the one before, and the job that sends it, in one step.

        The same key again changes nothing.
        """
        ...

    def code(self, conversation_id: str, *, key: str) -> Code | None:
        """Return the code of this conversation and key, while it lives."""
        ...

    def seal(self, code: Code, digest: str) -> bool:
        """Keep the digest of a code that is about to be mailed; False when another was asked for meanwhile."""
        ...

    def drop_code(self, conversation_id: str) -> None:
        """Let the code of this conversation open nothing more: it was used."""
        ...

    def spend_code(self, conversation_id: str) -> Code | None:
        """Count a try on the code and return it, None when there is none that lives."""
        ...
