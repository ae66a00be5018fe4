"""The spaCy pipeline: what it names, what it refuses to name, and what hostile text costs."""

import time
from threading import Thread

import pytest

from nlu.pipeline import BATCH, MAX_CHARS, Parsed, Pipeline


@pytest.fixture(scope="module")
def french() -> Pipeline:
    return Pipeline("fr")


@pytest.fixture(scope="module")
def english() -> Pipeline:
    return Pipeline("en")


def named(parsed: Parsed) -> list[tuple[str, str]]:
    return [(entity.kind, entity.text) for entity in parsed.names]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hier j'ai parlé avec Julie Martin de ma commande", [("PERSON", "Julie Martin")]),
        ("Je vous écris de la part de Yacine Belkacem", [("PERSON", "Yacine Belkacem")]),
        ("Livrez-vous à Lyon et à Bordeaux ?", [("PLACE", "Lyon"), ("PLACE", "Bordeaux")]),
        ("BONJOUR JE SUIS PAUL", []),
        ("Impossible de me connecter Merci d'avance", []),
        ("Bonjour Madame, Monsieur", []),
        ("Le matelas Noël est en promo", []),
        ("merci bonne journée", []),
    ],
)
def test_french_names_are_those_a_person_would_see(
    french: Pipeline, text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(french.read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I spoke to Sarah Connelly in London", [("PERSON", "Sarah Connelly"), ("PLACE", "London")]),
        ("Thanks, Where is my Order", []),
        ("WHERE IS MY PARCEL", []),
    ],
)
def test_english_names_are_those_a_person_would_see(
    english: Pipeline, text: str, expected: list[tuple[str, str]]
) -> None:
    assert named(english.read(text)) == expected


def test_a_name_says_where_it_stands_and_why(french: Pipeline) -> None:
    text = "Hier j'ai parlé avec Julie Martin"
    (entity,) = french.read(text).names
    assert text[entity.start : entity.end] == entity.text == "Julie Martin"
    assert entity.reason == "spaCy PER, a known first name"


def test_tokens_leave_blanks_out(french: Pipeline) -> None:
    assert french.read("Où est \n  mon colis ?").tokens == ("Où", "est", "mon", "colis", "?")


def test_many_texts_are_read_as_one_by_one(french: Pipeline) -> None:
    texts = [f"Livrez-vous le colis {number} à Lyon ?" for number in range(BATCH + 3)]
    assert list(french.read_many(texts)) == [french.read(text) for text in texts]


@pytest.mark.parametrize("lang", ["de", "zz"])
def test_a_language_without_a_model_still_gives_tokens(lang: str) -> None:
    assert Pipeline(lang).read("Wo ist mein Paket?") == Parsed(("Wo", "ist", "mein", "Paket", "?"), ())


@pytest.mark.parametrize("text", ["(" * 100_000, "a.b-" * 25_000, "'" * 59 + " ", "é" * 100_000, ""])
def test_hostile_text_costs_seconds_at_most(french: Pipeline, text: str) -> None:
    started = time.process_time()
    french.read((text * 2000)[:100_000])
    assert time.process_time() - started < 15


def test_a_name_behind_the_bound_is_not_read(french: Pipeline) -> None:
    assert named(french.read("bla " * (MAX_CHARS // 4) + "avec Julie Martin")) == []


def test_threads_share_one_pipeline(french: Pipeline) -> None:
    results: list[Parsed] = []
    threads = [Thread(target=lambda: results.append(french.read("Livrez-vous à Lyon ?"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [french.read("Livrez-vous à Lyon ?")] * 8
