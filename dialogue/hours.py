"""Opening hours: several slots a day, public holidays, time zones and their changes of clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

from dialogue.company import Company, Hours, Team

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HORIZON = 60


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a team is there. Every time given or returned is aware; days are those of the team's time zone."""

    hours: Hours
    timezone: str
    country: str = ""
    closed_dates: tuple[date, ...] = ()

    def open_at(self, at: datetime) -> bool:
        """Say whether somebody is there at this moment; the last instant of a slot is closed."""
        return any(start <= at < end for start, end in self._slots_of(self._day(at)))

    def next_opening(self, at: datetime) -> datetime | None:
        """Return the next moment, at or after this one, when somebody is there; None within 60 days."""
        return next((max(start, at) for start, _ in self._slots_after(at)), None)

    def times(self, at: datetime, *, count: int, every: timedelta, notice: timedelta) -> tuple[datetime, ...]:
        """Return up to `count` round times to be called at, `notice` from now at the earliest, in UTC."""
        found: list[datetime] = []
        for start, end in self._slots_after(at + notice):
            moment = start
            while moment + every <= end and len(found) < count:
                if moment >= at + notice:
                    found.append(moment)
                moment += every
            if len(found) == count:
                break
        return tuple(found)

    def _slots_after(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        first = self._day(at)
        for number in range(_HORIZON):
            for start, end in self._slots_of(first + timedelta(days=number)):
                if end > at:
                    yield start, end

    def _slots_of(self, day: date) -> list[tuple[datetime, datetime]]:
        if day in self.closed_dates or (self.country and day in public_holidays(self.country)):
            return []
        slots = sorted(self.hours.get(DAYS[day.weekday()], ()))
        return [(self._moment(day, start), self._end(day, end)) for start, end in slots]

    def _end(self, day: date, at: time) -> datetime:
        return self._moment(day if at > time(0) else day + timedelta(days=1), at)

    def _moment(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, tzinfo=ZoneInfo(self.timezone)).astimezone(UTC)

    def _day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.timezone)).date()


def calendar_of(company: Company, team: Team) -> Calendar:
    """Return when this team is there."""
    return Calendar(team.hours, company.timezone, company.holidays.country, team.closed_dates)


@cache
def public_holidays(country: str) -> HolidayBase:
    """Return the public holidays of a country, any year."""
    return country_holidays(country)
