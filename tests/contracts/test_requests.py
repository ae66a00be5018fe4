"""What every keeper of past requests must do."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from api.storage.database import Database
from api.storage.requests import SqlRequests
from knowledge.model import Request
from knowledge.ports import Requests

FULL = Request(
    id="b",
    text="où est mon colis <ORDER> ?",
    lang="fr",
    reply="Il arrive demain.\n--\nLéa",
    channel="email",
    at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    source="mails.mbox",
)
BARE = Request(id="a", text="hi", lang="en")


@pytest.fixture
def requests(db: Database) -> Requests:
    return SqlRequests(db)


def test_requests_come_back_as_they_were(requests: Requests) -> None:
    assert requests.add([FULL, BARE]) == 2
    assert list(requests.all()) == [BARE, FULL]
    assert requests.count() == 2


def test_the_same_request_twice_is_kept_once(requests: Requests) -> None:
    assert requests.add([BARE]) == 1
    assert requests.add([BARE, FULL, FULL]) == 1
    assert requests.add(iter([BARE, FULL])) == 0
    assert requests.add([]) == 0
    assert requests.count() == 2


def test_requests_are_fetched_in_the_order_asked(requests: Requests) -> None:
    requests.add([FULL, BARE])
    assert requests.fetch(["b", "unknown", "a"]) == [FULL, BARE]
    assert requests.fetch([]) == []


def test_a_source_that_breaks_halfway_leaves_nothing(requests: Requests) -> None:
    def breaking() -> Iterator[Request]:
        yield BARE
        raise ValueError("line 2")

    with pytest.raises(ValueError, match="line 2"):
        requests.add(breaking())
    assert requests.count() == 0


def test_many_requests_are_counted_and_read_in_pages(requests: Requests) -> None:
    many = [Request(id=f"{number:05}", text=f"question {number}", lang="fr") for number in range(2_500)]
    assert requests.add(many) == 2_500
    assert list(requests.all()) == many
    assert requests.fetch([request.id for request in many]) == many


def test_reading_may_stop_halfway_and_writing_go_on(requests: Requests) -> None:
    requests.add([Request(id=f"{number:05}", text="x", lang="fr") for number in range(1_500)])
    reading = requests.all()
    next(reading)
    assert requests.add([FULL]) == 1
