"""The mail that brings a code: the code is made here, as it leaves, and only its digest is kept."""

from collections.abc import Callable
from typing import Any

from api.channels.mail import Mail, Mailer
from dialogue.company import Company
from dialogue.crm import mails
from dialogue.crm.identity import new_code, sealed
from dialogue.crm.ports import Identities
from dialogue.crm.reception import CODE_LIFE


def send_code(
    payload: dict[str, Any], *, identities: Identities, mailer: Mailer, company: Callable[[], Company]
) -> None:
    """Mail the code that a job asks for; nothing for a handle that nobody bears, or a code asked for again since.

    Run twice, it mails another code, which alone is valid.
    """
    code = identities.code(payload["conversation_id"], key=payload["key"])
    if code is None or not code.email:
        return
    secret = new_code()
    if identities.seal(code, sealed(secret)):
        minutes = int(CODE_LIFE.total_seconds() // 60)
        subject, text = mails.code(secret, minutes=minutes, lang=payload["lang"], company=company())
        mailer.send(Mail(f"crm-code:{code.conversation_id}:{code.key}", code.email, subject, text))
