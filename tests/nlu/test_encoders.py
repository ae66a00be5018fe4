"""Each language is read by the encoder that reads it best, several together by one that reads them all."""

import pytest
from fakes.encoder import StemEncoder

from nlu.encoders import Encoders

GENERAL, ENGLISH = StemEncoder(), StemEncoder("en")
ENCODERS = Encoders(GENERAL, {"en": ENGLISH})


@pytest.mark.parametrize(
    ("langs", "encoder"),
    [
        (("en",), ENGLISH),
        (("fr",), GENERAL),
        (("de",), GENERAL),
        (("en", "en"), ENGLISH),
        (("en", "fr"), GENERAL),
        (("fr", "en"), GENERAL),
    ],
)
def test_texts_that_are_compared_are_read_by_one_encoder(langs: tuple[str, ...], encoder: StemEncoder) -> None:
    assert ENCODERS.of(*langs) is encoder


def test_all_encoders_can_be_changed_at_once() -> None:
    changed = ENCODERS.each(lambda encoder: GENERAL if encoder is ENGLISH else ENGLISH)
    assert (changed.of("en"), changed.of("fr")) == (GENERAL, ENGLISH)
