"""A conversation is read once and gone on with, and nothing that was not kept is in it."""

from fakes.talk import Clock

from dialogue.assistant import events
from dialogue.assistant.conversations import Conversations
from dialogue.assistant.domain import Domain
from dialogue.assistant.events import Event
from dialogue.assistant.slots import Slot
from dialogue.assistant.tracker import Tracker
from dialogue.assistant.trail import Lens

LENS = Lens(Domain(intents={}, slots={"a": Slot("a", "text")}))


class Kept:
    """Events that were kept, and how many were read each time."""

    def __init__(self) -> None:
        self.events: dict[str, list[Event]] = {}
        self.reads: list[tuple[str, int]] = []

    def add(self, id: str, value: str) -> None:
        self.events.setdefault(id, []).append(events.slot("a", value) | {"timestamp": 1.0})

    def read(self, id: str, skip: int) -> list[Event]:
        found = self.events.get(id, [])[skip:]
        self.reads.append((id, len(found)))
        return found


def conversations(kept: Kept, most: int = 100) -> Conversations:
    return Conversations(lambda id: Tracker(id, LENS, clock=Clock()), kept.read, most=most)


def test_only_what_was_kept_since_is_read() -> None:
    kept = Kept()
    known = conversations(kept)
    assert known.open("c1").now.slot("a") is None
    kept.add("c1", "un")
    kept.add("c1", "deux")
    assert known.open("c1").now.slot("a") == "deux"
    kept.add("c1", "trois")  # in another process, why not
    found = known.open("c1")
    assert (found.now.slot("a"), len(found.events)) == ("trois", 3)
    assert kept.reads == [("c1", 0), ("c1", 2), ("c1", 1)]


def test_a_turn_that_is_not_kept_leaves_no_trace() -> None:
    kept = Kept()
    kept.add("c1", "un")
    known = conversations(kept)
    known.open("c1").add(events.slot("a", "perdu"))
    assert known.open("c1").now.slot("a") == "un"


def test_the_conversation_spoken_in_longest_ago_is_forgotten_first_and_read_again() -> None:
    kept = Kept()
    for id in ("c1", "c2", "c3"):
        for value in ("un", "deux"):
            kept.add(id, value)
    known = conversations(kept, most=4)
    for id in ("c1", "c2", "c1", "c3", "c1", "c2"):
        assert known.open(id).now.slot("a") == "deux"
    assert kept.reads == [("c1", 2), ("c2", 2), ("c1", 0), ("c3", 2), ("c1", 0), ("c2", 2)]


def test_a_conversation_that_is_longer_than_all_there_is_room_for_is_still_gone_on_with() -> None:
    kept = Kept()
    known = conversations(kept, most=2)
    for value in ("un", "deux", "trois", "quatre"):
        kept.add("c1", value)
        assert known.open("c1").now.slot("a") == value
    assert [count for _, count in kept.reads] == [1, 1, 1, 1]
