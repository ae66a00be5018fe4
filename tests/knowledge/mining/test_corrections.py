"""Curators merge and split needs; later learnings respect it."""

import pytest

from knowledge.errors import NothingToMerge, NothingToSplit
from knowledge.mining.corrections import merge, split
from knowledge.mining.learned import Means, Said, mine
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
