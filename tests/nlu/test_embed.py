"""Encoders give unit vectors that depend on nothing but the text."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from nlu.embed import LONGEST, OnnxEncoder, SentenceTransformerEncoder, open_encoder
from nlu.errors import ModelMissing

ROOT = Path(__file__).parents[2]
TEXTS = ["où est mon colis ?", "", "   ", "🙂", "a" * 100_000, "mot " * 30_000, "\x00\u202e", "Where is my parcel?"]


def test_every_text_has_a_vector_of_length_one(encoder: OnnxEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimension) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_text_gives_no_vector(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimension)


def test_a_text_has_the_same_vector_alone_and_beside_others(encoder: OnnxEncoder) -> None:
    together = encoder.encode(TEXTS)
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(together, alone)


def test_threads_may_share_an_encoder(encoder: OnnxEncoder) -> None:
    texts = [f"commande numéro {number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        vectors = list(pool.map(lambda text: encoder.encode([text])[0], texts))
    assert np.array_equal(np.array(vectors), encoder.encode(texts))


def test_the_end_of_a_long_mail_counts_up_to_the_last_token(encoder: OnnxEncoder) -> None:
    start = "le " * (LONGEST - 100)
    same, other = encoder.encode([start + "remboursement", start + "livraison"])
    assert not np.allclose(same, other)
    beyond = "le " * LONGEST
    cut, also_cut = encoder.encode([beyond + "remboursement", beyond + "livraison"])
    assert np.array_equal(cut, also_cut)


def test_near_meanings_are_nearer_than_far_ones_across_languages(encoder: OnnxEncoder) -> None:
    french, english, far = encoder.encode(
        ["où est mon colis ?", "where is my parcel?", "recette du clafoutis aux cerises"]
    )
    assert french @ english > french @ far + 0.05


def test_a_finished_folder_is_served_without_torch() -> None:
    code = (
        "import sys; from pathlib import Path; from nlu.embed import open_encoder;"
        "encoder = open_encoder('multilingual-e5-small', models=Path('models')); encoder.encode(['bonjour']);"
        "print(sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_name_tells_which_vectors_these_are(encoder: OnnxEncoder, model_folder: Path) -> None:
    built = json.loads((model_folder / "built.json").read_text())
    assert encoder.name == f"multilingual-e5-small-int8-{built['builder']}"


@pytest.mark.parametrize("name", ["no-such-model", "/no/such/folder"])
def test_a_missing_model_says_what_to_do(tmp_path: Path, name: str) -> None:
    with pytest.raises(ModelMissing, match="comptoir setup"):
        open_encoder(name, models=tmp_path)


def test_a_folder_without_the_finished_int8_model_is_no_onnx_encoder(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        OnnxEncoder(tmp_path)


@pytest.mark.slow
def test_sentence_transformers_reads_the_folder_and_gives_the_same_vectors(
    tmp_path: Path, encoder: OnnxEncoder, model_folder: Path
) -> None:
    for file in model_folder.iterdir():
        if file.name not in ("onnx", "built.json"):
            (tmp_path / file.name).symlink_to(file)
    reference = open_encoder(str(tmp_path), models=ROOT / "models")
    assert isinstance(reference, SentenceTransformerEncoder)
    texts = ["Comment retourner un article ?", "", "thx 4 ur help"]
    cosines = (reference.encode(texts) * encoder.encode(texts)).sum(axis=1)
    assert cosines.min() > 0.99
    assert reference.encode([]).shape == (0, reference.dimension)
