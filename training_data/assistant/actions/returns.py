"""Articles that go back, and money for an order."""

from rasa_sdk import Action, FormValidationAction

from dialogue.crm.acts import AskRefund, AskReturn, allow
from dialogue.crm.errors import OrderTooFar

from .confirmation import Confirmation
from .doing import Doing
from .faults import missed
from .freely import short
from .identity import Identity
from .memory import fresh
from .words import folded, lang_of, listed, named

_ALL = {
    "tout",
    "toute",
    "tous",
    "toutes",
    "tout ca",
    "les deux",
    "all",
    "everything",
    "all of it",
    "all of them",
    "both",
}
_NOTHING_TO_RETURN = {
    "confirmed": "utter_cannot_return_confirmed",
    "preparing": "utter_cannot_return_preparing",
    "cancelled": "utter_cannot_return_cancelled",
    "returned": "utter_cannot_return_returned",
}


class ValidateReturnOrderForm(Confirmation, Identity, FormValidationAction):
    """Takes articles of the order, all where it has but one; stops where nothing can go back."""

    def name(self):
        return "validate_return_order_form"

    def spared(self, tracker):
        order = self.desk.order(tracker, tracker.get_slot("order_number"))
        alone = order is not None and len(order.lines) == 1
        return super().spared(tracker) | ({"articles"} if alone else set())

    def suits(self, tracker, dispatcher):
        order = self.desk.order(tracker, tracker.get_slot("order_number"))
        if order is None:
            return {}
        try:
            allow(AskReturn(order.number), order)
        except OrderTooFar:
            dispatcher.utter_message(response=_NOTHING_TO_RETURN[order.status], number=order.number)
            return {"over": True}
        return {}

    def validate_articles(self, value, dispatcher, tracker, domain):
        order = self.desk.order(tracker, tracker.get_slot("order_number"))
        chosen = meant(value[-1] if isinstance(value, list) else value, order)
        return {"articles": chosen} if chosen else missed(tracker, dispatcher, "articles", "utter_bad_article")

    def validate_reason(self, value, dispatcher, tracker, domain):
        return short(value, "reason", tracker, dispatcher)


class ValidateAskRefundForm(Confirmation, Identity, FormValidationAction):
    """Takes a reason."""

    def name(self):
        return "validate_ask_refund_form"

    def validate_reason(self, value, dispatcher, tracker, domain):
        return short(value, "reason", tracker, dispatcher)


class ActionAskArticles(Action):
    """Asks which articles go back, with a button for each."""

    def __init__(self, services):
        self.identity = ValidateReturnOrderForm(services)

    def name(self):
        return "action_ask_articles"

    def run(self, dispatcher, tracker, domain):
        order = self.identity.desk.order(tracker, tracker.get_slot("order_number"))
        every = {"fr": "Tout", "en": "Everything"}[lang_of(tracker)]
        titles = [*(line.article for line in order.lines), every] if order else []
        buttons = [{"title": title, "payload": title} for title in titles]
        dispatcher.utter_message(response="utter_which_articles", buttons=buttons)
        return []


class ActionReturnOrder(Doing, Action):
    """Asks for a return of the articles named, or of all."""

    form, again = "return_order_form", "return_order"

    def name(self):
        return "action_return_order"

    def done(self, dispatcher, tracker):
        number, articles = tracker.get_slot("order_number"), tracker.get_slot("articles") or ()
        receipt = self.do(tracker, AskReturn(number, tracker.get_slot("reason") or "", tuple(articles)))
        dispatcher.utter_message(response="utter_return_asked", number=number, reference=receipt.reference)
        return fresh()


class ActionAskRefund(Doing, Action):
    """Asks for the money back."""

    form, again = "ask_refund_form", "ask_refund"

    def name(self):
        return "action_ask_refund"

    def done(self, dispatcher, tracker):
        number = tracker.get_slot("order_number")
        receipt = self.do(tracker, AskRefund(number, tracker.get_slot("reason") or ""))
        dispatcher.utter_message(response="utter_refund_asked", number=number, reference=receipt.reference)
        return fresh()


class ActionAskReturnOrderFormConfirm(Action):
    """Says what goes back before it asks for a yes."""

    def name(self):
        return "action_ask_return_order_form_confirm"

    def run(self, dispatcher, tracker, domain):
        number, articles = tracker.get_slot("order_number"), tracker.get_slot("articles")
        if articles:
            what = listed([named(each) for each in articles], lang_of(tracker))
            dispatcher.utter_message(response="utter_confirm_return_articles", number=number, what=what)
        else:
            dispatcher.utter_message(response="utter_confirm_return", number=number)
        return []


def meant(said: str, order) -> list[str]:
    """Return the articles of an order that were meant; none when nothing fits."""
    text = folded(said).strip(" .!")
    names = [line.article for line in order.lines] if order else []
    if text in _ALL:
        return names
    whole = [name for name in names if folded(name) in text]
    if whole:
        return whole
    asked = {word for word in text.replace(",", " ").split() if len(word) > 3}
    shared = {name: len(asked & set(folded(name).replace(",", " ").split())) for name in names}
    most = max(shared.values(), default=0)
    return [name for name, count in shared.items() if count == most] if most else []
