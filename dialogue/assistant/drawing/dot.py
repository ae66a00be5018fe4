"""The picture in the language of Graphviz, for those who lay it out otherwise."""

from collections.abc import Iterator, Sequence

from dialogue.assistant.drawing.chart import Box, Group, Row
from dialogue.assistant.drawing.layout import Words

_SHAPES = {
    "said": "shape=box, style=rounded",
    "reply": "shape=note",
    "action": "shape=cds",
    "form": "shape=component",
    "start": "shape=plaintext",
    "end": "shape=plaintext",
    "slot": "shape=plaintext",
    "checkpoint": "shape=diamond",
}


def dot(groups: Sequence[Group], words: Words) -> str:
    """Return the flows as a directed graph, one cluster a group."""
    lines = ["digraph flows {", "  rankdir=LR;", '  node [fontname="sans-serif", fontsize=11];']
    for number, group in enumerate(groups):
        title = group.name or words[group.theme]
        lines += [f"  subgraph cluster_{number} {{", f"    label={_quoted(title)};"]
        lines += [
            f"    {line}" for place, row in enumerate(group.rows) for line in _row(row, f"g{number}r{place}", words)
        ]
        lines.append("  }")
    return "\n".join([*lines, "}", ""])


def _row(row: Row, id: str, words: Words) -> Iterator[str]:
    boxes = [*row.conditions, *row.boxes]
    for number, box in enumerate(boxes):
        tooltip = f"{row.name} ({row.place})"
        yield f"{id}b{number} [label={_quoted(_label(box, words))}, {_SHAPES[box.kind]}, tooltip={_quoted(tooltip)}];"
    for number in range(len(boxes) - 1):
        dashed = " [style=dashed]" if number < len(row.conditions) else ""
        yield f"{id}b{number} -> {id}b{number + 1}{dashed};"


def _label(box: Box, words: Words) -> str:
    name = box.name or words[box.kind]
    return f"{name}\n{box.note}" if box.note else name


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
