"""The encoder and what is built on it, loaded once a session."""

from pathlib import Path

import pytest

from nlu.embed import OnnxEncoder
from nlu.encoders import Encoders
from nlu.intent import IntentRecogniser

MODEL = Path(__file__).parents[2] / "models" / "multilingual-e5-small"


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """The default encoder's folder, built by set-up."""
    return MODEL


@pytest.fixture(scope="session")
def encoder(model_folder: Path) -> OnnxEncoder:
    return OnnxEncoder(model_folder)


@pytest.fixture(scope="session")
def encoders(encoder: OnnxEncoder, model_folder: Path) -> Encoders:
    """The encoders as they are by default: English has its own."""
    return Encoders(encoder, {"en": OnnxEncoder(model_folder.parent / "all-MiniLM-L6-v2")})


@pytest.fixture(scope="session")
def intents(encoders: Encoders) -> IntentRecogniser:
    return IntentRecogniser(["fr", "en"], encoders)
