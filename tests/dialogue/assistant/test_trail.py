"""What rules and stories see of the past: rules everything, stories nothing that only rules know."""

from dataclasses import replace

from dialogue.assistant.domain import LISTEN, Domain
from dialogue.assistant.messages import parse_of
from dialogue.assistant.moment import Loop, Moment, first
from dialogue.assistant.slots import Slot
from dialogue.assistant.states import State
from dialogue.assistant.trail import Lens, Link, Trail, seen

DOMAIN = Domain(
    intents={"saluer": frozenset()}, slots={name: Slot(name, "text", initial="x") for name in ("connu", "des_regles")}
)
LENS = Lens(DOMAIN, rule_slots=frozenset({"des_regles"}), rule_loops=frozenset({"form_des_regles"}))


def at(action: str | None, intent: str | None = "saluer", **more: object) -> Moment:
    message = {"event": "user", "parse_data": parse_of(intent)} if intent else {}
    return replace(first(DOMAIN), action=action, message=message, followup=None, **more)


def actions(link: Link | None) -> list[str | None]:
    """The last actions of a chain of states, in order."""
    return [state.action for state in link.newest_first()][::-1] if link else []


def test_states_are_told_from_the_newest_on() -> None:
    trail = seen(seen(Trail(), at(LISTEN), LENS), at("utter_a"), LENS)
    assert trail.all
    assert [state.action for state in trail.all.newest_first()] == ["utter_a", LISTEN]
    assert [state.action for state in trail.last_of_story(5)] == [LISTEN, "utter_a"]
    assert [state.action for state in trail.last_of_story(1)] == ["utter_a"]
    assert Trail().last_of_story(5) == ()


def test_stories_do_not_see_a_turn_of_a_rule_that_none_of_them_knows() -> None:
    begun = seen(Trail(), at(LISTEN), LENS)
    hidden = seen(begun, at(LISTEN), LENS, hide=True)
    after = seen(hidden, at("utter_regle"), LENS)
    assert actions(after.all) == [LISTEN, LISTEN, "utter_regle"]
    assert actions(after.story) == [LISTEN, LISTEN]  # the rule's action passes for the listening before it


def test_a_turn_stays_hidden_while_a_form_of_it_goes_on() -> None:
    hidden = seen(seen(Trail(), at(None, None), LENS), at(LISTEN), LENS, hide=True)
    form = at("form", loop=Loop("form"))
    assert seen(hidden, form, LENS).hiding
    assert actions(seen(hidden, form, LENS).story) == [None]


def test_stories_do_not_see_slots_and_forms_that_only_rules_know() -> None:
    trail = seen(Trail(), at(LISTEN, loop=Loop("form_des_regles")), LENS)
    assert trail.all
    assert trail.story
    assert trail.all.state.loop == "form_des_regles"
    assert [name for name, _ in trail.all.state.slots] == ["connu", "des_regles"]
    assert trail.story.state == State(intent="saluer", slots=(("connu", (1.0,)),), action=LISTEN)


def test_for_stories_a_message_lasts_until_the_next_is_listened_to() -> None:
    begun = seen(Trail(), at(LISTEN, "saluer"), LENS)
    after = seen(begun, at("utter_a", "partir"), LENS)
    assert after.story
    assert after.story.state.intent == "saluer"
    assert after.all
    assert after.all.state.intent == "partir"
