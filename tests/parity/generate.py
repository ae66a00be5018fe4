"""Conversations drawn from what people may say to a project, the same for the same seed."""

import json
import random
import sys
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent
FOLLOWED, INTERRUPTED, DROPPED = 0.6, 0.15, 0.08
"""How often a conversation takes up a flow; how often a step of a flow is preceded by something else, or left out."""


def written(name: str) -> list[list[str]]:
    """Read the conversations of a project that were written by hand."""
    return [each["said"] for each in read(HERE / "written" / f"{name}.yml")]


def generated(name: str, count: int, seed: int) -> list[list[str]]:
    """Draw conversations of 8 to 14 messages: flows, interrupted, among texts, intents and nonsense."""
    return drawn(read(HERE / "talk" / f"{name}.yml"), count, random.Random(seed))


def drawn(talk: dict[str, Any], count: int, rng: random.Random) -> list[list[str]]:
    return [conversation(talk, rng) for _ in range(count)]


def conversation(talk: dict[str, Any], rng: random.Random) -> list[str]:
    length, said = rng.randint(8, 14), list[str]()
    while len(said) < length:
        said += followed(talk, rng) if rng.random() < FOLLOWED else [anything(talk, rng)]
    return said[:length]


def followed(talk: dict[str, Any], rng: random.Random) -> list[str]:
    said = []
    for step in rng.choice(talk["flows"]):
        if rng.random() < INTERRUPTED:
            said.append(anything(talk, rng))
        if rng.random() >= DROPPED:
            said.append(step)
    return said


def anything(talk: dict[str, Any], rng: random.Random) -> str:
    kind = rng.choices(("texts", "intents", "nonsense"), (4, 4, 1))[0]
    return rng.choice(talk[kind])


def read(path: Path) -> Any:
    return YAML(typ="safe").load(path)


if __name__ == "__main__":
    name, count, seed = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    json.dump([*written(name), *generated(name, count, seed)], sys.stdout, ensure_ascii=False, indent=1)
