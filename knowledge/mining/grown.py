"""New requests among needs that are known: they join them, and what joins none may be a need that emerges."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.analysis import Analyser
from knowledge.mining.drafts.drafting import text_of
from knowledge.mining.found import Found, age, need_of, packed, unpacked, weeks_of
from knowledge.mining.known import split
from knowledge.mining.learned import Learned, Means, encoded, grouped, needs_of, space_of
from knowledge.mining.messages import Message, by_language, distinct
from knowledge.mining.portrait import MOST_WORDINGS
from knowledge.mining.said import Said
from knowledge.mining.space import Space
from knowledge.model import Need, Request
from knowledge.ports import Vectors

# In spreads of the background, as the mean cosine with what a need holds. Of new banking77, CLINC150 and HWU64 texts
# 90 to 95 % join at this, as rightly as when all is grouped anew; of texts of needs never seen, 54 to 78 % still do.
_JOIN = 3.0


@dataclass(frozen=True, slots=True)
class Before:
    """What is known: the needs, their spaces, and the requests of the needs that only one message asks, by id."""

    needs: Sequence[Need]
    spaces: Mapping[str, Space]
    alone: Mapping[str, Request]


def alone(needs: Iterable[Need]) -> list[str]:
    """Return the requests of needs that only one message asks: tomorrow's requests may join them."""
    return [id for need in needs if _is_alone(need) for id in need.request_ids]


def grow(requests: Iterable[Request], before: Before, means: Means, *, said: Said | None = None) -> Learned:
    """Let new requests join the needs they ask; the rest is grouped, together with what was left alone before.

    A request joins the need to whose requests it is closest on average, if it is close enough: no need is read again,
    and all keep their ids, names and wordings. New needs of several requests are emerging.
    """
    languages = {lang: distinct(asked, Analyser(lang)) for lang, asked in by_language(requests).items()}
    needs = {need.id: need for need in before.needs}
    emerged: list[Found] = []
    spaces = dict(before.spaces)
    for lang, vectors in zip(languages, encoded(languages, means), strict=True):
        messages = languages[lang]
        if lang not in spaces:
            spaces[lang] = space_of(messages, vectors, lang, means)
        space = spaces[lang]
        placed = space.place(vectors)
        known, left = split(messages, vectors, placed, lang, means.answered)
        joined, left = _joining([need for need in needs.values() if not need.entry_id], placed, left, space, lang)
        _add_known(needs, known)
        for id, places in joined.items():
            needs[id] = _with(needs[id], Found(lang, tuple(messages[at] for at in places), placed[places]))
        emerged += _emerging([messages[at] for at in left], placed[left], lang, space, needs, before, means, said)
    fresh = needs_of(emerged, means, [need for need in before.needs if _is_alone(need)], said or Said())
    gone = {request.id for each in emerged for request in each.requests}
    kept = [need for need in needs.values() if not (_is_alone(need) and gone.issuperset(need.request_ids))]
    every = sorted([*kept, *fresh], key=lambda need: (-need.volume, need.id))
    return Learned(every, spaces, {id: need.id for need in every for id in need.request_ids})


def _is_alone(need: Need) -> bool:
    return len(need.wordings) == 1 and not need.entry_id and len(need.centres) == 1


def _joining(
    needs: Sequence[Need], placed: Vectors, left: Sequence[int], space: Space, lang: str
) -> tuple[dict[str, list[int]], list[int]]:
    """Return which messages join which need, and those that join none."""
    centres = [(need.id, unpacked(dict(need.centres)[lang])) for need in needs if _stands_in(need, lang)]
    if not centres or not left:
        return {}, list(left)
    cosines = placed[left] @ np.stack([centre for _, centre in centres]).T
    best = cosines.argmax(axis=1)
    close = cosines[np.arange(len(left)), best] >= space.background.at(_JOIN)
    joined: dict[str, list[int]] = {}
    for at, column, joins in zip(left, best.tolist(), close.tolist(), strict=True):
        if joins:
            joined.setdefault(centres[column][0], []).append(at)
    return joined, [at for at, joins in zip(left, close.tolist(), strict=True) if not joins]


