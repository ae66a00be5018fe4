"""Where everything stands in the picture: rows of boxes under the title of their group, in pixels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from dialogue.assistant.drawing.chart import Box, Group, Row

Words = Mapping[str, str]
WIDTH: Final = 1280
MARGIN: Final = 28
HEIGHT: Final = 44  # of a box
GAP: Final = 26  # between two boxes: the arrow
_LINE: Final = 58  # from one line of boxes to the next
_NAMED: Final = 30  # the name of a row, above its boxes
_TITLE: Final = 46
_SLOT: Final = 22
_LEGEND: Final = 118
_BETWEEN: Final = 18
# A letter of a fixed-width font at 13 pixels, and the widest of a proportional one at 12.
_LETTER: Final = 7.9
_SMALL: Final = 6.2
_PADDING: Final = 26
_LONGEST_NAME: Final = 44
_LONGEST_NOTE: Final = 40


@dataclass(frozen=True, slots=True)
class Placed:
    """A box, from its upper left corner. `arrow` is where the arrow to it begins, None for the first of a row."""

    box: Box
    x: float
    y: float
    width: float
    condition: bool = False
    arrow: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A rule or a story, with its name at `y` and its boxes below."""

    row: Row
    y: float
    boxes: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class PlacedGroup:
    """A group, from `y` on; the form's slots begin below its title."""

    group: Group
    y: float
    height: float
    rows: tuple[PlacedRow, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole picture."""

    groups: tuple[PlacedGroup, ...]
    height: float


def laid_out(groups: Sequence[Group], words: Words) -> Picture:
    """Place every group below the one before; `words` has what is written in boxes without a name."""
    y: float = _LEGEND
    placed = []
    for group in groups:
        placed.append(_group(group, y, words))
        y += placed[-1].height + _BETWEEN
    return Picture(tuple(placed), y + MARGIN - _BETWEEN)


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def name_of(box: Box, words: Words) -> str:
    """Return what is written in a box."""
    return shortened(box.name or words[box.kind], _LONGEST_NAME)


def note_of(box: Box) -> str:
    """Return what is written under the name."""
    return shortened(box.note, _LONGEST_NOTE)


def slots_top(group: PlacedGroup, number: int) -> float:
    """Return where a slot of a form is written, from 0."""
    return group.y + _TITLE + _SLOT * number + 14


def _group(group: Group, top: float, words: Words) -> PlacedGroup:
    y = top + _TITLE + (_SLOT * len(group.slots) + 10 if group.slots else 0)
    rows = []
    for row in group.rows:
        placed, bottom = _row(row, y, words)
        rows.append(placed)
        y = bottom
    return PlacedGroup(group, top, y - top + 12, tuple(rows))


def _row(row: Row, top: float, words: Words) -> tuple[PlacedRow, float]:
    """Place boxes from left to right, on a further line where there is no more room."""
    x, y = float(MARGIN + 18), top + _NAMED
    placed: list[Placed] = []
    for number, box in enumerate((*row.conditions, *row.boxes)):
        width = _width(box, words)
        if placed and x + width > WIDTH - MARGIN - 18:
            x, y = MARGIN + 58, y + _LINE
        before = placed[-1] if placed else None
        arrow = (before.x + before.width, before.y + HEIGHT / 2) if before else None
        placed.append(Placed(box, x, y, width, number < len(row.conditions), arrow))
        x += width + GAP
    return PlacedRow(row, top, tuple(placed)), y + _LINE


def _width(box: Box, words: Words) -> float:
    longest = max(len(name_of(box, words)) * _LETTER, len(note_of(box)) * _SMALL)
    return max(64.0, longest + _PADDING)
