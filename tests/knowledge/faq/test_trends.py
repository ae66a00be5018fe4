"""What rises is told when chance alone would hardly make it rise."""

import random
from collections import Counter

import pytest

from knowledge.faq.trends import most_asked, surging

WEEK = 7 / 35


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (3, 0, False),
        (4, 1, False),
        (8, 20, False),
        (40, 40, True),
        (20, 8, True),
        (200, 800, False),
        (400, 800, True),
    ],
)
def test_small_numbers_do_not_pass(now: int, before: int, told: bool) -> None:
    calm = {f"calm {number}": 100 for number in range(20)}
    rising = surging({**calm, "this": now}, {**dict.fromkeys(calm, 400), "this": before}, share=WEEK)
    assert rising == (["this"] if told else [])


def test_when_everything_is_asked_more_nothing_rises() -> None:
    assert surging(dict.fromkeys("abc", 400), dict.fromkeys("abc", 400), share=WEEK) == []
    assert surging(dict.fromkeys("abc", 50), {}, share=WEEK) == []


def test_the_most_certain_growth_comes_first() -> None:
    calm = {str(number): 500 for number in range(10)}
    now, before = {**calm, "a": 60, "b": 600}, {**dict.fromkeys(calm, 2_000), "a": 60, "b": 300}
    assert surging(now, before, share=WEEK) == ["b", "a"]


def test_chance_alone_is_seldom_told() -> None:
    rng = random.Random(3)
    told = 0
    for _ in range(100):
        now, before = (Counter(f"e{rng.randrange(30)}" for _ in range(count)) for count in (120, 480))
        told += bool(surging(now, before, share=WEEK))
    assert told <= 5


def test_nothing_counted_is_nothing_told() -> None:
    assert surging({}, {}, share=WEEK) == []
    assert most_asked({}, fewest=1) == []


def test_the_most_asked_come_first_and_the_rare_not_at_all() -> None:
    assert most_asked({"a": 1, "b": 9, "c": 3, "d": 3}, fewest=2) == ["b", "c", "d"]
