"""What is asked now, what rises, what comes with the season, and what visitors find useful: counted at times."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from api.storage.opinions import SqlOpinions, Votes
from api.storage.visits import DAYS_KEPT, SqlVisits
from knowledge.faq.popularity import STEP, Usage, habits, lift
from knowledge.faq.trends import most_asked, surging

WEEK, MONTH = 7, 28
_FEWEST = 2  # times that a question was asked before it is said to be asked
_SEASON = range(-7, 14)  # days around the same date last year
_YEAR = 364  # fifty-two weeks: the same day of the week
_LEAST_YEAR = 120  # days counted last year before a season can be told from the rest of it
_VOTES_KEPT = timedelta(days=365)

Asked = Mapping[str, Counter[date]]


@dataclass(frozen=True, slots=True)
class Pulse:
    """Ids of entries, the first first, and what each gains in the order of what is found."""

    asked: tuple[str, ...] = ()
    rising: tuple[str, ...] = ()
    seasonal: tuple[str, ...] = ()
    lifts: Mapping[str, float] = field(default_factory=dict)

    def lift(self, entry_id: str) -> float:
        """Return what an entry gains in order; one that nobody used gains as much as any other unused one."""
        return self.lifts.get(entry_id, STEP / 2)


def read_pulse(visits: SqlVisits, opinions: SqlOpinions, now: datetime) -> Pulse:
    """Count, and return what comes out."""
    today = now.date()
    asked = visits.asked(today - timedelta(days=_YEAR + 180), today)
    usages = visits.usage(since=today - timedelta(days=DAYS_KEPT - 1))
    votes = opinions.votes(since=now - _VOTES_KEPT)
    return Pulse(asked_now(asked, today), rising(asked, today), seasonal(asked, today), _lifts(usages, votes))


def asked_now(asked: Asked, today: date) -> tuple[str, ...]:
    """Return what was asked most in the last seven days, then in the four weeks before."""
    week, month = _counts(asked, today, range(-6, 1)), _counts(asked, today, range(-34, 1))
    return tuple(dict.fromkeys([*most_asked(week, fewest=_FEWEST), *most_asked(month, fewest=_FEWEST)]))


def rising(asked: Asked, today: date) -> tuple[str, ...]:
    """Return what was asked more in the last seven days than in the 28 before; see knowledge.faq.trends.surging."""
    week, month = _counts(asked, today, range(-6, 1)), _counts(asked, today, range(-34, -6))
    return tuple(surging(week, month, share=WEEK / (WEEK + MONTH)))


def seasonal(asked: Asked, today: date) -> tuple[str, ...]:
    """Return what was asked more in the same three weeks of last year than in the rest of the year around them."""
    then = today - timedelta(days=_YEAR)
    first = min((day for days in asked.values() for day in days), default=today)
    around = range(max(-180, (first - then).days), 181)
    if len(around) < _LEAST_YEAR or around.start > _SEASON.start:
        return ()
    season, rest = _counts(asked, then, _SEASON), _counts(asked, then, [day for day in around if day not in _SEASON])
    return tuple(surging(season, rest, share=len(_SEASON) / len(around)))


def _counts(asked: Asked, around: date, days: range | list[int]) -> dict[str, int]:
    wanted = {around + timedelta(days=day) for day in days}
    counts = {id: sum(count for day, count in found.items() if day in wanted) for id, found in asked.items()}
    return {id: count for id, count in counts.items() if count}


def _lifts(usages: Mapping[str, Usage], votes: Mapping[str, Votes]) -> dict[str, float]:
    habit = habits(usages.values())
    merged = {
        id: Usage(
            usages[id].shown if id in usages else {},
            usages[id].clicks if id in usages else {},
            votes[id].yes if id in votes else {},
            votes[id].no if id in votes else {},
        )
        for id in usages.keys() | votes.keys()
    }
    return {id: lift(usage, habit) for id, usage in merged.items()}
