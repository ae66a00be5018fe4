"""What has another shape than its part is told with its line, and taken for nothing: the rest is still read."""

import random
from typing import Any

import pytest
from fakes.sound_project import SOUND, told
from ruamel.yaml import YAML
from ruamel.yaml.compat import StringIO

from dialogue.assistant.checking import problems_of

JUNK: tuple[Any, ...] = (None, 3, 1.5, "x", "", [], {}, [None], {"a": 1}, [[1]], True, [{"a": 1}], {"x": None}, -1, "{")


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("slots: []\n", ("wrong-type", "domain.yml:1", "error")),
        ("slots:\n  a: text\n", ("wrong-type", "domain.yml:2", "error")),
        ("slots:\n  a: {type: text, mappings: from_text}\n", ("wrong-type", "domain.yml:2", "error")),
        ("slots:\n  a: {type: float, min_value: low}\n", ("wrong-type", "domain.yml:2", "error")),
        ("slots:\n  a:\n    type: text\n    mappings:\n    - from_text\n", ("wrong-type", "domain.yml:5", "error")),
        ("forms:\n  a:\n    required_slots: b\n", ("wrong-type", "domain.yml:3", "error")),
        ("responses:\n  utter_a: Hello.\n", ("wrong-type", "domain.yml:2", "error")),
        ("responses:\n  utter_a:\n  - Hello.\n", ("wrong-type", "domain.yml:3", "error")),
        ("intents: {a: b}\n", ("wrong-type", "domain.yml:1", "error")),
        ("session_config:\n  session_expiration_time: soon\n", ("wrong-type", "domain.yml:2", "error")),
    ],
)
def test_what_has_another_shape_is_told(text: str, wrong: tuple[str, str, str]) -> None:
    assert wrong in told({"domain.yml": text}, {})


def test_what_rasa_allows_is_no_other_shape() -> None:
    domain = """
intents: [a, {b: {use_entities: [c]}}, {d: {ignore_entities: c}}]
entities: [c, {e: {roles: [f, g]}}]
slots:
  c: {type: categorical, values: [1, true, x], mappings: [{type: from_entity, entity: c, intent: a}]}
forms:
  old:
    c: [{type: from_text}]
  new: {required_slots: [c]}
"""
    assert "wrong-type" not in {code for code, _, _ in told({"domain.yml": domain}, {})}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_anywhere_is_told_and_never_breaks_the_reading(seed: int) -> None:
    rng, yaml = random.Random(seed), YAML(typ="safe", pure=True)
    for _ in range(40):
        name = rng.choice([each for each in SOUND if each != "config.yml"])
        tree = yaml.load(SOUND[name])
        path = rng.choice([each for each in paths(tree) if each])
        place = tree
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = rng.choice(JUNK)
        written = StringIO()
        yaml.dump(tree, written)
        problems_of(SOUND | {name: written.getvalue()}, {})


def paths(tree: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = tree.keys() if isinstance(tree, dict) else range(len(tree)) if isinstance(tree, list) else ()
    return [above, *(path for key in keys for path in paths(tree[key], (*above, key)))]
