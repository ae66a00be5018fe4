"""What curators do to needs: several are one, or one is two; later learnings hear of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, zip_longest

import numpy as np

from knowledge.analysis import Analyser, fold
from knowledge.errors import NothingToMerge, NothingToSplit
from knowledge.mining.drafts.drafting import text_of
from knowledge.mining.found import Found, need_of, packed, unpacked
from knowledge.mining.messages import Message, by_language, distinct
from knowledge.mining.portrait import MOST_WORDINGS
from knowledge.mining.space import Space
from knowledge.model import Correction, Need, Request
from knowledge.ports import Encoders, Vectors


def merge(needs: Sequence[Need]) -> Correction:
    """Make one need of several: it goes on as the one that an entry answers, else as the largest.

    Raises NothingToMerge when there are fewer than two, or when two entries answer them.
    """
    if len({need.id for need in needs}) < 2 or len({need.entry_id for need in needs if need.entry_id}) > 1:
        raise NothingToMerge()
    ordered = sorted(needs, key=lambda need: (need.entry_id is None, -need.volume, need.id))
    first = ordered[0]
    said = _said(ordered)
    ids = tuple(dict.fromkeys(id for need in ordered for id in need.request_ids))
    merged = replace(
        first,
        volume=len(ids),
        request_ids=ids,
        wordings=tuple(said),
        samples=tuple(said.values()),
        reply=next((need.reply for need in ordered if need.reply), None),
        langs=_summed(need.langs for need in ordered),
        weeks=tuple(sorted(_summed(need.weeks for need in ordered))),
        handling=_handling(ordered),
        emerging=False,
        centres=_centres(ordered),
    )
    samples = [id for need in ordered for id in need.samples or need.request_ids[:1]]
    return Correction(
        "merge", tuple(ordered), (merged,), same=tuple((one, other) for one in samples[:1] for other in samples[1:])
    )


def split(
    need: Need, requests: Sequence[Request], wordings: Sequence[str], *, encoders: Encoders, spaces: Mapping[str, Space]
) -> Correction:
    """Make a need of its own of some wordings, and of the requests nearer to them than to those that stay.

    `requests` are the need's own. Raises NothingToSplit when no wording is chosen, or all are.
    """
    chosen = {fold(wording) for wording in wordings}
    parts: tuple[list[Found], list[Found]] = ([], [])
    for lang, asked in by_language(requests).items():
        messages = distinct(asked, Analyser(lang))
        if messages:
            space = spaces.get(lang)
            vectors = encoders.of(lang).encode([message.spoken for message in messages])
            placed = (space or Space.of(vectors)).place(vectors)
            for part, at in zip(parts, _parted(messages, placed, chosen, need), strict=True):
                if at:
                    held = tuple(messages[each] for each in at)
                    replied = (request for message in held for request in message.requests)
                    part.append(Found(lang, held, placed[at], text_of(replied, lang)))
    if not all(parts):
        raise NothingToSplit(name=need.name)
    kept, own = (need_of(part, lang=need.lang) for part in parts)
    stays = replace(kept, id=need.id, entry_id=need.entry_id, reply=kept.reply or need.reply, theme=need.theme)
    if need.name in kept.wordings or need.entry_id:
        stays = replace(stays, name=need.name)
    own = replace(own, id=own.id if own.id != need.id else f"{own.id}-2", theme=need.theme)
    same = tuple((part.samples[0], other) for part in (stays, own) for other in part.samples[1:])
    return Correction("split", (need,), (stays, own), same=same, apart=((stays.samples[0], own.samples[0]),))


def _parted(messages: Sequence[Message], placed: Vectors, chosen: set[str], need: Need) -> tuple[list[int], list[int]]:
    """Return the places of the messages that stay, and of those that go."""
    told = [fold(message.wording) for message in messages]
    going = [at for at, wording in enumerate(told) if wording in chosen]
    known = {fold(wording) for wording in need.wordings} - chosen
    staying = [at for at, wording in enumerate(told) if wording in known]
    if not going or not staying:
        everything = list(range(len(messages)))
        return ([], everything) if going else (everything, [])
    seeds = np.stack([placed[staying].mean(axis=0), placed[going].mean(axis=0)])
    nearer = (placed @ seeds.T).argmax(axis=1)
    nearer[staying], nearer[going] = 0, 1
    return np.flatnonzero(nearer == 0).tolist(), np.flatnonzero(nearer == 1).tolist()


def _said(needs: Sequence[Need]) -> dict[str, str]:
    """Return wordings with their requests, by turns of each need, at most 12."""
    pairs = [list(zip(need.wordings, need.samples, strict=False)) for need in needs]
    turns = [pair for pair in chain.from_iterable(zip_longest(*pairs)) if pair]
    said: dict[str, str] = {}
    for wording, sample in turns:
        if len(said) < MOST_WORDINGS:
            said.setdefault(wording, sample)
    return said


def _summed(counts: Iterable[tuple[tuple[str, int], ...]]) -> tuple[tuple[str, int], ...]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(dict(each))
    return tuple(total.items())


def _handling(needs: Sequence[Need]) -> float | None:
    known = [(need.handling, need.volume) for need in needs if need.handling is not None]
    return (
        round(sum(took * volume for took, volume in known) / sum(volume for _, volume in known), 1) if known else None
    )


def _centres(needs: Sequence[Need]) -> tuple[tuple[str, str], ...]:
    parts: dict[str, list[tuple[Vectors, int]]] = {}
    for need in needs:
        counts = dict(need.langs)
        for lang, text in need.centres:
            parts.setdefault(lang, []).append((unpacked(text), counts.get(lang, 1)))
    middles = {
        lang: np.average([centre for centre, _ in known], axis=0, weights=[count for _, count in known])
        for lang, known in parts.items()
    }
    return tuple((lang, packed(middle)) for lang, middle in middles.items())
