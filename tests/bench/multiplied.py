"""Few real texts made many: each said again otherwise, as people do who ask the same."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from random import Random

from tests.bench.slips import slip

_BEFORE = ("bonjour, ", "bonjour ", "svp ", "je voudrais savoir : ", "question : ", "bjr ", "une question, ", "")
_AFTER = (" svp", " merci", " ?", " merci d'avance", " s'il vous plaît", " !!", ", urgent", "")


def multiplied(texts: Sequence[str], count: int, *, seed: int) -> Iterator[tuple[str, int]]:
    """Yield so many distinct texts, each with the position of the one it says otherwise; the texts themselves first."""
    rng = Random(seed)
    said = set[str]()
    for at in cycle(range(len(texts))):
        if len(said) == count:
            return
        text = texts[at] if len(said) < len(texts) else _otherwise(texts[at], rng)
        if text not in said:
            said.add(text)
            yield text, at


def _otherwise(text: str, rng: Random) -> str:
    words = text.split()
    for _ in range(rng.randint(0, 2)):
        words = rng.choice((_shorter, _swapped, _halved))(words, rng)
    said = " ".join(words)
    for _ in range(rng.choice((0, 0, 1, 1, 2))):
        said = slip(said, rng)
    return rng.choice(_BEFORE) + said.rstrip(" ?.!") + rng.choice(_AFTER)


def _shorter(words: list[str], rng: Random) -> list[str]:
    gone = rng.randrange(len(words))
    return words[:gone] + words[gone + 1 :] if len(words) > 3 else words


def _swapped(words: list[str], rng: Random) -> list[str]:
    at = rng.randrange(max(1, len(words) - 1))
    return [*words[:at], *words[at : at + 2][::-1], *words[at + 2 :]]


def _halved(words: list[str], rng: Random) -> list[str]:
    """Leave out one end of a long text."""
    left = max(4, round(len(words) * 0.7))
    return words[:left] if rng.random() < 0.5 else words[-left:]
