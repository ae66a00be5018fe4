"""What speaks for a hit, as numbers in a fixed order."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.evidence import FEATURES, evidence, shared_out
from knowledge.shelf import Hit


def hit(*, score: float = 0.0, share: float = 0.5, nearness: float = 0.0, lexical: float = 0.0) -> Hit:
    return Hit(owner=0, score=score, share=share, dense=0.0, nearness=nearness, lexical=lexical, wording=0, terms=())


def column(name: str, text: str, *hits: Hit) -> list[float]:
    return evidence(text, hits)[:, FEATURES.index(name)].tolist()


@pytest.mark.parametrize("count", [0, 1, 2, 10])
def test_there_is_a_row_a_hit_and_a_column_a_feature(count: int) -> None:
    features = evidence("où est mon colis", [hit(score=number) for number in range(count)])
    assert features.shape == (count, len(FEATURES))
    assert features.dtype == np.float64
    assert np.all(np.isfinite(features))


def test_each_feature_stands_in_its_column() -> None:
    hits = (hit(score=3, share=0.75, nearness=0.9, lexical=0.4), hit(score=1, share=0.25, nearness=0.8, lexical=0.1))
    named = {name: column(name, "où est mon colis", *hits) for name in FEATURES}
    assert named == {
        "score": [3, 1],
        "share": pytest.approx([np.log(3), -np.log(3)]),
        "margin": [2, -2],
        "lexical": [0.4, 0.1],
        "lexical margin": pytest.approx([0.3, -0.3]),
        "cosine": [0.9, 0.8],
        "cosine margin": pytest.approx([0.1, -0.1]),
        "strange": pytest.approx([1.1, 1.1]),
        "words": pytest.approx([np.log(5)] * 2),
    }


@pytest.mark.parametrize(
    ("scores", "margins"),
    [([4.0], [4.0]), ([4.0, 4.0], [0, 0]), ([5.0, 4.0, 1.0], [1, -1, -4]), ([5.0, 5.0, 1.0], [0, 0, -4])],
)
def test_a_margin_is_the_distance_to_the_best_of_the_others(scores: list[float], margins: list[float]) -> None:
    assert column("margin", "?", *(hit(score=score) for score in scores)) == margins


@pytest.mark.parametrize("share", [0.0, 1e-9, 1.0])
def test_not_even_certainty_is_beyond_numbers(share: float) -> None:
    assert abs(column("share", "?", hit(share=share))[0]) == pytest.approx(np.log(1e4))


@pytest.mark.parametrize(("text", "words"), [("", 0), ("colis", 1), ("  où   est mon colis ? ", 5)])
def test_a_longer_question_is_told_from_a_short_one(text: str, words: int) -> None:
    assert column("words", text, hit()) == [pytest.approx(np.log1p(words))]


@pytest.mark.parametrize(
    ("probabilities", "shares"),
    [
        ([], []),
        ([0.4, 0.3], [0.4, 0.3]),
        ([0.9, 0.3], [0.9, 0.1]),
        ([0.3, 0.9], [0.3, 0.7]),
        ([1.0, 0.5, 0.2], [1.0, 0.0, 0.0]),
    ],
)
def test_the_best_is_served_first_and_the_others_share_what_is_left(
    probabilities: list[float], shares: list[float]
) -> None:
    assert shared_out(probabilities) == pytest.approx(shares)


@settings(deadline=None)
@given(st.lists(st.floats(0, 1), max_size=20))
def test_shares_never_add_up_to_more_than_one_nor_exceed_what_was_thought(probabilities: list[float]) -> None:
    shares = shared_out(probabilities)
    assert sum(shares) <= 1 + 1e-9
    assert all(0 <= share <= raw for share, raw in zip(shares, probabilities, strict=True))
    assert shares[:1] == probabilities[:1]
