"""What comes next: in which order rules, forms, stories and the fallback have their say."""

from typing import Any

import pytest
from fakes.talk import Clock, in_words

from dialogue.assistant import events
from dialogue.assistant.domain import DEFAULT_INTENTS, LISTEN, SNIPPET, Domain, Form
from dialogue.assistant.events import Event
from dialogue.assistant.messages import parse_of
from dialogue.assistant.policies import (
    MemoizationPolicy,
    Policies,
    Prediction,
    RulePolicy,
    RuleSettings,
    forced,
    of_intent,
)
from dialogue.assistant.rules import Example, loose_table, rule_table
from dialogue.assistant.slots import NOT_SET
from dialogue.assistant.states import State
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.trail import Lens

DOMAIN = Domain(
    intents={name: frozenset() for name in (*DEFAULT_INTENTS, "saluer", "bavarder", "inconnu")},
    forms={"form": Form("form")},
)
ANYWHERE = State(action=SNIPPET)
HELLO = State(intent="saluer", action=LISTEN)
CHAT_IN_FORM = State(intent="bavarder", action=LISTEN, loop="form")
LISTENS, FORM, BEGUN = events.action(LISTEN), events.action("form"), events.active_loop("form")


def said(intent: str) -> Event:
    return events.user("…", parse_of(intent), channel="web", id="m", metadata={})


def tracker(*happened: Event) -> Tracker:
    found = Tracker("v", Lens(DOMAIN), clock=Clock())
    found.add(*happened)
    return found


def rules(*examples: Example, **settings: Any) -> RulePolicy:
    return RulePolicy(rule_table(examples), loose_table(examples), RuleSettings(**settings))


def decided(policy: RulePolicy, *happened: Event, stories: dict[tuple[State, ...], str] | None = None) -> Prediction:
    return Policies(policy, MemoizationPolicy(stories or {})).predict(tracker(*happened))


GREETS = Example((ANYWHERE, HELLO), "utter_bonjour")
STOPS = Example((ANYWHERE, CHAT_IN_FORM), "utter_bavarder")
WAITS = Example(
    (ANYWHERE, State(intent="bavarder", action=LISTEN), State(intent="bavarder", action="utter_ok")), LISTEN
)
CHATS = Example((ANYWHERE, State(intent="bavarder", action=LISTEN)), "utter_ok")
IN_FORM = (LISTENS, said("saluer"), FORM, BEGUN, LISTENS)


@pytest.mark.parametrize(
    ("happened", "next_one"),
    [
        ((LISTENS, said("saluer")), ("utter_bonjour", 1.0)),
        ((LISTENS, said("inconnu")), ("action_default_fallback", 0.3)),
        # What Rasa knows by itself comes before everything, and only when it was just said.
        ((LISTENS, said("restart")), ("action_restart", 1.0)),
        ((LISTENS, said("back")), ("action_back", 1.0)),
        ((LISTENS, said("session_start")), ("action_session_start", 1.0)),
        ((*IN_FORM, said("restart")), ("action_restart", 1.0)),
        ((LISTENS, said("restart"), events.action("utter_x")), ("action_default_fallback", 0.3)),
        # A form goes on, then listens, whatever rules say.
        ((*IN_FORM, said("saluer")), ("form", 1.0)),
        ((LISTENS, said("saluer"), FORM, BEGUN), (LISTEN, 1.0)),
        ((*IN_FORM, said("saluer"), FORM), (LISTEN, 1.0)),
        # Unless it did not want what was said: then rules have their say, but it is not called again.
        ((*IN_FORM, said("saluer"), events.rejected("form")), ("utter_bonjour", 1.0)),
        ((*IN_FORM, said("inconnu"), events.rejected("form")), ("action_default_fallback", 0.3)),
        # A rule that knows no form ends: the form goes on.
        ((*IN_FORM, said("bavarder"), events.rejected("form"), events.action("utter_ok")), ("form", 1.0)),
        # It was left.
        ((*IN_FORM, events.active_loop(None), said("inconnu")), ("action_default_fallback", 0.3)),
        ((events.active_loop(NOT_SET), LISTENS, said("saluer")), ("utter_bonjour", 1.0)),
    ],
)
def test_each_has_its_say_in_order(happened: tuple[Event, ...], next_one: tuple[str, float]) -> None:
    assert decided(rules(GREETS, CHATS, WAITS), *happened).best == next_one


