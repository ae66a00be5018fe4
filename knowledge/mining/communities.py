"""Messages that hold together more than with the others: the only module that imports scikit-network."""

import numpy as np
from scipy.sparse import csr_matrix
from sknetwork.clustering import Louvain

from knowledge.mining.neighbours import Positions


def communities(graph: csr_matrix, *, resolution: float) -> Positions:
    """Return the number of each message's community, shape (n,) (Louvain's method, Blondel et al. 2008).

    The higher the resolution, the more communities.
    """
    if graph.nnz == 0:
        return np.arange(graph.shape[0], dtype=np.int64)
    found = Louvain(resolution=resolution, modularity="newman", shuffle_nodes=False, sort_clusters=False)
    return np.asarray(found.fit_predict(graph), dtype=np.int64)
