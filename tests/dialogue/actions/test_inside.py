"""Actions in the process: projects side by side, and whatever their code does wrong."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from fakes.assistants.trackers import DOMAIN, slot, tracker
from structlog.testing import capture_logs

from dialogue.actions.errors import (
    ActionBroke,
    ActionsClosed,
    ActionsExhausted,
    ActionsFolderMissing,
    ActionsNotLoaded,
    SameAction,
    UnusableOutcome,
)
from dialogue.actions.inside import Inside
from dialogue.assistant.errors import ActionTimedOut
from dialogue.errors import DialogueError

ASSISTANTS = Path(__file__).parents[2] / "fakes" / "assistants"
COURIER = ASSISTANTS / "courier"
BAKERY = ASSISTANTS / "bakery"
HERE = Path(__file__).parents[3]
CONVERSATION: ContextVar[str] = ContextVar("conversation", default="nobody's")


@dataclass
class Parcels:
    """A company's system that knows one thing of every parcel."""

    place: str = "in the test"

    def where(self, number: str) -> str:
        return self.place


@dataclass
class Services:
    """The company's systems, one of which answers only when it is told to."""

    parcels: Any = field(default_factory=Parcels)
    answered: threading.Event = field(default_factory=threading.Event)


@pytest.fixture
def services() -> Iterator[Services]:
    services = Services()
    yield services
    services.answered.set()


@pytest.fixture
def opened(services: Services) -> Iterator[Callable[..., Inside]]:
    """Opens the actions of a project, closed at the end of the test."""
    with ExitStack() as closed:

        def make(folder: Path = COURIER, **options: object) -> Inside:
            return closed.enter_context(closing(Inside(folder, **{"services": services, "timeout": 5, **options})))

        yield make


def place(inside: Inside) -> object:
    [event] = inside.run("action_track", tracker(number="A12"), DOMAIN).events
    return event["value"]


def test_projects_side_by_side_do_not_know_each_others_actions(opened: Callable[..., Inside]) -> None:
    bakery, courier = opened(BAKERY), opened()
    assert bakery.names == {"action_track"}
    assert {"action_track", "action_depot", "validate_parcel_form"} <= courier.names
    assert (place(bakery), place(courier)) == ("in the oven", "in the test")


def test_a_project_may_be_opened_again_beside_itself(opened: Callable[..., Inside]) -> None:
    first, second = opened(), opened(services=Services(Parcels("elsewhere")))
    assert (place(first), place(second)) == ("in the test", "elsewhere")


def test_nothing_of_a_project_is_to_be_seen_elsewhere(opened: Callable[..., Inside]) -> None:
    before = set(sys.modules), list(sys.path), list(sys.meta_path)
    inside = opened()
    assert "depots" not in sys.modules
    assert "actions" not in sys.modules
    assert sys.path == before[1]
    inside.close()
    assert {name for name in set(sys.modules) - before[0] if name.startswith("comptoir_project")} == set()


def test_an_action_that_asks_for_services_is_given_them_and_one_that_finds_none_has_its_own() -> None:
    with closing(Inside(COURIER)) as alone:
        assert place(alone) == "on its way"


def test_steps_that_block_are_kept_off_the_event_loop(opened: Callable[..., Inside]) -> None:
    given = tracker(slot("number", "x1"), slot("postcode", "44000"), number="X1", postcode="44000")
    events = opened().run("validate_parcel_form", given, DOMAIN).events
    values = {event["name"]: event["value"] for event in events}
    assert (values["validated"], values["country"]) == ("in a thread", "asked in a thread")


def test_what_the_caller_knows_of_its_conversation_is_known_in_the_thread_of_an_action(
    opened: Callable[..., Inside],
) -> None:
    @dataclass
    class Known:
        def where(self, number: str) -> str:
            return CONVERSATION.get()

    CONVERSATION.set("c1")
    assert place(opened(services=Services(Known()))) == "c1"


@pytest.mark.parametrize("name", ["action_hang", "action_wait"])
def test_an_action_that_takes_too_long_is_given_up_while_others_go_on(opened: Callable[..., Inside], name: str) -> None:
    inside = opened(timeout=2)
    with ThreadPoolExecutor(1) as other:
        given_up = other.submit(inside.run, name, tracker(), DOMAIN)
        time.sleep(0.1)
        assert place(inside) == "in the test"
        assert inside.run("action_nothing", tracker(), DOMAIN).events == ()
        assert not given_up.done()
        assert isinstance(error := given_up.exception(), ActionTimedOut)
    assert str(error) == f"The action “{name}” was given up after 2 seconds."


