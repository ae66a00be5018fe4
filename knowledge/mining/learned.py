"""What a learning gives, and the straight line of a whole one: every request, grouped anew."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.analysis import Analyser
from knowledge.index import VectorIndex
from knowledge.mining.beside import also_asked
from knowledge.mining.drafts.drafting import text_of
from knowledge.mining.found import Found, need_of
from knowledge.mining.groups import Links, group
from knowledge.mining.identity import with_ids_of
from knowledge.mining.known import Answered, nothing_is_answered, split
from knowledge.mining.linkage import Closeness
from knowledge.mining.manner import manner
from knowledge.mining.messages import Message, by_language, distinct
from knowledge.mining.neighbours import Neighbours
from knowledge.mining.replies import PastReplies
from knowledge.mining.said import Said, as_said, one_a_language
from knowledge.mining.space import Background, Space, unit
from knowledge.mining.themes import themes
from knowledge.mining.tongues import across
from knowledge.model import Need, Request
from knowledge.ports import Encoder, Encoders, Vectors

NEIGHBOURS = 12
_BATCH = 256
# In spreads of the background. Chosen with RESOLUTION on 3,075 training texts of banking77, on CLINC150 and HWU64, even
# and uneven, with and without questions about anything else, on chit-chat and on the sample company's entries.
_WITHIN, _WITHIN_DOUBT, _BETWEEN, _BETWEEN_DOUBT = 2.0, 1.0, 3.75, 2.0
_OTHER_REPLY, _SAME_REPLY = 12, 1.5


class Index(Protocol):
    """Finds the nearest vectors by inner product."""

    def search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]: ...


Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Learned:
    """Needs, the most asked first, the space of each language in which they were found, and what each request mainly
    asks: the id of a need, by that of the request.
    """

    needs: list[Need]
    spaces: Mapping[str, Space] = field(default_factory=dict)
    main: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Means:
    """What learning learns with: an encoder for each language, the base's own language, and what it answers already.

    `progress` hears how many distinct messages are encoded, of how many.
    """

    encoders: Encoders
    lang: str = ""
    answered: Answered = nothing_is_answered
    index: Callable[[Vectors], Index] = VectorIndex
    progress: Progress = lambda done, total: None


def mine(
    requests: Iterable[Request], means: Means, *, said: Said | None = None, before: Sequence[Need] = ()
) -> Learned:
    """Group masked requests into needs; how many there are is found, not given.

    A request that resembles no other is a need of its own; one that says nothing but courtesies is left out, and one
    that asks several things counts for each. What the base answers already counts for that entry. Needs take the ids
    of those of `before` whose requests they hold. The same requests, in any order, give the same needs.
    """
    said = said or Said()
    languages = {lang: distinct(asked, Analyser(lang)) for lang, asked in by_language(requests).items()}
    vectors = dict(zip(languages, encoded(languages, means), strict=True))
    spaces = {lang: space_of(messages, vectors[lang], lang, means) for lang, messages in languages.items()}
    found = [
        each
        for lang, messages in languages.items()
        for each in _found(messages, vectors[lang], spaces[lang], lang, means, said)
    ]
    needs = needs_of(also_asked(found, spaces, means.encoders), means, before, said)
    return Learned(needs, spaces, _main(found, needs))


def encoded(languages: Mapping[str, Sequence[Message]], means: Means) -> list[Vectors]:
    """Return the vectors of each language's messages, read by its own encoder."""
    total, done, read = sum(map(len, languages.values())), 0, []
    means.progress(0, total)
    for lang, messages in languages.items():
        read.append(_read(messages, means.encoders.of(lang), partial(_further, means.progress, done, total)))
        done += len(messages)
    return read


def space_of(messages: Sequence[Message], vectors: Vectors, lang: str, means: Means) -> Space:
    """Return the space of a language's messages, without their manner."""
    return Space.of(vectors, manner([message.spoken for message in messages], lang, means.encoders.of(lang)))


