"""A project is checked, tested, drawn, replayed and talked to from the command line, in both languages."""

import gzip
import json
import logging
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from edge.processes import Nursery
from fakes.sound_project import ACTIONS, SOUND
from typer.testing import CliRunner

from api.commands.assistant import app
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.ports import Outcome
from dialogue.assistant.project import load
from dialogue.assistant.turn import Said


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return written(tmp_path / "bakery", {**SOUND, "actions.py": ACTIONS})


def without(project: Path, file: str, before: str, after: str) -> None:
    text = (project / file).read_text(encoding="utf-8")
    assert before in text
    (project / file).write_text(text.replace(before, after), encoding="utf-8")


def test_a_project_without_fault_passes(processes: Nursery, project: Path) -> None:
    ended = processes.run("assistant", "check", str(project), "--strict", home=project)
    assert (ended.status, ended.out, ended.err) == (0, "Nothing to put right.\n", "")


def test_an_error_is_told_with_its_place_in_both_languages(processes: Nursery, project: Path) -> None:
    without(project, "data/rules.yml", "action: utter_greet", "action: utter_hello")
    french = processes.run("assistant", "check", str(project), home=project, COMPTOIR_LANG="fr")
    english = processes.run("assistant", "check", str(project), home=project, COMPTOIR_LANG="en")
    assert french.status == english.status == 1
    assert french.out.startswith("data/rules.yml:6  erreur  L'action « utter_hello » n'est dans le domaine ni comme ")
    assert english.out.startswith("data/rules.yml:6  error  The action “utter_hello” is in the domain neither as an ")
    assert english.out.endswith("To put right: errors 1, warnings 1.\n")
    told = json.loads(processes.run("assistant", "check", str(project), "--json", home=project).out)
    assert (told["errors"], told["warnings"]) == (1, 1)
    assert told["problems"][0].keys() == {"file", "line", "severity", "code", "text"}
    assert [(each["code"], each["line"]) for each in told["problems"]] == [
        ("unknown-action", 6),
        ("response-unused", 25),
    ]


def test_a_warning_ends_with_status_one_only_where_it_is_asked_for(processes: Nursery, project: Path) -> None:
    without(project, "data/nlu.yml", "    - stop\n", "    - hello\n")
    assert processes.run("assistant", "check", str(project), home=project).status == 0
    assert processes.run("assistant", "check", str(project), "--strict", home=project).status == 1


def test_a_folder_without_a_project_is_told(processes: Nursery, tmp_path: Path) -> None:
    for command in ("check", "test", "chat", "visualise"):
        ended = processes.run("assistant", command, str(tmp_path / "nothing"), home=tmp_path)
        assert (ended.status, ended.out) == (2, "")
        assert "There is no assistant in" in ended.err


def test_test_stories_are_run(processes: Nursery, project: Path) -> None:
    passed = processes.run("assistant", "test", str(project), home=project)
    assert (passed.status, passed.err) == (0, "")
    assert passed.out.splitlines() == [
        "passed  greeted  (tests/test_stories.yml:3)",
        "passed  bread is ordered  (tests/test_stories.yml:9)",
        "Test stories that pass: 2 of 2.",
    ]
    without(project, "tests/test_stories.yml", "action: utter_greet", "action: utter_member")
    failed = processes.run("assistant", "test", str(project), home=project, COMPTOIR_LANG="fr")
    assert failed.status == 1
    assert failed.out.splitlines()[:2] == [
        "échouée  greeted  (tests/test_stories.yml:3)",
        "    après « hello » : utter_member attendue, utter_greet aurait lieu",
    ]
    told = json.loads(processes.run("assistant", "test", str(project), "--json", home=project).out)
    assert [(story["story"], story["line"], story["passed"]) for story in told["stories"]] == [
        ("greeted", 3, False),
        ("bread is ordered", 9, True),
    ]
    wrong = [step for step in told["stories"][0]["steps"] if not step["right"]]
    assert wrong[0] == {"said": "hello", "expected": "utter_member", "predicted": "utter_greet", "right": False}


def test_a_test_that_names_what_is_not_there_fails(processes: Nursery, project: Path) -> None:
    without(project, "tests/test_stories.yml", "intent: greet", "intent: hello")
    ended = processes.run("assistant", "test", str(project), home=project)
    assert ended.status == 1
    assert ended.out.startswith("tests/test_stories.yml:5  error  The intent “hello” is not in the domain.")


def test_a_project_with_errors_is_not_run_but_told(processes: Nursery, project: Path) -> None:
    without(project, "data/rules.yml", "action: utter_greet", "action: utter_hello")
    for command in ("test", "chat"):
        ended = processes.run("assistant", command, str(project), home=project)
        assert (ended.status, ended.out) == (1, "")
        assert ended.err.startswith("data/rules.yml:6  error  ")


def test_a_project_is_drawn_on_the_terminal_or_in_a_file(processes: Nursery, project: Path, tmp_path: Path) -> None:
    printed = processes.run("assistant", "visualise", str(project), home=project)
    assert printed.status == 0
    assert ElementTree.fromstring(printed.out).get("aria-label") == "bakery"
    graph = processes.run("assistant", "visualise", str(project), "--format", "dot", home=project)
    assert graph.out.startswith("digraph flows {")
    file = tmp_path / "flows.svg"
    kept = processes.run("assistant", "visualise", str(project), "-o", str(file), home=project)
    assert (kept.status, kept.out) == (0, f"Drawn in {file}.\n")
    assert file.read_text(encoding="utf-8") == printed.out


