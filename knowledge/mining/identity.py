"""Needs that stay themselves from one learning to the next: whoever holds most of an old need's requests is it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from knowledge.model import Need

_EMERGING = 3  # requests from which a new need is told


def with_ids_of(before: Sequence[Need], needs: Sequence[Need]) -> list[Need]:
    """Return the needs with the ids of those of `before` that they carry on; of two that could, the one with more.

    What an entry answers has the id that its entry gives, and no other need has it. The others keep their own ids;
    where something was learned before, and several ask them, they are emerging.
    """
    holders: dict[str, list[Need]] = {}
    for need in before:
        for id in need.request_ids:
            holders.setdefault(id, []).append(need)
    shared = [
        (-count, at, old)
        for at, need in enumerate(needs)
        for old, count in Counter(old.id for id in need.request_ids for old in holders.get(id, ())).items()
        if not need.entry_id
    ]
    kept: dict[int, str] = {}
    taken = {need.id for need in needs if need.entry_id}
    for _, at, old in sorted(shared):
        if at not in kept and old not in taken:
            kept[at] = old
            taken.add(old)
    return [_named(need, kept.get(at), taken, new=bool(before)) for at, need in enumerate(needs)]


def _named(need: Need, id: str | None, taken: set[str], *, new: bool) -> Need:
    if id or need.entry_id:
        return replace(need, id=id or need.id)
    own = need.id if need.id not in taken else f"{need.id}-{len(taken)}"
    return replace(need, id=own, emerging=new and need.volume >= _EMERGING)
