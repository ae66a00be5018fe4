"""The name of a need: the typical ask, by itself, written with care."""

import numpy as np
import pytest

from knowledge.analysis import Analyser
from knowledge.mining.messages import distinct
from knowledge.mining.portrait import name_of
from knowledge.mining.titles import Titles
from knowledge.mining.wording import mended
from knowledge.model import Request


def named(*texts: str, lang: str = "fr") -> str:
    """Return the name of messages that all stand at the same place, so that only their words decide."""
    messages = distinct([Request(f"{at:03d}", text, lang) for at, text in enumerate(texts)], Analyser(lang))
    return name_of(messages, np.ones((len(messages), 1), dtype=np.float32), lang)


def test_a_story_is_named_by_the_question_in_it() -> None:
    story = "Ma bouilloire fuit depuis lundi. Comment faire jouer la garantie de la bouilloire ? Elle a six mois."
    others = ("La garantie de ma bouilloire", "Bouilloire sous garantie, comment en jouer")
    assert named(story, *others) == "Comment faire jouer la garantie de la bouilloire ?"


def test_a_question_that_leans_on_the_story_does_not_name_it() -> None:
    story = "Ma bouilloire fuit depuis lundi. Est-ce que cela est couvert ?"
    assert named(story) == story


def test_a_question_that_leaves_out_what_the_story_is_about_does_not_name_it() -> None:
    story = "Mon abonnement au magazine de jardinage est suspendu depuis mars. Quelles sont les démarches à suivre ?"
    assert named(story) == story


def test_the_subject_of_a_mail_is_no_part_of_the_question_under_it() -> None:
    assert named("Broderie\nFaites-vous broder des initiales sur un peignoir ?") == (
        "Faites-vous broder des initiales sur un peignoir ?"
    )


def test_the_subject_of_a_mail_names_it_when_it_says_as_much() -> None:
    mail = "Nom erroné sur la facture\nIl est erroné : le nom sur la facture est Moine."
    assert named(mail) == "Nom erroné sur la facture"


def test_the_typical_ask_is_the_name() -> None:
    assert named(
        "Quand ouvre la boutique de la gare ?",
        "Quels sont les horaires de la boutique ?",
        "La boutique a-t-elle des horaires de nuit ?",
        "Où lire les horaires de boutique ?",
    ) in {"Quels sont les horaires de la boutique ?", "Où lire les horaires de boutique ?"}


@pytest.mark.parametrize(
    ("careless", "careful"),
    [
        ("Comment suivre un coli perdu ?", "Comment suivre un colis perdu ?"),
        ("Comment etre rembourse du velo ?", "Comment être remboursé du vélo ?"),
    ],
)
def test_of_two_spellings_the_usual_one_is_the_name(careless: str, careful: str) -> None:
    others = [
        "Un colis perdu",
        "Le colis est perdu",
        "colis jamais vu",
        "vélo à être remboursé",
        "être remboursé d'un vélo",
    ]
    messages = distinct([Request(f"{at}", text, "fr") for at, text in enumerate(others)], Analyser("fr"))
    titles = Titles(messages, "fr")
    assert titles.weight(careful) > titles.weight(careless)


def test_a_plural_is_no_slip() -> None:
    messages = distinct(
        [Request(f"{at}", text, "fr") for at, text in enumerate(["la lampe", "une lampe", "lampe"])], Analyser("fr")
    )
    titles = Titles(messages, "fr")
    assert titles.weight("Les lampes neuves") == titles.weight("Les lampe neuves")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Ou est ma commande ?", "Où est ma commande ?"),
        ("Ou bien demain ?", "Ou bien demain ?"),
        ("est ce que puis je suis parti", "est-ce que puis je suis parti"),
        ("Puis je venir ?", "Puis-je venir ?"),
        ("Y a t il un reçu ?", "Y a-t-il un reçu ?"),
        ("Y-a-t'il un reçu ?", "Y a-t-il un reçu ?"),
        ("A quelle heure, et ou ?", "À quelle heure, et ou ?"),
        ("Mon patron peut -il venir ?", "Mon patron peut-il venir ?"),
    ],
)
def test_small_slips_are_mended_in_a_title(written: str, right: str) -> None:
    assert mended(written, "fr") == right


def test_an_english_story_is_named_by_its_question() -> None:
    story = "My kettle has leaked since Monday. How do I claim the kettle warranty?"
    assert (
        named(story, "The warranty of a kettle", "Kettle warranty, a claim", lang="en")
        == "How do I claim the kettle warranty?"
    )
    leaning = "My kettle has leaked since Monday. Can you replace it please?"
    assert named(leaning, lang="en") == leaning
