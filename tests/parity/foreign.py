"""What people may say to a project we did not write: its own examples, its intents, and the ways its stories go."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ANNOTATED = re.compile(r"\[([^\]]+)\](?:\(([^)]+)\)|\{([^}]+)\})")
NONSENSE = ["xyzzy blorp", "???", "qwrt 42", "/nobody_knows_this", "/"]
EVERYWHERE = ["/restart", "/back", "/session_start", "/nlu_fallback", "/out_of_scope"]

Talk = dict[str, Any]


def talk_of(project: Path) -> Talk:
    """Gather what the generator draws from: texts, intents with and without entities, nonsense, flows."""
    documents = list(_documents(project))
    examples = list(chain.from_iterable(map(_examples, documents)))
    texts = sorted({ANNOTATED.sub(r"\1", text) for _, text in examples})
    intents = sorted({*(f"/{intent}" for intent in _intents(documents)), *map(_as_intent, examples)})
    flows = [flow for flow in chain.from_iterable(map(_flows, documents)) if flow]
    return {"texts": texts or intents, "intents": [*intents, *EVERYWHERE], "nonsense": NONSENSE, "flows": flows}


def _documents(project: Path) -> Iterator[dict[str, Any]]:
    for path in sorted((*project.glob("domain.y*ml"), *(project / "domain").rglob("*.yml"), *_data(project))):
        document = YAML(typ="safe", pure=True).load(path)
        if isinstance(document, dict):
            yield document


def _data(project: Path) -> Iterator[Path]:
    return (path for path in (project / "data").rglob("*.y*ml") if path.is_file())


def _intents(documents: list[dict[str, Any]]) -> Iterator[str]:
    for each in chain.from_iterable(document.get("intents") or [] for document in documents):
        yield each if isinstance(each, str) else next(iter(each))


def _examples(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every example that is written under its intent, with its annotations."""
    for each in document.get("nlu") or []:
        if "intent" in each and isinstance(each.get("examples"), str):
            intent = each["intent"].split("/")[0]
            yield from ((intent, line[2:].strip()) for line in each["examples"].splitlines() if line.startswith("- "))


def _as_intent(example: tuple[str, str]) -> str:
    """`/inform{"city": "Rome"}` for “to [Rome](city)”."""
    intent, text = example
    entities = (f'"{name}": "{value}"' for name, value in map(_entity, ANNOTATED.finditer(text)) if '"' not in value)
    told = ", ".join(entities)
    return f"/{intent}{{{told}}}" if told else f"/{intent}"


def _entity(found: re.Match[str]) -> tuple[str, str]:
    value, name, details = found.groups()
    if details:
        told = YAML(typ="safe", pure=True).load("{" + details + "}")
        return told["entity"], str(told.get("value", value))
    return name.split(":")[0], value


def _flows(document: dict[str, Any]) -> Iterator[list[str]]:
    for each in (*(document.get("stories") or []), *(document.get("rules") or [])):
        yield [said for step in each.get("steps") or [] if (said := _said(step))]


def _said(step: dict[str, Any]) -> str:
    """What a person would say at this step of a story, as an intent; nothing when it is not a person's."""
    step = next((each for each in step["or"] if "intent" in each), step) if step.get("or") else step
    if "intent" not in step:
        return step.get("user", "")
    entities = [each for each in step.get("entities") or [] if isinstance(each, dict)]
    told = ", ".join(f'"{name}": "{value}"' for each in entities for name, value in each.items() if name not in _PARTS)
    return f"/{step['intent'].split('/')[0]}" + (f"{{{told}}}" if told else "")


_PARTS = ("role", "group")