def test_an_action_that_holds_the_event_loop_is_given_up_and_others_go_on(opened: Callable[..., Inside]) -> None:
    inside = opened(timeout=1)
    with pytest.raises(ActionTimedOut):
        inside.run("action_hold", tracker(), DOMAIN)
    assert inside.run("action_depot", tracker(postcode="75011"), DOMAIN).responses[0]["text"] == "Paris"


def test_actions_that_hang_for_ever_make_the_next_fail_at_once(
    opened: Callable[..., Inside], services: Services
) -> None:
    inside = opened(timeout=1, most=2)
    for name in ("action_hang", "action_hold"):
        with pytest.raises(ActionTimedOut):
            inside.run(name, tracker(), DOMAIN)
    begun = time.monotonic()
    with pytest.raises(ActionsExhausted) as exhausted:
        place(inside)
    assert time.monotonic() - begun < 1
    assert exhausted.value.details["count"] == 2
    services.answered.set()
    wait_until(lambda: not isinstance(tried(inside), ActionsExhausted))
    assert place(inside) == "in the test"


def test_no_more_actions_run_at_once_than_there_are_places(opened: Callable[..., Inside]) -> None:
    inside = opened(most=2)
    begun = time.monotonic()
    with ThreadPoolExecutor(6) as many:
        list(many.map(lambda _: inside.run("action_pause", tracker(number="A12"), DOMAIN), range(6)))
    assert time.monotonic() - begun >= 0.3


def test_who_finds_no_place_in_time_gives_up(opened: Callable[..., Inside]) -> None:
    inside = opened(most=1, timeout=0.3)
    with ThreadPoolExecutor(2) as many:
        errors = [many.submit(inside.run, "action_wait", tracker(), DOMAIN).exception() for _ in range(2)]
    assert [type(error) for error in errors] == [ActionTimedOut, ActionTimedOut]


FAULTS = {
    "action_break": "ValueError",
    "action_stop": "StopIteration",
    "action_late": "TimeoutError",
    "action_exit": "SystemExit",
    "action_cancel": "CancelledError",
}


@pytest.mark.parametrize(("name", "fault"), FAULTS.items())
def test_an_action_that_breaks_is_told_with_its_place_and_nothing_of_the_customer(
    opened: Callable[..., Inside], name: str, fault: str
) -> None:
    inside = opened()
    with capture_logs() as logged, pytest.raises(ActionBroke) as broke:
        inside.run(name, tracker(number="06 12 34 56 78"), DOMAIN)
    where = broke.value.details["place"]
    assert broke.value.details == {"action": name, "fault": fault, "place": where}
    assert logged == [{"event": "action broke", "log_level": "warning", "action": name, "fault": fault, "place": where}]
    assert place(inside) == "in the test"


