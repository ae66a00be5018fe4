"""What is asked now, what rises, what comes with the season."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from api.site.pulse import asked_now, rising, seasonal

TODAY = date(2026, 5, 4)


def daily(count: int, days: range) -> Counter[date]:
    """So many a day, on days counted from today."""
    return Counter({TODAY + timedelta(days=day): count for day in days})


def test_the_week_comes_before_the_weeks_before_it() -> None:
    asked = {"old": daily(9, range(-30, -10)), "new": daily(1, range(-6, 1)), "once": daily(1, range(1))}
    assert asked_now(asked, TODAY) == ("new", "old")
    assert asked_now({}, TODAY) == ()


def test_what_is_asked_more_this_week_rises() -> None:
    calm = {f"calm {number}": daily(10, range(-34, 1)) for number in range(5)}
    more = daily(2, range(-34, -6)) + daily(12, range(-6, 1))
    assert rising({**calm, "more": more}, TODAY) == ("more",)
    assert rising(calm, TODAY) == ()


YEAR = range(-364 - 180, -364 + 181)


def test_what_was_asked_in_these_weeks_last_year_is_in_season() -> None:
    calm: Mapping[str, Counter[date]] = {f"calm {number}": daily(10, YEAR) for number in range(5)}
    garden = daily(1, YEAR) + daily(9, range(-371, -350))
    assert seasonal({**calm, "garden": garden}, TODAY) == ("garden",)
    assert seasonal(calm, TODAY) == ()


def test_without_a_year_there_is_no_season() -> None:
    assert seasonal({"young": daily(50, range(-90, 1))}, TODAY) == ()
    assert seasonal({"short": daily(50, range(-371, -350))}, TODAY) == ()
    assert seasonal({}, TODAY) == ()
