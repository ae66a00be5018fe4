"""What the assistant forgets at the end of a flow. Who the visitor is stays with the reception."""

from rasa_sdk.events import SlotSet

OF_A_FLOW = (
    "order_number",
    "code",
    "code_key",
    "new_address",
    "new_postcode",
    "new_city",
    "new_phone",
    "articles",
    "reason",
    "day",
    "hour",
    "shop",
    "about",
    "complaint",
    "confirm",
    "misses",
    "missed",
    "over",
    "act_key",
    "retry",
)


def fresh() -> list:
    """Return the events that forget what a flow was told."""
    return [SlotSet(name, None) for name in OF_A_FLOW]
