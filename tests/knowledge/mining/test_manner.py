"""Needs are found whatever the manner in which they are asked."""

from random import Random

import numpy as np

from knowledge.mining.manner import manner, rewritten
from knowledge.mining.space import Space
from knowledge.ports import Vectors


class Polite:
    """An encoder whose first value says how a text is written, and whose others what it says."""

    name, dimension = "polite", 8

    def encode(self, texts: list[str]) -> Vectors:
        rows = [
            [3.0 * (text[:1].isupper() - 0.5), *np.eye(7)[len(text.split()[-1].strip("?!. ")) % 7]] for text in texts
        ]
        return np.array([np.array(row) / np.linalg.norm(row) for row in rows], dtype=np.float32)


def test_a_text_is_written_again_in_other_manners() -> None:
    others = rewritten("Où est mon colis ?", "fr", Random(1))
    assert others[0] == "ou est mon colis"
    assert len(set(others)) == 6
    assert others == rewritten("Où est mon colis ?", "fr", Random(1))


def test_a_language_without_words_of_its_own_has_manners_too() -> None:
    assert rewritten("¿Dónde está mi paquete?", "es", Random(1))[0] == "donde esta mi paquete"


def test_the_manner_is_taken_out_of_the_space() -> None:
    encoder, texts = Polite(), [f"Question {'x' * n}" for n in range(1, 40)]
    found = manner(texts, "fr", encoder)
    assert np.allclose(found @ found.T, np.eye(len(found)), atol=1e-5)
    space = Space.of(encoder.encode([*texts, *map(str.lower, texts)]), found)
    loud, low = space.place(encoder.encode(["Question xxx"])), space.place(encoder.encode(["question xxx"]))
    assert abs(float((loud @ low.T)[0, 0])) > 0.9
    assert Space.from_json(space.to_json()).place(encoder.encode(["Question xxx"])).tolist() == loud.tolist()


def test_nothing_has_no_manner() -> None:
    assert manner([], "fr", Polite()).shape == (0, 8)
