"""What is told to a real Rasa, without one."""

import json
from pathlib import Path

import pytest

from dialogue.rasa.endpoints import Endpoints
from dialogue.rasa.home import REQUIREMENTS, environment
from dialogue.rasa.install import MISSING, install
from dialogue.rasa.train import fingerprint


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "rules.yml").write_text("rules: []")
    (tmp_path / "domain.yml").write_text("intents: []")
    (tmp_path / "config.yml").write_text("language: fr")
    return tmp_path


def test_rasa_sends_nothing_home_and_listens_to_this_machine_alone() -> None:
    told = environment()
    assert told["RASA_TELEMETRY_ENABLED"] == "false"
    assert told["SANIC_HOST"] == "127.0.0.1"


def test_a_model_is_made_anew_when_a_file_of_the_project_changes_and_only_then(project: Path) -> None:
    before = fingerprint(project, project / "config.yml")
    (project / "endpoints.yml").write_text("nlu: {}")
    assert fingerprint(project, project / "config.yml") == before
    (project / "data" / "rules.yml").write_text("rules: [1]")
    assert fingerprint(project, project / "config.yml") != before


def test_the_endpoints_name_what_there_is_and_nothing_else() -> None:
    alone = json.loads(Endpoints("", Path("tracker.db")).as_yaml())
    assert alone == {"tracker_store": {"type": "SQL", "dialect": "sqlite", "db": "tracker.db"}}
    ours = json.loads(Endpoints("http://a/webhook", Path("tracker.db"), nlu="http://b").as_yaml())
    assert ours["action_endpoint"] == {"url": "http://a/webhook"}
    assert ours["nlu"] == {"url": "http://b"}
    shown = json.loads(Endpoints("http://a/webhook", Path("tracker.db"), nlu="http://b", token="t").as_yaml())
    assert shown["action_endpoint"] == {"url": "http://a/webhook", "token": "t"}
    assert shown["nlu"] == {"url": "http://b", "token": "t"}


def test_without_a_python_3_10_it_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"needs Python 3\.10"):
        install("no-python-of-this-name", into=tmp_path / "env" / "bin" / "python")
    assert list(tmp_path.iterdir()) == []
    assert "PYTHON310=" in MISSING


def test_every_requirement_has_its_one_version() -> None:
    lines = [line for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) > 150
    assert all(line.count("==") == 1 for line in lines)
    assert {"rasa==3.6.21", "rasa-sdk==3.6.2", "setuptools==70.3.0"} <= set(lines)
