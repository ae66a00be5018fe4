"""A table of figures, and its place in BENCHMARKS.md."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of figures under a title; `key` names the place in BENCHMARKS.md that the table fills."""

    key: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    def markdown(self) -> str:
        lines = [self.columns, ["---"] * len(self.columns), *self.rows]
        return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def replace_tables(path: Path, tables: Sequence[Table]) -> None:
    """Write each table between its two marks in the file."""
    text = path.read_text(encoding="utf-8")
    for table in tables:
        marks = re.compile(rf"(<!-- {table.key} -->\n).*?(<!-- end -->)", re.DOTALL)
        text, found = marks.subn(lambda mark, table=table: f"{mark[1]}\n{table.markdown()}\n\n{mark[2]}", text)
        assert found == 1, f"BENCHMARKS.md has no place for {table.key}"
    path.write_text(text, encoding="utf-8")


def percent(share: float) -> str:
    return f"{100 * share:.1f}"
