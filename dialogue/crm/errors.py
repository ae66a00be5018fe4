"""Everything that can go wrong with the company's records, told to whoever asked."""

from dialogue.errors import DialogueError


class CrmError(DialogueError):
    """The company's records could not do this."""

    code = "crm"


class NotRecognised(CrmError):
    """These details do not go together in our records. Check them and try again, or ask for an adviser."""

    code = "not-recognised"


class CheckTooWeak(CrmError):
    """To be sure that it is you, give an order or customer number as well, or ask for a code by e-mail."""

    code = "check-too-weak"


class TooManyChecks(CrmError):
    """Too many details did not match. Try again in {minutes} minutes, or ask for an adviser."""

    code = "too-many-checks"


class WrongCode(CrmError):
    """This code is not right, or no longer valid. Check it, or ask for a new one."""

    code = "wrong-code"


class IdentityNeeded(CrmError):
    """Before this, we need to know that it is you: give your order or customer number and your e-mail address."""

    code = "identity-needed"


class CodeNeeded(CrmError):
    """Before this is changed, type the code that we send to the e-mail address we know of you."""

    code = "code-needed"


class OrderNotFound(CrmError):
    """There is no order {number} among yours. Check the number."""

    code = "order-not-found"


class NoInvoice(CrmError):
    """Order {number} has no invoice yet. It is issued when the order leaves."""

    code = "no-invoice"


class OrderTooFar(CrmError):
    """Order {number} no longer allows this: it is {status}. An adviser can tell what is still possible."""

    code = "order-too-far"


class DetailInvalid(CrmError):
    """“{field}” is missing or not valid. Check it and write it again."""

    code = "detail-invalid"


class NothingToChange(CrmError):
    """Nothing was said that would change. Give a new address, phone number or e-mail address."""

    code = "nothing-to-change"


class KeyReused(CrmError):
    """The key “{key}” was used for another change. Make a new key for each change that is asked."""

    code = "key-reused"


class CrmAway(CrmError):
    """Our customer records do not answer; nothing was changed. Try again in a few minutes, or ask for an adviser."""

    code = "crm-away"


class CrmUnsure(CrmError):
    """Our customer records did not confirm this. Send it again in a few minutes: it is never done twice."""

    code = "crm-unsure"


class CrmNonsense(CrmError):
    """Our customer records gave an answer that we do not understand ({reason}). Ask for an adviser."""

    code = "crm-nonsense"


class CrmRefused(CrmError):
    """Our customer records refused the engine ({reason}). Its manager checks COMPTOIR_CRM_SECRET and both clocks."""

    code = "crm-refused"
