"""An encoder of two layers and random weights, and wordings that only a taught one tells apart."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from knowledge.model import Entry, Variant
from nlu.build import export
from nlu.embed import STAMP
from nlu.folder import write_folder
from nlu.pack import Pack, Tensor

NAME = "tiny"
ENTRIES = 24
WORDINGS = 8
HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 32, 2, 2, 64, 512
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
_TOPICS = tuple(f"{one}{two}" for one in ("zib", "vor", "kal", "mep") for two in ("ra", "to", "li", "su", "no", "de"))
_FILLERS = tuple(f"{one}{two}" for one in ("bo", "fa", "gu", "hi", "je") for two in ("nik", "pax", "rul"))
_ENDS = tuple(f"{one}{two}" for one in ("qu", "wy", "xo", "ch", "ph") for two in ("ab", "eb", "ib", "ob", "ub", "yb"))


def write_tiny(models: Path) -> Path:
    """Write the encoder as a finished folder of `models`, served in 8 bits."""
    folder = models / NAME
    folder.mkdir(parents=True)
    write_folder(_pack(), folder)
    export(folder, quantised=True)
    (folder / STAMP).write_text(json.dumps({"name": NAME, "builder": 1}), encoding="utf-8")
    return folder


def entries(count: int = ENTRIES, *, wordings: int = WORDINGS) -> list[Entry]:
    """Return entries; each of their words begins like another, one in three like those of its entry, and no word is
    written twice: those who compare words find nothing.
    """
    rng, ends = np.random.default_rng(1), _endings()
    texts = [[_wording(topic, rng, ends) for _ in range(wordings)] for topic in _TOPICS[:count]]
    return [
        Entry(f"e{number:02}", "fr", question, "Oui.", tuple(map(Variant, variants)))
        for number, (question, *variants) in enumerate(texts)
    ]


def _wording(topic: str, rng: np.random.Generator, ends: Iterator[str]) -> str:
    words = [topic, *rng.choice(_FILLERS, 2)]
    return " ".join(f"{word}{next(ends)}" for word in rng.permutation(words))


def _endings() -> Iterator[str]:
    rng = np.random.default_rng(2)
    pairs = [one + two for one in _ENDS for two in _ENDS]
    return iter(rng.permutation(pairs).tolist())


def _pack() -> Pack:
    starts, inner = [f"▁{word}" for word in (*_TOPICS, *_FILLERS)], [*_ENDS, *"abcdefghijklmnopqrstuvwxyz", "▁"]
    pieces = tuple((piece, -8.0 if len(piece) == 1 else -3.0) for piece in (*_SPECIAL, *starts, *inner))
    return Pack(
        HIDDEN,
        LAYERS,
        HEADS,
        INNER,
        len(pieces),
        POSITIONS,
        2,
        1e-12,
        _SPECIAL.index("<unk>"),
        pieces,
        _tensors(len(pieces)),
    )


def _tensors(vocabulary: int) -> dict[str, Tensor]:
    rng = np.random.default_rng(0)
    square, wide = HIDDEN * HIDDEN, HIDDEN * INNER
    sizes = {"emb.word": vocabulary * HIDDEN, "emb.pos": POSITIONS * HIDDEN, "emb.type": 2 * HIDDEN}
    for layer in range(LAYERS):
        sizes |= {f"l{layer}.{part}.w": square for part in ("q", "k", "v", "ao")}
        sizes |= {f"l{layer}.{part}.w": wide for part in ("fi", "fo")}
    tensors = {name: (0.1 * rng.standard_normal(size)).astype(np.float32) for name, size in sizes.items()}
    for layer in range(LAYERS):
        widths = {"q": HIDDEN, "k": HIDDEN, "v": HIDDEN, "ao": HIDDEN, "fi": INNER, "fo": HIDDEN}
        tensors |= {f"l{layer}.{part}.b": np.zeros(width, np.float32) for part, width in widths.items()}
    norms = ["emb.ln", *(f"l{layer}.{norm}" for layer in range(LAYERS) for norm in ("aln", "oln"))]
    tensors |= {f"{norm}.w": np.ones(HIDDEN, np.float32) for norm in norms}
    return tensors | {f"{norm}.b": np.zeros(HIDDEN, np.float32) for norm in norms}
