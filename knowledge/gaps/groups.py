"""Questions that ask the same, by their vectors, and the names that groups keep from one day to the next. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist

from knowledge.ports import Vectors

Key = tuple[str, int]
# In spreads of unrelated texts above their median; chosen on the sample's wordings, half of its entries unknown.
_JOIN = 4.0
_NARROWEST = 0.04
_PAIRS = 20_000
_FEWEST = 30
_ONE_SPREAD_BELOW = 15.87  # per cent of a normal law


def group(vectors: Vectors, reference: Vectors) -> NDArray[np.int64]:
    """Return a group number for each of the unit vectors, shape (n,): average linkage (UPGMA) of their cosines.

    What all texts have in common is taken away first, and how near unrelated texts are is measured, both on
    `reference`: two questions alone cannot tell. Where it has too few texts, the questions themselves are added.
    """
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    if len(reference) < _FEWEST:
        reference = np.concatenate([reference.reshape(-1, vectors.shape[1]), vectors])
    common = reference.mean(axis=0)
    tree = linkage(pdist(_unit(vectors - common), "cosine"), "average")
    return np.asarray(fcluster(tree, 1 - _join(_unit(reference - common)), "distance"), dtype=np.int64)


def kept_ids(groups: Sequence[Sequence[Key]], before: Mapping[Key, str]) -> list[str]:
    """Return an id for each group of signals, the oldest first in each: that most of its signals had before.

    An id goes to the group with most of the signals that had it. A group with none is named after its oldest signal.
    """
    held = sorted(_held(groups, before), key=lambda each: (-each[0], each[1:]))
    ids: dict[int, str] = {}
    for _, place, id in held:
        if place not in ids and id not in ids.values():
            ids[place] = id
    taken = set(ids.values())
    for place, keys in enumerate(groups):
        if place not in ids:
            ids[place] = next(id for id in map(named_after, _names(keys)) if id not in taken)
            taken.add(ids[place])
    return [ids[place] for place in range(len(groups))]


def named_after(key: Key) -> str:
    """Return the id of a gap whose oldest signal is this one."""
    conversation_id, seq = key
    return f"g-{sha256(f'{conversation_id}:{seq}'.encode()).hexdigest()[:12]}"


def _names(keys: Sequence[Key]) -> Iterator[Key]:
    """Yield what a group may be named after; a signal that left the gap named after it finds numbers nobody has."""
    return chain(keys, ((keys[0][0], -number) for number in count(1)))


def _held(groups: Sequence[Sequence[Key]], before: Mapping[Key, str]) -> Iterable[tuple[int, int, str]]:
    for place, keys in enumerate(groups):
        for id, number in Counter(before[key] for key in keys if key in before).items():
            yield number, place, id


def _join(reference: Vectors) -> float:
    """Return the cosine from which texts ask the same: so many spreads above that of unrelated ones."""
    draw = np.random.default_rng(1)
    left = draw.integers(0, len(reference), _PAIRS)
    right = (left + draw.integers(1, len(reference), _PAIRS)) % len(reference)
    low, median = np.percentile(np.einsum("ij,ij->i", reference[left], reference[right]), [_ONE_SPREAD_BELOW, 50])
    return float(max(median, 0.0) + _JOIN * max(float(median - low), _NARROWEST))


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), dtype=np.float32)
