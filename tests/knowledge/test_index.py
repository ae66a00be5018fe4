"""The nearest vectors, exactly while they are few and nearly so when they are many."""

import numpy as np
import pytest
from numpy.typing import NDArray

from knowledge.index import VectorIndex


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True), dtype=np.float32)


def some_vectors(count: int, dimension: int, *, seed: int = 0) -> NDArray[np.float32]:
    return unit(np.random.default_rng(seed).standard_normal((count, dimension)))


def test_the_nearest_are_those_of_a_search_through_all() -> None:
    vectors, queries = some_vectors(500, 32), some_vectors(20, 32, seed=1)
    scores, positions = VectorIndex(vectors).search(queries, 10)
    everything = queries @ vectors.T
    expected = np.argsort(-everything, axis=1)[:, :10]
    assert np.array_equal(positions, expected)
    assert np.allclose(scores, np.take_along_axis(everything, expected, axis=1), atol=1e-6)


def test_a_vector_is_nearest_to_itself() -> None:
    vectors = some_vectors(50, 16)
    scores, positions = VectorIndex(vectors).search(vectors, 1)
    assert np.array_equal(positions[:, 0], np.arange(50))
    assert np.allclose(scores, 1, atol=1e-6)


def test_where_there_are_fewer_than_asked_the_rest_is_none() -> None:
    scores, positions = VectorIndex(some_vectors(3, 8)).search(some_vectors(2, 8, seed=1), 5)
    assert scores.shape == positions.shape == (2, 5)
    assert np.array_equal(positions[:, 3:], np.full((2, 2), -1))
    assert np.all(positions[:, :3] >= 0)


@pytest.mark.parametrize("vectors", [some_vectors(10, 8).astype(np.float64), np.asfortranarray(some_vectors(10, 8))])
def test_vectors_come_in_any_layout(vectors: NDArray[np.float64]) -> None:
    _, positions = VectorIndex(vectors).search(vectors, 1)
    assert np.array_equal(positions[:, 0], np.arange(10))


def test_an_index_knows_how_many_it_holds() -> None:
    assert [len(VectorIndex(some_vectors(count, 8))) for count in (1, 20, 2_100)] == [1, 20, 2_100]


@pytest.mark.parametrize("count", [2_100, 30_500])
def test_a_large_index_still_finds_nearly_all_of_the_nearest(count: int) -> None:
    # As texts do, the vectors gather around subjects.
    rng = np.random.default_rng(2)
    subjects = rng.standard_normal((300, 24))
    vectors = unit(subjects[rng.integers(300, size=count)] + 0.35 * rng.standard_normal((count, 24)))
    queries = unit(vectors[:200] + 0.05 * rng.standard_normal((200, 24)))
    _, found = VectorIndex(vectors).search(queries, 10)
    nearest = np.argpartition(-(queries @ vectors.T), 10, axis=1)[:, :10]
    shared = [len(set(one) & set(other)) / 10 for one, other in zip(found.tolist(), nearest.tolist(), strict=True)]
    assert np.mean(shared) > 0.95
