"""Vectors, documents, accounts and sessions: what is kept and what is refused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from api.storage.database import Database
from api.storage.documents import SqlDocuments
from api.storage.errors import UserExists
from api.storage.sessions import SqlSessions
from api.storage.users import SqlUsers, User
from api.storage.vectors import SqlVectors

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
LEA = User(id="u1", name="Léa", role="adviser", password_hash="$argon2id$x", languages=("fr", "en"), teams=("general",))
MAX = User(id="u2", name="Max", role="admin", password_hash="$argon2id$y")


def test_vectors_come_back_by_encoder_and_digest(db: Database) -> None:
    vectors = SqlVectors(db)
    rows = np.random.default_rng(7).normal(size=(2_500, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    given = {f"digest {number}": row for number, row in enumerate(rows)}
    vectors.store("e5", given)
    found = vectors.fetch("e5", [*given, "unknown"])
    assert found.keys() == given.keys()
    kept = np.stack([found[digest] for digest in given])
    assert kept.dtype == np.float32
    lengths = np.linalg.norm(kept, axis=1)
    assert np.abs(lengths - 1).max() < 1e-4
    assert (np.einsum("ij,ij->i", kept, rows) / lengths).min() > 0.999_999
    assert vectors.fetch("other encoder", given) == {}
    assert vectors.fetch("e5", []) == {}


def test_a_vector_already_known_stays(db: Database) -> None:
    vectors = SqlVectors(db)
    vectors.store("e5", {"d": np.array([1, 0], dtype=np.float32)})
    vectors.store("e5", {"d": np.array([0, 1], dtype=np.float32)})
    assert vectors.fetch("e5", ["d"])["d"].tolist() == [1, 0]
    vectors.store("e5", {})


def test_a_document_has_a_version_that_grows(db: Database) -> None:
    documents = SqlDocuments(db)
    assert documents.read("company") is None
    assert documents.write("company", {"name": "Maison", "teams": ["a"]}, "léa") == 1
    assert documents.write("company", {"name": "Atelier"}, "max") == 2
    assert documents.write("calibration", {"weights": [0.25, 1e-9]}, "max") == 1
    assert documents.read("company") == (2, {"name": "Atelier"})
    assert documents.read("calibration") == (1, {"weights": [0.25, 1e-9]})


def test_documents_written_at_once_get_a_version_each(db: Database) -> None:
    documents = SqlDocuments(db)
    with ThreadPoolExecutor(4) as pool:
        versions = list(pool.map(lambda number: documents.write("company", {"n": number}, "léa"), range(12)))
    assert sorted(versions) == list(range(1, 13))


def test_an_account_comes_back_by_its_name_in_any_case(db: Database) -> None:
    users = SqlUsers(db)
    users.add(MAX)
    users.add(LEA)
    assert users.get_by_name("Léa") == users.get_by_name("LÉA") == LEA
    assert users.get_by_name("personne") is None
    assert users.all() == [LEA, MAX]


def test_a_name_belongs_to_one_account(db: Database) -> None:
    users = SqlUsers(db)
    users.add(LEA)
    with pytest.raises(UserExists, match="léa"):
        users.add(User(id="u9", name="léa", role="admin", password_hash="x"))
    assert users.all() == [LEA]


def test_a_session_tells_who_is_signed_in_until_it_expires_or_is_closed(db: Database) -> None:
    now = [NOON]
    SqlUsers(db).add(LEA)
    sessions = SqlSessions(db, clock=lambda: now[0])
    sessions.open("u1", token_digest="one", expires_at=NOON + timedelta(hours=1))
    sessions.open("u1", token_digest="two", expires_at=NOON + timedelta(hours=9))
    assert sessions.find("one") == sessions.find("two") == LEA
    assert sessions.find("three") is None
    now[0] += timedelta(hours=1)
    assert sessions.find("one") is None
    assert sessions.find("two") == LEA
    sessions.close("two")
    sessions.close("two")
    assert sessions.find("two") is None


def test_a_document_is_written_over_by_who_read_its_last_version(db: Database) -> None:
    documents = SqlDocuments(db)
    assert documents.write_over("words", {"a": 1}, "léa", version=0) == 1
    assert documents.write_over("words", {"a": 2}, "max", version=0) is None
    assert documents.write_over("words", {"a": 2}, "max", version=1) == 2
    assert documents.write_over("words", {"a": 3}, "léa", version=1) is None
    assert documents.read("words") == (2, {"a": 2})
