"""Figures of what was predicted: how often it was right, for which texts, and how true the confidence was."""

import pytest

from nlu.evaluate import Share, language_figures, surely_better
from nlu.model import Language

TEXTS = ["colis", "?!", "où est mon colis", "where is my order", "je n'ai toujours pas reçu mon colis", "one two six"]
LANGS = ["fr", "en", "fr", "en", "fr", "en"]


def found(*told: tuple[str, float]) -> list[Language]:
    return [Language(code, probability, "told so") for code, probability in told]


def test_accuracy_is_told_by_language_and_by_length() -> None:
    told = found(("en", 0.5), ("en", 0.5), ("fr", 0.9), ("en", 0.9), ("fr", 1.0), ("fr", 0.6))
    figures = language_figures(TEXTS, LANGS, told)
    assert (figures.texts, figures.accuracy) == (6, pytest.approx(4 / 6))
    assert figures.by_language == {"en": Share(3, pytest.approx(2 / 3)), "fr": Share(3, pytest.approx(2 / 3))}
    assert list(figures.by_language) == ["en", "fr"]
    assert figures.by_length == {"1-2": Share(2, 0.5), "3-5": Share(3, pytest.approx(2 / 3)), "6+": Share(1, 1.0)}


def test_the_calibration_error_is_how_far_confidence_is_from_accuracy() -> None:
    texts, langs = ["a"] * 10, ["fr"] * 10
    true = found(*[("fr", 0.8)] * 8, *[("en", 0.8)] * 2)
    boasting = found(*[("fr", 1.0)] * 8, *[("en", 1.0)] * 2)
    assert language_figures(texts, langs, true).expected_calibration_error == pytest.approx(0)
    assert language_figures(texts, langs, boasting).expected_calibration_error == pytest.approx(0.2)


def test_what_was_found_must_be_as_long_as_what_was_asked() -> None:
    with pytest.raises(ValueError, match="zip"):
        language_figures(["a"], ["fr"], [])


@pytest.mark.parametrize(
    ("won", "lost", "better"),
    [
        (4, 0, True),
        (3, 0, False),
        (7, 2, True),
        (6, 2, False),
        (60, 40, True),
        (55, 45, False),
        (2, 8, False),
        (0, 0, False),
    ],
)
def test_better_is_more_than_chance_gives(won: int, lost: int, better: bool) -> None:
    assert surely_better(won, lost) is better
