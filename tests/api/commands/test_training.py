"""`comptoir train`: an encoder that finds more of what was held out serves from the next start on."""

import io
import logging
import os
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
import torch
import typer
from fakes.tiny import NAME, entries, write_tiny

from api.commands.training import train
from api.errors import MixedShelf, TooFewWordings
from api.publication.judging import Judgement
from api.settings import Settings
from api.wiring import Engine, build
from dialogue.company import Company
from knowledge.model import Entry
from nlu.errors import UnknownLanguage
from nlu.train import KEPT_EVERY, Plan

SOURCE = f"{NAME}-int8-1"


@pytest.fixture(scope="module")
def untaught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an installation with a published base, read by an encoder that nobody taught."""
    home = tmp_path_factory.mktemp("untaught")
    write_tiny(home / "models")
    with build(settings(home)) as engine:
        engine.company.keep(Company(languages=("fr", "en")), author="test")
        publish(engine, *entries())
    return home


@pytest.fixture(scope="module")
def taught(untaught: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of an installation whose encoder was taught, and what was told."""
    home = shutil.copytree(untaught, tmp_path_factory.mktemp("taught") / "home")
    told = io.StringIO()
    with installed(home), redirect_stdout(told):
        run(fine_tune=True, steps=60)
    return home, told.getvalue()


@pytest.fixture
def site(untaught: Path, tmp_path: Path) -> Iterator[Settings]:
    """The installation whose encoder nobody taught, the test's own."""
    with installed(shutil.copytree(untaught, tmp_path / "home")) as site:
        yield site


@pytest.fixture
def tuned_site(taught: tuple[Path, str], tmp_path: Path) -> Iterator[Settings]:
    """The installation whose encoder was taught, the test's own."""
    with installed(shutil.copytree(taught[0], tmp_path / "home")) as site:
        yield site


def settings(home: Path) -> Settings:
    return Settings(home=home, models=home / "models", encoder=NAME, encoders={}, lang="en")


