"""Gaps: what counts, what comes first, what they are called, and what they keep being called."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from fakes.encoder import StemEncoder
from numpy.typing import NDArray

from knowledge.analysis import language_words
from knowledge.gaps.gaps import KINDS, Gap, Kind, Signal, Suggestion, gaps_of, suggested, without_masks
from knowledge.gaps.groups import Key, kept_ids, named_after

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
WATER, CACTUS, PAINT = "comment arroser un cactus", "arroser mon cactus en hiver", "qui peint la joconde"
ENCODER = StemEncoder()
REFERENCE = ENCODER.encode(language_words("fr")["strange"])


def signal(id: str, wording: str = WATER, *, seq: int = 2, days: float = 0.0, **more: Any) -> Signal:
    kinds: tuple[Kind, ...] = more.pop("kinds", ("unanswered",))
    at = NOW - timedelta(days=days)
    return Signal(id, seq, wording, "fr", at, kinds, wording=wording, **more)


def vectors(signals: list[Signal]) -> dict[Key, NDArray[np.float32]]:
    rows = ENCODER.encode([each.wording for each in signals])
    return {each.key: row for each, row in zip(signals, rows, strict=True)}


def found(*signals: Signal, before: dict[Key, str] | None = None) -> list[Gap]:
    told = list(signals)
    return gaps_of(told, vectors(told), reference=REFERENCE, before=before or {}, now=NOW)


def test_no_signal_makes_no_gap() -> None:
    assert found() == []


def test_questions_that_ask_the_same_are_one_gap_and_others_are_not() -> None:
    gaps = found(signal("a"), signal("b", CACTUS), signal("c", PAINT))
    assert [sorted(each.conversation_id for each in gap.signals) for gap in gaps] == [["a", "b"], ["c"]]


def test_a_visitor_who_repeats_himself_counts_once() -> None:
    (alone,) = found(signal("a"))
    (again,) = found(*(signal("a", seq=seq) for seq in range(2, 30, 2)))
    assert (again.volume, again.score, again.kinds, again.week) == (1, alone.score, {"unanswered": 1}, 1)


def test_the_dearest_of_what_happened_in_a_conversation_is_what_it_costs() -> None:
    (gap,) = found(signal("a", kinds=("clarified",)), signal("a", seq=4, kinds=("handed-over", "unanswered")))
    assert gap.score == pytest.approx(3)
    assert gap.kinds == {"handed-over": 1, "unanswered": 1, "clarified": 1}
    assert list(gap.kinds) == [kind for kind in KINDS if kind in gap.kinds]


def test_a_hand_over_comes_before_a_question_asked_back() -> None:
    gaps = found(signal("a", kinds=("clarified",)), signal("b", PAINT, kinds=("handed-over",)))
    assert [gap.name for gap in gaps] == ["Qui peint la joconde ?", "Comment arroser un cactus ?"]


def test_what_was_asked_a_fortnight_ago_weighs_half() -> None:
    (old,), (new,) = found(signal("a", days=14)), found(signal("a"))
    assert old.score == pytest.approx(new.score / 2)
    (early,) = found(signal("a", days=-1))
    assert early.score == new.score


def test_this_week_stands_beside_the_week_before() -> None:
    (gap,) = found(*(signal(str(days), days=days) for days in (0, 3, 6.9, 7, 13.9, 14, 20)))
    assert (gap.week, gap.week_before, gap.volume) == (3, 2, 7)


def test_the_order_of_signals_does_not_matter() -> None:
    wordings = (WATER, CACTUS, PAINT, "la joconde est de qui", "vendez-vous des rideaux")
    told = [
        signal(f"c{number % 7}", wordings[number % 5], seq=number, days=number % 11, reply=f"{number % 3}")
        for number in range(40)
    ]
    first = found(*told)
    for seed in range(3):
        random.Random(seed).shuffle(told)
        assert found(*told) == first


def test_regrouping_keeps_ids() -> None:
    first = found(signal("a", days=9), signal("b", CACTUS, days=8), signal("c", PAINT, days=3))
    before = {each.key: gap.id for gap in first for each in gap.signals}
    assert {gap.id for gap in first} == {named_after(("a", 2)), named_after(("c", 2))}
    # The oldest signal has fallen out of the period, others have come.
    later = found(signal("b", CACTUS, days=8), signal("d"), signal("e", PAINT), signal("c", PAINT), before=before)
    assert {gap.id for gap in later} == {gap.id for gap in first}
    assert {gap.id: gap.signals[0].wording for gap in later}[named_after(("a", 2))] == CACTUS


def test_of_two_groups_made_of_one_the_larger_keeps_its_id() -> None:
    keys: list[Key] = [("a", 2), ("b", 2), ("c", 2)]
    before = dict.fromkeys(keys, named_after(keys[0]))
    ids = kept_ids([[keys[0]], [keys[1], keys[2]]], before)
    assert ids[1] == named_after(keys[0])
    assert ids[0] not in (ids[1], "")


def test_two_groups_made_one_keep_the_id_of_the_larger() -> None:
    before: dict[Key, str] = {("a", 2): "g-small", ("b", 2): "g-large", ("c", 2): "g-large"}
    assert kept_ids([[("a", 2), ("b", 2), ("c", 2), ("d", 2)]], before) == ["g-large"]


def test_a_gap_is_called_by_its_most_central_wording_written_as_a_title() -> None:
    (gap,) = found(signal("a", "cactus"), signal("b"), signal("c"), signal("d", "arroser un cactus <NAME>"))
    assert gap.name == "Comment arroser un cactus ?"
    assert set(gap.wordings) == {"cactus", WATER, "arroser un cactus <NAME>"}


def test_replies_given_most_come_first_and_make_the_draft_s_answer() -> None:
    often, once = "Une fois par mois suffit.", "Peu."
    (gap,) = found(signal("a", reply=once), signal("b", reply=often), signal("c", reply=often))
    assert gap.replies == (often, once)
    assert gap.draft_answer == often
    (silent,) = found(signal("a"))
    assert silent.draft_answer == ""


def test_sentences_about_one_customer_are_left_out_of_a_draft_s_answer() -> None:
    reply = "Arrosez-le une fois par mois. Je vous rappelle au <PHONE>.\nPeu en hiver."
    assert without_masks(reply) == "Arrosez-le une fois par mois. Peu en hiver."
    assert without_masks("Écrivez à <EMAIL>.") == "Écrivez à <EMAIL>."


KNOWN = {"near", "found", "shown"}


@pytest.mark.parametrize(
    ("told", "confidence", "suggestion"),
    [
        ([signal("a")], 0.1, Suggestion("entry")),
        ([signal("a")], 0.5, Suggestion("variant", "near")),
        ([signal("a", led_to="found"), signal("b")], 0.1, Suggestion("variant", "found")),
        ([signal("a", led_to="gone"), signal("b")], 0.1, Suggestion("entry")),
        ([signal("a", led_to="found"), signal("b"), signal("c")], 0.1, Suggestion("entry")),
        ([signal("a", shown="shown", kinds=("thumbs-down",))], 0.9, Suggestion("answer", "shown")),
        ([signal("a", shown="shown", kinds=("reformulated",))], 0.1, Suggestion("entry")),
    ],
)
def test_what_to_do_is_suggested(told: list[Signal], confidence: float, suggestion: Suggestion) -> None:
    (gap,) = found(*told)
    assert suggested(gap, "near", confidence, known=KNOWN) == suggestion


def test_growth_counts_conversations_after_a_moment() -> None:
    (gap,) = found(signal("a", days=2), signal("b", days=1), signal("b", seq=4), signal("c"))
    assert gap.since(NOW - timedelta(days=1.5)) == 2
