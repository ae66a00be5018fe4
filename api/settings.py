"""The only module that reads the environment."""

import os
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError
from sqlalchemy import URL

from api.errors import InvalidSetting, UnknownSetting
from nlu.language import LettersBy

PREFIX = "COMPTOIR_"
DEFAULT_ENCODER = "multilingual-e5-small"
ROOT = Path(__file__).resolve().parent.parent
_SHORTEST_SECRET = 32


class Settings(BaseSettings):
    """How this installation runs. Every default works on a laptop, offline."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid", env_ignore_empty=True)

    home: Path = Field(Path("var"), description="where everything the engine writes is kept")
    database: str = Field("", description="SQLAlchemy address of the database; empty: SQLite in the home folder")
    models: Path = Field(
        default_factory=lambda data: _clone_models() or data["home"] / "models",
        description="where the encoders' folders are; default: `models` of the clone, or of the home when installed",
    )
    encoder: str = Field(
        DEFAULT_ENCODER, description="what reads every language: a folder of `models`, another folder, or a hub name"
    )
    encoders: dict[str, str] = Field(
        default={"en": "all-MiniLM-L6-v2"}, description="what reads single languages better, by their code, as JSON"
    )
    language_detector: LettersBy = Field(
        "lingua",
        description="what reads the letters of a text: `lingua`, or `langdetect`, 125 MB lighter but less often right",
    )
    host: str = Field("127.0.0.1", description="the address that `comptoir serve` listens on")
    port: int = Field(8765, ge=0, le=65535, description="the port that `comptoir serve` listens on; 0: any free one")
    origins: list[str] = Field([], description="origins of the sites that embed the agent, as a JSON list")
    public_url: str = Field(
        "",
        pattern=r"^(https?://[^\s/?#]+)?$",
        description="where the public FAQ is reached, as `https://help.shop.example`; empty: as each request says",
    )
    secure_cookies: bool = Field(False, description="send session cookies over HTTPS only; set it in production")
    session_hours: int = Field(12, ge=1, description="hours before staff signs in again")
    smtp: str = Field("", description="smtp://user:password@host:port; empty: mails are written to home/outbox")
    mail_from: str = Field("", description="sender of mails; empty: the company's own address")
    crm_url: str = Field(
        "",
        pattern=r"^(https?://[^\s?#]+)?$",
        description="where the company's CRM answers, as `https://crm.shop.example/comptoir`; empty: the embedded one",
    )
    crm_secret: SecretStr = Field(
        SecretStr(""),
        validate_default=True,
        description="what requests to the CRM are signed with, 32 characters or more; shared with the CRM alone",
    )
    crm_seconds: float = Field(2.0, gt=0, le=30, description="seconds that the CRM has to answer, each time")
    lang: str = Field("", description="language of the command line; empty: that of LANG")
    actions: Path | None = Field(
        None, description="the folder whose module or package `actions` has the assistant's custom actions; empty: none"
    )
    action_server: str = Field(
        "",
        pattern=r"^(https?://\S+)?$",
        description="a server that runs the custom actions, as `http://…/webhook`; empty: none",
    )
    dialogue: Literal["embedded", "rasa"] = Field(
        "embedded", description="who takes the turns of flows: `embedded`, in the process, or `rasa`, a Rasa server"
    )
    rasa_url: str = Field(
        "http://127.0.0.1:5005", pattern=r"^https?://[^\s?#]+$", description="where the Rasa server listens"
    )
    rasa_token: SecretStr = Field(
        SecretStr(""), description="what the Rasa server and this one show each other; empty: Rasa asks nothing here"
    )
    rasa_seconds: float = Field(10.0, gt=0, le=120, description="seconds that the Rasa server has for a turn")
    data: Path = Field(ROOT.parent / "shared" / "data", description="public data sets, for benchmarks and tests")
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="least serious line logged")

    @field_validator("crm_secret")
    @classmethod
    def _long_enough(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("crm_url") and len(secret.get_secret_value()) < _SHORTEST_SECRET:
            raise ValueError(f"{_SHORTEST_SECRET} characters at least, as COMPTOIR_CRM_URL is set")
        return secret

    @classmethod
    def load(cls) -> Self:
        """Read the environment. Raises UnknownSetting for a misspelt name, InvalidSetting for a wrong value."""
        for name in sorted(os.environ):
            if name.startswith(PREFIX) and name.removeprefix(PREFIX).lower() not in cls.model_fields:
                raise UnknownSetting(name=name, close=_closest(name, cls))
        try:
            return cls()
        except ValidationError as error:
            first = error.errors()[0]
            raise InvalidSetting(name=PREFIX + str(first["loc"][0]).upper(), reason=first["msg"]) from error
        except SettingsError as error:
            # The only setting that is JSON.
            raise InvalidSetting(name=f"{PREFIX}ORIGINS", reason='["https://shop.example"]') from error

    @cached_property
    def database_url(self) -> str:
        """Return the address of the database."""
        file = URL.create("sqlite", database=str((self.home / "comptoir.db").resolve()))
        return self.database or file.render_as_string(hide_password=False)


def terminal_language() -> str:
    """Return the language of the command line, also when the settings cannot be read: French where asked for."""
    names = (f"{PREFIX}LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    spoken = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "fr" if spoken.lower().startswith("fr") else "en"


def _clone_models() -> Path | None:
    return ROOT / "models" if (ROOT / "pyproject.toml").is_file() else None


def _closest(name: str, settings: type[Settings]) -> str:
    known = [PREFIX + field.upper() for field in settings.model_fields]
    return next(iter(get_close_matches(name, known, n=1, cutoff=0)), known[0])
