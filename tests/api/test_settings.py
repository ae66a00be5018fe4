"""The environment, read in one place: what is misspelt or wrong stops the start and says what to write."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from api.errors import InvalidSetting, UnknownSetting
from api.settings import PREFIX, Settings, terminal_language
from api.storage.database import open_database
from api.storage.migrate import migrate


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        monkeypatch.delenv(name)


def test_nothing_has_to_be_set() -> None:
    settings = Settings.load()
    assert (settings.host, settings.port, settings.home) == ("127.0.0.1", 8765, Path("var"))
    assert settings.database_url.startswith("sqlite:////")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("COMPTOIR_PROT", "COMPTOIR_PORT"),
        ("COMPTOIR_DATABASE_URL", "COMPTOIR_DATABASE"),
        ("COMPTOIR_SECURE_COOKIE", "COMPTOIR_SECURE_COOKIES"),
        ("COMPTOIR_LOGLEVEL", "COMPTOIR_LOG_LEVEL"),
        ("COMPTOIR_ORIGIN", "COMPTOIR_ORIGINS"),
    ],
)
def test_a_misspelt_setting_stops_the_start_and_names_the_right_one(
    monkeypatch: pytest.MonkeyPatch, written: str, meant: str
) -> None:
    monkeypatch.setenv(written, "1")
    with pytest.raises(UnknownSetting, match=f"no setting {written}. Did you mean {meant}"):
        Settings.load()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("SESSION_HOURS", "0"),
        ("SECURE_COOKIES", "maybe"),
        ("LOG_LEVEL", "loud"),
        ("ORIGINS", "https://shop.example"),
        ("ORIGINS", '{"a": 1}'),
        ("ORIGINS", "[1]"),
    ],
)
def test_a_wrong_value_stops_the_start_and_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(InvalidSetting, match=f"^{PREFIX}{name} is not valid: .+"):
        Settings.load()


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_a_setting_left_empty_is_not_set(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    unset = getattr(Settings.load(), name)
    monkeypatch.setenv(PREFIX + name.upper(), "")
    assert getattr(Settings.load(), name) == unset


def test_origins_are_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPTOIR_ORIGINS", '["https://a.example", "https://b.example"]')
    assert Settings.load().origins == ["https://a.example", "https://b.example"]


@pytest.mark.parametrize("name", ["chez nous", "100% sûr", "%41", "a?b=c", "a#b", "a+b", "été:1", "@b"])
def test_a_home_may_have_any_name(tmp_path: Path, name: str) -> None:
    settings = Settings(home=tmp_path / name)
    with closing(open_database(settings.database_url)) as database:
        migrate(database)
    assert (tmp_path / name / "comptoir.db").is_file()
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_database_that_is_named_is_the_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'other.db'}"
    assert Settings(home=tmp_path, database=url).database_url == url


@pytest.mark.parametrize(
    ("env", "lang"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LC_ALL": "fr_CA", "LANG": "en_GB"}, "fr"),
        ({"LC_MESSAGES": "fr", "LANG": "en_GB"}, "fr"),
        ({"COMPTOIR_LANG": "en", "LC_ALL": "fr_FR"}, "en"),
        ({"COMPTOIR_LANG": "FR", "COMPTOIR_PROT": "1"}, "fr"),
    ],
)
def test_the_terminal_has_a_language_even_when_a_setting_is_wrong(
    monkeypatch: pytest.MonkeyPatch, env: dict[str, str], lang: str
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert terminal_language() == lang
