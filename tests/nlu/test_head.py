"""What the wordings of a base teach: which entry a vector asks for."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from nlu.head import STRENGTH, Head, learn
from nlu.ports import Vectors


def wordings(entries: int, each: int, *, seed: int = 0, spread: float = 0.6) -> tuple[Vectors, NDArray[np.int64]]:
    """Unit vectors around a centre an entry."""
    rng = np.random.default_rng(seed)
    centres = rng.standard_normal((entries, 32))
    vectors = np.repeat(centres, each, axis=0) + spread * rng.standard_normal((entries * each, 32))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), np.repeat(
        np.arange(entries), each
    )


def chances(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(shares / shares.sum(axis=1, keepdims=True), dtype=np.float64)


def test_new_wordings_are_told_by_those_learned() -> None:
    vectors, owners = wordings(20, 12)
    taught = np.tile(np.arange(12) < 8, 20)
    head = learn(vectors[taught], owners[taught], 20)
    found = head(vectors[~taught]).argmax(axis=1)
    nearest = owners[taught][(vectors[~taught] @ vectors[taught].T).argmax(axis=1)]
    assert (found == owners[~taught]).mean() >= (nearest == owners[~taught]).mean()
    assert (found == owners[~taught]).mean() > 0.9


def test_it_is_the_regression_that_the_books_describe() -> None:
    vectors, owners = wordings(6, 5)
    centre = vectors.mean(axis=0)
    scale = 1 / np.sqrt(((vectors - centre) ** 2).sum(axis=1).mean())
    book = LogisticRegression(C=STRENGTH, max_iter=2_000, tol=1e-8).fit((vectors - centre) * scale, owners)
    ours = chances(learn(vectors, owners, 6, steps=500)(vectors))
    assert np.abs(ours - book.predict_proba((vectors - centre) * scale)).max() < 0.02


def test_an_entry_without_a_wording_is_never_found() -> None:
    vectors, owners = wordings(3, 4)
    logits = learn(vectors, owners + (owners > 0), 4)(vectors)
    assert np.all(np.isneginf(logits[:, 1]))
    assert np.all(np.isfinite(logits[:, [0, 2, 3]]))


@pytest.mark.parametrize(("changed", "off"), [(1, 0.08), (6, 0.05)])
def test_from_where_the_last_one_ended_a_few_steps_do(changed: int, off: float) -> None:
    """One entry that changed is learned alone, beside the others as they are; six are too many, and all go on."""
    vectors, owners = wordings(30, 6)
    full = learn(vectors, owners, 30)
    kept = ~np.isin(np.arange(len(owners)), 7 + 6 * np.arange(changed))
    wanted = chances(learn(vectors[kept], owners[kept], 30)(vectors))
    start = (full, np.arange(30), np.flatnonzero(kept))
    near = learn(vectors[kept], owners[kept], 30, start=start, steps=4)
    far = learn(vectors[kept], owners[kept], 30, steps=4)
    found = [np.abs(chances(head(vectors)) - wanted).max() for head in (near, far)]
    assert found[0] < off < found[1]


@pytest.mark.parametrize("entries", [5, 30])
def test_a_start_may_know_nothing_of_a_new_entry(entries: int) -> None:
    vectors, owners = wordings(entries, 4)
    new = owners == entries - 1
    old = learn(vectors[~new], entries - 2 - owners[~new], entries - 1)
    places = np.array([*range(entries - 2, -1, -1), -1])
    at = np.where(new, -1, np.cumsum(~new) - 1)
    head = learn(vectors, owners, entries, start=(old, places, at), steps=10)
    assert (head(vectors).argmax(axis=1) == owners).all()


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 99), st.sets(st.integers(0, 39), max_size=2), st.sets(st.integers(0, 39), max_size=2))
def test_what_is_learned_of_a_few_is_what_the_whole_would_be_beside_the_others_as_they_are(
    seed: int, gone: set[int], new: set[int]
) -> None:
    vectors, owners = wordings(40, 4, seed=seed)
    had = ~np.isin(owners, sorted(new))
    before = _of_some(vectors, owners, had)
    has = ~np.isin(owners, sorted(gone))
    entries, at = np.unique(owners[has]), np.flatnonzero(has)
    known = np.unique(owners[had])
    places = np.array([np.searchsorted(known, each) if each in known else -1 for each in entries])
    where = np.where(had, np.cumsum(had) - 1, -1)[at]
    head = learn(vectors[has], np.searchsorted(entries, owners[has]), len(entries), start=(before, places, where))
    logits = head(vectors[has])
    top = logits.max(axis=1)
    assert np.allclose(head.totals, top + np.log(np.exp(logits - top[:, None]).sum(axis=1)), atol=0.05)
    assert (logits.argmax(axis=1) == head.owners).mean() > 0.98
    kept = places >= 0
    assert np.array_equal(head.weights[kept], before.weights[places[kept]])


def _of_some(vectors: Vectors, owners: NDArray[np.int64], some: NDArray[np.bool_]) -> Head:
    entries = np.unique(owners[some])
    return learn(vectors[some], np.searchsorted(entries, owners[some]), len(entries))


@pytest.mark.parametrize("count", [1, 2])
def test_the_smallest_bases_can_be_learned(count: int) -> None:
    vectors, owners = wordings(count, 1)
    logits = learn(vectors, owners, count)(vectors)
    assert logits.shape == (count, count)
    assert (logits.argmax(axis=1) == owners).all()


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 6), st.integers(1, 4), st.integers(0, 99))
def test_the_same_wordings_teach_the_same_whatever_their_order(entries: int, each: int, seed: int) -> None:
    vectors, owners = wordings(entries, each, seed=seed)
    order = np.random.default_rng(seed).permutation(len(owners))
    one, other = learn(vectors, owners, entries), learn(vectors[order], owners[order], entries)
    assert np.abs(chances(one(vectors)) - chances(other(vectors))).max() < 0.02


def test_a_head_is_applied_to_many_vectors_at_once() -> None:
    one = np.eye(3, dtype=np.float32)
    head = Head(one, one[0], np.arange(3), one[0])
    assert head(one[:2]).tolist() == [[2, 0, 0], [1, 1, 0]]
