"""Whatever is said and whatever happens, a conversation stays whole and the assistant listens again."""

from typing import Any

from fakes.own_actions import asked_to_validate, sets
from fakes.talk import Clock, Talk
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.assistant import events
from dialogue.assistant.domain import LISTEN, SESSION_START, Domain, Form
from dialogue.assistant.errors import ActionFailed, ActionNotFound, ActionRejected
from dialogue.assistant.events import Event
from dialogue.assistant.messages import parse_of
from dialogue.assistant.slots import REQUESTED, Slot
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.trail import Lens

NAMES = ("form", "autre", "action_x", LISTEN, SESSION_START)
DOMAIN = Domain(
    intents={name: frozenset({"ville"}) for name in ("saluer", "nlu_fallback", "restart")},
    entities=("ville",),
    slots={
        slot.name: slot
        for slot in (
            Slot("a", "text"),
            Slot("b", "bool", initial=True),
            Slot("c", "list"),
            Slot("d", "any"),
            Slot(REQUESTED, "text", influences=False),
        )
    },
    forms={name: Form(name, ("a", "b")) for name in ("form", "autre")},
)
LENS = Lens(DOMAIN, rule_slots=frozenset({"b"}), rule_loops=frozenset({"autre"}))

values = st.sampled_from([None, "x", True, False, 3, ["y"], {}])
entities = st.lists(st.builds(lambda value: {"entity": "ville", "value": value}, values), max_size=2)
messages = st.builds(
    lambda intent, found: events.user("…", parse_of(intent) | {"entities": found}, channel="w", id="m", metadata={}),
    st.sampled_from(["saluer", "nlu_fallback", None]),
    entities,
)
kinds = ("rewind", "undo", "restart", "session_started", "reset_slots", "pause", "resume", "bot", "export", "reminder")
happenings = st.one_of(
    messages,
    st.builds(events.action, st.sampled_from(NAMES), hide=st.booleans()),
    st.builds(events.slot, st.sampled_from(["a", "b", "c", "d", REQUESTED, "inconnu"]), values),
    st.builds(events.active_loop, st.sampled_from(["form", "autre", None])),
    st.builds(events.rejected, st.sampled_from(["form", "autre", "action_x"])),
    st.builds(lambda name: {"event": "followup", "name": name}, st.sampled_from(NAMES)),
    st.just(events.interrupted()),
    st.just(events.featurized()),
    st.builds(lambda kind: {"event": kind}, st.sampled_from(kinds)),
)
histories = st.lists(happenings, max_size=30)


def tracker(happened: list[Event]) -> Tracker:
    found = Tracker("v", LENS, clock=Clock())
    found.add(*happened)
    return found


def seen(one: Tracker) -> tuple[Any, ...]:
    """Everything that decides how a conversation goes on."""
    return (
        one.now,
        one.trail,
        [(each.event, each.moment, each.trail) for each in one.applied],
        one.since_message(),
        one.of_session(10),
        one.last_user(),
    )


@given(histories, histories)
def test_a_copy_is_the_same_conversation_and_goes_on_alike(before: list[Event], after: list[Event]) -> None:
    one = tracker(before)
    other = one.copy()
    assert seen(other) == seen(one)
    held = seen(one)
    other.add(*(event | {"timestamp": 0.0} for event in after))
    assert seen(one) == held
    one.add(*(event | {"timestamp": 0.0} for event in after))
    assert seen(other) == seen(one)


@given(histories)
def test_a_conversation_made_again_of_its_events_is_the_same(happened: list[Event]) -> None:
    one = tracker(happened)
    again = tracker(one.events)
    assert seen(again) == seen(one)
    assert again.events == one.events


@given(histories, histories)
def test_what_happened_before_a_session_is_of_no_consequence_in_it(before: list[Event], after: list[Event]) -> None:
    started = {"event": "session_started", "timestamp": 1.0}
    timed = [event | {"timestamp": 2.0} for event in after]
    long, short = tracker([*before, started, *timed]), tracker([started, *timed])
    assert (long.now, long.trail) == (short.now, short.trail)
    assert [each.event for each in long.applied] == [each.event for each in short.applied]


@given(histories)
def test_going_back_leaves_what_was_before_the_message(happened: list[Event]) -> None:
    told = [*happened, events.action(LISTEN)]
    one, before = tracker(told), tracker(told)
    one.add(
        events.user("…", parse_of("saluer"), channel="w", id="m", metadata={}),
        events.slot("a", "z"),
        {"event": "rewind"},
    )
    counted = [each.event for each in before.applied]
    assert [each.event for each in one.applied] == counted[: len(one.applied)]
    assert len(counted) - len(one.applied) == 1


