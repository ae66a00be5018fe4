"""Who reads an answer is shown its neighbours, of the same language, itself left out."""

import numpy as np

from knowledge.faq.related import related
from knowledge.model import Entry


def entry(id: str, *, category: str = "", lang: str = "fr") -> Entry:
    return Entry(id, lang, f"{id} ?", category=category)


def test_the_nearest_come_first_and_a_theme_breaks_near_ties() -> None:
    entries = [entry("a", category="x"), entry("b"), entry("c", category="x"), entry("d"), entry("e", lang="en")]
    angles = np.array([0.0, 0.30, 0.32, 1.5, 0.01])
    centres = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    assert [each.id for each in related(entries, centres, 0)] == ["c", "b", "d"]
    assert [each.id for each in related(entries, centres, 0, limit=1)] == ["c"]
    assert related(entries, centres, 4) == []


def test_no_theme_is_no_theme_in_common() -> None:
    entries = [entry("a"), entry("b"), entry("c", category="x")]
    centres = np.array([[1, 0], [0.8, 0.6], [0.81, 0.586]], dtype=np.float32)
    assert [each.id for each in related(entries, centres, 0)] == ["c", "b"]
