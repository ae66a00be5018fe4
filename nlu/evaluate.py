"""How often understanding was right, and how true its confidence was: figures from what was predicted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from nlu.calibration import expected_calibration_error
from nlu.lexicon import words
from nlu.model import Language
from nlu.promise import CERTAINTY

LENGTHS = (("1-2", 2), ("3-5", 5))  # the most words of each
LONGER = "6+"


@dataclass(frozen=True, slots=True)
class Share:
    """Of `texts`, the share in [0, 1] that was right."""

    texts: int
    accuracy: float


@dataclass(frozen=True, slots=True)
class LanguageFigures:
    """How languages were told: in all, by true language, by number of words; the calibration error is in [0, 1]."""

    texts: int
    accuracy: float
    by_language: Mapping[str, Share]
    by_length: Mapping[str, Share]
    expected_calibration_error: float


def language_figures(texts: Sequence[str], langs: Sequence[str], found: Sequence[Language]) -> LanguageFigures:
    """Return the figures of the languages `found` for these texts, whose true codes are `langs`, in the same order."""
    right = [language.code == lang for language, lang in zip(found, langs, strict=True)]
    confidence = np.array([language.probability for language in found])
    return LanguageFigures(
        texts=len(texts),
        accuracy=_share(right).accuracy,
        by_language=_shares(langs, right),
        by_length=_shares([_length(text) for text in texts], right),
        expected_calibration_error=expected_calibration_error(confidence, np.array(right)),
    )


def surely_better(won: int, lost: int) -> bool:
    """Say whether what got `won` questions right that another got wrong, and `lost` the other way, is better by more
    than chance: one-sided sign test at 90 % (McNemar 1947, exact).
    """
    return float(binom.cdf(lost, won + lost, 0.5)) <= 1 - CERTAINTY


@dataclass(frozen=True, slots=True)
class Judged:
    """What was made of one text: how sure one was of the best answer, whether it was right, whether the agent acted on
    it, and whether there was a right answer at all (`in_scope`).
    """

    confidence: float
    right: bool
    acted: bool
    in_scope: bool


@dataclass(frozen=True, slots=True)
class DecisionFigures:
    """Shares in [0, 1]. `accuracy`: acted rightly, or rightly did not; `best_right`: of texts in scope, acted on or no;
    `wrong_in_100`: in a hundred acted on, so up to 100; `out_of_scope_recall`: of texts out of scope, not acted on;
    `auroc`: how well confidence tells scope; `coverage_at_95`: the most that can be acted on with 95 % right, had one
    known.
    """

    texts: int
    out_of_scope: int
    accuracy: float
    best_right: float
    coverage: float
    wrong_in_100: float
    out_of_scope_recall: float | None
    auroc: float | None
    expected_calibration_error: float
    coverage_at_95: float


def decision_figures(judged: Sequence[Judged]) -> DecisionFigures:
    """Return the figures of what was decided."""
    confidence = np.array([each.confidence for each in judged])
    right, acted, inside = (
        np.array([getattr(each, name) for each in judged], dtype=bool) for name in ("right", "acted", "in_scope")
    )
    return DecisionFigures(
        texts=len(judged),
        out_of_scope=int((~inside).sum()),
        accuracy=_mean(np.where(acted, right, ~inside)),
        best_right=_mean(right[inside]),
        coverage=_mean(acted),
        wrong_in_100=100 * _mean(~right[acted]),
        out_of_scope_recall=None if inside.all() else _mean(~acted[~inside]),
        auroc=None if inside.all() or not inside.any() else _auroc(confidence[inside], confidence[~inside]),
        expected_calibration_error=expected_calibration_error(confidence, right),
        coverage_at_95=_coverage(confidence, right, precision=0.95),
    )


def _mean(values: NDArray[np.bool_]) -> float:
    return float(values.mean()) if len(values) else 0.0


def _auroc(high: NDArray[np.float64], low: NDArray[np.float64]) -> float:
    """Return the chance that one of `high` is above one of `low`, half of it when equal (Mann and Whitney 1947)."""
    order = np.sort(low)
    below = np.searchsorted(order, high, side="left") + np.searchsorted(order, high, side="right")
    return float(below.sum() / (2 * len(high) * len(low)))


def _coverage(confidence: NDArray[np.float64], right: NDArray[np.bool_], *, precision: float) -> float:
    order = np.argsort(-confidence, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    kept = np.flatnonzero(shares >= precision)
    return float((kept[-1] + 1) / len(order)) if len(kept) else 0.0


def _shares(groups: Sequence[str], right: Sequence[bool]) -> Mapping[str, Share]:
    """Return the share of each group, in alphabetical order."""
    by_group: dict[str, list[bool]] = {group: [] for group in sorted(set(groups))}
    for group, good in zip(groups, right, strict=True):
        by_group[group].append(good)
    return {group: _share(goods) for group, goods in by_group.items()}


def _share(right: Sequence[bool]) -> Share:
    return Share(len(right), sum(right) / len(right) if right else 0.0)


def _length(text: str) -> str:
    count = len(words(text))
    return next((name for name, most in LENGTHS if count <= most), LONGER)