def test_the_place_of_a_fault_is_a_line_of_the_project(opened: Callable[..., Inside]) -> None:
    with pytest.raises(ActionBroke) as broke:
        opened().run("action_break", tracker(), DOMAIN)
    file, _, line = str(broke.value.details["place"]).partition(":")
    assert file == "actions/faults.py"
    assert "raise ValueError" in (COURIER / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_what_is_no_json_is_not_returned(opened: Callable[..., Inside]) -> None:
    with pytest.raises(UnusableOutcome, match="date"):
        opened().run("action_odd", tracker(), DOMAIN)


def written(folder: Path, **files: str) -> Path:
    """Write a project whose actions package has these files."""
    (folder / "actions").mkdir()
    for name, text in {"__init__": "", **files}.items():
        (folder / "actions" / f"{name}.py").write_text(text, encoding="utf-8")
    return folder


ACTION = "from rasa_sdk import Action\nclass A(Action):\n"
WRONG = {
    "a name that is not closed": ("def run(:\n", "SyntaxError: invalid syntax", "actions/orders.py:1"),
    "a library that is missing": (
        "\nimport no_such_library\n",
        "ModuleNotFoundError: No module named 'no_such_library'",
        "actions/orders.py:2",
    ),
    "a module of its own that is missing": (
        "from actions.nowhere import anything\n",
        "ModuleNotFoundError: No module named 'actions.nowhere'",
        "actions/orders.py:1",
    ),
    "code that leaves": ("import sys\nsys.exit('no key')\n", "SystemExit: no key", "actions/orders.py:2"),
    "an action that cannot be made": (
        f"{ACTION}  def __init__(self):\n    self.url = {{}}['CRM']\n",
        "KeyError: 'CRM'",
        "actions/orders.py:4",
    ),
    "an action without a name": (
        f"{ACTION}  pass\n",
        "NotImplementedError: An action must implement a name",
        "actions.orders.A",
    ),
    "an action that asks for what nobody has": (
        f"{ACTION}  def __init__(self, crm):\n    pass\n",
        "TypeError: A.__init__() missing 1 required positional argument: 'crm'",
        "actions.orders.A",
    ),
}


@pytest.mark.parametrize(("text", "fault", "where"), WRONG.values(), ids=WRONG)
def test_a_project_that_cannot_be_loaded_is_told_with_file_and_line(
    tmp_path: Path, text: str, fault: str, where: str
) -> None:
    hooks = list(sys.meta_path)
    with pytest.raises(ActionsNotLoaded) as wrong:
        Inside(written(tmp_path, orders=text))
    assert wrong.value.details == {"folder": tmp_path, "fault": fault, "place": where}
    assert sys.meta_path == hooks


WAYS = {
    "by the name of the package": "from actions.deep.words import WORD\n",
    "as a module": "import actions.deep.words\nWORD = actions.deep.words.WORD\n",
    "as a module of another name": "import actions.deep.words as words\nWORD = words.WORD\n",
    "as part of its package": "from actions.deep import words\nWORD = words.WORD\n",
    "from where it is": "from .deep.words import WORD\n",
    "from beside the actions": "from aside import WORD\n",
    "once it runs": "def __getattr__(name):\n  from actions.deep.words import WORD\n  return WORD\n",
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("packages", [True, False], ids=["packages", "folders"])
def test_modules_of_a_project_find_each_other(tmp_path: Path, way: str, packages: bool) -> None:
    folder = written(
        tmp_path, found=way, orders=f"{ACTION}  def name(self):\n    from actions import found\n    return found.WORD\n"
    )
    (folder / "actions" / "deep").mkdir()
    for path in ("aside.py", "actions/deep/words.py"):
        (folder / path).write_text("WORD = 'action_found'\n", encoding="utf-8")
    if packages:
        (folder / "actions" / "deep" / "__init__.py").touch()
    else:
        (folder / "actions" / "__init__.py").unlink()
    with closing(Inside(folder)) as inside:
        assert inside.names == {"action_found"}


def test_nothing_is_written_beside_a_projects_files(tmp_path: Path) -> None:
    folder = written(tmp_path, orders="A = 1\n")
    ended = run(f"{IMPORTS}Inside(Path({str(folder)!r})).close()")
    assert ended.returncode == 0, ended.stderr
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["__init__.py", "actions", "orders.py"]


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(ActionsFolderMissing, match=r"no folder “.*nowhere”"):
        Inside(tmp_path / "nowhere")


def test_two_actions_of_one_name_are_refused(tmp_path: Path) -> None:
    text = f"{ACTION}  def name(self): return 'action_a'\nclass B(A):\n  pass\n"
    with pytest.raises(SameAction) as same:
        Inside(written(tmp_path, orders=text))
    assert same.value.details == {
        "folder": tmp_path,
        "action": "action_a",
        "classes": "actions.orders.A, actions.orders.B",
    }


def test_a_project_that_is_put_away_tells_who_still_waits(opened: Callable[..., Inside]) -> None:
    inside = opened(timeout=20)
    with ThreadPoolExecutor(1) as other:
        under_way = other.submit(inside.run, "action_wait", tracker(), DOMAIN)
        time.sleep(0.1)
        inside.close()
        assert isinstance(under_way.exception(timeout=5), ActionsClosed)
    with pytest.raises(ActionsClosed):
        inside.run("action_track", tracker(), DOMAIN)
    inside.close()


def test_an_action_that_hangs_does_not_keep_the_process_from_ending() -> None:
    code = (
        "import threading, types; from pathlib import Path; from fakes.assistants.trackers import *\n"
        "from dialogue.actions.inside import Inside\n"
        "services = types.SimpleNamespace(answered=threading.Event())\n"
        f"inside = Inside(Path({str(COURIER)!r}), timeout=0.1, services=services)\n"
        "for name in ('action_hang', 'action_hold'):\n"
        "    try: inside.run(name, tracker(), DOMAIN)\n"
        "    except Exception as error: print(type(error).__name__)\n"
        "inside.close()\n"
    )
    begun = time.monotonic()
    ended = run(code)
    told = [line for line in ended.stdout.splitlines() if line.startswith("Action")]
    assert told == ["ActionTimedOut", "ActionTimedOut"], ended.stderr
    assert time.monotonic() - begun < 25


IMPORTS = """from pathlib import Path
from dialogue.actions.inside import Inside
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    """What another Python does, with no environment but where our code is."""
    env = {"PYTHONPATH": f"{HERE}:{HERE / 'tests'}"}
    return subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)


def tried(inside: Inside) -> DialogueError | None:
    try:
        place(inside)
    except DialogueError as error:
        return error
    return None


def wait_until(holds: Callable[[], bool]) -> None:
    ends = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.01)
