"""Which other entries somebody who reads one may want. Pure."""

from collections.abc import Sequence

import numpy as np

from knowledge.model import Entry
from knowledge.ports import Vectors

SAME_THEME = 0.05  # what the same category counts for, in cosine
MOST = 4


def related(entries: Sequence[Entry], centres: Vectors, at: int, *, limit: int = MOST) -> list[Entry]:
    """Return the entries of the same language nearest to the one at this place, nearest first; centres are unit
    vectors, shape (entries, dimension).
    """
    own = entries[at]
    near = centres @ centres[at]
    near += SAME_THEME * np.array([bool(own.category) and entry.category == own.category for entry in entries])
    order = np.argsort(-near, kind="stable").tolist()
    return [entries[place] for place in order if place != at and entries[place].lang == own.lang][:limit]
