"""Who is in this conversation: recognised by what they say and by a code in their mailbox, within bounded tries."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from math import ceil

from dialogue.company import Company
from dialogue.crm.errors import CrmError, IdentityNeeded, NotRecognised, TooManyChecks, WrongCode
from dialogue.crm.identity import (
    Claim,
    Code,
    Handle,
    Identified,
    masked,
    normal,
    opens,
    proven,
    recognise,
    stronger,
    subject,
)
from dialogue.crm.model import Facts
from dialogue.crm.ports import Identities, Records, Tries
from dialogue.model import Job

PERIOD = timedelta(hours=1)
IDENTITY_LIFE = timedelta(minutes=30)
CODE_LIFE = timedelta(minutes=15)
CODE_TRIES = 5
_CHECKS = {"conversation": 5, "claimed": 5, "said": 20}
_CODES = {"conversation": 3, "claimed": 3}
# Opened by no code; checked where there is none, so that both take as long.
_NO_CODE = f"{'00' * 16}:{'00' * 64}"


class Reception:
    """Tells who somebody is; what it answers and how long it takes are the same for nobody and for a wrong check."""

    def __init__(
        self, *, records: Records, tries: Tries, identities: Identities, company: Callable[[], Company]
    ) -> None:
        self._records = records
        self._tries = tries
        self._identities = identities
        self._company = company

    def who(self, conversation_id: str) -> Identified | None:
        """Return who was recognised in this conversation in the last half hour."""
        return self._identities.find(conversation_id)

    def identify(self, conversation_id: str, claim: Claim) -> Identified:
        """Recognise somebody by a handle and a check. Raises NotRecognised, CheckTooWeak, TooManyChecks, CrmAway."""
        country = self._country
        handle = normal(claim.handle, country=country)
        said = "".join(claim.check.split()).lower()
        spent = [self._spend("conversation", _CHECKS, conversation_id), self._spend("said", _CHECKS, said)]
        try:
            facts = self._records.facts(handle)
            spent.append(self._spend("claimed", _CHECKS, *_claimed(handle, facts)))
            who = recognise(conversation_id, Claim(handle, claim.check), facts, country=country)
        except (TooManyChecks, NotRecognised):
            raise
        except CrmError:
            self._tries.give_back(spent)
            raise
        if who is None or facts is None:
            raise NotRecognised
        self._tries.give_back(spent)
        return self._keep(who, account=facts.customer)

    def send_code(self, conversation_id: str, *, lang: str, key: str, handle: Handle | None = None) -> str:
        """Mail a code to whoever bears this handle, or to who is recognised already; the same key mails it once.

        Return the address, masked, of somebody who is recognised, else nothing: nobody learns who has an account.
        Raises IdentityNeeded, TooManyChecks, CrmAway.
        """
        known = self._identities.find(conversation_id)
        asked = handle or _handle_of(known)
        if asked is None:
            raise IdentityNeeded
        asked = normal(asked, country=self._country)
        facts = self._records.facts(asked) or Facts()
        if self._identities.code(conversation_id, key=key) is None:
            self._spend("conversation", _CODES, "codes", conversation_id)
            self._spend("claimed", _CODES, "codes", *_claimed(asked, facts))
            job = Job("code", key, {"conversation_id": conversation_id, "key": key, "lang": lang})
            code = Code(conversation_id, key, facts.customer, facts.order, facts.mailbox)
            self._identities.ask_code(code, job, life=CODE_LIFE)
        return masked(facts.mailbox) if known and _is(known, facts) else ""

    def prove(self, conversation_id: str, said: str) -> Identified:
        """Recognise who types the code that was mailed. Raises WrongCode, also where none was sent or it is too old."""
        code = self._identities.spend_code(conversation_id)
        right = opens(said, code.digest if code and code.digest else _NO_CODE)
        if code is None or not right or code.tries > CODE_TRIES:
            raise WrongCode
        who = self._keep(proven(code), account=code.customer)
        self._identities.drop_code(conversation_id)
        return who

    def forget(self, conversation_id: str) -> None:
        """Forget who was recognised in this conversation."""
        self._identities.forget(conversation_id)

    @property
    def _country(self) -> str:
        return self._company().holidays.country or "FR"

    def _spend(self, what: str, limits: dict[str, int], *parts: str) -> str:
        counted = subject(what, *parts)
        count, left = self._tries.spend(counted, period=PERIOD)
        if count > limits[what]:
            raise TooManyChecks(minutes=max(1, ceil(left.total_seconds() / 60)))
        return counted

    def _keep(self, who: Identified, *, account: str) -> Identified:
        who = stronger(self._identities.find(who.conversation_id), who, account=account)
        self._identities.keep(who, life=IDENTITY_LIFE)
        return who


def _claimed(handle: Handle, facts: Facts | None) -> Sequence[str]:
    """Name whom tries are counted on: the same account by whichever of its handles, or a handle that is nobody's."""
    if facts and facts.customer:
        return ("customer", facts.customer)
    return ("order", facts.order) if facts and facts.order else (handle.kind, handle.value)


def _handle_of(who: Identified | None) -> Handle | None:
    if who is None:
        return None
    return Handle("customer", who.customer) if who.customer else Handle("order", who.order)


def _is(who: Identified, facts: Facts) -> bool:
    return who.customer == facts.customer if who.customer else bool(who.order) and who.order == facts.order