PROJECT = """
intents: [saluer, donner, oui, arreter, agir, suivre, partir]
entities: [ville]
slots:
  ville: {type: text, mappings: [{type: from_entity, entity: ville}]}
  note:
    type: text
    influence_conversation: false
    mappings: [{type: from_text, not_intent: arreter, conditions: [{active_loop: form, requested_slot: note}]}]
  accord:
    type: bool
    mappings: [{type: from_intent, intent: oui, value: true, conditions: [{active_loop: form, requested_slot: accord}]}]
  libre: {type: any, mappings: [{type: custom, action: action_remplir}]}
forms:
  form: {required_slots: [ville, note, accord], ignored_intents: [partir]}
  autre: {required_slots: [ville]}
responses:
  utter_bonjour: [{text: Bonjour}, {text: "Bonjour {ville}"}]
  utter_ask_ville: [{text: Où ?}]
  utter_ask_note: [{text: Quoi ?}]
  utter_fait: [{text: Fait}]
actions: [validate_form, action_agir, action_remplir]
"""
TOLD = """
rules:
- rule: saluer
  steps: [{intent: saluer}, {action: utter_bonjour}]
- rule: form
  steps: [{intent: suivre}, {action: form}, {active_loop: form}]
- rule: formé
  condition: [{active_loop: form}]
  steps: [{action: form}, {active_loop: null}, {action: action_agir}, {action: utter_fait}]
- rule: arreter
  condition: [{active_loop: form}]
  steps: [{intent: arreter}, {action: action_deactivate_loop}, {active_loop: null}, {action: utter_fait}]
- rule: autre
  steps: [{intent: partir}, {action: autre}, {active_loop: autre}]
- rule: agir
  steps: [{intent: agir}, {action: action_agir}]
- rule: repli
  steps: [{intent: nlu_fallback}, {action: action_two_stage_fallback}, {active_loop: action_two_stage_fallback}]
stories:
- story: oui
  steps: [{intent: saluer}, {action: utter_bonjour}, {intent: oui}, {action: utter_fait}]
"""
INTENTS = (
    "saluer",
    "donner",
    "oui",
    "arreter",
    "agir",
    "suivre",
    "partir",
    "nlu_fallback",
    "out_of_scope",
    "restart",
    "back",
    "session_start",
    None,
)
said = st.tuples(st.sampled_from(INTENTS), st.booleans(), st.sampled_from([0, 0, 0, 4_000]))
# What the project's code does each time it is called: chance, but the same each time the example is tried.
deeds = st.lists(
    st.sampled_from(["fill", "fail", "reject", "gone", "pause", "follow", "rewind", "leave", "nothing"]),
    min_size=1,
    max_size=8,
)


def code(plan: list[str]) -> Any:
    """An action that does what the plan says, one thing at each call."""
    calls = iter(range(10_000))

    def does(tracker: dict[str, Any]) -> list[dict[str, Any]]:
        match plan[next(calls) % len(plan)]:
            case "fill":
                return sets(**asked_to_validate(tracker))
            case "fail":
                raise ActionFailed(action="x", reason="panne")
            case "reject":
                raise ActionRejected(action="x")
            case "gone":
                raise ActionNotFound(action="x")
            case "pause":
                return [{"event": "pause"}]
            case "follow":
                return [{"event": "followup", "name": "utter_fait"}]
            case "rewind":
                return [{"event": "rewind"}]
            case "leave":
                return [{"event": "active_loop", "name": None}]
            case _:
                return []

    return does


@settings(max_examples=60, deadline=None)
@given(st.lists(said, min_size=1, max_size=15), deeds, deeds, deeds)
def test_no_conversation_breaks_and_after_every_turn_the_assistant_listens(
    turns: list[tuple[str | None, bool, int]], validates: list[str], acts: list[str], fills: list[str]
) -> None:
    does = {"validate_form": code(validates), "action_agir": code(acts), "action_remplir": code(fills)}
    talk = Talk(PROJECT, TOLD, does)
    for intent, with_city, later in turns:
        talk.clock.now += later
        turn = talk.say(intent, *([{"entity": "ville", "value": "Lyon"}] if with_city else []))
        now = talk.tracker.now
        ran = [event for event in turn.events if event["event"] == "action"]
        assert now.paused or now.action in (LISTEN, SESSION_START) or len(ran) >= 10
        if now.paused:
            talk.tracker.add({"event": "resume"}, events.action(LISTEN))
    again = talk.interpreter.tracker("visiteur", tuple(talk.tracker.events))
    assert seen(again) == seen(talk.tracker)
