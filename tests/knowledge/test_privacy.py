"""Masking, apart from who recognises: what is replaced, counted, left alone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.privacy import MOST_ROUNDS, Mask


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    start: int
    end: int


class Words:
    """Recognises given words, and remembers how many texts it was asked about."""

    def __init__(self, **kinds: str) -> None:
        self._kinds = {word: kind for kind, word in kinds.items()}
        self.asked: list[int] = []

    def __call__(self, texts: Sequence[str], langs: Sequence[str]) -> list[list[Piece]]:
        assert len(texts) == len(langs)
        self.asked.append(len(texts))
        return [self._found(text) for text in texts]

    def _found(self, text: str) -> list[Piece]:
        places = ((text.find(word), word, kind) for word, kind in self._kinds.items())
        found = [Piece(kind, at, at + len(word)) for at, word, kind in places if at >= 0]
        return sorted(found, key=lambda piece: piece.start)


def test_personal_data_is_replaced_by_what_it_was() -> None:
    masked = Mask(Words(NAME="Julie", PHONE="0612")).mask("Julie, 0612 !", "fr")
    assert masked.text == "<NAME>, <PHONE> !"
    assert masked.counts == Counter(NAME=1, PHONE=1)


def test_dates_amounts_and_places_stay() -> None:
    text = "demain à Lyon pour 30 €"
    assert Mask(Words(DATE="demain", PLACE="Lyon", AMOUNT="30 €")).mask(text, "fr").text == text


def test_an_existing_mask_is_left_alone() -> None:
    text = "mon numéro : <PHONE>"
    assert Mask(Words(NAME="PHONE", ADDRESS=": <PHONE>")).mask(text, "fr").text == text


def test_what_shows_after_a_first_round_is_masked_too() -> None:
    masked = Mask(Words(NAME="Julie")).mask("Julie ou Julie ou Julie", "fr")
    assert masked.text == "<NAME> ou <NAME> ou <NAME>"
    assert masked.counts == Counter(NAME=3)


def test_only_texts_that_changed_are_read_again() -> None:
    words = Words(NAME="Julie")
    assert [one.text for one in Mask(words).mask_many(["Julie", "rien", "rien"], ["fr"] * 3)] == [
        "<NAME>",
        "rien",
        "rien",
    ]
    assert words.asked == [3, 1]


def test_a_recogniser_that_never_stops_is_stopped() -> None:
    words = Words(NAME="a")
    Mask(words).mask("a" * 100, "fr")
    assert len(words.asked) == MOST_ROUNDS


def test_the_kinds_to_mask_can_be_chosen() -> None:
    masked = Mask(Words(NAME="Julie", PLACE="Lyon"), kinds=["PLACE"]).mask("Julie à Lyon", "fr")
    assert masked.text == "Julie à <PLACE>"


def test_no_text_gives_no_text() -> None:
    assert Mask(Words(NAME="Julie")).mask_many([], []) == []
