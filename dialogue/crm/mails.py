"""What is mailed to a customer about their records, as jobs of the mail queue."""

from dialogue.company import Company
from dialogue.crm.model import Customer, Order
from dialogue.model import Job
from dialogue.wording import Wording


def contact_changed(customer: Customer, *, key: str, company: Company) -> Job:
    """Tell the address that was known until now that the account was changed: its owner may not have asked."""
    wording = _wording(customer.lang, company)
    contact = company.contact.email or company.contact.phone or company.contact.url
    details = {"name": customer.name, "company": company.name, "contact": contact}
    return _mail(
        f"crm-changed:{key}",
        customer.email,
        wording.say("mail.contact_changed_subject", **details),
        wording.say("mail.contact_changed", **details),
    )


def invoice_copy(order: Order, *, to: str, lang: str, key: str, company: Company) -> Job:
    """Send what an invoice says, line by line, and where it can be had."""
    assert order.invoice is not None
    wording, money = _wording(lang, company), order.currency
    lines = [f"{line.quantity} x {line.article}: {line.quantity * line.price:.2f} {money}" for line in order.lines]
    details = {
        "number": order.invoice.number,
        "order": order.number,
        "date": order.invoice.issued_on.isoformat(),
        "lines": "\n".join(lines),
        "total": f"{order.total:.2f} {money}",
        "url": order.invoice.url,
        "company": company.name,
    }
    return _mail(
        f"crm-invoice:{key}",
        to,
        wording.say("mail.invoice_subject", **details),
        wording.say("mail.invoice", **details),
    )


def code(secret: str, *, minutes: int, lang: str, company: Company) -> tuple[str, str]:
    """Return the subject and the text of the mail that brings a code."""
    wording, details = _wording(lang, company), {"code": secret, "minutes": minutes, "company": company.name}
    return wording.say("mail.code_subject", **details), wording.say("mail.code", **details)


def _wording(lang: str, company: Company) -> Wording:
    return Wording(lang or company.languages[0], company.timezone)


def _mail(key: str, to: str, subject: str, text: str) -> Job:
    return Job("mail", key, {"key": key, "to": to, "subject": subject, "text": text})