def test_a_message_counts_by_its_intent_and_that_is_noted_once() -> None:
    told = [in_words(event) for event in decided(rules(GREETS), LISTENS, said("saluer")).events]
    assert told == ["featurized"]
    assert decided(rules(GREETS), LISTENS, said("saluer"), events.action("utter_bonjour")).events == ()


def test_a_rule_shows_that_what_is_said_is_not_for_the_form() -> None:
    back_to_form = Example((ANYWHERE, CHAT_IN_FORM), "form")
    found = decided(rules(back_to_form, STOPS), *IN_FORM, said("bavarder"), events.rejected("form"))
    assert [in_words(event) for event in found.events] == ["loop_interrupted", "featurized"]


def test_where_a_story_shows_that_the_form_waits_a_general_rule_does_not_call_it_back() -> None:
    left = State(intent="bavarder", action="utter_ok", loop="form")
    story = Example((CHAT_IN_FORM, left), LISTEN)
    happened = (*IN_FORM, said("bavarder"), events.rejected("form"), events.action("utter_ok"))
    general = [CHATS, WAITS]
    assert decided(RulePolicy(rule_table(general), loose_table(general)), *happened).best[0] == "form"
    policy = RulePolicy(rule_table(general), loose_table([*general, story]))
    assert decided(policy, *happened).best == ("action_default_fallback", 0.3)


def test_after_a_rejection_an_action_is_not_chosen_again_even_by_a_story() -> None:
    states = (State(), State(intent="inconnu", action=LISTEN))
    happened = (LISTENS, said("inconnu"))
    stories = {states: "action_x"}
    assert decided(rules(), *happened, stories=stories).best == ("action_x", 1.0)
    assert decided(rules(), *happened, events.rejected("action_x"), stories=stories).best == (
        "action_default_fallback",
        0.3,
    )


def test_a_rule_whose_action_was_rejected_gives_way_to_a_story() -> None:
    stories = {(State(), HELLO): "utter_histoire"}
    happened = (LISTENS, said("saluer"))
    assert decided(rules(GREETS), *happened, stories=stories).best[0] == "utter_bonjour"
    assert (
        decided(rules(GREETS), *happened, events.rejected("utter_bonjour"), stories=stories).best[0] == "utter_histoire"
    )


@pytest.mark.parametrize(
    ("history", "known", "next_one"),
    [
        (5, (State(), HELLO), "utter_histoire"),
        (1, (HELLO,), "utter_histoire"),
        (5, (HELLO,), "action_default_fallback"),  # exactly the last states, no part of them
        (5, (State(), State(intent="bavarder", action=LISTEN)), "action_default_fallback"),
    ],
)
def test_a_story_is_followed_only_where_it_was_told(history: int, known: tuple[State, ...], next_one: str) -> None:
    policies = Policies(rules(), MemoizationPolicy({known: "utter_histoire"}, history))
    found = policies.predict(tracker(LISTENS, said("saluer")))
    assert found.best[0] == next_one
    assert found.policy == ("RulePolicy" if next_one == "action_default_fallback" else "MemoizationPolicy")


@pytest.mark.parametrize(
    ("settings", "next_one"),
    [
        ({"threshold": 0.5, "fallback": "action_x"}, ("action_x", 0.5)),
        ({"with_fallback": False}, (LISTEN, 0.0)),
    ],
)
def test_what_is_done_when_nobody_knows_is_a_setting(settings: dict[str, Any], next_one: tuple[str, float]) -> None:
    assert decided(rules(**settings), LISTENS, said("inconnu")).best == next_one


def test_a_turn_of_a_rule_that_no_story_knows_is_hidden_from_them() -> None:
    [key] = rule_table([GREETS]).rules
    policy = RulePolicy(rule_table([GREETS]), [], hidden=frozenset({key, of_intent("back")}))
    assert policy.predict(tracker(LISTENS, said("saluer"))).hide
    assert policy.predict(tracker(LISTENS, said("back"))).hide
    assert not policy.predict(tracker(LISTENS, said("restart"))).hide
    assert not policy.predict(tracker(LISTENS, said("inconnu"))).hide


def test_an_action_that_another_asked_for_is_certain() -> None:
    assert forced("action_x").best == ("action_x", 1.0)
    assert Prediction({}, None, 0).best == (LISTEN, 0.0)
