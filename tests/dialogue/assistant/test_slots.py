"""What rules and stories see of a slot's value, as Rasa does."""

from typing import Any

import pytest

from dialogue.assistant.slots import NOT_SET, OTHER, Features, Slot, beginning

SIZES = ("s", "m", OTHER)


@pytest.mark.parametrize(
    ("slot", "value", "seen"),
    [
        (Slot("nom", "text"), "Léa", (1.0,)),
        (Slot("nom", "text"), "", (1.0,)),  # an empty text is a text
        (Slot("nom", "text"), None, ()),
        (Slot("urgent", "bool"), True, (1.0, 1.0)),
        (Slot("urgent", "bool"), False, (1.0, 0.0)),  # an answer all the same
        (Slot("urgent", "bool"), None, ()),
        (Slot("urgent", "bool"), "True", (1.0, 1.0)),
        (Slot("urgent", "bool"), " false ", (1.0, 0.0)),
        (Slot("urgent", "bool"), "1", (1.0, 1.0)),
        (Slot("urgent", "bool"), "2", (1.0, 0.0)),
        (Slot("urgent", "bool"), "oui", ()),
        (Slot("urgent", "bool"), 1, (1.0, 1.0)),
        (Slot("urgent", "bool"), 3, (1.0, 0.0)),
        (Slot("urgent", "bool"), ["x"], (1.0, 1.0)),
        (Slot("prix", "float", low=0, high=10), 2.5, (1.0, 0.25)),
        (Slot("prix", "float", low=0, high=10), 0, (1.0, 0.0)),
        (Slot("prix", "float", low=0, high=10), -3, (1.0, 0.0)),
        (Slot("prix", "float", low=0, high=10), 99, (1.0, 1.0)),
        (Slot("prix", "float", low=0, high=10), "5", (1.0, 0.5)),
        (Slot("prix", "float", low=5, high=5), 5, (1.0, 0.0)),
        (Slot("prix", "float"), "cher", ()),
        (Slot("prix", "float"), None, ()),
        (Slot("articles", "list"), ["a"], (1.0,)),
        (Slot("articles", "list"), [], ()),
        (Slot("articles", "list"), None, ()),
        (Slot("taille", "categorical", values=SIZES), "M", (0.0, 1.0, 0.0)),
        (Slot("taille", "categorical", values=SIZES), "xxl", (0.0, 0.0, 1.0)),
        (Slot("taille", "categorical", values=SIZES), None, ()),
        (Slot("libre", "any"), {"a": 1}, ()),
        (Slot("nom", "text", influences=False), "Léa", ()),
    ],
)
def test_a_value_is_seen_as_rasa_sees_it(slot: Slot, value: Any, seen: Features) -> None:
    assert slot.features(value) == seen


@pytest.mark.parametrize("kind", ["text", "bool", "float", "list", "categorical"])
def test_a_rule_sees_that_a_slot_of_any_type_is_not_to_be_set(kind: Any) -> None:
    assert Slot("x", kind, values=SIZES).features(NOT_SET) == NOT_SET
    assert Slot("x", kind, values=SIZES, influences=False).features(NOT_SET) == ()


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("list", "jambon", ["jambon"]),
        ("list", ["jambon"], ["jambon"]),
        ("list", None, None),
        ("list", "", ""),
        ("text", "jambon", "jambon"),
        ("any", ("a", 1), ("a", 1)),
    ],
)
def test_only_a_list_slot_makes_a_list_of_what_it_is_given(kind: Any, value: Any, kept: Any) -> None:
    assert Slot("x", kind).coerce(value) == kept


def test_a_conversation_begins_with_initial_values_of_which_the_empty_ones_are_not_seen() -> None:
    begun = beginning(
        [Slot("garnitures", "list", initial="jambon"), Slot("nom", "text"), Slot("pro", "bool", initial=False)]
    )
    assert begun.slots == {"garnitures": ["jambon"], "nom": None, "pro": False}
    assert begun.features == {"garnitures": (1.0,), "pro": (1.0, 0.0)}
