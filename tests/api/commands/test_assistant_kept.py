"""A project goes from its folder to the database, into service, and back to a folder, by the command line."""

from pathlib import Path

import pytest
from edge.processes import Nursery
from fakes.project import BROKEN, PROJECT, RULES

from api.settings import Settings
from api.wiring import build


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def folder_of(path: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return str(path)


def test_a_project_is_taken_in_put_in_service_and_written_out_as_it_was(
    processes: Nursery, home: Path, tmp_path: Path
) -> None:
    secret = {"credentials.yml": "rest:\n", "endpoints.yml": "action_endpoint:\n"}
    given = folder_of(tmp_path / "given", PROJECT | secret | {"actions/actions.py": ""})
    taken = processes.run("assistant", "import", given, "--publish", home=home, COMPTOIR_LANG="en")
    assert (taken.status, taken.err) == (0, "")
    assert taken.out.splitlines() == [
        "4 files kept as the draft of the assistant (number 1).",
        "Left out, as they name servers and hold their secrets: credentials.yml, endpoints.yml.",
        "In service: version 1.",
    ]
    with build(Settings(home=home)) as engine:
        project = engine.assistant()
        assert project is not None
        assert "suivi_form" in project.domain.forms
    for _ in range(2):
        written = processes.run("assistant", "export", str(tmp_path / "out"), home=home, COMPTOIR_LANG="fr")
        assert written.out == f"4 fichiers écrits dans {tmp_path / 'out'}.\n"
    for name in PROJECT:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "given" / name).read_bytes()


def test_a_project_with_errors_is_a_draft_but_not_in_service(processes: Nursery, home: Path, tmp_path: Path) -> None:
    given = folder_of(tmp_path / "given", BROKEN)
    refused = processes.run("assistant", "import", given, "--publish", home=home, COMPTOIR_LANG="fr")
    assert refused.status == 2
    assert f"data/rules.yml:{len(RULES.splitlines()) + 1} : " in refused.err
    with build(Settings(home=home)) as engine:
        assert (engine.assistants.draft().version, engine.assistant()) == (0, None)
    assert processes.run("assistant", "import", given, home=home).status == 0
    with build(Settings(home=home)) as engine:
        assert (engine.assistants.draft().files, engine.assistant()) == (BROKEN, None)


def test_nobodys_work_is_written_over_unasked(processes: Nursery, home: Path, tmp_path: Path) -> None:
    given = folder_of(tmp_path / "given", PROJECT)
    with build(Settings(home=home)) as engine:
        engine.workshop.keep(BROKEN, author="léa", version=0)
    refused = processes.run("assistant", "import", given, home=home, COMPTOIR_LANG="fr")
    assert (refused.status, "léa (numéro 1) n'est pas publié" in refused.err) == (2, True)
    assert processes.run("assistant", "import", given, "--over", home=home).status == 0
    elsewhere = Path(folder_of(tmp_path / "elsewhere", {"data/autre.yml": ""}))
    refused = processes.run("assistant", "export", str(elsewhere), home=home, COMPTOIR_LANG="en")
    assert (refused.status, "data/autre.yml" in refused.err) == (2, True)
    assert sorted(path.name for path in elsewhere.rglob("*")) == ["autre.yml", "data"]


def test_a_folder_without_a_project_and_a_version_nobody_published_are_told(
    processes: Nursery, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    refused = processes.run("assistant", "import", str(tmp_path / "empty"), home=home, COMPTOIR_LANG="en")
    assert (refused.status, "There is no assistant in" in refused.err) == (2, True)
    refused = processes.run("assistant", "export", str(tmp_path), "--version", "3", home=home, COMPTOIR_LANG="en")
    assert (refused.status, "There is no version 3 of the assistant" in refused.err) == (2, True)
