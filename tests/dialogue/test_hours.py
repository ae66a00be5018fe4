"""Opening hours hold across slots, holidays, week-ends and both changes of clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from dialogue.company import ALWAYS, Company, Holidays, Hours, Team
from dialogue.hours import Calendar, calendar_of

PARIS = ZoneInfo("Europe/Paris")
WEEK: Hours = {day: ((time(9), time(12, 30)), (time(13, 30), time(18))) for day in ("mon", "tue", "wed", "thu", "fri")}
SHOP = Calendar(WEEK, "Europe/Paris", country="FR", closed_dates=(date(2026, 12, 24),))
HALF_HOUR = timedelta(minutes=30)


def paris(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-06-03T08:59:59", False),
        ("2026-06-03T09:00", True),
        ("2026-06-03T12:29:59", True),
        ("2026-06-03T12:30", False),
        ("2026-06-03T13:00", False),
        ("2026-06-03T13:30", True),
        ("2026-06-03T17:59:59.999999", True),
        ("2026-06-03T18:00", False),
        ("2026-06-06T10:00", False),  # a Saturday
        ("2026-07-14T10:00", False),  # the national holiday, a Tuesday
        ("2026-05-14T10:00", False),  # Ascension Day, a Thursday
        ("2027-05-06T10:00", False),  # Ascension Day of another year
        ("2026-12-24T10:00", False),  # a date the company closes on
        ("2025-12-24T10:00", True),
    ],
)
def test_a_team_is_there_in_its_slots_and_not_between_them(at: str, is_open: bool) -> None:
    assert SHOP.open_at(paris(at)) is is_open


def test_a_moment_counts_whatever_its_own_time_zone() -> None:
    tokyo = paris("2026-06-03T10:00").astimezone(ZoneInfo("Asia/Tokyo"))
    assert SHOP.open_at(tokyo)
    assert not SHOP.open_at(datetime(2026, 6, 3, 13, 0, tzinfo=ZoneInfo("America/New_York")))


def test_days_are_those_of_the_company_not_of_the_clock() -> None:
    monday_only = Calendar({"mon": ((time(0), time(2)),)}, "Europe/Paris")
    assert monday_only.open_at(datetime(2026, 6, 7, 22, 30, tzinfo=UTC))  # Monday 0 h 30 in Paris
    assert not monday_only.open_at(datetime(2026, 6, 8, 0, 30, tzinfo=UTC))  # Monday 2 h 30 in Paris


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-06-03T07:00", "2026-06-03T09:00"),
        ("2026-06-03T10:17", "2026-06-03T10:17"),
        ("2026-06-03T12:30", "2026-06-03T13:30"),
        ("2026-06-03T18:00", "2026-06-04T09:00"),
        ("2026-06-05T18:00", "2026-06-08T09:00"),  # over a week-end
        ("2026-04-03T18:00", "2026-04-07T09:00"),  # over the Easter week-end, Monday being a holiday
        ("2026-12-23T18:00", "2026-12-28T09:00"),  # a closed date, Christmas, a week-end
        ("2026-12-31T18:00", "2027-01-04T09:00"),  # into a new year
        ("2026-03-27T18:00", "2026-03-30T09:00"),  # over the change to summer time
        ("2026-10-23T18:00", "2026-10-26T09:00"),  # over the change to winter time
    ],
)
def test_the_next_opening_steps_over_whatever_is_closed(at: str, opens: str) -> None:
    assert SHOP.next_opening(paris(at)) == paris(opens)


@pytest.mark.parametrize(
    ("calendar", "at"),
    [
        (Calendar({}, "Europe/Paris"), "2026-06-03T10:00"),
        (Calendar({"mon": ()}, "Europe/Paris"), "2026-06-03T10:00"),
        (Calendar({"mercredi": ((time(9), time(18)),)}, "Europe/Paris"), "2026-06-03T10:00"),
    ],
)
def test_a_team_that_never_opens_has_no_next_opening(calendar: Calendar, at: str) -> None:
    assert calendar.next_opening(paris(at)) is None
    assert calendar.times(paris(at), count=3, every=HALF_HOUR, notice=timedelta(0)) == ()
    assert not calendar.open_at(paris(at))


def test_slots_written_in_any_order_open_in_the_order_of_the_day() -> None:
    backwards = Calendar({"wed": ((time(14), time(18)), (time(9), time(12)))}, "Europe/Paris")
    assert backwards.next_opening(paris("2026-06-03T08:00")) == paris("2026-06-03T09:00")


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 3, 22), 3),
        (date(2026, 3, 29), 2),  # 2 h to 3 h does not exist
        (date(2026, 10, 25), 4),  # 2 h to 3 h comes twice
    ],
)
def test_a_slot_that_holds_a_change_of_clock_lasts_an_hour_less_or_more(day: date, hours: int) -> None:
    night = Calendar({"sun": ((time(1), time(4)),)}, "Europe/Paris")
    midnight = datetime.combine(day, time(0), tzinfo=PARIS).astimezone(UTC)
    minutes = [midnight + timedelta(minutes=number) for number in range(10 * 60)]
    open_minutes = [minute for minute in minutes if night.open_at(minute)]
    assert len(open_minutes) == 60 * hours
    assert open_minutes[-1] - open_minutes[0] == timedelta(hours=hours, minutes=-1)


def test_the_same_hour_on_the_wall_is_another_hour_in_utc_after_the_change_of_clock() -> None:
    assert SHOP.next_opening(paris("2026-03-27T08:00")) == datetime(2026, 3, 27, 8, 0, tzinfo=UTC)
    assert SHOP.next_opening(paris("2026-03-30T08:00")) == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "notice", "first", "last"),
    [
        ("2026-06-03T08:00", 15, "2026-06-03T09:00", "2026-06-03T10:30"),
        ("2026-06-03T09:15", 15, "2026-06-03T09:30", "2026-06-03T11:00"),
        ("2026-06-03T09:16", 15, "2026-06-03T10:00", "2026-06-03T11:30"),
        ("2026-06-03T11:00", 15, "2026-06-03T11:30", "2026-06-03T14:00"),  # 11:30, 12:00, 13:30, 14:00
        ("2026-06-05T17:16", 15, "2026-06-08T09:00", "2026-06-08T10:30"),  # 17:30 is too soon
        ("2026-06-03T17:50", 15, "2026-06-04T09:00", "2026-06-04T10:30"),
    ],
)
def test_times_to_be_called_lie_in_the_slots_and_after_the_notice(at: str, notice: int, first: str, last: str) -> None:
    times = SHOP.times(paris(at), count=4, every=HALF_HOUR, notice=timedelta(minutes=notice))
    assert (times[0], times[-1], len(times)) == (paris(first), paris(last), 4)
    assert all(moment.tzinfo is UTC for moment in times)
    assert all(SHOP.open_at(moment) and SHOP.open_at(moment + HALF_HOUR - timedelta(seconds=1)) for moment in times)


def test_a_slot_shorter_than_a_call_gives_no_time() -> None:
    short = Calendar({"wed": ((time(9), time(9, 20)),), "thu": ((time(9), time(9, 30)),)}, "Europe/Paris")
    times = short.times(paris("2026-06-03T08:00"), count=1, every=HALF_HOUR, notice=timedelta(0))
    assert times == (paris("2026-06-04T09:00"),)


@pytest.mark.parametrize("at", ["2026-06-03T00:00", "2026-06-03T23:59:59.999999", "2026-07-14T12:00", "2027-01-01"])
def test_always_has_no_hole_at_midnight_nor_on_holidays(at: str) -> None:
    always = Calendar(ALWAYS, "Europe/Paris")
    assert always.open_at(paris(at))
    assert always.next_opening(paris(at)) == paris(at)


def test_always_can_be_called_at_every_half_hour_of_the_night() -> None:
    times = Calendar(ALWAYS, "Europe/Paris").times(
        paris("2026-06-03T22:50"), count=4, every=HALF_HOUR, notice=timedelta(minutes=5)
    )
    told = [f"{moment.astimezone(PARIS):%H:%M}" for moment in times]
    assert told == ["23:00", "23:30", "00:00", "00:30"]


def test_the_calendar_of_a_team_is_that_of_its_company() -> None:
    team = Team("t", {}, ("fr",), ("chat",), WEEK, closed_dates=(date(2026, 6, 3),))
    calendar = calendar_of(Company(timezone="Indian/Reunion", holidays=Holidays("FR"), teams=(team,)), team)
    assert not calendar.open_at(datetime(2026, 6, 3, 6, 0, tzinfo=UTC))  # 10 h there, a closed date
    assert calendar.open_at(datetime(2026, 6, 4, 5, 0, tzinfo=UTC))  # 9 h there
    assert not calendar.open_at(datetime(2026, 7, 14, 6, 0, tzinfo=UTC))
