"""Use moves an entry by a step at most, whoever uses it how often, and passes no sure answer."""

from hypothesis import given
from hypothesis import strategies as st

from knowledge.faq.popularity import CONTEXT_STEP, ONE_SOURCE, RANKS, STEP, Usage, habits, in_order, lift
from knowledge.model import Entry, Match

COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("abcdefgh"), st.integers(1, 30)), st.integers(1, 20_000), max_size=20
)
VOTES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 20_000), max_size=8)
USAGES = st.builds(Usage, COUNTS, COUNTS, VOTES, VOTES)
HABIT = habits([])
NOBODY = lift(Usage(), HABIT)


def match(id: str, confidence: float) -> Match:
    return Match(Entry(id, "fr", f"{id} ?"), 0.0, 0.0, 0.0, "", confidence=confidence)


MATCHES = st.lists(st.floats(0, 1), max_size=12).map(
    lambda numbers: [match(str(place), number) for place, number in enumerate(sorted(numbers, reverse=True))]
)


def everywhere(count: int, *, rank: int = 1, sources: int = 40) -> dict[tuple[str, int], int]:
    """So many of something, from many sources."""
    return {(f"s{number}", rank): count for number in range(sources)}


@given(USAGES, st.lists(USAGES, max_size=4))
def test_no_use_gains_more_than_a_step_nor_loses_any(usage: Usage, others: list[Usage]) -> None:
    assert 0 <= lift(usage, habits([usage, *others])) <= STEP


@given(MATCHES, st.dictionaries(st.integers(0, 12).map(str), st.floats(-1, 1)), st.floats(0, 1))
def test_only_near_ties_change_places_and_no_sure_answer_is_passed(
    matches: list[Match], gains: dict[str, float], sure: float
) -> None:
    ordered = in_order(matches, lambda entry: gains.get(entry.id, 0.0), sure=sure)
    assert sorted(ordered, key=matches.index) == matches
    firm = [each for each in matches if each.confidence >= sure]
    assert ordered[: len(firm)] == firm
    for place, first in enumerate(ordered):
        assert all(later.confidence <= first.confidence + STEP + CONTEXT_STEP for later in ordered[place + 1 :])


@given(MATCHES)
def test_without_any_use_the_order_stays(matches: list[Match]) -> None:
    assert in_order(matches, lambda entry: NOBODY, sure=2.0) == matches


def test_a_robot_that_clicks_ten_thousand_times_counts_as_one_click() -> None:
    honest = Usage(everywhere(3), everywhere(1))
    robbed = Usage(honest.shown, {**honest.clicks, ("robot", 1): 10_000})
    assert lift(robbed, HABIT) - lift(honest, HABIT) <= STEP * ONE_SOURCE
    alone = lift(Usage({("robot", 9): 10_000}, {("robot", 9): 10_000}), HABIT)
    assert alone - NOBODY < 0.1 * STEP


def test_a_robot_cannot_bury_an_entry_either() -> None:
    buried = Usage({("robot", 1): 10_000}, {}, {}, {"robot": 10_000})
    assert NOBODY - lift(buried, HABIT) < 0.1 * STEP


def test_what_is_picked_from_afar_gains_more_than_what_is_picked_at_the_top() -> None:
    first, last = (Usage(everywhere(10, rank=rank), everywhere(3, rank=rank)) for rank in (1, 8))
    assert lift(last, HABIT) > lift(first, HABIT)


def test_what_is_passed_over_loses_and_what_helps_gains() -> None:
    assert lift(Usage(everywhere(10)), HABIT) < NOBODY
    assert lift(Usage(yes=dict.fromkeys("abcdefghij", 2)), HABIT) > NOBODY
    assert lift(Usage(no=dict.fromkeys("abcdefghij", 2)), HABIT) < NOBODY


def test_one_opinion_moves_little() -> None:
    assert abs(lift(Usage(no={"a": 1}), HABIT) - NOBODY) <= 0.05 * STEP + 1e-12


def test_habits_follow_what_visitors_do_at_each_rank() -> None:
    assert len(HABIT) == RANKS
    assert sorted(HABIT, reverse=True) == HABIT
    seen = Usage(everywhere(100, rank=3), everywhere(90, rank=3))
    assert habits([seen])[2] > 0.8
    assert habits([seen])[0] == HABIT[0]


def test_two_that_are_close_change_places_and_a_confident_one_stays() -> None:
    near = [match("a", 0.30), match("b", 0.28)]
    assert [each.entry.id for each in in_order(near, lambda entry: STEP * (entry.id == "b"), sure=0.5)] == ["b", "a"]
    assert [each.confidence for each in in_order(near, lambda entry: STEP * (entry.id == "b"), sure=0.5)] == [0.28, 0.3]
    assert in_order(near, lambda entry: STEP * (entry.id == "b"), sure=0.3) == near
