"""A project trained by Rasa, once for as long as nothing in it changes."""

import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from dialogue.rasa.home import HOME, PYTHON, REQUIREMENTS, environment


class NotTrained(Exception):
    """Rasa could not train the project: what it says stands above."""


def trained(project: Path, config: Path | None = None) -> Path:
    """Return the model of the project, trained now if there is none of exactly these files.

    `config` is used in the place of the project's own. Raises NotTrained.
    """
    config = config or project / "config.yml"
    model = HOME / "models" / f"{project.name}-{fingerprint(project, config)}.tar.gz"
    if not model.exists():
        _train(project, config, model)
    return model


def fingerprint(project: Path, config: Path) -> str:
    """Say in twelve digits what the model is made from: configuration, domain, data, and Rasa itself."""
    digest = sha256(REQUIREMENTS.read_bytes() + config.read_bytes())
    for path in _sources(project):
        digest.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def domain_of(project: Path) -> str:
    """Return where the domain is: one file, or a folder of them."""
    return "domain.yml" if (project / "domain.yml").exists() else "domain"


def _sources(project: Path) -> Iterator[Path]:
    if (project / "domain.yml").exists():
        yield project / "domain.yml"
    for folder in ("domain", "data"):
        yield from sorted(path for path in (project / folder).rglob("*") if path.is_file())


def _train(project: Path, config: Path, model: Path) -> None:
    made = ["--out", str(model.parent), "--fixed-model-name", model.name.removesuffix(".tar.gz")]
    command = [str(PYTHON), "-m", "rasa", "train", "--domain", domain_of(project), "--config", str(config), *made]
    done = subprocess.run(command, cwd=project, env=environment(), check=False)  # noqa: S603
    if done.returncode != 0 or not model.exists():
        raise NotTrained(NotTrained.__doc__)
