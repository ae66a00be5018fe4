"""Published entries become shelves, each language with what its visitors can be answered with."""

import pytest
from fakes.encoder import StemEncoder
from fakes.learner import nearest

from knowledge.model import Entry, Variant
from knowledge.shelf import ANSWER_ENCODED
from knowledge.snapshot import build_shelves, on_shelf, shelve
from nlu.encoders import Encoders


def entry(id: str, *, of: str | None = None, variants: tuple[str, ...] = ()) -> Entry:
    """An entry whose id starts with its language: `fr-retour`."""
    return Entry(id, id[:2], f"question {id}", "réponse", tuple(map(Variant, variants)), translation_of=of)


@pytest.mark.parametrize(
    ("published", "french", "english", "german"),
    [
        ([], [], [], []),
        ([entry("fr-a")], ["fr-a"], ["fr-a"], ["fr-a"]),
        ([entry("fr-a"), entry("en-a", of="fr-a")], ["fr-a"], ["en-a"], ["fr-a"]),
        ([entry("en-a"), entry("fr-a", of="en-a")], ["fr-a"], ["en-a"], ["en-a"]),
        ([entry("fr-a", of="en-a"), entry("en-a")], ["fr-a"], ["en-a"], ["en-a"]),
        # The original is not published: its translations answer one another.
        ([entry("fr-a", of="de-a"), entry("en-a", of="de-a")], ["fr-a"], ["en-a"], ["fr-a"]),
        (
            [entry("fr-a"), entry("fr-b"), entry("en-b", of="fr-b")],
            ["fr-a", "fr-b"],
            ["en-b", "fr-a"],
            ["fr-a", "fr-b"],
        ),
        ([entry("fr-a"), entry("en-b")], ["fr-a", "en-b"], ["en-b", "fr-a"], ["fr-a", "en-b"]),
    ],
)
def test_a_language_has_its_own_entries_and_those_nobody_translated(
    published: list[Entry], french: list[str], english: list[str], german: list[str]
) -> None:
    assert [each.id for each in on_shelf(published, "fr")] == french
    assert [each.id for each in on_shelf(published, "en")] == english
    assert [each.id for each in on_shelf(published, "de")] == german


def test_a_language_with_nothing_to_answer_has_no_shelf() -> None:
    assert build_shelves([], languages=["fr", "en"], encoders=StemEncoder(), learn=nearest) == {}
    shelves = build_shelves([entry("fr-a")], languages=["fr", "de"], encoders=StemEncoder(), learn=nearest)
    assert {lang: shelf.lang for lang, shelf in shelves.items()} == {"fr": "fr", "de": "de"}


def test_every_wording_of_an_entry_is_on_the_shelf_and_encoded_and_so_is_the_start_of_its_answer() -> None:
    encoder = StemEncoder()
    entries = [entry("fr-a", variants=("où est mon colis", "suivi")), entry("fr-b")]
    shelf = shelve(entries, lang="fr", encoders=encoder, learn=nearest)
    assert shelf is not None
    wordings = [("question fr-a", 0), ("où est mon colis", 0), ("suivi", 0), ("question fr-b", 1)]
    assert [(wording.text, wording.owner) for wording in shelf.wordings] == wordings
    assert encoder.asked == [*(text for text, _ in wordings), *(each.answer[:ANSWER_ENCODED] for each in entries)]
    assert shelf.entries == tuple(entries)


def test_a_shelf_of_one_language_is_read_by_its_own_encoder_and_a_mixed_one_by_the_general() -> None:
    general, english = StemEncoder(), StemEncoder("en")
    encoders = Encoders(general, {"en": english})
    alone = build_shelves([entry("en-a")], languages=["en"], encoders=encoders, learn=nearest)
    assert alone["en"].encoder is english
    mixed = build_shelves([entry("en-a"), entry("fr-b")], languages=["en", "fr"], encoders=encoders, learn=nearest)
    assert {lang: shelf.encoder for lang, shelf in mixed.items()} == {"en": general, "fr": general}
