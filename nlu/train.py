"""Teaches an encoder which of a company's wordings ask the same thing; a training that was cut short goes on."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from math import ceil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from transformers.utils.logging import disable_progress_bar

from nlu.build import BUILDER, export, lowest_cosine, parity_sentences
from nlu.embed import INT8, PROMPT, STAMP, OnnxEncoder
from nlu.errors import ModelMismatch, ModelMissing

LONGEST = 64  # tokens: a wording is a sentence or two
KEPT_EVERY = 10  # steps: some half a minute
_FROZEN = "embeddings"  # what single words mean stays: most weights, and words that no wording holds keep their place
_ALIKE = 16  # texts of nearly one length that are read side by side: padding takes as long as words
_STEEPEST = 1.0
_WARMING = 0.1
_WORDINGS_A_STEP = 5
_FEWEST, _MOST = 40, 400
TRAINER = 1  # grows whenever the same wordings would make another encoder
# Half the way back to what it was (Wortsman et al., Robust fine-tuning of zero-shot models, 2022): R@1 on banking77
# 86.5 -> 87.4 rather than 86.9, on 229 topics of code-du-travail 80.3 -> 80.7 rather than 80.2.
_BACK = 0.5
_PAIRED = torch.empty(0)  # no labels: rows of the same rank belong together
_LEAST_COSINE = 0.9  # of the served form with the trained one: 0.98 was seen; how good it is, held-out wordings tell

Lessons = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Take so many `steps`, each on two wordings of up to `pairs` entries; `rate` is the fastest learning rate."""

    steps: int
    pairs: int = 64
    rate: float = 2e-5
    seed: int = 0

    def speed(self, step: int) -> float:
        """Return the learning rate of a step: up in the first tenth, then down to nothing, both straight."""
        warm = ceil(_WARMING * self.steps)
        return self.rate * min((step + 1) / warm, (self.steps - step) / max(1, self.steps - warm))


