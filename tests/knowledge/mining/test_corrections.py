"""Curators merge and split needs; later learnings respect it."""

from dataclasses import replace

import pytest

from knowledge.errors import NothingToMerge, NothingToSplit
from knowledge.mining.corrections import merge, split
from knowledge.mining.identity import with_ids_of
from knowledge.mining.learned import Means, mine
from knowledge.mining.said import Said
from knowledge.model import Entry, Need, Request
from tests.fakes.encoder import StemEncoder
from tests.knowledge.mining.test_mining import need_of, past_requests

MEANS = Means(StemEncoder(), lang="fr")


def test_a_merged_need_holds_both_and_goes_on_as_the_larger() -> None:
    needs = mine(past_requests(), MEANS).needs
    one, other = need_of(needs, "r000"), need_of(needs, "r015")
    merged = merge([other, one]).after[0]
    assert (merged.id, merged.name, merged.volume) == (one.id, one.name, 4)
    assert set(merged.request_ids) == {*one.request_ids, *other.request_ids}
    assert set(merged.wordings) >= {one.wordings[0], other.wordings[0]}
    assert len(merged.samples) == len(merged.wordings)


def test_later_learnings_respect_a_merge_and_a_split() -> None:
    requests = past_requests()
    learned = mine(requests, MEANS)
    one, other = need_of(learned.needs, "r000"), need_of(learned.needs, "r003")
    assert one.id != other.id
    merged = merge([one, other])
    parted = split(
        need_of(learned.needs, "r006"),
        requests[6:9],
        [need_of(learned.needs, "r006").wordings[-1]],
        encoders=MEANS.encoders,
        spaces=learned.spaces,
    )
    said = Said((*merged.same, *parted.same), parted.apart)
    again = mine(requests, MEANS, said=said, before=[*merged.after, *parted.after]).needs
    assert need_of(again, "r000") is need_of(again, "r003")
    stays, goes = parted.after
    assert need_of(again, stays.samples[0]) is not need_of(again, goes.samples[0])
    assert need_of(again, "r000").id == merged.after[0].id


def test_a_merge_is_respected_across_languages_and_with_what_an_entry_answers() -> None:
    """By itself, learning groups each language alone, and leaves out what the base answers."""
    requests = [*past_requests(), Request("e1", "do you sell curtains", "en")]
    entry = Entry("retour", "fr", "Comment retourner un article ?", "Ainsi.")
    answered = {request.text for request in requests if request.id in ("r003", "r004", "r005")}
    means = Means(StemEncoder(), "fr", lambda text, lang, vector: entry if _is_of(text, answered) else None)
    learned = mine(requests, means).needs
    french, english, known = (need_of(learned, id) for id in ("r000", "e1", "r003"))
    assert known.entry_id == "retour"
    assert len({french.id, english.id, known.id}) == 3
    merged = merge([french, english, known])
    again = mine(requests, means, said=Said(merged.same), before=merged.after).needs
    one = need_of(again, "r000")
    assert one is need_of(again, "e1") is need_of(again, "r003")
    assert (one.entry_id, dict(one.langs)["en"], len(dict(one.langs))) == ("retour", 1, len(one.langs))


def _is_of(text: str, known: set[str]) -> bool:
    return any(text in each or each in text for each in known)


def test_a_split_parts_every_request() -> None:
    requests = past_requests()
    learned = mine(requests, MEANS)
    need = need_of(learned.needs, "r000")
    found = split(need, requests[:3], need.wordings[:1], encoders=MEANS.encoders, spaces=learned.spaces)
    stays, goes = found.after
    assert stays.id == need.id != goes.id
    assert sorted((*stays.request_ids, *goes.request_ids)) == ["r000", "r001", "r002"]
    assert need.wordings[0] in goes.wordings


def test_what_cannot_be_merged_or_split_says_so() -> None:
    requests = past_requests()
    learned = mine(requests, MEANS)
    need = need_of(learned.needs, "r000")
    with pytest.raises(NothingToMerge):
        merge([need, need])
    for wordings in (need.wordings, ["tout autre chose"]):
        with pytest.raises(NothingToSplit):
            split(need, requests[:3], wordings, encoders=MEANS.encoders, spaces=learned.spaces)


def test_what_an_entry_answers_keeps_its_id_whoever_held_its_requests() -> None:
    """An entry's need was split: the part that the base does not answer any more goes on under a name of its own."""
    held = Need("e-fr-retour", "Retour", "fr", 3, ("r1", "r2", "r3"), ("retour",), entry_id="retour")
    answered = replace(held, volume=1, request_ids=("r1",))
    left = Need("n-1", "Autre", "fr", 2, ("r2", "r3"), ("autre",))
    assert [need.id for need in with_ids_of([held], [answered, left])] == ["e-fr-retour", "n-1"]
    assert [need.id for need in with_ids_of([held], [left])] == ["e-fr-retour"]
