"""The tables of the embedded CRM, and those that guard any CRM; part of the schema that migrations must give."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text

from api.storage.tables import Id, Json, UtcDateTime, metadata

# The embedded CRM. `email_key` is the address in small letters, `phone` in international form.
crm_customers = Table(
    "crm_customers",
    metadata,
    Column("number", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Id, nullable=False, index=True),
    Column("phone", Id, nullable=False, index=True),
    Column("address", Json, nullable=False),
    Column("lang", Text, nullable=False),
    Column("segment", Text, nullable=False),
    Column("value", Text, nullable=False),
)

crm_orders = Table(
    "crm_orders",
    metadata,
    Column("number", Id, primary_key=True),
    Column("customer", Id, nullable=False),
    Column("email", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("address", Json, nullable=False),
    Column("status", Text, nullable=False),
    Column("placed_at", UtcDateTime, nullable=False),
    Column("lines", Json, nullable=False),
    Column("total", Text, nullable=False),
    Column("currency", Text, nullable=False),
    Column("delivery", Json, nullable=False),
    Column("invoice", Json),
    Index(None, "customer", "placed_at"),
)

crm_cases = Table(
    "crm_cases",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("customer", Id, nullable=False, index=True),
    Column("order_number", Id, nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("details", Json, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
)

# What was changed, in whichever CRM, by whom and from what to what; the key makes a change one, however often asked.
crm_changes = Table(
    "crm_changes",
    metadata,
    Column("key", Id, primary_key=True),
    Column("digest", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("conversation_id", Id, nullable=False),
    Column("customer", Id, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("proven", Boolean, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("receipt", Json),
    Column("at", UtcDateTime, nullable=False, index=True),
    Index(None, "customer", "at"),
)

# `subject` is a digest of whom or what was tried, until when the count holds.
crm_tries = Table(
    "crm_tries",
    metadata,
    Column("subject", Id, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)

# The last code of each conversation; the code itself is made when it is mailed, and written nowhere.
crm_codes = Table(
    "crm_codes",
    metadata,
    Column("conversation_id", Id, primary_key=True),
    Column("key", Id, nullable=False),
    Column("customer", Id, nullable=False),
    Column("order_number", Id, nullable=False),
    Column("email", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)

crm_identities = Table(
    "crm_identities",
    metadata,
    Column("conversation_id", Id, primary_key=True),
    Column("customer", Id, nullable=False),
    Column("order_number", Id, nullable=False),
    Column("proven", Boolean, nullable=False),
    Column("until", UtcDateTime, nullable=False, index=True),
)
