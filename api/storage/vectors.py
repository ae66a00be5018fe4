"""Sentence vectors already computed, so that a text is encoded once."""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from api.storage.chunks import chunks
from api.storage.database import Database
from api.storage.tables import vectors as table
from api.storage.upsert import insert

_A_QUERY = 1_000
_A_TRANSACTION = 5_000


class SqlVectors:
    """Keeps one vector an encoder and a text's digest, in half precision: 768 bytes for 384 values."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def fetch(self, encoder: str, digests: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """Return the vectors that are known, float32 of shape (dimension,), by digest."""
        found: dict[str, NDArray[np.float32]] = {}
        with self._db.read() as connection:
            for piece in chunks(digests, _A_QUERY):
                query = select(table.c.digest, table.c.vector).where(
                    table.c.encoder == encoder, table.c.digest.in_(piece)
                )
                found.update((digest, _unpack(blob)) for digest, blob in connection.execute(query))
        return found

    def store(self, encoder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """Keep these vectors by digest; those already known stay as they are."""
        for piece in chunks(vectors.items(), _A_TRANSACTION):
            rows = [
                {"encoder": encoder, "digest": digest, "dimension": vector.size, "vector": _pack(vector)}
                for digest, vector in piece
            ]
            with self._db.write() as connection:
                connection.execute(insert(connection, table).on_conflict_do_nothing(), rows)


def _pack(vector: NDArray[np.float32]) -> bytes:
    return vector.astype("<f2").tobytes()


def _unpack(blob: bytes) -> NDArray[np.float32]:
    return np.frombuffer(blob, dtype="<f2").astype(np.float32)
