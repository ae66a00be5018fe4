"""Rules and stories say only what matters: what they leave out is added, as Rasa adds it."""

import pytest
from fakes.talk import in_words

from dialogue.assistant import sequences
from dialogue.assistant.domain import DEFAULT_ACTIONS, Domain
from dialogue.assistant.files import documents
from dialogue.assistant.problems import Problem
from dialogue.assistant.sequences import Sequence
from dialogue.assistant.slots import Condition, Mapping, Slot

DOMAIN = Domain(
    intents={name: frozenset({"ville", "plat"}) for name in ("saluer", "partir", "merci")},
    entities=("ville", "plat"),
    slots={
        slot.name: slot
        for slot in (
            Slot("départ", "text", (Mapping("from_entity", "ville", role="de"), Mapping("from_entity", "ville"))),
            Slot("plats", "list", (Mapping("from_entity", "plat"),)),
            Slot("du_form", "text", (Mapping("from_entity", "plat", conditions=(Condition("form", "du_form"),)),)),
            Slot("pro", "bool"),
        )
    },
    actions=frozenset((*DEFAULT_ACTIONS, "utter_a", "utter_b", "form")),
)
READERS = {"rules": sequences.rules, "stories": sequences.stories, "tests": sequences.tests}


def read(text: str, kind: str = "rules") -> tuple[list[Sequence], list[Problem]]:
    problems: list[Problem] = []
    found = list(READERS[kind](list(documents({"told.yml": text}, problems)), DOMAIN, problems))
    return found, problems


def events(text: str, kind: str = "rules") -> list[list[str]]:
    found, problems = read(text, kind)
    assert problems == []
    return [[in_words(event).replace("action_listen", "listen") for event in each.events] for each in found]


def rule(more: str, steps: str = "[{intent: saluer}, {action: utter_a}]") -> list[str]:
    [told] = events(f"rules:\n- rule: r\n  steps: {steps}\n  {more}")
    return told


def test_a_rule_may_begin_anywhere_and_ends_by_listening() -> None:
    assert rule("") == ["action ...", "action listen", "user saluer", "action utter_a", "action listen"]


def test_a_rule_for_the_start_of_a_conversation_begins_there() -> None:
    assert rule("conversation_start: true") == ["action listen", "user saluer", "action utter_a", "action listen"]


def test_a_rule_that_does_not_wait_leaves_open_what_follows() -> None:
    assert rule("wait_for_user_input: false")[-2:] == ["action ...", "action listen"]


def test_conditions_come_before_the_rule() -> None:
    assert rule("condition: [{active_loop: form}, {slot_was_set: [pro: true]}]")[:3] == [
        "loop form",
        "slot pro=True",
        "action ...",
    ]


def test_in_a_rule_null_means_that_nothing_is_there_and_in_a_story_that_it_ends() -> None:
    steps = "[{action: form}, {active_loop: null}, {slot_was_set: [pro: null]}, {action: utter_a}]"
    assert rule("", steps)[2:4] == ["loop should_not_be_set", "slot pro=should_not_be_set"]
    [story] = events(f"stories:\n- story: s\n  steps: {steps}", "stories")
    assert story[1:3] == ["loop None", "slot pro=None"]


@pytest.mark.parametrize(
    ("entities", "filled"),
    [
        ("[{ville: Lyon}]", ["slot départ=Lyon"]),
        ("[{ville: Lyon, role: de}]", ["slot départ=Lyon"]),
        ("[{ville: Lyon, role: à}]", []),
        ("[{ville: Lyon}, {ville: Nice}]", ["slot départ=Nice"]),
        ("[{plat: riz}, {plat: thé}]", ["slot plats=['riz', 'thé']"]),  # and not what only a form asks for
        ("[]", []),
    ],
)
def test_a_message_fills_the_slots_of_its_entities(entities: str, filled: list[str]) -> None:
    told = rule("", f"[{{intent: saluer, entities: {entities}}}, {{action: utter_a}}]")
    assert told[3:-1] == [*filled, "action utter_a"]


def test_the_first_action_of_a_story_that_begins_with_one_is_nobodys_decision() -> None:
    [told], _ = read(
        "stories:\n- story: s\n  steps: [{action: utter_a}, {intent: saluer}, {action: utter_b}]", "stories"
    )
    assert [event.get("unpredictable", False) for event in told.events] == [True, False, False, False, False]


def test_listening_is_added_before_a_message_only_where_nothing_listens_yet() -> None:
    [told] = events(
        "stories:\n- story: s\n  steps: [{intent: saluer}, {action: action_listen}, {intent: merci}]", "stories"
    )
    assert told == ["action listen", "user saluer", "action listen", "user merci", "action listen"]


