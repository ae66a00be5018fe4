"""What a judged version learned, as a document: a process that starts need not learn it again."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from api.storage.documents import SqlDocuments
from knowledge.scoring import Learned
from knowledge.shelf import Shelf
from nlu.head import Head

_NAME = "heads"
_AUTHOR = "publisher"
_TYPES = {"weights": "<f4", "bias": "<f4", "owners": "<i8", "totals": "<f4", "said": "<u8"}


class SqlHeads:
    """Keeps the heads of the last judged version, and hands them out to those that have the same encoders."""

    def __init__(self, documents: SqlDocuments) -> None:
        self._documents = documents
        self._read: tuple[int, dict[str, Learned]] = (0, {})

    def write(self, shelves: Mapping[str, Shelf]) -> None:
        """Keep what these shelves learned, in the place of what was kept."""
        body = {lang: _packed(shelf.learned) for lang, shelf in shelves.items()}
        self._documents.write(_NAME, body, _AUTHOR)

    def read(self) -> dict[str, Learned]:
        """Return what was learned of each language's shelf; nothing when nothing was judged yet."""
        version = self._documents.version(_NAME)
        if version != self._read[0]:
            found = self._documents.read(_NAME)
            if found:
                self._read = found[0], {lang: _unpacked(kept) for lang, kept in found[1].items()}
        return self._read[1]


def _packed(learned: Learned) -> dict[str, Any]:
    head = learned.score
    assert isinstance(head, Head)
    arrays: dict[str, NDArray[Any]] = {"weights": head.weights, "bias": head.bias, "totals": head.totals}
    arrays |= {"owners": learned.owners, "said": learned.said}
    texts = {name: _text(array.astype(_TYPES[name])) for name, array in arrays.items()}
    return {"encoder": learned.encoder, "entries": list(learned.entries), **texts}


def _unpacked(kept: Mapping[str, Any]) -> Learned:
    arrays = {name: np.frombuffer(b64decode(kept[name]), dtype=type) for name, type in _TYPES.items()}
    entries, owners = tuple(kept["entries"]), arrays["owners"]
    weights = arrays["weights"].reshape(len(entries), -1)
    head = Head(weights, arrays["bias"], owners, arrays["totals"])
    return Learned(kept["encoder"], entries, arrays["said"], owners, head)


def _text(array: NDArray[Any]) -> str:
    return b64encode(array.tobytes()).decode("ascii")
