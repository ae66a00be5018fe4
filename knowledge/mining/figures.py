"""How well groups that were found agree with those that people made."""

from collections.abc import Sequence
from dataclasses import dataclass

from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix


@dataclass(frozen=True, slots=True)
class NeedFigures:
    """Figures of `texts`, shares in [0, 1] but for the adjusted Rand index, in [-1, 1].

    `accuracy` is the share of texts whose group is their need's, in the best one-to-one assignment of groups to needs
    (Kuhn 1955); `nmi` normalised mutual information (arithmetic mean); `needs` the groups found that hold more than one
    text, `expected` those that people made; `noise` the share of texts left alone.
    """

    texts: int
    needs: int
    expected: int
    noise: float
    accuracy: float
    nmi: float
    adjusted_rand: float


def need_figures(labels: Sequence[str], found: Sequence[str]) -> NeedFigures:
    """Compare what was found for each text with its label."""
    table = contingency_matrix(labels, found)
    sizes = table.sum(axis=0)
    rows, columns = linear_sum_assignment(-table)
    return NeedFigures(
        texts=len(labels),
        needs=int((sizes > 1).sum()),
        expected=len(table),
        noise=float((sizes == 1).sum() / len(labels)),
        accuracy=float(table[rows, columns].sum() / len(labels)),
        nmi=float(normalized_mutual_info_score(labels, found)),
        adjusted_rand=float(adjusted_rand_score(labels, found)),
    )
