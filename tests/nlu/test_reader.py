"""A text is read in one line: language, words, names, act, vector."""

import time

import numpy as np
import pytest

from nlu.embed import OnnxEncoder
from nlu.encoders import Encoders
from nlu.entities.recogniser import EntityRecogniser
from nlu.intent import IntentRecogniser
from nlu.language import LanguageDetector
from nlu.pipeline import Pipeline
from nlu.reader import Reader


@pytest.fixture(scope="module")
def reader(encoders: Encoders, intents: IntentRecogniser) -> Reader:
    languages = ["fr", "en"]
    pipelines = {lang: Pipeline(lang) for lang in languages}
    entities = EntityRecogniser(patterns={}, pipelines=pipelines)
    return Reader(encoders, LanguageDetector(languages), lambda: entities, intents)


def test_a_question_is_read(reader: Reader, encoder: OnnxEncoder) -> None:
    read = reader.read("slt, g pa recu ma cmd ???", page="fr", conversation=None)
    assert read.text == "j'ai pas recu ma commande ?"
    assert read.language.code == "fr"
    assert read.tokens == ("j'ai", "pas", "recu", "ma", "commande")
    assert read.intent is None
    assert read.signals == {"question"}
    assert np.array_equal(read.vector, encoder.encode([read.text])[0])


def test_entities_are_placed_in_the_text_as_written(reader: Reader) -> None:
    written = "Bonjour…   mon e-mail est  lea.martin@exemple.fr   merci"
    (email,) = [found for found in reader.entities(written, lang="fr") if found.kind == "EMAIL"]
    assert written[email.start : email.end] == email.text == "lea.martin@exemple.fr"


def test_an_act_in_english_on_a_french_page(reader: Reader) -> None:
    read = reader.read("I want to talk to a real person", page="fr", conversation=None)
    assert read.language.code == "en"
    assert read.intent is not None and read.intent.name == "ask_human"


@pytest.mark.parametrize("text", ["", " ", "\x00", "🙂", "\u200b"])
def test_nothing_said_is_read_as_nothing(reader: Reader, text: str) -> None:
    read = reader.read(text, page="en", conversation=None)
    assert "empty" in read.signals and read.intent is None and read.language.code == "en"
    assert np.linalg.norm(read.vector) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize("piece", ["où est mon colis ? ", "a", "((", "bonjour ", "!?", "c' ", "0612345678 ", "é\u0301"])
def test_a_hundred_thousand_characters_are_read_in_bounded_time(reader: Reader, piece: str) -> None:
    start = time.process_time()
    read = reader.read(piece * (100_000 // len(piece)), page="fr", conversation=None)
    assert time.process_time() - start < 10
    assert len(read.text) <= 40_000
