"""Writes sentence-transformers folders: of a pack, its tokenizer rebuilt from its pieces; or as a package holds one."""

import json
import shutil
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from nlu.pack import Pack, Tensor

PROMPTS = {"query": "query: ", "passage": "passage: "}
LONGEST = 512

_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_KIND = {"w": "weight", "b": "bias"}
_PIPELINE = ("Transformer", "Pooling", "Normalize")


def write_folder(pack: Pack, folder: Path) -> None:
    """Write `pack` into the existing `folder` as SentenceTransformer(folder) reads it."""
    save_file(_state(pack), folder / "model.safetensors", metadata={"format": "pt"})
    rebuild_tokenizer(pack).save(str(folder / "tokenizer.json"), pretty=False)
    for name, content in _documents(pack).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def copy_folder(source: Path, folder: Path) -> None:
    """Copy a packaged sentence-transformers folder, without prompts, into the existing `folder`."""
    shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("README.md", "data_config.json"))
    (folder / "2_Normalize").mkdir(exist_ok=True)
    tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
    tokenizer.no_padding()  # the packaged one fills every text up to 128 tokens, and cuts it there
    tokenizer.no_truncation()
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {"prompts": dict.fromkeys(PROMPTS, ""), "similarity_fn_name": "cosine"}
    (folder / "config_sentence_transformers.json").write_text(json.dumps(settings, indent=2) + "\n", encoding="utf-8")


def rebuild_tokenizer(pack: Pack) -> Tokenizer:
    """Return the encoder's tokenizer: unigram pieces on NMT and NFKC normalised words, between <s> and </s>."""
    tokenizer = Tokenizer(models.Unigram(list(pack.pieces), unk_id=pack.unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace()])
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.add_special_tokens([*("<s>", "<pad>", "</s>", "<unk>"), AddedToken("<mask>", lstrip=True)])
    ends = [(piece, tokenizer.token_to_id(piece)) for piece in ("<s>", "</s>")]
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=ends
    )
    return tokenizer


def _state(pack: Pack) -> dict[str, Tensor]:
    state = {
        "embeddings.word_embeddings.weight": pack.tensors["emb.word"].reshape(pack.vocabulary, pack.hidden),
        "embeddings.position_embeddings.weight": pack.tensors["emb.pos"].reshape(pack.positions, pack.hidden),
        "embeddings.token_type_embeddings.weight": pack.tensors["emb.type"].reshape(pack.types, pack.hidden),
        "embeddings.LayerNorm.weight": pack.tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": pack.tensors["emb.ln.b"],
        # Never used: transformers warns when they are absent.
        "pooler.dense.weight": np.zeros((pack.hidden, pack.hidden), dtype=np.float32),
        "pooler.dense.bias": np.zeros(pack.hidden, dtype=np.float32),
    }
    for layer in range(pack.layers):
        for short, long in _LAYER.items():
            for kind, suffix in _KIND.items():
                tensor = pack.tensors[f"l{layer}.{short}.{kind}"]
                state[f"encoder.layer.{layer}.{long}.{suffix}"] = _shaped(pack, short, kind, tensor)
    return state


def _shaped(pack: Pack, short: str, kind: str, tensor: Tensor) -> Tensor:
    if kind == "b" or short.endswith("ln"):
        return tensor
    return tensor.reshape(-1, pack.inner if short == "fo" else pack.hidden)


def _documents(pack: Pack) -> dict[str, object]:
    return {
        "config.json": _config(pack),
        "tokenizer_config.json": _tokenizer_config(),
        "special_tokens_map.json": _special_tokens(),
        "modules.json": _modules(),
        "sentence_bert_config.json": {"max_seq_length": LONGEST, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
        "1_Pooling/config.json": {
            "word_embedding_dimension": pack.hidden,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_cls_token": False,
            "pooling_mode_max_tokens": False,
        },
    }


def _config(pack: Pack) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_size": pack.hidden,
        "num_hidden_layers": pack.layers,
        "num_attention_heads": pack.heads,
        "intermediate_size": pack.inner,
        "vocab_size": pack.vocabulary,
        "max_position_embeddings": pack.positions,
        "type_vocab_size": pack.types,
        "layer_norm_eps": 1e-12,
        "hidden_act": "gelu",
        "pad_token_id": 1,
        "bos_token_id": 0,
        "eos_token_id": 2,
    }


def _tokenizer_config() -> dict[str, object]:
    return {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": LONGEST, **_special_tokens()}


def _special_tokens() -> dict[str, str]:
    return {
        "bos_token": "<s>",
        "cls_token": "<s>",
        "eos_token": "</s>",
        "sep_token": "</s>",
        "unk_token": "<unk>",
        "pad_token": "<pad>",
        "mask_token": "<mask>",
    }


def _modules() -> list[dict[str, object]]:
    paths = ("", "1_Pooling", "2_Normalize")
    steps = enumerate(zip(_PIPELINE, paths, strict=True))
    return [
        {"idx": rank, "name": str(rank), "path": path, "type": f"sentence_transformers.models.{step}"}
        for rank, (step, path) in steps
    ]
