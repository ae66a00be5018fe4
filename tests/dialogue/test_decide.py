"""Each decision follows from what was understood and found, and says why."""

from dataclasses import replace

import pytest
from fakes.reading import match, understood
from hypothesis import given, settings
from hypothesis import strategies as st

from dialogue.company import Policy
from dialogue.decide import decide
from dialogue.model import Conversation, Decision, Owner
from knowledge.model import Entry

POLICY, ANSWER_AT = Policy(clarify_at=0.12, clarify_total=0.40, choices=3), 0.65
ASKED = Conversation("c", "fr")


def decided(
    *confidences: float,
    intent: str | None = None,
    sure: float = 0.95,
    policy: Policy = POLICY,
    answer_at: float = ANSWER_AT,
) -> Decision:
    matches = [match(Entry(f"e{number}", "fr", "?"), each) for number, each in enumerate(confidences)]
    return decide(ASKED, understood("texte", intent=intent, sure=sure), matches, policy, answer_at=answer_at)


@pytest.mark.parametrize("owner", ["queue", "adviser"])
@pytest.mark.parametrize("intent", [None, "greeting", "ask_human"])
@pytest.mark.parametrize("sensitive", [None, "avocat"])
def test_the_agent_is_silent_while_a_human_holds_or_is_awaited(
    owner: Owner, intent: str | None, sensitive: str | None
) -> None:
    held = Conversation("c", "fr", owner=owner)
    sure = [match(Entry("e", "fr", "?"), 0.99)]
    decision = decide(held, understood("texte", intent=intent), sure, POLICY, answer_at=ANSWER_AT, sensitive=sensitive)
    assert (decision.kind, decision.reason.code, decision.answers) == ("silent", f"held-by-{owner}", ())


@pytest.mark.parametrize("owner", ["agent", "closed"])
def test_the_agent_speaks_when_nobody_else_does(owner: Owner) -> None:
    decision = decide(
        Conversation("c", "fr", owner=owner), understood("texte", intent="greeting"), [], POLICY, answer_at=ANSWER_AT
    )
    assert decision.kind == "say"


@pytest.mark.parametrize("intent", [None, "greeting", "thanks"])
def test_a_sensitive_message_goes_to_a_human_however_sure_the_agent_is(intent: str | None) -> None:
    sure = [match(Entry("e", "fr", "?"), 0.99)]
    decision = decide(ASKED, understood("texte", intent=intent), sure, POLICY, answer_at=ANSWER_AT, sensitive="avocat")
    assert (decision.kind, decision.reason.code) == ("handoff", "sensitive")
    assert decision.reason.details == {"phrase": "avocat"}


@pytest.mark.parametrize(
    ("intent", "kind", "reason"),
    [
        ("ask_human", "handoff", "asked-for-human"),
        ("none_of_these", "handoff", "none-of-these"),
        ("greeting", "say", "small-talk"),
        ("thanks", "say", "small-talk"),
        ("goodbye", "say", "small-talk"),
        ("insult", "say", "small-talk"),
        ("are_you_human", "say", "small-talk"),
        ("how_are_you", "say", "small-talk"),
        ("affirm", "say", "small-talk"),
        ("deny", "say", "small-talk"),
    ],
)
def test_what_a_visitor_does_rather_than_asks_comes_before_what_was_found(intent: str, kind: str, reason: str) -> None:
    decision = decided(0.99, intent=intent)
    assert (decision.kind, decision.reason.code) == (kind, reason)
    assert decision.phrase == (intent if kind == "say" else "")


@pytest.mark.parametrize(("sure", "kind"), [(0.79, "answer"), (0.8, "say"), (1.0, "say")])
def test_an_unsure_intent_does_not_hide_a_question(sure: float, kind: str) -> None:
    assert decided(0.9, intent="greeting", sure=sure).kind == kind


def test_an_intent_that_means_nothing_here_does_not_hide_a_question() -> None:
    assert decided(0.9, intent="something_new").kind == "answer"


