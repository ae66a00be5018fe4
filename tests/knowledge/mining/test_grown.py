"""New requests join what they ask; ids stay; what is new emerges."""

from collections.abc import Sequence

from knowledge.mining.grown import Before, alone, grow
from knowledge.mining.learned import Learned, Means, mine
from knowledge.model import Need, Request
from tests.fakes.encoder import StemEncoder
from tests.knowledge.mining.test_mining import ALONE, SUBJECTS, need_of, past_requests, request

MEANS = Means(StemEncoder(), lang="fr")
NEW = ["Reprise des vieux matelas usés ?", "reprise vieux matelas usés", "vieux matelas usés : reprise ?"]


def before(learned: Learned, requests: Sequence[Request]) -> Before:
    by_id = {each.id: each for each in requests}
    return Before(learned.needs, learned.spaces, {id: by_id[id] for id in alone(learned.needs)})


def grown(texts: Sequence[str]) -> tuple[list[Need], list[Need]]:
    requests = past_requests()
    learned = mine(requests, MEANS)
    more = [request(f"x{n}", text) for n, text in enumerate(texts)]
    return learned.needs, grow(more, before(learned, requests), MEANS).needs


def test_a_new_request_joins_the_need_it_asks() -> None:
    first, needs = grown(["quel délai pour la livraison du canapé", "la facture, où la télécharger"])
    assert need_of(needs, "x0").id == need_of(first, "r000").id
    assert need_of(needs, "x1").id == need_of(first, "r003").id
    assert need_of(needs, "x0").volume == 4
    assert need_of(needs, "x0").name == need_of(first, "r000").name


def test_no_request_is_lost_and_none_counted_twice() -> None:
    _, needs = grown(["quel délai pour la livraison du canapé", *NEW, "tout autre chose"])
    ids = sorted(id for need in needs for id in need.request_ids)
    assert ids == sorted([each.id for each in past_requests()] + [f"x{n}" for n in range(5)])


def test_what_is_asked_newly_emerges() -> None:
    first, needs = grown(NEW)
    emerged = need_of(needs, "x0")
    assert set(emerged.request_ids) == {"x0", "x1", "x2"}
    assert emerged.emerging
    assert emerged.id not in {need.id for need in first}
    assert not any(need.emerging for need in needs if need.id != emerged.id)


def test_a_request_left_alone_is_joined_by_tomorrows_and_keeps_its_id() -> None:
    first, needs = grown(["vendez vous des aquariums", "vous vendez les aquariums ?"])
    assert ALONE[0].startswith("Vendez-vous des aquariums")
    lonely = need_of(first, "r015")
    joined = need_of(needs, "x0")
    assert joined.id == lonely.id
    assert set(joined.request_ids) == {"r015", "x0", "x1"}


def test_growing_by_nothing_changes_nothing() -> None:
    first, needs = grown([])
    assert needs == first


def test_growing_says_as_much_as_learning_anew() -> None:
    everything = past_requests()
    held_out = [each for at, each in enumerate(everything[:15]) if at % 3 == 2]
    kept = [each for each in everything if each not in held_out]
    learned = mine(kept, MEANS)
    needs = grow(held_out, before(learned, kept), MEANS).needs
    for row, _ in enumerate(SUBJECTS):
        assert need_of(needs, f"r{3 * row:03d}").id == need_of(needs, f"r{3 * row + 2:03d}").id
