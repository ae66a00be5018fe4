"""The picture as one self-contained SVG, light or dark as its reader's screen is."""

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from dialogue.assistant.drawing.chart import Group
from dialogue.assistant.drawing.layout import (
    HEIGHT,
    MARGIN,
    WIDTH,
    Picture,
    Placed,
    PlacedGroup,
    PlacedRow,
    Words,
    laid_out,
    name_of,
    note_of,
    shortened,
    slots_top,
)

_STYLE: Final = """
svg { --page:#fbfaf7; --card:#fff; --line:#dcd7cc; --ink:#23211d; --soft:#6b665c; --arrow:#8d877b;
  --said:#dfeafa; --said-line:#4f7fbf; --reply:#e2f1e0; --reply-line:#4f8f4a; --action:#f8e9d0; --action-line:#b57b1d;
  --form:#ece2f6; --form-line:#8459ad; --slot:#efeeea; --slot-line:#8d877b; --checkpoint:#fbe1e1;
  --checkpoint-line:#b95050; background:var(--page); }
@media (prefers-color-scheme: dark) {
  svg { --page:#191816; --card:#22211e; --line:#3b3934; --ink:#efece5; --soft:#aaa498; --arrow:#7d786d;
    --said:#1f3350; --said-line:#7fa9e0; --reply:#20391f; --reply-line:#7fbf79; --action:#43331a; --action-line:#d9a04a;
    --form:#362646; --form-line:#b48fda; --slot:#2c2b27; --slot-line:#8d877b; --checkpoint:#4a2424;
    --checkpoint-line:#e08a8a; } }
text { font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif; fill:var(--ink); }
.title { font-size:20px; font-weight:600; } .group { font-size:16px; font-weight:600; }
.row { font-size:13px; font-weight:600; } .place, .kind { font-size:12px; fill:var(--soft); font-weight:400; }
.name { font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace; font-size:13px; }
.note { font-size:11.5px; fill:var(--soft); } .card { fill:var(--card); stroke:var(--line); }
.said { fill:var(--said); stroke:var(--said-line); } .reply { fill:var(--reply); stroke:var(--reply-line); }
.action { fill:var(--action); stroke:var(--action-line); } .form { fill:var(--form); stroke:var(--form-line); }
.end { fill:var(--card); stroke:var(--form-line); stroke-dasharray:4 3; }
.slot, .start { fill:var(--slot); stroke:var(--slot-line); }
.checkpoint { fill:var(--checkpoint); stroke:var(--checkpoint-line); }
.arrow { stroke:var(--arrow); fill:none; stroke-width:1.5; } .tip { fill:var(--arrow); }
"""
_NOT_XML: Final = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KINDS: Final = ("said", "reply", "action", "form", "slot", "checkpoint")


def svg(groups: Sequence[Group], words: Words, *, title: str) -> str:
    """Return the picture; `words` name what it shows, in the reader's language."""
    picture = laid_out(groups, words)
    size = f'width="{WIDTH}" height="{picture.height:.0f}" viewBox="0 0 {WIDTH} {picture.height:.0f}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label={quoteattr(_readable(title))}>',
        f"<title>{_escaped(title)}</title><style>{_STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path class="tip" d="M0 0 8 4 0 8z"/></marker></defs>',
        *_legend(picture, words, title),
        *(line for group in picture.groups for line in _group(group, words)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _legend(picture: Picture, words: Words, title: str) -> Iterator[str]:
    rows = [row.row.kind for group in picture.groups for row in group.rows]
    counts = words["counts"].format(rules=rows.count("rule"), stories=rows.count("story"))
    yield _text("title", MARGIN, 42, title)
    yield _text("place", MARGIN, 62, counts)
    x = float(MARGIN)
    for kind in _KINDS:
        yield _shape(kind, x, 80, 22, 16)
        yield _text("place", x + 30, 93, words[kind].lower())
        x += 56 + 6.2 * len(words[kind])


def _group(placed: PlacedGroup, words: Words) -> Iterator[str]:
    group = placed.group
    width = WIDTH - 2 * MARGIN
    yield f'<rect class="card" x="{MARGIN}" y="{placed.y:.0f}" width="{width}" height="{placed.height:.0f}" rx="10"/>'
    title = f"{words['form']} {group.name}" if group.name else words[group.theme]
    yield _text("group", MARGIN + 18, placed.y + 30, title)
    for number, (slot, question) in enumerate(group.slots):
        y = slots_top(placed, number)
        yield _text("name", MARGIN + 18, y, f"{number + 1}. {slot}")
        yield _text("note", MARGIN + 30 + 7.9 * len(f"{number + 1}. {slot}"), y, shortened(question, 120))
    for row in placed.rows:
        yield from _row(row, words)


def _row(placed: PlacedRow, words: Words) -> Iterator[str]:
    row = placed.row
    yield f"<g><title>{_escaped(f'{row.name} ({row.place})')}</title>"
    rest = f'<tspan class="kind"> · {_escaped(words[row.kind])} · {_escaped(str(row.place))}</tspan>'
    y = placed.y + 20
    yield f'<text class="row" x="{MARGIN + 18}" y="{y:.0f}">{_escaped(shortened(row.name, 90))}{rest}</text>'
    for box in placed.boxes:
        yield from _box(box, words)
    yield "</g>"


def _box(placed: Placed, words: Words) -> Iterator[str]:
    box, x, y = placed.box, placed.x, placed.y
    if placed.arrow:
        yield _arrow(placed.arrow, (x, y + HEIGHT / 2))
    full = f"{box.name}: {box.note}" if box.note else box.name
    yield f"<g><title>{_escaped(full or words[box.kind])}</title>"
    yield _shape(box.kind, x, y, placed.width, HEIGHT, dashed=placed.condition)
    note = note_of(box) or (words["if"] if placed.condition else "")
    yield _text("name", x + placed.width / 2, y + (19 if note else 27), name_of(box, words), middle=True)
    if note:
        yield _text("note", x + placed.width / 2, y + 35, note, middle=True)
    yield "</g>"


def _shape(kind: str, x: float, y: float, width: float, height: float, *, dashed: bool = False) -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    radius = {"said": height / 2, "reply": 8, "form": 3, "action": 3}.get(kind, 8)
    dashes = ' stroke-dasharray="4 3"' if dashed else ""
    bold = ' stroke-width="2.5"' if kind == "form" else ""
    return f'<rect class="{kind}" {place} rx="{radius:g}"{dashes}{bold}/>'


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> str:
    (x, y), (to_x, to_y) = start, end
    if y == to_y:
        path = f"M{x + 2:.1f} {y:.1f}H{to_x - 2:.1f}"
    else:
        between = to_y - HEIGHT / 2 - 7
        path = f"M{x + 2:.1f} {y:.1f}h10V{between:.1f}H{to_x - 20:.1f}V{to_y:.1f}H{to_x - 2:.1f}"
    return f'<path class="arrow" d="{path}" marker-end="url(#tip)"/>'


def _text(kind: str, x: float, y: float, text: str, *, middle: bool = False) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}"{anchor}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    return escape(_readable(text))


def _readable(text: str) -> str:
    """Return a text without the characters that XML has no room for."""
    return _NOT_XML.sub("\ufffd", text)
