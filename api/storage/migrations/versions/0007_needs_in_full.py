"""Needs know their theme, their weeks and where they stand; what curators do to them is kept."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)
NONE = sa.text("'[]'")
EMPTY = sa.text("''")


def upgrade() -> None:
    """Add columns in place, and the changes."""
    op.add_column("needs", sa.Column("samples", JSON, nullable=False, server_default=NONE))
    op.add_column("needs", sa.Column("langs", JSON, nullable=False, server_default=NONE))
    op.add_column("needs", sa.Column("theme", sa.Text(), nullable=False, server_default=EMPTY))
    op.add_column("needs", sa.Column("weeks", JSON, nullable=False, server_default=NONE))
    op.add_column("needs", sa.Column("handling", sa.Float(), nullable=True))
    op.add_column("needs", sa.Column("emerging", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("needs", sa.Column("centres", JSON, nullable=False, server_default=NONE))
    op.create_table(
        "need_changes",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("same", JSON, nullable=False),
        sa.Column("apart", JSON, nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_need_changes"),
    )
