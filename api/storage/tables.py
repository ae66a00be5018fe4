"""The tables, as SQLAlchemy Core metadata; migrations must give exactly these."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept and returned in UTC. SQLite has no zones: there it is stored naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# The collation C orders bytes, like Python and SQLite do; the server's own would order by language.
Id = Text().with_variant(Text(collation="C"), "postgresql")
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

requests = Table(
    "requests",
    metadata,
    Column("id", Id, primary_key=True),
    Column("text", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("reply", Text),
    Column("channel", Text, nullable=False),
    Column("at", UtcDateTime),
    Column("source", Text, nullable=False),
    Column("handling", Float),
)

needs = Table(
    "needs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("volume", Integer, nullable=False),
    Column("request_ids", Json, nullable=False),
    Column("wordings", Json, nullable=False),
    Column("reply", Text),
    Column("entry_id", Text),
    Column("samples", Json, nullable=False, server_default=text("'[]'")),
    Column("langs", Json, nullable=False, server_default=text("'[]'")),
    Column("theme", Text, nullable=False, server_default=text("''")),
    Column("weeks", Json, nullable=False, server_default=text("'[]'")),
    Column("handling", Float),
    Column("emerging", Boolean, nullable=False, server_default=false()),
    Column("centres", Json, nullable=False, server_default=text("'[]'")),
)

# What a curator did to needs: the needs before, so that it can be undone, and what later learnings must respect.
need_changes = Table(
    "need_changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("same", Json, nullable=False),
    Column("apart", Json, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("undone", Boolean, nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Id, primary_key=True),
    Column("lang", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("variants", Json, nullable=False),
    Column("category", Text, nullable=False),
    Column("translation_of", Text),
    Column("need_id", Text),
    Column("follow_up", Text, nullable=False, server_default=text("''")),
    Column("alternatives", Json, nullable=False, server_default=text("'[]'")),
    Column("rejected", Json, nullable=False, server_default=text("'[]'")),
    Column("in_review", Boolean, nullable=False, server_default=false()),
    Column("publish_at", UtcDateTime, index=True),
    Column("retire_at", UtcDateTime, index=True),
    Column("retired", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("published_revision", Integer),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("updated_by", Text, nullable=False),
)

# Publishing and retiring add a line of history under the number they act on: `number` alone is not unique.
revisions = Table(
    "revisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("entry_id", Id, ForeignKey("entries.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("action", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("entry", Json, nullable=False),
    Index(None, "entry_id", "number", "id"),
)

publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("author", Text, nullable=False),
)

publication_log = Table(
    "publication_log",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("action", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("back_to", Integer),
)

# What visitors saw of an entry is told by its published revision and whether it is retired.
publication_changes = Table(
    "publication_changes",
    metadata,
    Column("version", Integer, ForeignKey("publication_log.version", ondelete="CASCADE"), primary_key=True),
    Column("entry_id", Id, ForeignKey("entries.id", ondelete="CASCADE"), primary_key=True),
    Column("published_before", Integer),
    Column("retired_before", Boolean, nullable=False),
    Column("published_after", Integer),
    Column("retired_after", Boolean, nullable=False),
)

# Merges, splits and moves: the entries as they were, and the revisions that came out, by id.
reshapes = Table(
    "reshapes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("action", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("before", Json, nullable=False),
    Column("after", Json, nullable=False),
    Column("undone", Boolean, nullable=False),
)

vectors = Table(
    "vectors",
    metadata,
    Column("encoder", Id, primary_key=True),
    Column("digest", Id, primary_key=True),
    Column("dimension", Integer, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("name", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", Json, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("updated_by", Text, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("token_digest", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("asked", Json, nullable=False),
    Column("question", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("segment", Text, nullable=False, server_default=text("''")),
    Column("flow", Text, nullable=False, server_default=text("''")),
    Column("buttons", Json, nullable=False, server_default=text("'[]'")),
    Column("escalation_id", Text),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
)

# What the assistant was told, did and remembers, in Rasa's JSON: those of the change that started from `seq`, in order.
assistant_events = Table(
    "assistant_events",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("event", Json, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("payload", Json, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("message_id", Text),
    Index(None, "kind", "at"),
)

# A message may cause no event at all (last_seq < first_seq): it was handled all the same.
handled = Table(
    "handled",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("message_id", Id, primary_key=True),
    Column("first_seq", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
)

escalations = Table(
    "escalations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("exit", Text, nullable=False),
    Column("team", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("contact", Json, nullable=False),
    Column("callback_at", UtcDateTime),
    Column("adviser_id", Text),
    Column("adviser_name", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Index(None, "status", "created_at"),
)

# What a visitor asked and did not get, masked: `source` is a digest of what was masked, `wording` what it says without
# courtesies, `vector` that of the wording by `encoder`; `gap_id` is the gap it was last grouped in.
heard = Table(
    "heard",
    metadata,
    Column("conversation_id", Id, ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("wording", Text, nullable=False),
    Column("reply", Text, nullable=False),
    Column("encoder", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("gap_id", Text),
)

# What was decided about a gap, when as many conversations as `volume` asked for it.
gaps = Table(
    "gaps",
    metadata,
    Column("id", Id, primary_key=True),
    Column("decision", Text, nullable=False),
    Column("entry_id", Text),
    Column("revision", Integer),
    Column("volume", Integer, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

# `due_at` is when a worker may take the job: later after a failure, after the lease while it runs, never once over.
jobs = Table(
    "jobs",
    metadata,
    Column("id", Id, primary_key=True),
    Column("kind", Id, nullable=False),
    Column("key", Id, nullable=False),
    Column("payload", Json, nullable=False),
    Column("status", Text, nullable=False),
    Column("due_at", UtcDateTime, index=True),
    Column("attempts", Integer, nullable=False),
    Column("progress", Float, nullable=False),
    Column("result", Json),
    Column("error", Text),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    UniqueConstraint("kind", "key"),
)

users = Table(
    "users",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("name_key", Id, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("languages", Json, nullable=False),
    Column("teams", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_digest", Id, primary_key=True),
    Column("user_id", Id, ForeignKey("users.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

# What visitors of the public FAQ did, once a visitor, entry and day; `visitor` and `source` are digests that change
# every day, and the rows go after a month.
visits = Table(
    "visits",
    metadata,
    Column("day", Date, primary_key=True),
    Column("entry_id", Id, primary_key=True),
    Column("kind", Id, primary_key=True),
    Column("visitor", Id, primary_key=True),
    Column("source", Text, nullable=False),
    Column("rank", Integer, nullable=False),
)

visit_days = Table(
    "visit_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("entry_id", Id, primary_key=True),
    Column("views", Integer, nullable=False),
    Column("clicks", Integer, nullable=False),
)

# The last opinion of each visit on each entry, its comment masked.
opinions = Table(
    "opinions",
    metadata,
    Column("entry_id", Id, primary_key=True),
    Column("visitor", Id, primary_key=True),
    Column("source", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("comment", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
)
