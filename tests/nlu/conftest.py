"""The encoder and what is built on it, loaded once a session."""

from pathlib import Path

import pytest

from nlu.embed import OnnxEncoder
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
def intents(encoder: OnnxEncoder) -> IntentRecogniser:
    return IntentRecogniser(["fr", "en"], encoder)
