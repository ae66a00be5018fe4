"""The assistant's project: its draft, and every release of it; an entry may go on with one of its flows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and add the column in place."""
    op.add_column("entries", sa.Column("follow_up", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.create_table(
        "assistant_drafts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("files", JSON, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_assistant_drafts"),
    )
    op.create_table(
        "assistant_releases",
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("files", JSON, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("back_to", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("version", name="pk_assistant_releases"),
    )