def enough(lessons: Lessons) -> int:
    """Return how many steps do for these wordings: 640 of them take five minutes of two cores."""
    return min(_MOST, max(_FEWEST, sum(map(len, lessons)) // _WORDINGS_A_STEP))


def distinct(source: str, lessons: Lessons, plan: Plan) -> str:
    """Return what tells a training from every other: which encoder is taught what, and how."""
    told = json.dumps([TRAINER, source, [list(wordings) for wordings in lessons], asdict(plan)])
    return blake2b(told.encode(), digest_size=6).hexdigest()


def whereabouts(name: str, models: Path) -> str:
    """Return what sentence-transformers opens for the encoder called `name`, as open_encoder looks for it."""
    return next((str(folder) for folder in (models / name, Path(name)) if (folder / "modules.json").is_file()), name)


class Training:
    """An encoder being taught that the wordings of one lesson mean the same, and those of others something else.

    `source` is what sentence-transformers opens; every lesson has two wordings or more. After every few steps, all
    that it takes to go on is `kept` in `folder`, under the `name` of what will come of it: when it is found there,
    so many steps are done already. `afresh` says that what was found belongs to another training. Raises ModelMissing.
    """

    def __init__(self, source: str, lessons: Lessons, *, plan: Plan, name: str, folder: Path) -> None:
        self.plan = plan
        self.step = self.kept = 0
        self.afresh = False
        self._lessons = lessons
        self._source = source
        self._file = folder / "checkpoint.pt"
        self._name = name
        self._model = _open(source)
        self._prompt = self._model.prompts.get(PROMPT, "")
        self._loss = MultipleNegativesRankingLoss(self._model)
        self._taught = {name: one for name, one in self._model.named_parameters() if _FROZEN not in name}
        self._before = {name: one.detach().clone() for name, one in self._taught.items()}
        self._optimizer = torch.optim.AdamW(self._taught.values(), lr=plan.rate)
        self._take_up()

    @property
    def device(self) -> str:
        """Return what does the work: `cpu` or `cuda`."""
        return str(self._model.device.type)

    def run(self, *, progress: Callable[[float], None] = lambda done: None) -> None:
        """Take the steps that are left, then go half the way back."""
        longest, self._model.max_seq_length = self._model.max_seq_length, LONGEST
        self._model.train()
        while self.step < self.plan.steps:
            self._take_step()
            if self.step % KEPT_EVERY == 0 or self.step == self.plan.steps:
                self._keep()
            progress(self.step / self.plan.steps)
        self._model.eval()
        self._model.max_seq_length = longest
        with torch.no_grad():
            for name, one in self._taught.items():
                one.lerp_(self._before[name], _BACK)

    def write(self, folder: Path) -> None:
        """Write the encoder into `folder`, which must not exist, in the form in which its source is served.

        Raises ModelMismatch when that form gives other vectors.
        """
        source = Path(self._source)
        if not (source / STAMP).is_file():
            self._model.save(str(folder), create_model_card=False)
            return
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("onnx", STAMP, "*.safetensors"))
        model = self._model.transformers_model
        assert model
        weights = {key: tensor.contiguous().cpu() for key, tensor in model.state_dict().items()}
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        export(folder, quantised=(source / INT8).is_file())
        sentences = parity_sentences()
        cosine = lowest_cosine(OnnxEncoder(folder).encode(sentences), self._encode(sentences))
        if not cosine > _LEAST_COSINE:
            raise ModelMismatch(path=folder, found=f"ONNX: cosine {cosine:.4f}, expected more than {_LEAST_COSINE}")
        # The same wordings may come to other weights on another machine.
        trained = blake2b((folder / "model.safetensors").read_bytes(), digest_size=4).hexdigest()
        stamp = {"name": f"{self._name}-{trained}", "builder": BUILDER, "tuned": source.name, "onnx_cosine": cosine}
        (folder / STAMP).write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")

    def _take_up(self) -> None:
        if not self._file.is_file():
            return
        kept = torch.load(self._file, map_location=self._model.device, weights_only=True)
        self.afresh = kept["name"] != self._name
        if not self.afresh:
            self._model.load_state_dict(kept["weights"], strict=False)
            self._optimizer.load_state_dict(kept["optimizer"])
            self.step = self.kept = kept["step"]

    def _keep(self) -> None:
        """Keep all that it takes to go on, in one piece: a run that ends meanwhile leaves what was kept before."""
        weights = {name: one.detach() for name, one in self._taught.items()}
        state = {"name": self._name, "step": self.step, "weights": weights}
        draft = self._file.with_suffix(f".{os.getpid()}")
        draft.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            torch.save(state | {"optimizer": self._optimizer.state_dict()}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._file)
        self.kept = self.step

    def _take_step(self) -> None:
        # All that is drawn by chance follows from the number of the step: there is no other random state to keep.
        torch.manual_seed(self.plan.seed * self.plan.steps + self.step)
        drawn = draw(self._lessons, self.plan.pairs, np.random.default_rng((self.plan.seed, self.step)))
        first, second = (list(column) for column in zip(*drawn, strict=True))
        vectors = self._vectors([*first, *second])
        loss = self._loss.compute_loss_from_embeddings([vectors[: len(drawn)], vectors[len(drawn) :]], _PAIRED)
        self._optimizer.zero_grad()
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(self._taught.values(), _STEEPEST)
        for group in self._optimizer.param_groups:
            group["lr"] = self.plan.speed(self.step)
        self._optimizer.step()
        self.step += 1

    def _vectors(self, texts: Sequence[str]) -> torch.Tensor:
        """Return the vectors of texts, (n, dimension), with their slopes; those of nearly one length read together."""
        order = np.argsort([len(text) for text in texts], kind="stable")
        read = [
            self._model(self._inputs([texts[at] for at in some]))["sentence_embedding"]
            for some in np.array_split(order, ceil(len(texts) / _ALIKE))
        ]
        return torch.cat(read)[torch.from_numpy(np.argsort(order))]

    def _inputs(self, texts: Sequence[str]) -> dict[str, Any]:
        inputs = self._model.preprocess(texts, prompt=self._prompt)
        return {name: one.to(self._model.device) if hasattr(one, "to") else one for name, one in inputs.items()}

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = self._model.encode(texts, prompt=self._prompt, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)


def draw(lessons: Lessons, pairs: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Return two wordings of each of up to `pairs` lessons: what one learns to tell apart never means the same."""
    chosen = rng.permutation(len(lessons))[:pairs]
    return [_two(lessons[lesson], rng) for lesson in chosen]


def _two(wordings: Sequence[str], rng: np.random.Generator) -> tuple[str, str]:
    first, second = rng.choice(len(wordings), 2, replace=False)
    return wordings[first], wordings[second]


def _open(source: str) -> SentenceTransformer:
    disable_progress_bar()  # type: ignore[no-untyped-call]  # it would be drawn beside ours
    try:
        model = SentenceTransformer(source, device="cuda" if torch.cuda.is_available() else "cpu")
    except (OSError, ValueError) as error:
        raise ModelMissing(path=source) from error
    for name, weights in model.named_parameters():
        weights.requires_grad = _FROZEN not in name
    return model
