"""Messages into groups that ask the same thing; their number is found, and a message like no other stays alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from knowledge.mining.communities import communities
from knowledge.mining.linkage import Closeness, Linkage, Replies
from knowledge.mining.neighbours import Neighbours, Positions, shared
from knowledge.ports import Vectors

Pair = tuple[int, int]
RESOLUTION = 8.0
_OTHER_ANSWER = 0.2


@dataclass(frozen=True, slots=True)
class Links:
    """What people said of messages: those that ask the same, and those that do not. Pairs of positions."""

    same: Sequence[Pair] = ()
    apart: Sequence[Pair] = ()


def group(
    vectors: Vectors,
    replies: Replies,
    neighbours: Neighbours,
    *,
    within: Closeness,
    between: Closeness,
    links: Links | None = None,
) -> Positions:
    """Return a group number for each message, shape (n,).

    Communities of the graph of shared neighbours find needs as dense and as scattered as they are, but they take in
    strangers, and cut large needs in pieces. So messages are joined into groups, closest first: those of a community
    while they are as close as `within` asks, which leaves strangers alone; then all, as close as `between` asks, which
    puts the pieces together. What people said holds whatever the vectors say.
    """
    links = links or Links()
    graph = _answered_alike(shared(neighbours), replies, within.same_answer)
    found = communities(graph, resolution=RESOLUTION)
    edges = np.stack(graph.nonzero())
    inside = edges[:, found[edges[0]] == found[edges[1]]]
    held = _held(len(vectors), links)
    cores = Linkage(vectors, replies, within, start=held, apart=links.apart).run(*inside)
    return Linkage(vectors, replies, between, start=cores, apart=links.apart).run(*edges)


def _answered_alike(graph: csr_matrix, replies: Replies, same_answer: float) -> csr_matrix:
    """Loosen what was answered otherwise."""
    edges = graph.tocoo()
    alike = replies.alike(edges.row, edges.col)
    loose = np.where(alike < same_answer / 2, _OTHER_ANSWER, 1)
    return csr_matrix((edges.data * loose, (edges.row, edges.col)), shape=graph.shape)


def _held(count: int, links: Links) -> Positions:
    """Return every message alone, but for those that people said ask the same."""
    labels = np.arange(count, dtype=np.int64)
    for one, other in links.same:
        labels[labels == labels[other]] = labels[one]
    return labels