def test_a_project_with_errors_is_drawn_all_the_same(processes: Nursery, project: Path) -> None:
    without(project, "data/rules.yml", "action: utter_greet", "action: utter_hello")
    drawn = processes.run("assistant", "visualise", str(project), home=project)
    assert drawn.status == 0
    assert "utter_hello" in drawn.out
    assert "errors (1)" in drawn.err


class Stranger:
    """Whoever talks is no member."""

    def run(self, name: str, tracker: object, domain: object) -> Outcome:
        return Outcome(({"event": "slot", "name": "member", "value": False},))


def recording() -> list[dict[str, object]]:
    """A conversation, as it goes here."""
    interpreter = Interpreter(load(SOUND), Stranger(), clock=float)
    tracker = interpreter.tracker("c0")
    parse = {"text": "hello", "intent": {"name": "greet", "confidence": 1.0}, "entities": []}
    interpreter.handle(tracker, Said("hello", parse))
    return [{"turns": [{"text": "hello", "parse": parse}], "events": tracker.events}]


def test_recorded_turns_are_taken_again(processes: Nursery, project: Path, tmp_path: Path) -> None:
    file = tmp_path / "recorded.json.gz"
    recorded = recording()
    file.write_bytes(gzip.compress(json.dumps(recorded).encode()))
    same = processes.run("assistant", "replay", str(project), str(file), home=project)
    assert (same.status, same.err) == (0, "")
    assert same.out.startswith("Conversations: 1, turns: 1. The same: 1. ")
    text = json.dumps(recorded).replace("utter_greet", "utter_hello")
    file.write_bytes(gzip.compress(text.encode()))
    other = processes.run("assistant", "replay", str(project), str(file), home=project)
    assert other.status == 1
    assert "  conversation 0, event 6: recorded action · utter_hello" in other.out
    told = json.loads(processes.run("assistant", "replay", str(project), str(file), "--json", home=project).out)
    assert (told["conversations"], told["turns"], told["identical"]) == (1, 1, 0)
    assert told["differences"][0]["got"] == "action · utter_greet · RulePolicy"


def test_what_is_no_recording_is_told(processes: Nursery, project: Path) -> None:
    ended = processes.run("assistant", "replay", str(project), str(project / "domain.yml"), home=project)
    assert (ended.status, ended.out) == (2, "")
    assert "domain.yml” is no recording" in ended.err


def test_actions_that_cannot_be_loaded_are_told(processes: Nursery, project: Path) -> None:
    without(project, "actions.py", "from rasa_sdk import Action\n", "from nowhere import Action\n")
    ended = processes.run("assistant", "chat", str(project), home=project)
    assert ended.status == 2
    assert "cannot be loaded: ModuleNotFoundError" in ended.err
    assert "actions.py:3" in ended.err


@pytest.fixture
def logging_as_before() -> Iterator[None]:
    """What the command sets for its whole process is put back: here it is the tests' own."""
    root = logging.getLogger()
    level, handlers = root.level, root.handlers
    yield
    root.setLevel(level)
    root.handlers = handlers
    structlog.reset_defaults()


def talk(project: Path, *lines: str, options: tuple[str, ...] = (), lang: str = "en") -> list[str]:
    """What the terminal shows after the first line."""
    given = "".join(f"{line}\n" for line in lines)
    own = {"COMPTOIR_LANG": lang, "COMPTOIR_HOME": str(project)}
    ended = CliRunner().invoke(app, ["chat", str(project), *options], input=given, env=own)
    assert ended.exit_code == 0, ended.output
    return [line.removeprefix("> ") for line in ended.output.splitlines()[1:]]


@pytest.mark.usefixtures("logging_as_before")
def test_one_talks_to_a_project(project: Path) -> None:
    assert talk(project, "good mornin", "1", "2", ":slots", "stop", ":quit") == [
        "Good day!",
        "  1. Order rye",
        "How many?",
        "2 of rye, thank you.",
        '  bread = "rye"',
        '  count = "2"',
        "  member = false",
        "(nothing is said)",
        "",
    ]


@pytest.mark.usefixtures("logging_as_before")
def test_events_are_shown_where_asked_for(project: Path) -> None:
    shown = talk(project, "hello", ":events", options=("--events",), lang="fr")
    assert shown[0] == "  compris : greet (100 %), entités : -"
    assert "  action · utter_greet · RulePolicy" in shown
    assert shown.count("  session_started · null") == 2


@pytest.mark.usefixtures("logging_as_before")
def test_a_conversation_begins_anew(project: Path) -> None:
    assert talk(project, "a baguette", ":restart", ":slots", ":help") == [
        "(nothing is said)",
        "A new conversation.",
        "No slot is filled.",
        "There are :slots, :events, :restart and :quit.",
        "",
    ]


@pytest.mark.usefixtures("logging_as_before")
def test_a_server_that_does_not_answer_is_told_and_the_conversation_goes_on(project: Path) -> None:
    shown = talk(project, "hello", options=("--actions", "http://127.0.0.1:1/webhook"))
    assert shown[0].startswith("The action server at http://127.0.0.1:1/webhook did not answer to “action_know”.")
    assert shown[1] == "Good day!"


@pytest.mark.usefixtures("logging_as_before")
def test_an_action_that_breaks_is_told_once_and_the_conversation_goes_on(project: Path) -> None:
    raises = '        raise ValueError("of a customer")\n'
    without(project, "actions.py", "        return [SlotSet", f"{raises}        return [SlotSet")
    failure, said, *_ = talk(project, "hello", lang="fr")
    assert failure.endswith("a levé ValueError (actions.py:16).")
    assert said == "Good day!"
    assert not (project / "comptoir.db").exists()
