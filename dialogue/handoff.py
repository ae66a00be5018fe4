"""Which exits to offer, in which order, to which team, and why. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dialogue.company import Company, Team
from dialogue.hours import calendar_of
from dialogue.model import Exit, Handoff, Offer, Reason

_EXITS: tuple[Exit, ...] = ("chat", "callback", "email")
_SLOT = timedelta(minutes=30)
_NOTICE = timedelta(minutes=15)
_SLOTS_OFFERED = 12


@dataclass(frozen=True, slots=True)
class Situation:
    """What the choice of an exit depends on. `waiting` counts the chats in each team's queue."""

    category: str
    lang: str
    at: datetime
    waiting: Mapping[str, int]


def hand_off(company: Company, situation: Situation) -> Handoff:
    """Choose the exits that work now, best first. There is always one: somebody reads the e-mail."""
    team = topic_team(company, situation)
    others = [other for other in company.teams if other != team and _speaks(other, situation.lang)]
    teams = [team, *(other for other in others if other.id == company.default_team)]
    offers = [offer for exit in _EXITS if (offer := _first_offer(company, teams, exit, situation))]
    offers = offers or [Offer("email", team.id)]
    there, opening = _first_there(company, teams, situation.at)
    if opening == situation.at:
        return Handoff(tuple(offers), Reason("exits-open", {"team": there.id}), topic=situation.category)
    return Handoff(tuple(offers), Reason("exits-closed", {"team": there.id}), opening, situation.category)


def topic_team(company: Company, situation: Situation) -> Team:
    """Return the team whose topic this is, else the default one, else the first, among those who speak the language.

    Where nobody speaks it, the same among all teams but for the topic.
    """
    speaking = [team for team in company.teams if _speaks(team, situation.lang)]
    on_topic = [team for team in speaking if situation.category and situation.category in team.categories]
    among = speaking or list(company.teams)
    default = [team for team in among if team.id == company.default_team]
    return [*on_topic, *default, *among][0]


def _speaks(team: Team, lang: str) -> bool:
    return lang in team.languages


def _first_there(company: Company, teams: list[Team], at: datetime) -> tuple[Team, datetime | None]:
    """Return who answers a chat first, and when; where no team chats, who is there first."""
    awaited = [team for team in teams if "chat" in team.exits] or teams
    openings = [(team, calendar_of(company, team).next_opening(at)) for team in awaited]
    known = [(team, opening) for team, opening in openings if opening]
    return min(known, key=lambda pair: pair[1], default=openings[0])


def _first_offer(company: Company, teams: list[Team], exit: Exit, situation: Situation) -> Offer | None:
    offers = (_offer(company, team, exit, situation) for team in teams if exit in team.exits)
    return next((offer for offer in offers if offer), None)


def _offer(company: Company, team: Team, exit: Exit, situation: Situation) -> Offer | None:
    calendar = calendar_of(company, team)
    offer = Offer(exit, team.id)
    if exit == "chat":
        open_now = calendar.open_at(situation.at)
        return replace(offer, waiting=situation.waiting.get(team.id, 0)) if open_now else None
    if exit == "callback":
        slots = calendar.times(situation.at, count=_SLOTS_OFFERED, every=_SLOT, notice=_NOTICE)
        return replace(offer, slots=slots) if slots else None
    return offer
