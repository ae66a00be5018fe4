"""The company's own data: read from its TOML file, checked, kept in the database."""

import tomllib
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from holidays import list_supported_countries
from pydantic import TypeAdapter, ValidationError

from api.storage.documents import SqlDocuments
from dialogue.company import Address, Company, Holidays, Policy, Team
from dialogue.errors import InvalidCompany
from dialogue.hours import DAYS

_DOCUMENT = "company"
_COMPANY = TypeAdapter(Company)


class Companies:
    """The company as it is now; a newer version in the database is seen at the next `refresh`."""

    def __init__(self, documents: SqlDocuments) -> None:
        self._documents = documents
        self._version = 0
        self._company = Company()
        self.refresh()

    def __call__(self) -> Company:
        """Return the company in service."""
        return self._company

    def refresh(self) -> None:
        """Take the newest version from the database."""
        found = self._documents.read(_DOCUMENT)
        if found and found[0] != self._version:
            self._version, body = found
            self._company = _COMPANY.validate_python(body)

    def load(self, path: Path, *, author: str) -> Company:
        """Check a company file and put it in service. Raises InvalidCompany; nothing changes then."""
        company = read_company(path)
        self.keep(company, author=author)
        return company

    def keep(self, company: Company, *, author: str) -> None:
        """Put a company in service."""
        self._documents.write(_DOCUMENT, _COMPANY.dump_python(company, mode="json"), author)
        self.refresh()


def read_company(path: Path) -> Company:
    """Read and check a company file. Raises InvalidCompany."""
    try:
        body: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        company = _COMPANY.validate_python(body)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidCompany(file=path, reason=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InvalidCompany(file=path, reason=f"{place}: {first['msg']}") from error
    reason = _misspelt(body) or _fault(company)
    if reason:
        raise InvalidCompany(file=path, reason=reason)
    return company


def _misspelt(body: dict[str, Any]) -> str | None:
    """Return the first key that means nothing, with its place."""
    parts: list[tuple[str, dict[str, Any], type[Any]]] = [("", body, Company)]
    parts += [(f"teams.{number}.", team, Team) for number, team in enumerate(body.get("teams", ()))]
    for name, kind in (("policy", Policy), ("contact", Address), ("holidays", Holidays)):
        parts.append((f"{name}.", body.get(name, {}), kind))
    known = ((place, part.keys() - kind.__dataclass_fields__.keys()) for place, part, kind in parts)
    return next((f"unknown key {place}{min(keys)}" for place, keys in known if keys), None)


def _fault(company: Company) -> str | None:
    """Return what would fail later, on a visitor's message."""
    ids = [team.id for team in company.teams]
    days = {day for team in company.teams for day in team.hours} - set(DAYS)
    shares = (company.policy.clarify_at, company.policy.clarify_total)
    checks = {
        "languages: name one at least": not company.languages,
        f"default_team: there is no team {company.default_team}": company.default_team not in ids,
        "teams: two have the same id": len(set(ids)) < len(ids),
        f"hours: days are {', '.join(DAYS)}": bool(days),
        f"timezone: unknown: {company.timezone}": company.timezone not in available_timezones(),
        f"holidays.country: unknown: {company.holidays.country}": not _has_holidays(company.holidays.country),
        "policy: thresholds are between 0 and 1": not all(0 <= share <= 1 for share in shares),
        "policy.wrong_in_100: more than 0, at most 50": not 0 < company.policy.wrong_in_100 <= 50,
        "policy.topics: more than 0, at most 50": not all(0 < wrong <= 50 for wrong in company.policy.topics.values()),
        "policy.alert: 0 to 100": not 0 <= company.policy.alert <= 100,
        "policy.choices: 1 at least": company.policy.choices < 1,
    }
    return next((reason for reason, wrong in checks.items() if wrong), None)


def _has_holidays(country: str) -> bool:
    return not country or country in list_supported_countries()
