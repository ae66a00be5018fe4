"""Past requests taken in: read, put in their language, masked, and only then kept, all or none."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from knowledge.errors import NothingReadable
from knowledge.model import Request
from knowledge.ports import Requests
from knowledge.privacy import Mask
from knowledge.sources.model import Progress, RawRequest, Skipped
from knowledge.sources.reading import read

BATCH = 256


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file: `read` = `new` + `known`; `cut` are lines whose text was too long and shortened."""

    file: str
    read: int
    new: int
    known: int
    skipped: tuple[Skipped, ...] = ()
    masked: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    cut: tuple[int, ...] = ()


class Intake:
    """Takes files in; `detect_language` says the language of a text."""

    def __init__(self, requests: Requests, mask: Mask, detect_language: Callable[[str], str]) -> None:
        self._requests, self._mask, self._detect_language = requests, mask, detect_language

    def take(self, path: Path, *, mapping: Mapping[str, str] | None = None, progress: Progress | None = None) -> Report:
        """Keep the requests of a file, masked; the same file again changes nothing.

        Raises what `knowledge.sources.reading.read` does, and NothingReadable; nothing is kept then.
        """
        taken = _Taken(path.name, self._mask)
        rows = read(path, mapping=mapping, progress=progress)
        while batch := list(islice(rows, BATCH)):
            taken.skipped += (row for row in batch if isinstance(row, Skipped))
            raws = [row for row in batch if isinstance(row, RawRequest)]
            taken.add(raws, [raw.lang or self._detect_language(raw.text) for raw in raws])
        if not taken.requests:
            first = taken.skipped[0].reason if taken.skipped else "there is a header but no row"
            raise NothingReadable(file=path.name, skipped=len(taken.skipped), reason=first)
        return taken.report(new=self._requests.add(taken.requests))


class _Taken:
    """What a file gave so far, masked."""

    def __init__(self, source: str, mask: Mask) -> None:
        self.requests: list[Request] = []
        self.skipped: list[Skipped] = []
        self._source, self._mask = source, mask
        self._masked: Counter[str] = Counter()
        self._cut: list[int] = []
        self._seen: Counter[tuple[str, str | None, str, str | None]] = Counter()

    def add(self, raws: list[RawRequest], langs: list[str]) -> None:
        """Mask the requests, texts and replies, and hold them."""
        texts = iter(self._hidden([raw.text for raw in raws], langs))
        replied = [place for place, raw in enumerate(raws) if raw.reply]
        replies = dict(zip(replied, self._hidden_replies(raws, langs, replied), strict=True))
        for place, (raw, lang, text) in enumerate(zip(raws, langs, texts, strict=True)):
            self.requests.append(self._request(raw, lang, text, replies.get(place)))
            if raw.cut:
                self._cut.append(raw.line)

    def report(self, *, new: int) -> Report:
        """Return what became of the file."""
        read, languages = len(self.requests), Counter(request.lang for request in self.requests)
        skipped = tuple(sorted(self.skipped, key=lambda skipped: skipped.line))
        return Report(self._source, read, new, read - new, skipped, self._masked, languages, tuple(self._cut))

    def _hidden_replies(self, raws: list[RawRequest], langs: list[str], replied: list[int]) -> Iterator[str]:
        return self._hidden([raws[place].reply or "" for place in replied], [langs[place] for place in replied])

    def _hidden(self, texts: list[str], langs: list[str]) -> Iterator[str]:
        for masked in self._mask.mask_many(texts, langs):
            self._masked += masked.counts
            yield masked.text

    def _request(self, raw: RawRequest, lang: str, text: str, reply: str | None) -> Request:
        at = raw.at.isoformat() if raw.at else ""
        key = (text, reply, at, raw.external_id)
        id = request_id(*key, occurrence=self._seen[key])
        self._seen[key] += 1
        return Request(id, text, lang, reply, raw.channel, raw.at, self._source)


def request_id(text: str, reply: str | None, at: str, external_id: str | None, *, occurrence: int) -> str:
    """Return the digest that tells a request from any other, 16 hexadecimal signs.

    `text` and `reply` are masked: a digest of a telephone number is guessed in a second. `occurrence` counts the same
    words, from 0, within one file: two customers who wrote the same are both counted, a file read twice is not.
    """
    parts = (text, reply or "", at, external_id or "", str(occurrence))
    return blake2b("\0".join(parts).encode(errors="surrogatepass"), digest_size=8).hexdigest()
