"""Groups: found whatever their density, joined when cut, parted and held together as people said."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.index import VectorIndex
from knowledge.mining.groups import Links, group
from knowledge.mining.linkage import Closeness, Replies
from knowledge.mining.neighbours import Neighbours, Positions, shared
from knowledge.mining.space import Space
from knowledge.ports import Vectors


def cloud(sizes: list[int], *, seed: int = 0, spread: float = 0.35, dimension: int = 32) -> tuple[Vectors, Positions]:
    """Messages around as many subjects as there are sizes, and the subject of each."""
    draw = np.random.default_rng(seed)
    centres = draw.standard_normal((len(sizes), dimension))
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    subjects = np.repeat(np.arange(len(sizes)), sizes)
    noise = draw.standard_normal((len(subjects), dimension)) * spread / dimension**0.5
    return (centres[subjects] + noise).astype(np.float32), subjects


def grouped(vectors: Vectors, links: Links | None = None, replies: Replies | None = None) -> Positions:
    space = Space.of(vectors)
    placed = space.place(vectors)
    none = Replies(np.zeros((len(placed), 1), np.float32), np.zeros(len(placed), dtype=np.bool_))
    near = Neighbours(*VectorIndex(placed).search(placed, min(13, len(placed))))
    close = [
        Closeness(space.background.at(join), doubt * space.background.spread, 7.5 * space.background.spread)
        for join, doubt in ((2.0, 1.0), (3.75, 2.0))
    ]
    return group(placed, replies or none, near, within=close[0], between=close[1], links=links)


def same(labels: Positions, one: int, other: int) -> bool:
    return bool(labels[one] == labels[other])


def test_subjects_large_and_small_are_found_whole() -> None:
    vectors, subjects = cloud([90, 40, 25, 20, 60, 25, 30, 35])
    labels = grouped(vectors)
    for subject in range(8):
        assert len(set(labels[subjects == subject].tolist())) == 1
    assert len(set(labels.tolist())) == 8


def test_what_resembles_nothing_stays_alone() -> None:
    vectors, _ = cloud([30, 30, 30, 30])
    strangers = np.random.default_rng(7).standard_normal((6, 32)).astype(np.float32)
    labels = grouped(np.vstack([vectors, strangers / np.linalg.norm(strangers, axis=1, keepdims=True)]))
    assert all(int((labels == label).sum()) == 1 for label in labels[120:])


def test_what_people_said_holds_whatever_the_vectors_say() -> None:
    vectors, _ = cloud([20, 20, 20, 20])
    free = grouped(vectors)
    assert same(free, 0, 1) and not same(free, 0, 20)
    labels = grouped(vectors, Links(same=[(0, 20)], apart=[(1, 2)]))
    assert same(labels, 0, 20)
    assert not same(labels, 1, 2)


def test_a_pair_set_apart_draws_its_likes_along() -> None:
    vectors, _ = cloud([40, 40, 40])
    left, right = vectors[:20], vectors[20:40]
    shift = np.zeros(32, np.float32)
    shift[0] = 0.3
    near = np.vstack([left + shift, right - shift, vectors[40:]])
    seeds = [(0, at) for at in range(1, 4)], [(20, at) for at in range(21, 24)]
    labels = grouped(near, Links(same=[*seeds[0], *seeds[1]], apart=[(0, 20)]))
    assert not same(labels, 0, 20)


def test_other_answers_keep_likes_apart() -> None:
    vectors, _ = cloud([2, 30, 30, 30])
    told = np.zeros((len(vectors), 2), np.float32)
    told[0], told[1] = (1, 0), (0, 1)
    given_ = np.zeros(len(vectors), dtype=np.bool_)
    given_[:2] = True
    assert same(grouped(vectors), 0, 1)
    assert not same(grouped(vectors, replies=Replies(told, given_)), 0, 1)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_very_few_messages_are_groups_too(count: int) -> None:
    vectors, _ = cloud([1] * count)
    assert len(set(grouped(vectors).tolist())) == count


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 15), min_size=2, max_size=8), st.integers(0, 99), st.data())
def test_links_always_hold(sizes: list[int], seed: int, data: st.DataObject) -> None:
    vectors, _ = cloud(sizes, seed=seed)
    places = st.integers(0, len(vectors) - 1)
    one, other, third = data.draw(places), data.draw(places), data.draw(places)
    links = Links(same=[(one, other)], apart=[(other, third)] if third not in (one, other) else [])
    labels = grouped(vectors, links)
    assert same(labels, one, other)
    assert not links.apart or not same(labels, other, third)


def test_shared_neighbours_weigh_between_none_and_all() -> None:
    near = Neighbours(np.ones((4, 3), np.float32), np.array([[0, 1, 2], [1, 0, 2], [2, 0, 1], [3, 2, -1]]))
    graph = shared(near).toarray()
    assert (graph == graph.T).all()
    assert 0 < graph[0, 1] < 1
    assert graph[3, 2] == 0
    assert (graph.diagonal() == 0).all()
