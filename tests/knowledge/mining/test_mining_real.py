"""Needs found with the real encoder, on questions nobody here wrote."""

import json
import os
from functools import cache
from pathlib import Path

import pytest

from knowledge.mining.learned import Means, mine
from knowledge.model import Need, Request
from nlu.embed import open_encoder
from nlu.encoders import Encoders

ROOT = Path(__file__).parents[3]
QUESTIONS = Path(os.environ.get("COMPTOIR_DATA", ROOT / "../shared/data"), "fr-code-du-travail/direccte_faq.jsonl")


@cache
def labour_needs() -> dict[str, Need]:
    """Return the need that holds each question, by the question's start."""
    lines = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    asked = [Request(f"{n:03d}", line["question"], "fr", reply=line["answer"]) for n, line in enumerate(lines)]
    needs = mine(asked, Means(Encoders(open_encoder("multilingual-e5-small", models=ROOT / "models")))).needs
    assert {id for need in needs for id in need.request_ids} == {each.id for each in asked}
    return {asked[int(id)].text: need for need in needs for id in need.request_ids}


def need_holding(start: str) -> Need:
    return next(need for text, need in labour_needs().items() if text.startswith(start))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mon employeur m’a licencié verbalement", "Mon employeur m'a licencié verbalement"),
        ("La rupture conventionnelle: Une", "LA RUPTURE CONVENTIONNELLE:Une"),
        ("A quelle date mon salaire doit être versé", "Quelle est la date à laquelle, selon la loi"),
        ("mon patron m'a indiqué qu'il n'a pas", "Mon employeur m'a indiqué qu'il n'a pas"),
        ("Je n'ai pas eu de contrat de travail écrit", "j'ai été engagé par un artisan boulangerie"),
    ],
)
def test_one_question_in_two_wordings_is_one_need(one: str, other: str) -> None:
    assert need_holding(one) == need_holding(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Quel est le montant du SMIC ?", "Quel est le montant du minimum garanti"),
        ("Qui doit payer le coût des visites médicales", "La visite médicale auprès"),
        ("Mon employeur m’a licencié verbalement", "Mon employeur ne me donne plus de travail"),
        ("Qu’est-ce qu’un accord de performance collective", "Peut-on contester un APC"),
        ("Quel est mon maintien de salaire en maladie", "Je suis en arrêt maladie ordinaire"),
    ],
)
def test_two_questions_on_one_subject_are_two_needs(one: str, other: str) -> None:
    assert need_holding(one) != need_holding(other)


def test_the_number_of_needs_is_near_that_of_distinct_questions() -> None:
    assert 80 <= len({need.id for need in labour_needs().values()}) <= 120


def test_a_need_has_a_question_for_a_name_and_a_past_reply_for_a_draft() -> None:
    need = need_holding("Mon employeur m’a licencié verbalement")
    assert need.name == "Mon employeur m’a licencié verbalement, que faire ?"
    assert need.reply and "procédure de licenciement" in need.reply
