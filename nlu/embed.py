"""The encoders: texts in, unit vectors out. Those of ONNX need no torch; the other is any sentence-transformer."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.errors import ModelMissing
from nlu.ports import Encoder, Vectors

INT8 = Path("onnx", "model_int8.onnx")
FULL = Path("onnx", "model.onnx")
STAMP = "built.json"
PROMPT = "query"  # for every text: questions are compared with questions
LONGEST = 512  # tokens: what the model was trained on, about 350 French words, a long e-mail
LONGEST_TEXT = 8_192  # characters: more can never be 512 tokens or fewer, and tokenising stays bounded


def open_encoder(name: str, *, models: Path) -> Encoder:
    """Open the encoder called `name`: a folder of `models`, any other folder, or an `owner/model` of the hub.

    A folder finished by nlu.build is run by onnxruntime, anything else by sentence-transformers. Raises ModelMissing.
    """
    for folder in (models / name, Path(name)):
        if (folder / STAMP).is_file() and _served(folder):
            return OnnxEncoder(folder)
        if (folder / "modules.json").is_file():
            return SentenceTransformerEncoder(str(folder))
    if "/" not in name or Path(name).is_absolute():
        raise ModelMissing(path=models / name)
    return SentenceTransformerEncoder(name)


class OnnxEncoder:
    """The encoder of a folder written by nlu.build, run by onnxruntime. Safe to share between threads.

    Each text is a run of its own on one thread, `workers` runs side by side: in 8 bits, activations are scaled over a
    whole batch, so that a text would not have the same vector beside others as alone.
    """

    def __init__(self, folder: Path, *, workers: int = 2) -> None:
        from onnxruntime import InferenceSession, SessionOptions
        from tokenizers import Tokenizer

        model = _served(folder)
        if model is None:
            raise ModelMissing(path=folder)
        self.name = _stamped_name(folder)
        self._prompt = _query_prompt(folder)
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self.dimension = int(self._session.get_outputs()[0].shape[1])
        self._workers = workers

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (len(texts), dimension), rows of length 1, each depending on its own text only."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        if len(texts) < 2 * self._workers:
            for row, text in enumerate(texts):
                vectors[row] = self._vector(text)
            return vectors
        with ThreadPoolExecutor(self._workers) as pool:
            for row, vector in enumerate(pool.map(self._vector, texts)):
                vectors[row] = vector
        return vectors

    def _vector(self, text: str) -> NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(self._prompt + text[:LONGEST_TEXT]).ids], dtype=np.int64)
        vector: NDArray[np.float32] = self._session.run(None, {"ids": ids, "mask": np.ones_like(ids)})[0][0]
        return vector


class SentenceTransformerEncoder:
    """Any sentence-transformers folder or hub model, with its own query prompt, in batches sorted by length."""

    def __init__(self, name_or_path: str) -> None:
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # the bar would be drawn in a server's log
        try:
            self._model = SentenceTransformer(name_or_path, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelMissing(path=name_or_path) from error
        self.name = Path(name_or_path).name
        self._prompt = self._model.prompts.get(PROMPT, "")
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array of shape (len(texts), dimension), rows of length 1."""
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        cut = [text[:LONGEST_TEXT] for text in texts]
        vectors = self._model.encode(cut, prompt=self._prompt, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def _served(folder: Path) -> Path | None:
    return next((folder / file for file in (INT8, FULL) if (folder / file).is_file()), None)


def _stamped_name(folder: Path) -> str:
    stamp = folder / STAMP
    kind = "int8" if (folder / INT8).is_file() else "fp32"
    if not stamp.is_file():
        return f"{folder.name}-{kind}"
    built = json.loads(stamp.read_text(encoding="utf-8"))
    return f"{built['name']}-{kind}-{built['builder']}"


def _query_prompt(folder: Path) -> str:
    settings = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))
    return str(settings["prompts"][PROMPT])
