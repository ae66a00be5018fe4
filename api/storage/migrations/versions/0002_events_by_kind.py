"""Events of one kind in a period, without reading all the others: what became of visitors' questions."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index events by kind and time."""
    op.create_index("ix_events_kind_at", "events", ["kind", "at"])