@pytest.mark.parametrize(
    ("confidences", "kind", "reason", "answers"),
    [
        ((), "handoff", "nothing-found", 0),
        ((0.65,), "answer", "sure", 1),
        ((0.6499,), "clarify", "close", 1),
        ((1.0, 0.0), "answer", "sure", 2),
        ((0.40,), "clarify", "close", 1),
        ((0.3999,), "handoff", "unsure", 1),
        ((0.28, 0.12), "clarify", "close", 2),
        ((0.29, 0.1199), "handoff", "unsure", 2),
        ((0.2, 0.15, 0.12), "clarify", "close", 3),
        ((0.13, 0.13, 0.13, 0.13), "handoff", "unsure", 4),
        ((0.14, 0.14, 0.14, 0.14), "clarify", "close", 3),
        ((0.02, 0.01), "handoff", "unsure", 2),
    ],
)
def test_the_thresholds_part_answer_clarification_and_hand_off(
    confidences: tuple[float, ...], kind: str, reason: str, answers: int
) -> None:
    decision = decided(*confidences)
    assert (decision.kind, decision.reason.code, len(decision.answers)) == (kind, reason, answers)
    assert decision.confidence == (confidences[0] if confidences else 0.0)


def test_a_clarification_offers_as_many_choices_as_the_policy_says() -> None:
    decision = decided(0.2, 0.2, 0.2, 0.2, policy=Policy(choices=2))
    assert [each.entry.id for each in decision.answers] == ["e0", "e1"]
    assert decision.reason.details == {"count": 2}


def test_the_reason_tells_the_confidence_and_the_threshold_it_met() -> None:
    assert decided(0.876).reason.details == {"confidence": 88, "threshold": 65}
    assert decided(0.1).reason.details == {"confidence": 10, "threshold": 65}


RANKS = {"handoff": 0, "clarify": 1, "answer": 2}
shares = st.floats(0, 1, allow_nan=False)
policies = st.builds(Policy, clarify_at=shares, clarify_total=shares, choices=st.integers(1, 5))


@settings(deadline=None)
@given(confidences=st.lists(shares, min_size=1, max_size=6), raised=shares, policy=policies, answer_at=shares)
def test_a_surer_best_match_never_makes_the_agent_less_sure_of_itself(
    confidences: list[float], raised: float, policy: Policy, answer_at: float
) -> None:
    best, *others = sorted(confidences, reverse=True)
    before = decided(best, *others, policy=policy, answer_at=answer_at).kind
    after = decided(max(best, raised), *others, policy=policy, answer_at=answer_at).kind
    assert RANKS[after] >= RANKS[before]


@settings(deadline=None)
@given(confidences=st.lists(shares, max_size=6), policy=policies, answer_at=shares)
def test_every_decision_is_backed_by_what_was_found(confidences: list[float], policy: Policy, answer_at: float) -> None:
    decision = decided(*confidences, policy=policy, answer_at=answer_at)
    assert decision.kind in RANKS
    if decision.kind == "answer":
        assert decision.confidence == decision.answers[0].confidence >= answer_at
    if decision.kind == "clarify":
        assert 1 <= len(decision.answers) <= policy.choices
        assert all(each.confidence >= policy.clarify_at for each in decision.answers)


@pytest.mark.parametrize("signal", ["gibberish", "empty"])
@pytest.mark.parametrize(("confidence", "failures", "kind"), [(0.3, 0, "say"), (0.3, 1, "handoff"), (0.9, 0, "answer")])
def test_who_writes_no_words_is_asked_to_say_it_again_once(
    signal: str, confidence: float, failures: int, kind: str
) -> None:
    heard = replace(understood("asdf qwer"), signals=frozenset({signal, "shouting"}))
    found = [match(Entry("e", "fr", "?"), confidence), match(Entry("f", "fr", "?"), 0.2)]
    decision = decide(Conversation("c", "fr", failures=failures), heard, found, POLICY, answer_at=ANSWER_AT)
    assert decision.kind == kind
    assert (decision.reason.code == "not-understood") is (kind != "answer")


def test_noise_that_asks_for_a_human_gets_one() -> None:
    heard = replace(understood("conseiller !!!", intent="ask_human"), signals=frozenset({"gibberish"}))
    assert decide(ASKED, heard, [], POLICY, answer_at=ANSWER_AT).reason.code == "asked-for-human"
