"""What is asked more than it was, by more than chance. Pure."""

from collections.abc import Mapping

from scipy.special import betaincinv

DOUBT = 0.05  # how probable it may be that anything at all is told that only chance did
FEWEST = 5


def surging(now: Mapping[str, int], before: Mapping[str, int], *, share: float) -> list[str]:
    """Return what is counted more often `now` than `before`, the most certain growth first.

    `share` is the part that now takes of both periods, in days: 7/35 for a week after four. Of two Poisson counts with
    the same rate, now is binomial in their sum with that share (Przyborowski and Wilenski, Biometrika 31, 1940). What
    is told has a lower bound of its own share (Clopper and Pearson, Biometrika 26, 1934) above it, and above the share
    of all counts together: when everything is asked more, nothing rises. The doubt is divided by the number of things
    compared (Bonferroni); fewer than FEWEST now are never told.
    """
    total, least = sum(now.values()), share
    if total:
        least = max(share, total / (total + sum(before.values())))
    told = {id: _lower(count, before.get(id, 0), DOUBT / len(now)) for id, count in now.items() if count >= FEWEST}
    return sorted((id for id, low in told.items() if low > least), key=lambda id: (-told[id], id))


def most_asked(counts: Mapping[str, int], *, fewest: int) -> list[str]:
    """Return what was counted at least so often, the most often first."""
    return sorted((id for id, count in counts.items() if count >= fewest), key=lambda id: (-counts[id], id))


def _lower(now: int, before: int, doubt: float) -> float:
    return float(betaincinv(now, before + 1, doubt))
