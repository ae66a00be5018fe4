"""Where a gap stands, whatever was decided and whatever happened since."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from api.gaps.standing import Near, State, state_of
from api.storage.gaps import Decided
from knowledge.gaps.gaps import Gap, Signal
from knowledge.model import Entry, Match

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
DISMISSED = Decided("g", "dismissed", 2, "léa", NOON)
WRITTEN = Decided("g", "entry", 2, "léa", NOON, "vase", 2)


def gap(*, since: int = 0, shown: str = "") -> Gap:
    """A gap of three conversations, and of some since noon."""
    hours = [-1, -2, -3, *range(1, since + 1)]
    signals = tuple(
        Signal(str(hour), 2, "un vase", "fr", NOON + timedelta(hours=hour), ("unanswered",)) for hour in hours
    )
    counted = {shown: 1} if shown else {}
    return Gap("g", "Un vase", "fr", 1.0, 3, 3, 0, {}, ("un vase",), (), counted, {}, signals, signals[0].key)


def entry(**more: Any) -> Entry:
    return Entry("vase", "fr", "Un vase ?", "Oui.", **({"revision": 2} | more))


FAR, ANSWERS = Near(), Near(Match(entry(), 1.0, 1.0, 1.0, "un vase"), answers=True)


@pytest.mark.parametrize(
    ("found", "near", "decided", "written", "state"),
    [
        (gap(), FAR, None, None, "open"),
        (gap(), ANSWERS, None, None, "done"),
        (gap(shown="vase"), ANSWERS, None, None, "open"),
        (gap(), FAR, DISMISSED, None, "dismissed"),
        (gap(since=1), ANSWERS, DISMISSED, None, "dismissed"),
        (gap(since=2), FAR, DISMISSED, None, "open"),
        (gap(), FAR, WRITTEN, None, "open"),
        (gap(), FAR, WRITTEN, entry(), "drafted"),
        (gap(since=5), FAR, WRITTEN, entry(), "drafted"),
        (gap(), FAR, WRITTEN, entry(published_revision=1), "drafted"),
        (gap(), FAR, WRITTEN, entry(published_revision=2), "done"),
        (gap(since=1), FAR, WRITTEN, entry(published_revision=3, revision=3), "done"),
        (gap(since=2), FAR, WRITTEN, entry(published_revision=2), "open"),
        (gap(since=2), ANSWERS, WRITTEN, entry(published_revision=2), "done"),
        (gap(), FAR, WRITTEN, entry(published_revision=2, retired=True), "open"),
    ],
)
def test_a_gap_stands_where_what_was_decided_and_what_happened_put_it(
    found: Gap, near: Near, decided: Decided | None, written: Entry | None, state: State
) -> None:
    assert state_of(found, near, decided, written) == state
