"""An encoder is taught which wordings mean the same; what was learned before an interruption is not lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from resource import RLIMIT_FSIZE, getrlimit, setrlimit

import numpy as np
import pytest
from fakes.tiny import NAME, entries, write_tiny
from safetensors.numpy import load_file

from nlu.embed import INT8, STAMP, OnnxEncoder, SentenceTransformerEncoder, open_encoder
from nlu.errors import ModelMissing
from nlu.ports import Encoder
from nlu.train import KEPT_EVERY, Lessons, Plan, Training, distinct, draw, enough, whereabouts

LESSONS = [entry.wordings for entry in entries()]
PLAN = Plan(KEPT_EVERY + 4, rate=1e-2)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    models = tmp_path_factory.mktemp("models")
    write_tiny(models)
    return models


def training(models: Path, folder: Path, *, lessons: Lessons = LESSONS, plan: Plan = PLAN) -> Training:
    name = f"{NAME}-tuned-{distinct(NAME, lessons, plan)}"
    return Training(whereabouts(NAME, models), lessons, plan=plan, name=name, folder=folder)


def interrupted(models: Path, folder: Path, *, after: int) -> None:
    """Begin a training, and end it as Ctrl-C does after so many steps."""

    def stop(done: float) -> None:
        if round(done * PLAN.steps) == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        training(models, folder).run(progress=stop)


def test_what_is_told_apart_never_means_the_same() -> None:
    owner = {text: number for number, wordings in enumerate(LESSONS) for text in wordings}
    for seed in range(20):
        drawn = draw(LESSONS, 10, np.random.default_rng(seed))
        owners = [owner[first] for first, _ in drawn]
        assert len(set(owners)) == len(drawn) == 10
        assert owners == [owner[second] for _, second in drawn]
        assert all(first != second for first, second in drawn)


@pytest.mark.parametrize(("wordings", "steps"), [(60, 40), (640, 128), (10_000, 400)])
def test_more_wordings_take_more_steps(wordings: int, steps: int) -> None:
    assert enough([["a", "b"]] * (wordings // 2)) == steps


def test_one_learns_fastest_after_a_tenth_of_the_steps() -> None:
    plan = Plan(100, rate=1.0)
    speeds = [plan.speed(step) for step in range(100)]
    assert (speeds[0], max(speeds), speeds.index(max(speeds))) == (0.1, 1.0, 9)
    assert speeds[10:] == sorted(speeds[10:], reverse=True)
    assert 0 < speeds[-1] < 0.02
    assert Plan(1).speed(0) > 0


def test_wordings_of_an_entry_come_close_and_words_keep_their_place(models: Path, tmp_path: Path) -> None:
    taught = training(models, tmp_path, plan=replace(PLAN, steps=60))
    taught.run()
    taught.write(tmp_path / "draft")
    before, after = open_encoder(NAME, models=models), open_encoder(str(tmp_path / "draft"), models=models)
    assert isinstance(after, OnnxEncoder)
    assert after.name.startswith(f"{NAME}-tuned-") and "-int8-" in after.name
    assert contrast(after) > 2 * contrast(before)
    weights = [load_file(folder / "model.safetensors") for folder in (models / NAME, tmp_path / "draft")]
    words = "embeddings.word_embeddings.weight"
    assert np.array_equal(*(each[words] for each in weights))
    assert weights[0].keys() == weights[1].keys()


def contrast(encoder: Encoder) -> float:
    """How much closer the wordings of an entry are than those of different ones, in spreads of the latter."""
    vectors = encoder.encode([text for wordings in LESSONS for text in wordings])
    owners = np.repeat(np.arange(len(LESSONS)), len(LESSONS[0]))
    same = owners[:, None] == owners[None, :]
    cosines = vectors @ vectors.T
    return float((cosines[same].mean() - cosines[~same].mean()) / cosines[~same].std())


def test_an_interrupted_training_comes_to_the_same_as_one_that_was_not(models: Path, tmp_path: Path) -> None:
    whole = training(models, tmp_path / "whole")
    whole.run()
    interrupted(models, tmp_path / "cut", after=KEPT_EVERY + 2)
    resumed = training(models, tmp_path / "cut")
    assert (resumed.step, resumed.kept, resumed.afresh) == (KEPT_EVERY, KEPT_EVERY, False)
    resumed.run()
    for each, name in ((whole, "a"), (resumed, "b")):
        each.write(tmp_path / name)
    first, second = (load_file(tmp_path / name / "model.safetensors") for name in "ab")
    assert all(np.array_equal(first[key], second[key]) for key in first)


def test_a_finished_training_has_no_step_left(models: Path, tmp_path: Path) -> None:
    training(models, tmp_path).run()
    again = training(models, tmp_path)
    assert again.step == PLAN.steps
    again.run(progress=lambda done: pytest.fail("there was nothing left to learn"))


@pytest.mark.parametrize(
    "change", [{"lessons": LESSONS[:-1]}, {"plan": replace(PLAN, seed=1)}, {"plan": replace(PLAN, steps=KEPT_EVERY)}]
)
def test_what_was_begun_on_other_wordings_or_otherwise_starts_afresh(
    models: Path, tmp_path: Path, change: dict[str, object]
) -> None:
    interrupted(models, tmp_path, after=KEPT_EVERY)
    begun = training(models, tmp_path, **change)  # type: ignore[arg-type]
    assert (begun.step, begun.afresh) == (0, True)


def test_what_a_full_disk_keeps_from_being_written_leaves_what_was_kept_before(models: Path, tmp_path: Path) -> None:
    interrupted(models, tmp_path, after=KEPT_EVERY)
    (kept,) = tmp_path.glob("*.pt")
    with no_file_beyond(kept.stat().st_size // 2), pytest.raises((OSError, RuntimeError)):
        training(models, tmp_path).run()
    assert training(models, tmp_path).step == KEPT_EVERY


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let this process write no file larger than so many bytes, as on a disk that is full."""
    usual = getrlimit(RLIMIT_FSIZE)
    setrlimit(RLIMIT_FSIZE, (size, usual[1]))
    try:
        yield
    finally:
        setrlimit(RLIMIT_FSIZE, usual)


def test_what_sentence_transformers_serves_stays_in_its_form(models: Path, tmp_path: Path) -> None:
    source = write_tiny(tmp_path)
    (source / STAMP).unlink()
    taught = training(tmp_path, tmp_path / "checkpoint", plan=replace(PLAN, steps=1))
    taught.run()
    taught.write(tmp_path / "draft")
    assert isinstance(open_encoder(str(tmp_path / "draft"), models=models), SentenceTransformerEncoder)
    assert not (tmp_path / "draft" / INT8).exists()


def test_an_encoder_that_is_not_there_cannot_be_taught(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        Training(str(tmp_path / "none"), LESSONS, plan=PLAN, name="none", folder=tmp_path)
