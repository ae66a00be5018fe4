"""What every keeper of an assistant must do: nobody's change lost, every release whole and found again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from api.storage.assistants import SqlAssistants
from api.storage.database import Database
from dialogue.authoring.errors import AlreadyInService, DraftChanged, ReleasedMeanwhile, ReleaseNotFound
from dialogue.authoring.model import Draft, Release
from dialogue.authoring.ports import Assistants

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
FIRST = {"domain.yml": "intents: [saluer]\n", "data/rules.yml": "rules: []\n# « été » 🙂\n"}
SECOND = {"domain.yml": "intents: [saluer, partir]\n"}


@pytest.fixture
def assistants(db: Database) -> Assistants:
    return SqlAssistants(db, clock=lambda: NOON)


def test_before_the_first_draft_there_is_nothing(assistants: Assistants) -> None:
    assert (assistants.draft(), assistants.version()) == (Draft(), 0)
    assert (assistants.files(0), assistants.releases(10)) == ({}, [])


def test_a_draft_comes_back_as_it_was_saved(assistants: Assistants) -> None:
    kept = assistants.keep(FIRST, author="léa", version=0)
    assert kept == assistants.draft() == Draft(1, FIRST, "léa", NOON)
    assert assistants.keep(SECOND, author="max", version=1) == assistants.draft() == Draft(2, SECOND, "max", NOON)


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_draft_that_somebody_changed_is_not_written_over(assistants: Assistants, version: int) -> None:
    assistants.keep(FIRST, author="léa", version=0)
    assistants.keep(SECOND, author="max", version=1)
    with pytest.raises(DraftChanged, match=r"max.*draft 2"):
        assistants.keep({}, author="ana", version=version)
    assert assistants.draft().files == SECOND


@pytest.mark.parametrize("version", [0, 1])
def test_of_many_who_save_the_same_version_one_does(assistants: Assistants, version: int) -> None:
    if version:
        assistants.keep(FIRST, author="léa", version=0)

    def save(number: int) -> bool:
        try:
            assistants.keep({"domain.yml": str(number)}, author="léa", version=version)
        except DraftChanged:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(save, range(8))) == 1
    assert assistants.draft().version == version + 1


def test_a_release_keeps_the_draft_as_it_was(assistants: Assistants) -> None:
    assistants.keep(FIRST, author="léa", version=0)
    assert assistants.publish(author="max", version=1) == assistants.version() == 1
    assistants.keep(SECOND, author="léa", version=1)
    assert (assistants.version(), assistants.files(1)) == (1, FIRST)
    assert assistants.publish(author="ana", version=2) == 2
    assert (assistants.files(1), assistants.files(2)) == (FIRST, SECOND)
    assert assistants.releases(10) == [Release(2, "publish", "ana", NOON), Release(1, "publish", "max", NOON)]
    assert [release.version for release in assistants.releases(1)] == [2]


def test_what_is_in_service_already_makes_no_release(assistants: Assistants) -> None:
    assistants.keep(FIRST, author="léa", version=0)
    assert [assistants.publish(author="max", version=1) for _ in range(2)] == [1, 1]
    assert len(assistants.releases(10)) == 1


def test_nobody_publishes_a_draft_that_they_did_not_see(assistants: Assistants) -> None:
    assistants.keep(FIRST, author="léa", version=0)
    assistants.keep(SECOND, author="max", version=1)
    with pytest.raises(DraftChanged, match="max"):
        assistants.publish(author="léa", version=1)
    assert (assistants.version(), assistants.releases(10)) == (0, [])


def published(assistants: Assistants) -> None:
    for version, files in enumerate((FIRST, SECOND)):
        assistants.keep(files, author="léa", version=version)
        assistants.publish(author="léa", version=version + 1)


def test_going_back_is_a_release_like_any_other(assistants: Assistants) -> None:
    published(assistants)
    assert assistants.roll_back(1, author="max", seen=2) == assistants.version() == 3
    assert (assistants.files(3), assistants.draft().files) == (FIRST, SECOND)
    assert assistants.releases(1) == [Release(3, "rollback", "max", NOON, back_to=1)]
    assert assistants.roll_back(0, author="max", seen=3) == 4
    assert assistants.files(4) == {}
    assert assistants.roll_back(2, author="max", seen=4) == 5
    assert assistants.files(5) == SECOND


def test_going_back_leads_somewhere_else_that_exists_or_keeps_nothing(assistants: Assistants) -> None:
    published(assistants)
    with pytest.raises(ReleaseNotFound, match="7"):
        assistants.roll_back(7, author="max", seen=2)
    with pytest.raises(ReleasedMeanwhile, match="version 2"):
        assistants.roll_back(1, author="max", seen=1)
    with pytest.raises(AlreadyInService):
        assistants.roll_back(2, author="max", seen=2)
    with pytest.raises(ReleaseNotFound, match="7"):
        assistants.files(7)
    assert assistants.version() == 2


def test_of_many_who_publish_or_go_back_at_once_each_release_is_one(assistants: Assistants) -> None:
    published(assistants)
    assistants.keep({"domain.yml": "# troisième\n"}, author="léa", version=2)

    def release(number: int) -> int:
        try:
            if number % 2:
                return assistants.publish(author="léa", version=3)
            return assistants.roll_back(1, author="max", seen=2)
        except ReleasedMeanwhile:
            return 0

    with ThreadPoolExecutor(4) as pool:
        made = [version for version in pool.map(release, range(8)) if version]
    versions = [release.version for release in assistants.releases(10)]
    assert versions == list(range(assistants.version(), 0, -1))
    assert set(made) == set(versions) - {1, 2}