@contextmanager
def installed(home: Path) -> Iterator[Settings]:
    """Make this home the one of the command line; a small encoder learns fast."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"HOME": home, "MODELS": home / "models", "ENCODER": NAME, "LANG": "en"}.items():
            patch.setenv(f"COMPTOIR_{name}", str(value))
        patch.setenv("COMPTOIR_ENCODERS", "{}")
        patch.setattr("nlu.train.Plan", partial(Plan, rate=1e-2))
        yield settings(home)


def publish(engine: Engine, *written: Entry) -> None:
    saved = [engine.curation.create(entry, author="test") for entry in written]
    engine.publisher.publish([entry.id for entry in saved], author="test")
    engine.publisher.judge()


def run(
    *, fine_tune: bool = False, forget: bool = False, lang: str = "", steps: int | None = None, seed: int = 0
) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    try:
        train(fine_tune=fine_tune, forget=forget, lang=lang, steps=steps, seed=seed)
    finally:
        root.handlers = handlers
        root.setLevel(level)


def folders(settings: Settings) -> set[str]:
    return {path.name for path in settings.models.iterdir()}


def reader(settings: Settings, *langs: str) -> str:
    """The name of the encoder that reads these languages in a server that starts now."""
    with build(settings) as engine:
        return engine.encoders.of(*langs).name


def tuned_of(site: Settings) -> str:
    """The folder of the encoder that was taught."""
    (tuned,) = folders(site) - {NAME}
    return tuned


def test_an_encoder_that_finds_more_reads_its_language_from_the_next_start_on(
    tuned_site: Settings, taught: tuple[Path, str]
) -> None:
    told, tuned = taught[1], tuned_of(tuned_site)
    assert "Taught: 144 wordings of 24 entries, in 60 steps (cpu)." in told
    assert "48 wordings that were held out are asked of both encoders." in told
    assert "more than chance would" in told
    assert f"“fr” will be read by {tuned}." in told
    assert "when it starts again" in told
    assert reader(tuned_site, "fr").startswith(f"{tuned}-")
    assert reader(tuned_site, "en") == reader(tuned_site, "fr", "en") == SOURCE


def test_what_an_encoder_learned_from_says_nothing_of_how_sure_to_be(tuned_site: Settings) -> None:
    with build(tuned_site) as engine:
        found = engine.documents.read(engine.publisher.document)
        assert found and found[1]["cause"]["encoders"]["fr"].startswith(tuned_of(tuned_site))
        assert 40 <= sum(Judgement.from_json(found[1]["judgement"]).record.asked) <= 60
        engine.publisher.refresh()
        while job := engine.jobs.claim(["judge"]):
            assert not job.key.endswith(engine.publisher.document.split()[-1])


def test_a_training_that_was_done_is_not_done_again(
    tuned_site: Settings, taught: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    before = folders(tuned_site)
    run(fine_tune=True, steps=60)
    first, *figures = capsys.readouterr().out.splitlines()
    assert first == "This training was done before, on the same wordings:"
    assert set(figures) < set(taught[1].splitlines())
    assert folders(tuned_site) == before


def test_an_encoder_is_forgotten_and_the_base_judged_as_before(
    tuned_site: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    run(forget=True)
    assert f"“fr” will be read by {NAME} again." in capsys.readouterr().out
    assert folders(tuned_site) == {NAME}
    assert reader(tuned_site, "fr") == SOURCE
    with build(tuned_site) as engine:
        found = engine.documents.read(engine.publisher.document)
        assert found and found[1]["cause"]["encoders"]["fr"] == SOURCE
    run(forget=True)
    assert "by the encoder of the settings already" in capsys.readouterr().out


def test_an_encoder_that_learned_nothing_is_not_used(site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    run(fine_tune=True, steps=1)
    told = capsys.readouterr().out
    assert "Not better by more than chance: " in told and "The encoder is not used." in told
    assert folders(site) == {NAME}
    assert reader(site, "fr") == SOURCE
    run()
    shown = capsys.readouterr().out
    assert f"“fr” is read by {NAME}." in shown and f"“en” is read by {NAME}." in shown
    assert "Not better by more than chance: " in shown
    run(fine_tune=True, steps=1)
    assert "This training was done before" in capsys.readouterr().out


def test_one_that_serves_is_asked_nothing_that_it_learned_from(
    tuned_site: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    before = folders(tuned_site)
    run(fine_tune=True, steps=1, seed=5)
    told = capsys.readouterr().out
    assert "48 wordings that were held out" in told and "Not better by more than chance: " in told
    assert folders(tuned_site) == before


def test_a_better_one_takes_the_place_of_the_one_before(tuned_site: Settings) -> None:
    with build(tuned_site) as engine:
        named = engine.tuned_encoders.of("fr")
        assert named
        (tuned_site.models / "other").mkdir()
        engine.tuned_encoders.keep("fr", replace(named, name="other"), author="test")
    assert folders(tuned_site) == {NAME, "other"}


def test_ctrl_c_leaves_what_it_takes_to_go_on_and_nothing_else(
    site: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    checkpoint = site.models / f".{NAME}-fr.training" / "checkpoint.pt"

    def press() -> None:
        while not checkpoint.exists():
            sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    presser = Thread(target=press)
    # A suite that runs in the background ignores Ctrl-C.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        presser.start()
        with pytest.raises(typer.Exit) as stopped:
            run(fine_tune=True, steps=90)
        presser.join()
    finally:
        signal.signal(signal.SIGINT, before)
    assert stopped.value.exit_code == 130
    told = re.search(r"goes on from step (\d+)", capsys.readouterr().out)
    assert told and KEPT_EVERY <= int(told[1]) < 90
    assert folders(site) == {NAME, checkpoint.parent.name}
    assert reader(site, "fr") == SOURCE
    run(fine_tune=True, steps=90)
    assert f"Goes on from step {told[1]} of 90." in capsys.readouterr().out
    assert checkpoint.parent.name not in folders(site)


def test_what_was_begun_otherwise_starts_afresh(site: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    kept = site.models / f".{NAME}-fr.training"
    kept.mkdir()
    torch.save({"name": "another"}, kept / "checkpoint.pt")
    run(fine_tune=True, steps=1)
    assert "it starts afresh" in capsys.readouterr().out
    assert not kept.exists()


@pytest.mark.parametrize(("count", "wordings"), [(19, 8), (24, 2)])
def test_too_few_wordings_are_refused(site: Settings, count: int, wordings: int) -> None:
    with build(site) as engine:
        engine.publisher.retire([entry.id for entry in engine.entries.published()], author="test")
        publish(engine, *(replace(entry, id=f"few-{entry.id}") for entry in entries(count, wordings=wordings)))
    with pytest.raises(TooFewWordings, match="three wordings or more"):
        run(fine_tune=True)


def test_a_language_read_together_with_others_is_refused(site: Settings) -> None:
    with build(site) as engine:
        publish(engine, Entry("", "en", "Do you ship to Belgium?", "Yes."))
    with pytest.raises(MixedShelf, match="1 published entries"):
        run(fine_tune=True)
    with pytest.raises(UnknownLanguage):
        run(fine_tune=True, lang="de")


@pytest.mark.parametrize("change", ["folder", "settings"])
def test_what_cannot_serve_any_more_is_left_out_with_a_warning(
    tuned_site: Settings, caplog: pytest.LogCaptureFixture, change: str
) -> None:
    tuned = tuned_of(tuned_site)
    if change == "folder":
        shutil.rmtree(tuned_site.models / tuned)
    else:
        (tuned_site.models / NAME).rename(tuned_site.models / "other")
        tuned_site = tuned_site.model_copy(update={"encoder": "other"})
    with caplog.at_level(logging.WARNING):
        assert reader(tuned_site, "fr") == SOURCE
    assert tuned in caplog.text
