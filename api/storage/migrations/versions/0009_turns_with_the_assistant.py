"""What a conversation did with the assistant: its events in Rasa's JSON, the flow it is in, the buttons it offers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Add columns in place, and the events."""
    op.add_column("conversations", sa.Column("flow", sa.Text(), nullable=False, server_default=sa.text("''")))
    op.add_column("conversations", sa.Column("buttons", JSON, nullable=False, server_default=sa.text("'[]'")))
    op.create_table(
        "assistant_events",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event", JSON, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "seq", "place", name="pk_assistant_events"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_assistant_events_conversation_id",
            ondelete="CASCADE",
        ),
    )