def _stands_in(need: Need, lang: str) -> bool:
    return not _is_alone(need) and lang in dict(need.centres)


def _emerging(
    messages: Sequence[Message],
    placed: Vectors,
    lang: str,
    space: Space,
    needs: Mapping[str, Need],
    before: Before,
    means: Means,
    said: Said | None,
) -> list[Found]:
    """Group what joined no need with what was left alone; of that, return the groups that hold anything new."""
    others = [need for need in needs.values() if _is_alone(need) and lang in dict(need.centres)]
    singles = [_message(need, before.alone) for need in others]
    vectors = np.concatenate(
        [placed, np.array([unpacked(dict(need.centres)[lang]) for need in others]).reshape(-1, placed.shape[1])]
    )
    new = set(map(id, messages))
    found = grouped([*messages, *singles], vectors.astype(np.float32), space, lang, means, said or Said())
    return [each for each in found if any(id(message) in new for message in each.messages)]


def _message(need: Need, requests: Mapping[str, Request]) -> Message:
    return Message(need.wordings[0], need.wordings[0], tuple(requests[id] for id in need.request_ids if id in requests))


def _add_known(needs: dict[str, Need], known: Sequence[Found]) -> None:
    for each in known:
        assert each.entry
        own = next((need for need in needs.values() if need.entry_id == each.entry.id), None)
        if own:
            needs[own.id] = _with(own, each)
        else:
            fresh = need_of([each], lang=each.lang)
            needs[fresh.id] = fresh


def _with(need: Need, found: Found) -> Need:
    """Return the need with the requests of a group that joins it."""
    requests = [request for request in sorted(found.requests, key=age) if request.id not in need.request_ids]
    counts = Counter(dict(need.langs))
    before = counts[found.lang]
    counts[found.lang] += len(requests)
    wordings, samples = _wordings(need, found)
    return replace(
        need,
        volume=need.volume + len(requests),
        request_ids=(*need.request_ids, *(request.id for request in requests)),
        wordings=wordings,
        samples=samples,
        reply=need.reply or text_of(found.requests, found.lang),
        langs=tuple(counts.items()),
        weeks=_weeks(need, requests),
        handling=_handling(need, requests),
        emerging=False,
        centres=_centres(need, found, before),
    )


def _wordings(need: Need, found: Found) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the wordings of the need, and while it has few, those of the newcomers."""
    said = dict(zip(need.wordings, need.samples, strict=False))
    for message in found.best:
        if len(said) < MOST_WORDINGS:
            said.setdefault(message.wording, message.requests[0].id)
    return (*need.wordings, *list(said)[len(need.wordings) :]), (
        *need.samples,
        *list(said.values())[len(need.samples) :],
    )


def _weeks(need: Need, requests: Iterable[Request]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((Counter(dict(need.weeks)) + Counter(dict(weeks_of(requests)))).items()))


def _handling(need: Need, requests: Sequence[Request]) -> float | None:
    """Return the mean, as if every earlier request had told: how many did is not kept."""
    known = [request.handling for request in requests if request.handling is not None]
    if need.handling is None:
        return float(np.mean(known)) if known else None
    return round((need.handling * need.volume + sum(known)) / (need.volume + len(known)), 1)


def _centres(need: Need, found: Found, before: int) -> tuple[tuple[str, str], ...]:
    centres = {lang: unpacked(text) for lang, text in need.centres}
    own, added = centres.get(found.lang), len(found.messages)
    middle = found.centre if own is None else np.average([own, found.centre], axis=0, weights=[before, added])
    return tuple((lang, packed(centre)) for lang, centre in {**centres, found.lang: middle}.items())
