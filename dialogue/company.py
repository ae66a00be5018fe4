"""What the company says of itself: its teams, hours, numbers, words and thresholds. Data, edited by people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from dialogue.model import Exit

Hours = Mapping[str, tuple[tuple[time, time], ...]]


@dataclass(frozen=True, slots=True)
class Policy:
    """What a manager promises: at most `wrong_in_100` wrong answers in a hundred answered, from which follows how sure
    an answer must be; `topics` promises otherwise for the answers of some categories. Below, up to `choices` answers
    are proposed, each as probable as `clarify_at` and together as `clarify_total`, in [0, 1]. A publication that would
    move the share of questions answered by more than `alert` points warns first.
    """

    wrong_in_100: float = 10.0
    topics: Mapping[str, float] = field(default_factory=dict)
    clarify_at: float = 0.12
    clarify_total: float = 0.40
    choices: int = 3
    alert: float = 5.0


@dataclass(frozen=True, slots=True)
class Team:
    """People who take escalations: which languages, which topics, by which exits, when.

    `hours` gives the opening times of a day (`mon` ... `sun`) in the company's time zone; 00:00 as an end is midnight.
    """

    id: str
    name: Mapping[str, str]
    languages: tuple[str, ...]
    exits: tuple[Exit, ...]
    hours: Hours
    categories: tuple[str, ...] = ()
    closed_dates: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Holidays:
    """The country, an ISO 3166 code, whose public holidays nobody works on; none when empty."""

    country: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the company can be reached by other means."""

    email: str = ""
    phone: str = ""
    url: str = ""


ALWAYS: Hours = {day: ((time(0), time(0)),) for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


@dataclass(frozen=True, slots=True)
class Company:
    """The company as its agent presents it; the default serves any company until it says more."""

    name: str = "Comptoir"
    languages: tuple[str, ...] = ("fr", "en")
    timezone: str = "Europe/Paris"
    default_team: str = "general"
    teams: tuple[Team, ...] = (
        Team("general", {"fr": "Service client", "en": "Customer service"}, ("fr", "en"), ("chat", "email"), ALWAYS),
    )
    holidays: Holidays = Holidays()
    contact: Address = Address()
    welcome: Mapping[str, str] = field(default_factory=dict)
    suggestions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: Mapping[str, str] = field(default_factory=dict)
    sensitive: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    policy: Policy = Policy()
    themes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def theme_name(self, category: str, lang: str) -> str:
        """Return what visitors of a language call a category: its name in `themes`, or the category itself."""
        plain = category.replace("_", " ").replace("-", " ")
        return self.themes.get(category, {}).get(lang) or plain[:1].upper() + plain[1:]

    def team(self, id: str) -> Team | None:
        """Return the team with this id."""
        return next((team for team in self.teams if team.id == id), None)
