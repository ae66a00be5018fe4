"""The company's own data: read from its TOML file, checked, kept in the database."""

import tomllib
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from api.storage.documents import SqlDocuments
from dialogue.company import Company
from dialogue.errors import InvalidCompany

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
        unknown = sorted(body.keys() - Company.__dataclass_fields__.keys())
        if unknown:
            raise InvalidCompany(file=path, reason=f"unknown key {unknown[0]}")
        company = _COMPANY.validate_python(body)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InvalidCompany(file=path, reason=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise InvalidCompany(file=path, reason=f"{place}: {first['msg']}") from error
    if not company.teams or company.team(company.default_team) is None:
        raise InvalidCompany(file=path, reason=f"default_team: {company.default_team}")
    return company
