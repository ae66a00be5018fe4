"""An assistant's project, whole: read from its files, checked, compiled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from dialogue.assistant.compiled import Compiled, PolicySettings, compiled
from dialogue.assistant.domain import Domain
from dialogue.assistant.domain_file import DomainFile
from dialogue.assistant.files import Document, Files, documents, plain
from dialogue.assistant.incomplete import incomplete
from dialogue.assistant.nlu_data import TrainingData, training_data
from dialogue.assistant.policies import Policies, RuleSettings
from dialogue.assistant.problems import InvalidProject, Place, Problem
from dialogue.assistant.sequences import Sequence, rules, stories
from dialogue.assistant.shapes import shaped
from dialogue.assistant.trail import Lens

_POLICIES = frozenset({"RulePolicy", "MemoizationPolicy"})


@dataclass(frozen=True, slots=True)
class Project:
    """What an interpreter needs of a project. `warnings` are what works, but hardly as meant."""

    domain: Domain
    sequences: tuple[Sequence, ...]
    policies: Policies
    lens: Lens
    language: str = ""
    assistant_id: str = ""
    warnings: tuple[Problem, ...] = ()
    training: TrainingData = field(default_factory=TrainingData)


@dataclass(frozen=True, slots=True)
class Reading:
    """A project as its authors wrote it: what its files say, with their places, and what is wrong in them so far."""

    documents: tuple[Document, ...]
    places: DomainFile
    config: dict[str, Any]
    domain: Domain
    sequences: tuple[Sequence, ...]
    built: Compiled
    problems: tuple[Problem, ...] = ()

    @property
    def data(self) -> tuple[Document, ...]:
        """Return the files that may hold rules, stories and examples: all but those of the domain and the tests."""
        return _data(self.documents)

    @property
    def tests(self) -> tuple[Document, ...]:
        """Return the files of the tests: in the folder `tests`, or named as Rasa names them."""
        return tuple(each for each in self.documents if _is_test(each.name))


def load(files: Files) -> Project:
    """Read and compile a project's files: path -> text. Raises InvalidProject with all there is to put right."""
    reading = read(files)
    errors = tuple(sorted((each for each in reading.problems if each.severity == "error"), key=lambda each: each.place))
    if errors:
        raise InvalidProject(errors)
    return Project(
        reading.domain,
        reading.sequences,
        reading.built.policies,
        reading.built.lens,
        str(reading.config.get("language") or ""),
        str(reading.config.get("assistant_id") or ""),
        reading.problems,
        training_data(reading.data),
    )


def read(files: Files) -> Reading:
    """Read and compile a project's files, whatever is wrong in them: it is told beside what could be read."""
    problems: list[Problem] = []
    found = tuple(shaped(each, problems) for each in documents(files, problems))
    config = _config(found)
    places = DomainFile(_domain_files(found), problems)
    domain, data = places.read(), _data(found)
    told = (*rules(data, domain, problems), *stories(data, domain, problems))
    built = compiled(domain, told, _settings(config, problems), problems)
    problems += incomplete(told, domain)
    return Reading(found, places, config, domain, told, built, tuple(problems))


def _data(found: Iterable[Document]) -> tuple[Document, ...]:
    return tuple(each for each in found if each.name.split("/")[0] != "domain" and not _is_test(each.name))


def _is_test(name: str) -> bool:
    return name.startswith("tests/") or name.rsplit("/", 1)[-1].startswith("test_")


def _domain_files(read: Iterable[Document]) -> list[Document]:
    """Return the files of the domain: `domain.yml`, or all in the folder `domain`."""
    found = list(read)
    alone = [each for each in found if each.name in ("domain.yml", "domain.yaml")]
    return alone or [each for each in found if each.name.startswith("domain/")]


def _config(read: Iterable[Document]) -> dict[str, Any]:
    found = next((each for each in read if each.name in ("config.yml", "config.yaml")), None)
    config: dict[str, Any] = plain(found.root) if found else {}
    return config


def _settings(config: dict[str, Any], problems: list[Problem]) -> PolicySettings:
    """Return the policies' settings; without a list of policies, Rasa's own choice: rules and stories."""
    listed = config.get("policies")
    if not listed:
        return PolicySettings()
    named = {str(each.get("name", "")).split(".")[-1]: each for each in listed if isinstance(each, dict)}
    unknown = sorted(named.keys() - _POLICIES)
    problems += [Problem("policy-not-run", Place("config.yml", 1), {"policy": name}, "warning") for name in unknown]
    rule, memory = named.get("RulePolicy", {}), named.get("MemoizationPolicy")
    return PolicySettings(
        RuleSettings(
            float(rule.get("core_fallback_threshold", 0.3)),
            str(rule.get("core_fallback_action_name", "action_default_fallback")),
            bool(rule.get("enable_fallback_prediction", True)),
        ),
        None if memory is None else max(1, int(memory.get("max_history") or 5)),
    )
