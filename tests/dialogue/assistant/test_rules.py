"""Rules compiled: what must have been for an action to follow, and which of several rules is right."""

import pytest

from dialogue.assistant.domain import LISTEN, SNIPPET
from dialogue.assistant.rules import Example, Rule, holds, key_of, loose_table, rule_table
from dialogue.assistant.slots import NOT_SET
from dialogue.assistant.states import State
from dialogue.assistant.trail import Link, Trail

ANYWHERE = State(action=SNIPPET)
HELLO = State(intent="saluer", action=LISTEN)


def trail(*states: State) -> Trail:
    link: Link | None = None
    for state in states:
        link = Link(state, link)
    return Trail(link, link)


def follows(rule: tuple[State, ...], *was: State) -> bool:
    """Whether a rule holds after these states."""
    return rule_table([Example(rule, "utter_a")]).best(trail(*was)) is not None


def test_a_rule_is_known_by_what_comes_after_its_beginning_written_as_rasa_does() -> None:
    [found] = rule_table([Example((ANYWHERE, HELLO), "utter_a")]).rules.values()
    assert found == Rule(
        '[{"prev_action": {"action_name": "action_listen"}, "user": {"intent": "saluer"}}]', (HELLO,), "utter_a"
    )


def test_two_rules_that_say_otherwise_after_the_same_are_none() -> None:
    examples = [Example((ANYWHERE, HELLO), name) for name in ("utter_a", "utter_b", "utter_a")]
    assert rule_table(examples).rules == {}


def test_what_a_rule_leaves_open_is_no_rule() -> None:
    assert rule_table([Example((ANYWHERE, HELLO), SNIPPET), Example((HELLO, ANYWHERE), "utter_a")]).rules == {}


@pytest.mark.parametrize(
    ("wanted", "was", "held"),
    [
        (State(intent="saluer", action=LISTEN), HELLO, True),
        (State(intent="partir", action=LISTEN), HELLO, False),
        (State(action=LISTEN), HELLO, True),  # whatever was said
        (State(intent="saluer", action="utter_x"), HELLO, False),
        # Entities: exactly those that are named; those of a rule that names none are free.
        (HELLO, State(intent="saluer", entities=("ville",), action=LISTEN), True),
        (State(intent="saluer", entities=("ville",), action=LISTEN), HELLO, False),
        (
            State(intent="saluer", entities=("ville",), action=LISTEN),
            State(intent="saluer", entities=("date", "ville"), action=LISTEN),
            False,
        ),
        # Slots: those that are named, others are free.
        (HELLO, State(intent="saluer", slots=(("a", (1.0,)),), action=LISTEN), True),
        (State(intent="saluer", slots=(("a", (1.0,)),), action=LISTEN), HELLO, False),
        (
            State(intent="saluer", slots=(("a", (1.0, 1.0)),), action=LISTEN),
            State(intent="saluer", slots=(("a", (1.0, 0.0)),), action=LISTEN),
            False,
        ),
        (State(intent="saluer", slots=(("a", NOT_SET),), action=LISTEN), HELLO, True),
        (
            State(intent="saluer", slots=(("a", NOT_SET),), action=LISTEN),
            State(intent="saluer", slots=(("a", (1.0,)),), action=LISTEN),
            False,
        ),
        # Forms: the one that is named, or none; not named is free.
        (HELLO, State(intent="saluer", loop="form", action=LISTEN), True),
        (State(intent="saluer", loop="form", action=LISTEN), HELLO, False),
        (
            State(intent="saluer", loop="form", action=LISTEN),
            State(intent="saluer", loop="autre", action=LISTEN),
            False,
        ),
        (State(intent="saluer", loop=NOT_SET, action=LISTEN), HELLO, True),
        (
            State(intent="saluer", loop=NOT_SET, action=LISTEN),
            State(intent="saluer", loop="form", action=LISTEN),
            False,
        ),
    ],
)
def test_a_state_is_compared_in_what_the_rule_names(wanted: State, was: State, held: bool) -> None:
    assert follows((ANYWHERE, wanted), was) is held


def test_every_state_of_a_rule_must_be_as_it_was_the_newest_last() -> None:
    rule = (ANYWHERE, HELLO, State(intent="saluer", action="utter_a"))
    assert follows(rule, State(action="utter_z"), HELLO, State(intent="saluer", action="utter_a"))
    assert not follows(rule, State(intent="partir", action=LISTEN), State(intent="saluer", action="utter_a"))


def test_a_rule_that_is_longer_than_the_conversation_is_compared_as_far_as_that_goes() -> None:
    assert follows((ANYWHERE, State(action="utter_z"), HELLO), HELLO)


def test_a_rule_for_the_start_holds_only_there() -> None:
    rule = (State(), HELLO)
    assert follows(rule, State(), HELLO)
    assert follows(rule, State(slots=(("a", (1.0,)),)), HELLO)  # whatever is known already
    assert not follows(rule, State(action="utter_z"), HELLO)


def test_before_anything_happened_no_rule_holds() -> None:
    assert rule_table([Example((ANYWHERE, HELLO), "utter_a")]).best(Trail()) is None


def test_of_several_rules_the_longest_is_right() -> None:
    known = State(intent="saluer", slots=(("connu", (1.0, 1.0)),), action=LISTEN)
    table = rule_table([Example((ANYWHERE, HELLO), "utter_bonjour"), Example((ANYWHERE, known), "utter_re_bonjour")])
    best = table.best(trail(known))
    assert best
    assert best.then == "utter_re_bonjour"
    assert {rule.then for rule in table.matching(trail(known))} == {"utter_bonjour", "utter_re_bonjour"}


def test_equally_long_rules_are_told_apart_always_alike() -> None:
    slots = [(("a", (1.0,)),), (("b", (1.0,)),)]
    examples = [
        Example((ANYWHERE, State(intent="saluer", slots=each, action=LISTEN)), f"utter_{each[0][0]}") for each in slots
    ]
    both = trail(State(intent="saluer", slots=(*slots[0], *slots[1]), action=LISTEN))
    found = {rule_table(order).best(both) for order in (examples, examples[::-1])}
    assert [rule.then for rule in found if rule] == ["utter_b"]


def test_a_rule_may_be_taken_out() -> None:
    table = rule_table([Example((ANYWHERE, HELLO), "utter_a")])
    table.drop(key_of([HELLO]))
    assert table.best(trail(HELLO)) is None


IN_FORM = State(intent="bavarder", action=LISTEN, loop="form")


@pytest.mark.parametrize(
    ("states", "then", "told"),
    [
        ((ANYWHERE, IN_FORM), "form", {"interrupted"}),
        ((ANYWHERE, IN_FORM), "utter_bavarder", set()),  # the form was not asked, but nothing says that it is left
        ((IN_FORM, State(intent="bavarder", action="utter_bavarder", loop="form")), "form", set()),
        ((IN_FORM, State(intent="bavarder", action="utter_bavarder", loop="form")), LISTEN, {"no-loop"}),
        ((HELLO,), "utter_a", set()),
        ((State(intent="saluer", action=LISTEN, loop=NOT_SET),), "form", set()),
    ],
)
def test_rules_and_stories_show_when_a_form_does_not_go_on(
    states: tuple[State, ...], then: str, told: set[str]
) -> None:
    assert holds(loose_table([Example(states, then)]), trail(*states)) == told


def test_what_interrupts_a_form_elsewhere_does_not_here() -> None:
    table = loose_table([Example((ANYWHERE, IN_FORM), "form")])
    assert holds(table, trail(State(intent="autre", action=LISTEN, loop="form"))) == set()
    assert holds(table, Trail()) == set()
