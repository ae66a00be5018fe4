"""What each publication changed is kept, to go back to it; merges and splits, to undo them; a visitor's segment."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and fill them with the publications that the history of entries tells of."""
    op.add_column("conversations", sa.Column("segment", sa.Text(), nullable=False, server_default=sa.text("''")))
    made = op.create_table(
        "publication_log",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("back_to", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("version", name="pk_publication_log"),
    )
    changes = op.create_table(
        "publication_changes",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("published_before", sa.Integer(), nullable=True),
        sa.Column("retired_before", sa.Boolean(), nullable=False),
        sa.Column("published_after", sa.Integer(), nullable=True),
        sa.Column("retired_after", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"],
            ["publication_log.version"],
            name="fk_publication_changes_version",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entries.id"], name="fk_publication_changes_entry_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("version", "entry_id", name="pk_publication_changes"),
    )
    op.create_table(
        "reshapes",
        sa.Column("id", ID, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reshapes"),
    )
    log, changed = _told(op.get_bind())
    if log:
        op.bulk_insert(made, log)
        op.bulk_insert(changes, changed)


def _told(connection: sa.Connection) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the publications that the history tells of, numbered back from the last one."""
    last = connection.execute(sa.text("SELECT version FROM publications")).scalar() or 0
    found = list(_groups(connection))
    log, changed = list[dict[str, Any]](), list[dict[str, Any]]()
    for version, (kept, entries) in enumerate(found, start=last - len(found) + 1):
        if version > 0:
            log.append({"version": version, "back_to": None, **kept})
            changed += [{"version": version, **entry} for entry in entries]
    return log, changed


def _groups(connection: sa.Connection) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield what was published or retired in one step: the same person, the same instant."""
    said = [sa.column(name, sa.Text()) for name in ("entry_id", "action", "author")]
    lines_table = sa.table("revisions", sa.column("id"), *said, sa.column("at", TIME), sa.column("entry", JSON))
    history = lines_table.select().order_by(lines_table.c.id)
    shown: dict[str, tuple[int | None, bool]] = {}
    lines = []
    for line in connection.execute(history).mappings():
        before = shown.get(line["entry_id"], (None, False))
        after = shown[line["entry_id"]] = (line["entry"].get("published_revision"), bool(line["entry"].get("retired")))
        if line["action"] in ("publish", "retire") and after != before:
            lines.append((line, before, after))
    for (at, author, action), group in groupby(
        lines, lambda each: tuple(each[0][n] for n in ("at", "author", "action"))
    ):
        entries = {line["entry_id"]: _change(line["entry_id"], before, after) for line, before, after in group}
        yield {"action": action, "author": author, "at": at}, list(entries.values())


def _change(entry_id: str, before: tuple[int | None, bool], after: tuple[int | None, bool]) -> dict[str, Any]:
    return {
        "entry_id": entry_id,
        "published_before": before[0],
        "retired_before": before[1],
        "published_after": after[0],
        "retired_after": after[1],
    }
