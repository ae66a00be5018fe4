"""From requests to needs."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from knowledge.mining.learned import Means, mine
from knowledge.model import Need, Request
from tests.fakes.encoder import StemEncoder

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SUBJECTS = {
    "livraison": [
        "Quel est le délai de livraison du canapé ?",
        "délai de livraison du canapé",
        "livraison canapé quel délai",
    ],
    "facture": ["Comment télécharger ma facture ?", "télécharger la facture", "où télécharger une facture"],
    "retour": ["Puis-je renvoyer un tapis abîmé ?", "renvoyer un tapis abîmé", "renvoyer mon tapis abîmé"],
    "magasin": ["Le magasin de Lyon ouvre à quelle heure ?", "heure magasin Lyon", "magasin Lyon ouvre quelle heure"],
    "fidelite": [
        "Comment utiliser mes points de fidélité ?",
        "utiliser points fidélité",
        "utiliser des points fidélité",
    ],
}
ALONE = ["Vendez-vous des aquariums ?", "La notice de la bibliothèque manque", "Votre site affiche une page blanche"]


def request(id: str, text: str, *, lang: str = "fr", reply: str | None = None, at: datetime | None = None) -> Request:
    return Request(id=id, text=text, lang=lang, reply=reply, at=at)


def past_requests() -> list[Request]:
    texts = [text for wordings in SUBJECTS.values() for text in wordings] + ALONE
    return [request(f"r{number:03d}", text) for number, text in enumerate(texts)]


def mined(requests: Sequence[Request], *, lang: str = "fr") -> list[Need]:
    return mine(requests, Means(StemEncoder(lang), lang="fr")).needs


def need_of(needs: Sequence[Need], id: str) -> Need:
    return next(need for need in needs if id in need.request_ids)


def test_requests_about_one_thing_are_one_need_and_the_others_stay_alone() -> None:
    needs = mined(past_requests())
    assert [need.volume for need in needs] == [3] * 5 + [1] * 3
    grouped = {frozenset(need.request_ids) for need in needs if need.volume == 3}
    assert grouped == {frozenset(f"r{3 * row + column:03d}" for column in range(3)) for row in range(5)}


def test_every_request_that_asks_is_in_exactly_one_need() -> None:
    requests = past_requests()
    ids = sorted(id for need in mined(requests) for id in need.request_ids)
    assert ids == [asked.id for asked in requests]


def test_the_same_requests_in_any_order_give_the_same_needs() -> None:
    requests = past_requests()
    shuffled = random.Random(3).sample(requests, len(requests))
    assert mined(shuffled) == mined(requests) == mined([*requests, *requests])


def test_a_need_keeps_its_id_when_later_requests_join_it() -> None:
    dated = [request(f"r{n}", text, at=NOON + timedelta(days=n)) for n, text in enumerate(SUBJECTS["facture"])]
    others = [*past_requests()]
    before = need_of(mined([*dated[:2], *others]), "r0")
    after = need_of(
        mined([*dated, *others, request("aaa", "facture à télécharger", at=NOON + timedelta(days=9))]), "r0"
    )
    assert before.id == after.id
    assert after.volume > before.volume


@pytest.mark.parametrize(
    "texts",
    [
        ["Mon employeur m’a licencié verbalement, que faire ?", "Mon employeur m'a licencié verbalement, que faire ?"],
        ["OU EST MA COMMANDE", "ou est ma commande ???"],
        ["Bonjour, où est ma commande ? Merci d'avance", "Bonsoir Madame,\noù est ma commande ?\nCordialement,\nPaul"],
        ["Où est la commande <ORDER_NUMBER> ?", "où est la commande ?"],
    ],
)
def test_the_same_words_are_the_same_need_whatever_is_around_them(texts: list[str]) -> None:
    asked = [request(f"same{number}", text) for number, text in enumerate(texts)]
    assert set(need_of(mined([*asked, *past_requests()]), "same0").request_ids) >= {"same0", "same1"}


def test_messages_with_nothing_but_courtesies_are_no_need() -> None:
    polite = [
        request("p1", "Bonjour"),
        request("p2", "Merci beaucoup !"),
        request("p3", " ?? "),
        request("p4", "<NAME>"),
    ]
    assert mined(polite) == []
    assert len(mined([*polite, *past_requests()])) == len(mined(past_requests()))


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_very_few_requests_are_needs_too(count: int) -> None:
    few = past_requests()[::3][:count]
    assert sorted(need.volume for need in mined(few)) == [1] * count


def test_a_need_in_two_languages_is_one_need() -> None:
    """The fake encoder knows stems alone: here both languages speak the same words."""
    texts = [text for wordings in SUBJECTS.values() for text in wordings]
    foreign = [request(f"e{n:02d}", text, lang="en") for n, text in enumerate(texts)]
    needs = mined([*past_requests(), *foreign])
    both = [need for need in needs if len(need.langs) == 2]
    assert len(both) >= 3
    for need in both:
        assert dict(need.langs) == {"fr": 3, "en": 3}
        assert need.lang == "fr"
        assert {int(id[1:]) for id in need.request_ids if id[0] == "e"} == {
            int(id[1:]) for id in need.request_ids if id[0] == "r"
        }


def test_a_request_that_asks_two_things_counts_for_both() -> None:
    double = request("z", "Quel est le délai de livraison du canapé ? Comment télécharger ma facture ?")
    needs = mined([*past_requests(), double])
    holding = [need for need in needs if "z" in need.request_ids]
    assert len(holding) >= 2
    assert any("livraison" in need.name for need in holding)
    assert any("facture" in need.name for need in holding)


def test_a_need_is_named_by_a_question_a_person_would_write() -> None:
    names = {need.name for need in mined(past_requests())}
    assert names >= {wordings[0] for wordings in SUBJECTS.values()}


def test_other_answers_keep_like_questions_apart() -> None:
    asked = ["prime de nuit du boulanger artisan au fournil", "prime de nuit du dépanneur routier en camion"]
    same = "Le travail de nuit ouvre droit à une majoration de salaire de vingt pour cent."
    other = [
        "Les boulangers touchent un quart de plus avant six heures.",
        "Consultez votre accord collectif sur Internet.",
    ]

    def together(replies: Sequence[str | None]) -> bool:
        pair = [request(f"p{n}", text, reply=reply) for n, (text, reply) in enumerate(zip(asked, replies, strict=True))]
        return "p1" in need_of(mined([*pair, *past_requests()]), "p0").request_ids

    assert together([same, same])
    assert not together(other)


def test_progress_is_told_from_nothing_to_all() -> None:
    heard: list[tuple[int, int]] = []
    requests = [
        request(f"r{number}", f"sujet numéro {number} {chr(97 + number % 26) * 5}{number}") for number in range(600)
    ]
    mine(requests, Means(StemEncoder(), progress=lambda done, total: heard.append((done, total))))
    assert heard == [(0, 600), (256, 600), (512, 600), (600, 600)]


def test_the_encoder_hears_no_mask_and_no_courtesy() -> None:
    encoder = StemEncoder()
    mine([request("a", "Bonjour <NAME>, mon colis <ORDER_NUMBER> est perdu. Merci.\nJean")], Means(encoder))
    assert encoder.asked[0] == "mon colis est perdu."
    assert all("colis" in text.lower() or "coli" in text or "olis" in text for text in encoder.asked)
    assert not any("NAME" in text or "Jean" in text for text in encoder.asked)