def test_a_rule_with_or_is_a_rule_for_each_choice() -> None:
    text = "rules:\n- rule: r\n  steps:\n  - or: [{intent: saluer}, {intent: merci}]\n  - action: utter_a"
    assert [told[2] for told in events(text)] == ["user saluer", "user merci"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (
            "rules:\n- rule: r\n  steps: [{intent: saluer}, {action: utter_a}, {intent: merci}]",
            "rule-with-two-messages",
            2,
        ),
        ("rules:\n- rule: r\n  steps: [{intent: saluer}, {checkpoint: c}]", "rule-with-checkpoint", 2),
        ("rules:\n- rule: r\n", "without-steps", 2),
        ("rules:\n- steps: [{intent: saluer}]\n", "without-steps", 2),
        ("rules:\n- rule: r\n  steps: saluer\n", "without-steps", 2),
        ("rules:\n- bonjour\n", "without-steps", 2),
    ],
)
def test_a_rule_that_cannot_be_followed_is_told_with_its_line(text: str, code: str, line: int) -> None:
    _, problems = read(text)
    assert [(each.code, str(each.place)) for each in problems] == [(code, f"told.yml:{line}")]


BRANCHES = """
stories:
- story: début
  steps: [{intent: saluer}, {action: utter_a}, {checkpoint: accueilli}]
- story: départ
  steps: [{checkpoint: accueilli}, {intent: partir}, {action: utter_b}]
- story: merci
  steps: [{checkpoint: accueilli}, {intent: merci}, {action: utter_b}]
"""


def test_stories_go_on_wherever_they_meet() -> None:
    found, problems = read(BRANCHES, "stories")
    assert problems == []
    assert [each.name for each in found] == ["début > départ", "début > merci"]
    assert [in_words(event) for event in found[0].events if event["event"] == "user"] == ["user saluer", "user partir"]
    assert {event["event"] for each in found for event in each.events} == {"action", "user"}


def test_a_story_that_leads_nowhere_is_told_and_ends_there() -> None:
    found, problems = read(
        "stories:\n- story: s\n  steps: [{intent: saluer}, {action: utter_a}, {checkpoint: c}]", "stories"
    )
    assert [(each.code, each.severity) for each in problems] == [("checkpoint-without-end", "warning")]
    assert len(found) == 1


def test_stories_that_go_round_in_circles_are_told() -> None:
    text = """
stories:
- story: début
  steps: [{intent: saluer}, {action: utter_a}, {checkpoint: c}]
- story: tour
  steps: [{checkpoint: c}, {intent: merci}, {action: utter_b}, {checkpoint: c}]
"""
    _, problems = read(text, "stories")
    assert "checkpoint-circle" in [each.code for each in problems]


def test_stories_with_too_many_ways_through_them_are_told_in_time() -> None:
    blocks = ["- story: début\n  steps: [{intent: saluer}, {action: utter_a}, {checkpoint: c0}]"]
    for depth in range(14):
        steps = f"[{{checkpoint: c{depth}}}, {{intent: merci}}, {{action: utter_a}}, {{checkpoint: c{depth + 1}}}]"
        blocks += [f"- story: s{depth}{way}\n  steps: {steps}" for way in "ab"]
    found, problems = read("stories:\n" + "\n".join(blocks), "stories")
    assert len(found) == 10_000
    assert "too-many-paths" in [each.code for each in problems]


def test_in_a_test_the_words_of_both_sides_are_read() -> None:
    text = "stories:\n- story: t\n  steps: [{user: salut, intent: saluer}, {action: utter_a}, {bot: bonjour}]"
    [told] = events(text, "tests")
    assert told == ["action listen", "user saluer", "action utter_a", "action listen"]


def test_a_story_goes_on_from_those_that_left_its_slots_as_it_wants_them() -> None:
    text = """
stories:
- story: pro
  steps: [{slot_was_set: [{pro: true}]}, {intent: saluer}, {action: utter_a}, {checkpoint: c}]
- story: privé
  steps: [{intent: saluer}, {action: utter_a}, {checkpoint: c}]
- story: suite des pros
  steps: [{checkpoint: c, slot_was_set: [{pro: true}]}, {intent: merci}, {action: utter_b}]
- story: suite
  steps: [{checkpoint: c}, {intent: partir}, {action: utter_b}]
"""
    found, problems = read(text, "stories")
    assert problems == []
    assert [each.name for each in found] == ["pro > suite des pros", "pro > suite", "privé > suite"]


def test_conditions_of_a_checkpoint_that_ends_a_story_count_for_nothing_and_are_told() -> None:
    text = """
stories:
- story: pro
  steps: [{intent: saluer}, {action: utter_a}, {checkpoint: c, slot_was_set: [{pro: true}]}]
- story: suite
  steps: [{checkpoint: c}, {intent: merci}, {action: utter_b}]
"""
    found, problems = read(text, "stories")
    assert [(each.code, each.severity) for each in problems] == [("checkpoint-with-slots", "warning")]
    assert [each.name for each in found] == ["pro > suite"]
