"""Pure rules of identity: what proves who somebody is, and what they may then read and change."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from dialogue.contact import normal_email, normal_phone
from dialogue.crm.acts import TAKES_A_CODE, Act, ChangeContact, order_of
from dialogue.crm.errors import CheckTooWeak, CodeNeeded, IdentityNeeded, OrderNotFound
from dialogue.crm.model import Facts

HandleKind = Literal["order", "customer", "email", "phone"]
CheckKind = Literal["email", "phone", "postcode", "customer"]

# Of the two things somebody says, one is a number that only the company gave them: names, addresses, phones and
# e-mail addresses stand in directories and on business cards.
CHECKS: Mapping[HandleKind, tuple[CheckKind, ...]] = {
    "order": ("email", "phone", "postcode"),
    "customer": ("email", "phone", "postcode"),
    "email": ("customer",),
    "phone": ("customer",),
}
_DIGITS = 6
_SALT = 16


@dataclass(frozen=True, slots=True)
class Handle:
    """What the records are asked by."""

    kind: HandleKind
    value: str


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says they are, and what they add so that they are believed."""

    handle: Handle
    check: str


@dataclass(frozen=True, slots=True)
class Identified:
    """Somebody who was recognised in a conversation: by their account, or by one order alone.

    `proven`: they read a code in the mailbox that the records know. Made by these rules and kept by the storage, never
    from what a visitor, a slot or a form says.
    """

    conversation_id: str
    customer: str = ""
    order: str = ""
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is on its way; `digest` is empty until it is mailed. Who reads it there is `who`, proven."""

    conversation_id: str
    key: str
    customer: str
    order: str
    email: str
    digest: str = ""
    tries: int = 0


def normal(handle: Handle, *, country: str) -> Handle:
    """Return a handle as the records write it: numbers in capitals, phones in international form."""
    text = "".join(handle.value.split())
    if handle.kind == "email":
        return Handle("email", text.lower())
    if handle.kind == "phone":
        return Handle("phone", normal_phone(text, country) or text)
    return Handle(handle.kind, text.upper())


def recognise(conversation_id: str, claim: Claim, facts: Facts | None, *, country: str) -> Identified | None:
    """Return who the claim proves, None when it proves nobody. Raises CheckTooWeak, whoever it is about.

    Everything is compared, in constant time, whatever matched before and whether there is anybody at all.
    """
    kinds = CHECKS[claim.handle.kind]
    said = _said(claim.check, country)
    if not claim.check.strip() or ("@" in claim.check and "email" not in kinds):
        raise CheckTooWeak
    known = _known(facts or Facts(), country)
    matched = [same(said[kind], fact) for kind in kinds for fact in known[kind] or ("",)]
    if facts is None or not any(matched) or not (facts.order if claim.handle.kind == "order" else facts.customer):
        return None
    return _of(conversation_id, claim.handle, facts)


def proven(code: Code) -> Identified:
    """Return who reads a code in their mailbox."""
    return Identified(code.conversation_id, code.customer, "" if code.customer else code.order, proven=True)


def stronger(before: Identified | None, now: Identified, *, account: str) -> Identified:
    """Return who is recognised after somebody was before: what was known of the same account or order stays.

    `account` is the number of the account that what was recognised now belongs to, empty for a guest's order.
    """
    if before and account and before.customer == account:
        return Identified(before.conversation_id, account, proven=before.proven or now.proven)
    if before and before.proven and before.order and before.order == now.order:
        return before
    return now


def permit(who: Identified, act: Act) -> None:
    """Let an act pass that somebody is recognised well enough for. Raises IdentityNeeded, CodeNeeded, OrderNotFound."""
    if isinstance(act, ChangeContact) and not who.customer:
        raise IdentityNeeded
    number = order_of(act)
    if not who.customer and number and number != who.order:
        raise OrderNotFound(number=number)
    if type(act) in TAKES_A_CODE and not who.proven:
        raise CodeNeeded


def same(said: str, known: str) -> bool:
    """Say whether two texts are the same and not empty, in constant time."""
    return secrets.compare_digest(said.encode(), known.encode()) and bool(said)


def new_code() -> str:
    """Return a code of six figures that nobody can guess."""
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}d}"


def sealed(code: str, salt: bytes | None = None) -> str:
    """Return what is kept of a code: slow to search even for who reads the storage, while the code lives."""
    salt = salt or secrets.token_bytes(_SALT)
    return f"{salt.hex()}:{hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1).hex()}"


def opens(said: str, digest: str) -> bool:
    """Say whether this is the code of that digest, in constant time; spaces between figures do not count."""
    salt, _, _ = digest.partition(":")
    code = "".join(said.split())
    return bool(salt) and secrets.compare_digest(sealed(code[:20], bytes.fromhex(salt)), digest)


def masked(email: str) -> str:
    """Return an address that its owner recognises and others cannot use: c•••@example.org."""
    name, _, host = email.rpartition("@")
    return f"{name[:1]}•••@{host}" if name else ""


def subject(*parts: str) -> str:
    """Return the digest under which tries on somebody or something are counted."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _of(conversation_id: str, handle: Handle, facts: Facts) -> Identified:
    """By an order's number one is known for that order alone, though the order be an account's."""
    if handle.kind == "order":
        return Identified(conversation_id, order=facts.order)
    return Identified(conversation_id, customer=facts.customer)


def _said(check: str, country: str) -> dict[CheckKind, str]:
    text = "".join(check.split())
    return {
        "email": normal_email(text).lower(),
        "phone": normal_phone(text, country),
        "postcode": text.upper() if 3 <= len(text) <= 10 else "",
        "customer": text.upper(),
    }


def _known(facts: Facts, country: str) -> dict[CheckKind, tuple[str, ...]]:
    return {
        "email": _each(email.strip().lower() for email in facts.emails),
        "phone": _each(normal_phone(phone, country) for phone in facts.phones),
        "postcode": _each("".join(postcode.split()).upper() for postcode in facts.postcodes),
        "customer": _each([facts.customer.upper()]),
    }


def _each(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
