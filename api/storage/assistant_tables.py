"""The tables of the assistant's project; part of the schema that migrations must give."""

from sqlalchemy import Column, Integer, Table, Text

from api.storage.tables import Json, UtcDateTime, metadata

# One row: the files as last saved, by their path.
assistant_drafts = Table(
    "assistant_drafts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("files", Json, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

assistant_releases = Table(
    "assistant_releases",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("action", Text, nullable=False),
    Column("files", Json, nullable=False),
    Column("author", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("back_to", Integer),
)
