"""The public FAQ: what its visitors open, pick and think, without who they are."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT_ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables of visits, of their counts a day, and of opinions."""
    op.create_table(
        "visits",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entry_id", TEXT_ID, nullable=False),
        sa.Column("kind", TEXT_ID, nullable=False),
        sa.Column("visitor", TEXT_ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "entry_id", "kind", "visitor", name="pk_visits"),
    )
    op.create_table(
        "visit_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("entry_id", TEXT_ID, nullable=False),
        sa.Column("views", sa.Integer(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "entry_id", name="pk_visit_days"),
    )
    op.create_table(
        "opinions",
        sa.Column("entry_id", TEXT_ID, nullable=False),
        sa.Column("visitor", TEXT_ID, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "visitor", name="pk_opinions"),
    )
    op.create_index("ix_opinions_at", "opinions", ["at"])
