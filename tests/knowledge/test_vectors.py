"""A text is encoded once, and has the same vector ever after."""

from collections.abc import Iterable, Mapping

import numpy as np
import pytest
from fakes.encoder import StemEncoder
from fakes.learner import nearest
from numpy.typing import NDArray

from knowledge.model import Entry
from knowledge.shelf import Query
from knowledge.snapshot import shelve
from knowledge.vectors import RememberingEncoder
from nlu.encoders import Encoders


class HalfPrecisionStore:
    """Keeps vectors in memory in half precision, as the database does; `stores` are the sizes of what it was given."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], NDArray[np.float16]] = {}
        self.stores: list[int] = []

    def fetch(self, encoder: str, digests: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        known = {digest: self.kept.get((encoder, digest)) for digest in digests}
        return {digest: vector.astype(np.float32) for digest, vector in known.items() if vector is not None}

    def store(self, encoder: str, vectors: Mapping[str, NDArray[np.float32]]) -> None:
        self.stores.append(len(vectors))
        self.kept |= {(encoder, digest): vector.astype(np.float16) for digest, vector in vectors.items()}


@pytest.fixture
def store() -> HalfPrecisionStore:
    return HalfPrecisionStore()


def test_it_is_the_encoder_it_remembers_for(store: HalfPrecisionStore) -> None:
    encoder = StemEncoder()
    remembering = RememberingEncoder(encoder, store)
    assert (remembering.name, remembering.dimension) == ("stems", 256)
    vectors = remembering.encode(["colis", "carte"])
    assert (vectors.shape, vectors.dtype) == ((2, 256), np.float32)
    assert np.allclose(vectors, encoder.encode(["colis", "carte"]), atol=1e-3)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_text_is_encoded_once(store: HalfPrecisionStore) -> None:
    encoder = StemEncoder()
    RememberingEncoder(encoder, store).encode(["colis", "carte", "colis"])
    assert sorted(encoder.asked) == ["carte", "colis"]
    RememberingEncoder(encoder, store).encode(["port", "colis"])
    assert sorted(encoder.asked) == ["carte", "colis", "port"]


def test_a_text_has_the_same_vector_the_first_time_and_ever_after(store: HalfPrecisionStore) -> None:
    remembering = RememberingEncoder(StemEncoder(), store)
    first = remembering.encode(["où est mon colis"])
    assert np.array_equal(remembering.encode(["carte", "où est mon colis"])[1:], first)


def test_the_vectors_come_in_the_order_of_the_texts(store: HalfPrecisionStore) -> None:
    remembering = RememberingEncoder(StemEncoder(), store)
    remembering.encode(["b"])
    together = remembering.encode(["a", "b", "c", "a"])
    alone = [remembering.encode([text])[0] for text in ("a", "b", "c", "a")]
    assert np.array_equal(together, np.array(alone))


def test_what_another_encoder_computed_is_not_taken_for_its_own(store: HalfPrecisionStore) -> None:
    class Other(StemEncoder):
        name = "other"

    RememberingEncoder(StemEncoder(), store).encode(["colis"])
    other = Other()
    RememberingEncoder(other, store).encode(["colis"])
    assert other.asked == ["colis"]


def test_what_is_computed_is_kept_batch_by_batch(store: HalfPrecisionStore) -> None:
    RememberingEncoder(StemEncoder(), store).encode([f"texte {number}" for number in range(600)])
    assert store.stores == [256, 256, 88]


def test_what_was_kept_before_a_failure_is_not_computed_again(store: HalfPrecisionStore) -> None:
    class Failing(StemEncoder):
        def encode(self, texts: list[str]) -> NDArray[np.float32]:
            if "texte 300" in texts:
                raise OSError("out of memory")
            return super().encode(texts)

    texts = [f"texte {number}" for number in range(400)]
    with pytest.raises(OSError, match="out of memory"):
        RememberingEncoder(Failing(), store).encode(texts)
    sound = StemEncoder()
    RememberingEncoder(sound, store).encode(texts)
    assert len(sound.asked) == 400 - 256


def test_no_text_gives_no_vector(store: HalfPrecisionStore) -> None:
    assert RememberingEncoder(StemEncoder(), store).encode([]).shape == (0, 256)


def test_what_a_visitor_asks_leaves_no_vector_behind(store: HalfPrecisionStore) -> None:
    entry = Entry("suivi", "fr", "Où est mon colis ?", "Voici.")
    shelf = shelve([entry], lang="fr", encoders=Encoders(RememberingEncoder(StemEncoder(), store)), learn=nearest)
    assert shelf
    kept = len(store.kept)
    asked = Query("mon colis", "fr", np.zeros(3, dtype=np.float32), "another")
    assert shelf.search(asked, limit=1)[0].owner == 0
    assert len(store.kept) == kept
