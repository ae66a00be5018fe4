"""Customers and orders, what was changed for whom, and who was recognised in which conversation."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
JSON = sa.JSON().with_variant(JSONB(), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables of the embedded CRM, and those that guard any CRM."""
    _records()
    _changes()
    _guards()


def _records() -> None:
    op.create_table(
        "crm_customers",
        sa.Column("number", ID, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("email_key", ID, nullable=False),
        sa.Column("phone", ID, nullable=False),
        sa.Column("address", JSON, nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("segment", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_crm_customers"),
    )
    op.create_index("ix_crm_customers_email_key", "crm_customers", ["email_key"])
    op.create_index("ix_crm_customers_phone", "crm_customers", ["phone"])
    op.create_table(
        "crm_orders",
        sa.Column("number", ID, nullable=False),
        sa.Column("customer", ID, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("address", JSON, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("placed_at", TIME, nullable=False),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("total", sa.Text(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("delivery", JSON, nullable=False),
        sa.Column("invoice", JSON, nullable=True),
        sa.PrimaryKeyConstraint("number", name="pk_crm_orders"),
    )
    op.create_index("ix_crm_orders_customer_placed_at", "crm_orders", ["customer", "placed_at"])


def _changes() -> None:
    op.create_table(
        "crm_cases",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("customer", ID, nullable=False),
        sa.Column("order_number", ID, nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("details", JSON, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_crm_cases"),
    )
    op.create_index("ix_crm_cases_customer", "crm_cases", ["customer"])
    op.create_index("ix_crm_cases_order_number", "crm_cases", ["order_number"])
    op.create_table(
        "crm_changes",
        sa.Column("key", ID, nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("customer", ID, nullable=False),
        sa.Column("order_number", sa.Text(), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("receipt", JSON, nullable=True),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_crm_changes"),
    )
    op.create_index("ix_crm_changes_customer_at", "crm_changes", ["customer", "at"])
    op.create_index("ix_crm_changes_at", "crm_changes", ["at"])


def _guards() -> None:
    op.create_table(
        "crm_tries",
        sa.Column("subject", ID, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_crm_tries"),
    )
    op.create_index("ix_crm_tries_until", "crm_tries", ["until"])
    op.create_table(
        "crm_codes",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("key", ID, nullable=False),
        sa.Column("customer", ID, nullable=False),
        sa.Column("order_number", ID, nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_crm_codes"),
    )
    op.create_index("ix_crm_codes_until", "crm_codes", ["until"])
    op.create_table(
        "crm_identities",
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("customer", ID, nullable=False),
        sa.Column("order_number", ID, nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_crm_identities"),
    )
    op.create_index("ix_crm_identities_until", "crm_identities", ["until"])
