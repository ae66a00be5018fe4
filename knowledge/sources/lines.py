"""Lines of a text file of any encoding, never more than one megabyte of it in memory."""

import codecs
import io
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from knowledge.sources.model import Progress

MAX_LINE = 1_000_000
SAMPLE = 65_536
# Encodings of French exports, likeliest first; CP1252 reads all of Latin-1 that is ever written.
LEGACY = ("cp1252", "mac_roman", "cp850")
# The right encoding is the one that shows most of these: charset-normalizer takes CP850 for CP1252.
EXPECTED = "éèàçêâîôûùëïœæÉÈÀÇÊ€’‘“”«»–—…°\u00a0"
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its number from 1; `text` keeps its line break, None: it was too long."""

    number: int
    text: str | None


def read_lines(path: Path, *, progress: Progress) -> Iterator[Line]:
    """Yield the lines of the file; those over `MAX_LINE` characters come without their text."""
    size = max(path.stat().st_size, 1)
    with path.open("rb") as raw, closing(decoded(raw, encoding_of(path))) as file:
        number = 0
        while text := file.readline(MAX_LINE):
            number += 1
            whole = _is_whole(text)
            if not whole:
                _skip_rest(file)
            yield Line(number, text if whole else None)
            if number % 1000 == 0:
                progress(min(raw.tell() / size, 1.0))
    progress(1.0)


def encoding_of(path: Path) -> str:
    """Return the encoding of the file: by its mark, UTF-8 when all of it is, else the likeliest legacy one."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    marked = next((name for mark, name in BOMS if start.startswith(mark)), None) or _unmarked_utf16(start)
    if marked:
        return marked
    wrong = _first_not_utf8(path)
    return "utf-8" if wrong is None else _legacy(path, wrong)


def decoded(raw: io.BufferedReader, encoding: str) -> io.TextIOWrapper:
    """Return the file as text; what cannot be decoded is shown as such, line breaks stay as they are."""
    return io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="")


def _is_whole(text: str) -> bool:
    return len(text) < MAX_LINE or text.endswith(("\n", "\r"))


def _skip_rest(file: io.TextIOWrapper) -> None:
    while (text := file.readline(MAX_LINE)) and not _is_whole(text):
        pass


def _unmarked_utf16(start: bytes) -> str | None:
    """Say whether every other byte is zero, as in European text in UTF-16."""
    half = max(len(start) // 2, 1)
    if start[1::2].count(0) / half > 0.7 and start[::2].count(0) / half < 0.1:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) / half > 0.7 and start[1::2].count(0) / half < 0.1 else None


def _first_not_utf8(path: Path) -> int | None:
    """Return where the first byte that is not UTF-8 stands; a character cut at the very end is none."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                return position
            position += len(block)
    return None


def _legacy(path: Path, wrong: int) -> str:
    with path.open("rb") as file:
        file.seek(wrong)
        sample = b"\n".join(line for line in file.read(1 << 20).splitlines() if not line.isascii())[:SAMPLE]
    if _is_mostly_utf8(sample):
        return "utf-8"
    return max(LEGACY, key=lambda encoding: sum(map(sample.decode(encoding, errors="replace").count, EXPECTED)))


def _is_mostly_utf8(sample: bytes) -> bool:
    """Say whether only a few bytes are damaged."""
    read = sample.decode("utf-8", errors="replace")
    wrong = read.count("\ufffd")
    return wrong * 10 < sum(not char.isascii() for char in read)
