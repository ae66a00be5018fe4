"""Draft answers assembled from past replies: what must be in them, what never may, and what replies say otherwise."""

import random
import time
import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.mining.drafts.drafting import MOST_REPLIES, draft_of, drafted
from knowledge.mining.drafts.model import Draft
from knowledge.model import Need, Request

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def asked(replies: list[str | None], lang: str = "fr", *, days: int = 7) -> list[Request]:
    """One request for each reply, a week after the other, the last one the newest."""
    return [
        Request(f"r{place}", "une question", lang, reply, at=START + timedelta(days=days * place))
        for place, reply in enumerate(replies)
    ]


def draft(replies: list[str | None], lang: str = "fr", *, days: int = 7) -> Draft:
    found = drafted(asked(replies, lang, days=days), lang)
    assert found is not None
    return found


@dataclass(frozen=True)
class Case:
    """A need's replies, and what its draft must say, in this order, and never."""

    name: str
    lang: str
    replies: list[str | None]
    said: list[str]
    never: list[str]
    sides: list[list[str | int]] = field(default_factory=list)
    days: int = 7


CASES = [Case(**case) for case in tomllib.loads((Path(__file__).parent / "drafts.toml").read_text("utf-8"))["need"]]
each_case = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])


@each_case
def test_a_draft_says_what_replies_agree_on_and_nothing_else(case: Case) -> None:
    found = draft(case.replies, case.lang, days=case.days)
    text = found.text
    places = [text.lower().find(words.lower()) for words in case.said]
    assert -1 not in places, text
    assert places == sorted(places), text
    assert [words for words in case.never if words.lower() in text.lower()] == [], text
    assert [[side.said, len(side.requests)] for each in found.disagreements for side in each.sides] == case.sides


@each_case
def test_the_order_of_replies_does_not_matter(case: Case) -> None:
    requests = asked(case.replies, case.lang)
    expected = drafted(requests, case.lang)
    for seed in range(4):
        random.Random(seed).shuffle(requests)
        assert drafted(requests, case.lang) == expected


@each_case
def test_nothing_is_said_twice(case: Case) -> None:
    words = [
        {word for word in sentence.text.lower().split() if len(word) > 3 or word.isdigit()}
        for sentence in draft(case.replies, case.lang).sentences
    ]
    for place, one in enumerate(words):
        assert all(len(one & other) < 0.7 * min(len(one), len(other)) for other in words[:place])


def test_each_sentence_knows_the_requests_that_were_answered_so() -> None:
    found = draft(
        [
            "L'étiquette est gratuite pour un échange. Le délai est de 30 jours.",
            "Bonjour, l'étiquette est gratuite pour tout échange.",
            "Le délai est de 30 jours. L'étiquette est gratuite pour un échange.",
        ]
    )
    assert {sentence.text: sentence.requests for sentence in found.sentences} == {
        "Le délai est de 30 jours.": ("r2", "r0"),
        "L'étiquette est gratuite pour un échange.": ("r2", "r1", "r0"),
    }
    assert found.read == 3


def test_both_sides_of_a_contradiction_have_their_dates() -> None:
    found = draft(["Comptez 2 jours.", "Comptez 4 jours.", "Comptez 4 jours."])
    (told,) = found.disagreements
    ours, theirs = told.sides
    assert (ours.said, ours.taken, ours.first, ours.last) == (
        "4 jours",
        True,
        START + timedelta(days=7),
        START + timedelta(days=14),
    )
    assert (theirs.said, theirs.taken, theirs.requests, theirs.last) == ("2 jours", False, ("r0",), START)


def test_a_sentence_that_leans_on_one_about_a_customer_goes_with_it() -> None:
    found = draft(["Votre colis est parti hier. Il arrive bientôt. Un SMS annonce le passage du livreur."])
    assert found.text == "Un SMS annonce le passage du livreur."


def test_a_question_to_one_customer_is_left_out_and_one_that_is_answered_stays() -> None:
    found = draft(["Vous n'avez rien reçu ? Regardez dans les indésirables. Quelle adresse avez-vous donnée ?"])
    assert found.text == "Vous n'avez rien reçu ? Regardez dans les indésirables."


@pytest.mark.parametrize(
    "reply", ["Bonjour, je vous rembourse.", "<NAME>, c'est fait : <ORDER_NUMBER>.", "Merci !", None]
)
def test_a_reply_to_one_customer_makes_no_draft(reply: str | None) -> None:
    assert drafted(asked([reply]), "fr") is None


def test_a_lonely_reply_is_taken_as_it_stands_with_its_paragraphs() -> None:
    found = draft(
        [
            "Bonjour,\n\nOuvrez **Mon compte**.\n\nVous pouvez :\n* changer d'adresse\n* changer d'e-mail\n\n"
            "Cordialement,\nLéa"
        ]
    )
    assert found.text == "Ouvrez **Mon compte**.\n\nVous pouvez :\n- changer d'adresse\n- changer d'e-mail"


@pytest.mark.parametrize(
    ("lang", "courtesy", "told"),
    [
        ("fr", "Votre remarque est transmise.", "Livraison avant 13 h."),
        ("fr", "Le remboursement de 96 € est parti le 4 mai.", "Livraison avant 13 h."),
        ("fr", "Merci pour votre patience.", "Ouvrez Mon compte."),
        ("fr", "Nous restons à votre entière disposition.", "Ouvrez Mon compte."),
        ("en", "We are sorry for the inconvenience.", "Open My account."),
    ],
)
def test_a_courtesy_or_news_within_a_reply_is_left_out(lang: str, courtesy: str, told: str) -> None:
    assert draft([f"{courtesy} {told}"], lang).text == told


def test_an_hour_ends_a_sentence_and_an_initial_does_not() -> None:
    found = draft(["Commandez avant 13 h. La date s'affiche. Voir J. Roux, tapissier."])
    assert [each.text for each in found.sentences] == [
        "Commandez avant 13 h.",
        "La date s'affiche.",
        "Voir J. Roux, tapissier.",
    ]


def test_markup_in_a_reply_stays_text() -> None:
    assert "<script" not in draft(["Cliquez <script>alert(1)</script> sur Mon compte."]).text


def test_the_same_reply_to_many_customers_outweighs_others() -> None:
    same: list[str | None] = ["La livraison est offerte dès 79 €."] * 6
    assert (
        draft([*same, "Le retrait se fait en boutique. Les cartes cadeaux valent un an."]).text
        == "La livraison est offerte dès 79 €."
    )


def test_a_need_is_drafted_in_its_language_and_else_in_the_other_it_was_answered_in() -> None:
    need = Need("n", "a question", "en", 1, ("r0",), (), langs=(("en", 1), ("fr", 1)))
    found = draft_of(need, asked(["La livraison est offerte dès 79 €."]))
    assert found
    assert (found.lang, found.text) == ("fr", "La livraison est offerte dès 79 €.")
    assert draft_of(need, []) is None


def test_two_thousand_replies_are_drafted_within_a_second() -> None:
    chance = random.Random(1)
    things = ["colis", "retour", "paiement", "relais", "carte", "délai", "remboursement", "article"]

    def reply() -> str:
        return " ".join(
            f"Le {one} se fait avec le {other} sous {chance.randint(1, 9)} jours."
            for one, other in (chance.sample(things, 2) for _ in range(5))
        )

    requests = asked([reply() for _ in range(2_000)], days=0)
    start = time.process_time()
    found = drafted(requests, "fr")
    assert time.process_time() - start < 1
    assert found
    assert found.read == MOST_REPLIES