def needs_of(found: Sequence[Found], means: Means, before: Sequence[Need], said: Said) -> list[Need]:
    """Return the needs that these groups are, the most asked first: one for all languages, as curators said, each with
    its theme.
    """
    if not found:
        return []
    centres = _centres(found, means.encoders)
    together = as_said(found, across(centres, [each.lang for each in found]), said)
    lang = means.lang or max(found, key=lambda each: len(each.requests)).lang
    needs = [need_of(one_a_language([found[at] for at in group]), lang=lang) for group in together]
    middles = unit(np.stack([centres[group].mean(axis=0) for group in together]))
    named = themes(needs, unit(middles - middles.mean(axis=0)), lang=lang)
    needs = [replace(need, theme=theme) for need, theme in zip(needs, named, strict=True)]
    return sorted(with_ids_of(before, needs), key=lambda need: (-need.volume, need.id))


def closeness(background: Background, join: float, doubt: float) -> Closeness:
    """Return how close groups must be, in spreads, where strangers are as close as this."""
    return Closeness(
        join=background.at(join),
        doubt=doubt * background.spread,
        reply_weight=_OTHER_REPLY * background.spread,
        reply_bonus=_SAME_REPLY * background.spread,
    )


def grouped(
    messages: Sequence[Message], placed: Vectors, space: Space, lang: str, means: Means, said: Said
) -> list[Found]:
    """Group messages of one language, placed in its space."""
    if not messages:
        return []
    near = Neighbours(*means.index(placed).search(placed, min(NEIGHBOURS + 1, len(placed))))
    labels = group(
        placed,
        PastReplies(messages, Analyser(lang)).by_message(),
        near,
        within=closeness(space.background, _WITHIN, _WITHIN_DOUBT),
        between=closeness(space.background, _BETWEEN, _BETWEEN_DOUBT),
        links=_links(messages, said),
    )
    return [
        Found(lang, held, placed[members], text_of((request for message in held for request in message.requests), lang))
        for members in _members(labels)
        for held in [tuple(messages[at] for at in members)]
    ]


def _found(
    messages: Sequence[Message], vectors: Vectors, space: Space, lang: str, means: Means, said: Said
) -> list[Found]:
    placed = space.place(vectors)
    known, left = split(messages, vectors, placed, lang, means.answered)
    return known + grouped([messages[at] for at in left], placed[left], space, lang, means, said)


def _main(found: Sequence[Found], needs: Sequence[Need]) -> dict[str, str]:
    holders: dict[str, list[Need]] = {}
    for need in needs:
        for id in need.request_ids:
            holders.setdefault(id, []).append(need)
    main: dict[str, str] = {}
    for each in found:
        ids = [request.id for message in each.messages for request in message.requests]
        together = Counter(need.id for id in ids for need in holders[id])
        own = max(together, key=lambda id: (together[id], id))
        main |= dict.fromkeys(ids, own)
    return main


def _links(messages: Sequence[Message], said: Said) -> Links:
    places = {request.id: at for at, message in enumerate(messages) for request in message.requests}
    same, apart = (
        [(places[one], places[other]) for one, other in pairs if one in places and other in places]
        for pairs in (said.same, said.apart)
    )
    return Links(same, apart)


def _members(labels: NDArray[np.int64]) -> list[list[int]]:
    members: dict[int, list[int]] = {}
    for at, label in enumerate(labels.tolist()):
        members.setdefault(label, []).append(at)
    return list(members.values())


def _centres(found: Sequence[Found], encoders: Encoders) -> Vectors:
    """Return where the groups stand for an encoder that reads all their languages: the means of their best wordings."""
    langs = sorted({each.lang for each in found})
    if len(langs) == 1:
        return np.stack([each.centre for each in found])
    encoder = encoders.of(*langs)
    best = [[message.spoken for message in each.best] for each in found]
    vectors = encoder.encode([text for texts in best for text in texts])
    ends = np.cumsum([len(texts) for texts in best])
    return np.stack([part.mean(axis=0) for part in np.split(vectors, ends[:-1])])


def _read(messages: Sequence[Message], encoder: Encoder, progress: Callable[[int], None]) -> Vectors:
    vectors = np.zeros((len(messages), encoder.dimension), dtype=np.float32)
    for start in range(0, len(messages), _BATCH):
        batch = messages[start : start + _BATCH]
        vectors[start : start + len(batch)] = encoder.encode([message.spoken for message in batch])
        progress(start + len(batch))
    return vectors


def _further(progress: Progress, before: int, total: int, done: int) -> None:
    progress(before + done, total)
