"""Entries wait for review, appear and vanish by date, answer some visitors otherwise; requests know what they took."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add columns in place: SQLite would copy the table otherwise, and take its revisions along."""
    op.add_column("requests", sa.Column("handling", sa.Float(), nullable=True))
    op.add_column("entries", sa.Column("alternatives", JSON, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("entries", sa.Column("rejected", JSON, nullable=False, server_default=sa.text("'[]'")))
    op.add_column("entries", sa.Column("in_review", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("entries", sa.Column("publish_at", TIME, nullable=True))
    op.add_column("entries", sa.Column("retire_at", TIME, nullable=True))
    op.create_index("ix_entries_publish_at", "entries", ["publish_at"])
    op.create_index("ix_entries_retire_at", "entries", ["retire_at"])
