"""What a workshop refuses, what it lets through, and how it tells two states of the files apart."""

from pathlib import Path

import pytest
from fakes.project import BROKEN, DOMAIN, PROJECT

from dialogue.assistant.files import Files
from dialogue.assistant.problems import InvalidProject
from dialogue.authoring.differences import differences
from dialogue.authoring.errors import DraftChanged, DraftUnpublished
from dialogue.authoring.model import Draft, Release
from dialogue.authoring.service import Service
from dialogue.authoring.sources import read_sources
from dialogue.authoring.workshop import Workshop

CODE = """from rasa_sdk import Action


class Look(Action):
    def name(self):
        return "action_look"
"""


class Shelf:
    """Drafts and releases on a shelf."""

    def __init__(self) -> None:
        self.drafts = [Draft()]
        self.shown: list[Files] = [{}]
        self.reads = 0

    def draft(self) -> Draft:
        return self.drafts[-1]

    def keep(self, files: Files, *, author: str, version: int) -> Draft:
        if version != self.draft().version:
            raise DraftChanged(author=self.draft().author, version=self.draft().version)
        self.drafts.append(Draft(version + 1, files, author))
        return self.draft()

    def publish(self, *, author: str, version: int) -> int:
        if version != self.draft().version:
            raise DraftChanged(author=self.draft().author, version=self.draft().version)
        self.shown.append(self.draft().files)
        return self.version()

    def roll_back(self, to: int, *, author: str, seen: int) -> int:
        self.shown.append(self.shown[to])
        return self.version()

    def version(self) -> int:
        return len(self.shown) - 1

    def files(self, version: int) -> Files:
        self.reads += 1
        return self.shown[version]

    def releases(self, limit: int) -> list[Release]:
        return []


def with_actions(*names: str) -> dict[str, str]:
    return PROJECT | {"domain.yml": f"{DOMAIN}actions: [{', '.join(names)}]\n"}


def wrong(workshop: Workshop, files: Files) -> set[tuple[str, object]]:
    return {(each.code, each.details.get("action")) for each in workshop.check(files) if each.severity == "error"}


def test_a_draft_may_be_wrong_what_is_in_service_may_not() -> None:
    shelf = Shelf()
    workshop = Workshop(shelf)
    assert workshop.keep(BROKEN, author="léa", version=0).version == 1
    with pytest.raises(InvalidProject, match=r"data/rules\.yml"):
        workshop.publish(author="léa", version=1)
    with pytest.raises(DraftChanged, match="léa"):
        workshop.publish(author="max", version=0)
    assert shelf.version() == 0
    workshop.keep(PROJECT, author="léa", version=1)
    assert workshop.publish(author="léa", version=2) == 1


def test_what_no_longer_loads_is_not_gone_back_to() -> None:
    shelf = Shelf()
    shelf.shown += [BROKEN, PROJECT]
    with pytest.raises(InvalidProject):
        Workshop(shelf).roll_back(1, author="léa", seen=2)
    assert shelf.version() == 2


def test_an_action_needs_code_where_the_code_is_known_unless_the_engine_has_it() -> None:
    files = with_actions("action_look", "action_lose", "action_hand_off")
    assert wrong(Workshop(Shelf()), files) == set()
    coded = Workshop(Shelf(), lambda: {"actions.py": CODE})
    assert wrong(coded, files) == {("action-without-code", "action_lose")}
    assert wrong(coded, with_actions("action_look")) == set()


def test_the_code_of_actions_is_read_from_their_folder_alone(tmp_path: Path) -> None:
    for name in ("actions/look.py", "actions/deep/er.py", "beside.py", "venv/lib.py", "actions/note.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("# été\n", encoding="utf-8")
    assert sorted(read_sources(tmp_path)) == ["actions/deep/er.py", "actions/look.py", "beside.py"]


def test_files_from_elsewhere_take_the_place_of_what_is_published_and_of_nothing_else() -> None:
    workshop = Workshop(shelf := Shelf())
    assert workshop.take_in(PROJECT, author="léa").version == 1
    assert workshop.take_in(dict(PROJECT), author="max").author == "léa"
    with pytest.raises(DraftUnpublished, match="léa"):
        workshop.take_in(BROKEN, author="max")
    workshop.publish(author="léa", version=1)
    assert workshop.take_in(BROKEN, author="max").version == 2
    assert workshop.take_in(PROJECT, author="max", over=True).version == 3
    assert shelf.draft().files == PROJECT


def test_what_was_checked_last_is_not_checked_again() -> None:
    workshop = Workshop(Shelf())
    checked = workshop.checked(PROJECT)
    assert checked.flows
    assert workshop.checked(dict(PROJECT)) is checked
    assert workshop.checked(BROKEN).flows == ()
    assert workshop.checked({}).problems == ()


def test_a_release_is_read_once_and_nothing_published_is_no_assistant() -> None:
    shelf = Shelf()
    service = Service(shelf)
    assert (service(), service.refresh()) == (None, False)
    shelf.shown.append(PROJECT)
    assert service() is None
    reads = shelf.reads
    assert [service.refresh() for _ in range(3)] == [True, False, False]
    assert (service.now.version, shelf.reads - reads) == (1, 1)
    assert [flow.intent for flow in service.now.flows] == ["suivre_commande", "saluer"]
    shelf.shown.append({})
    service.refresh()
    assert (service(), service.now.flows) == (None, ())


def test_lines_that_differ_are_told_with_where_they_stand() -> None:
    before, after = {"a.yml": "un\ndeux\ntrois\n", "b.yml": ""}, {"a.yml": "un\n2\ntrois\n", "c.yml": "neuf\n"}
    changed, removed, added = differences(before, after)
    assert (changed.path, changed.change) == ("a.yml", "changed")
    assert changed.lines == ("@@ -1,3 +1,3 @@", " un", "-deux", "+2", " trois")
    assert (removed.path, removed.change, removed.lines) == ("b.yml", "removed", ())
    assert (added.path, added.change, added.lines) == ("c.yml", "added", ("@@ -0,0 +1 @@", "+neuf"))
    assert differences(after, dict(after)) == []
