"""Two answers to the same question that say otherwise, with the passages of both. Pure.

Values are compared where both answers give some of the same unit and each has one that the other has not. A denied
predicate (“n'est pas possible”) and an affirmed one are compared where the clauses are about the same.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from knowledge.analysis import Analyser, analyser_of, fold, language_words
from knowledge.doubts.facts import Fact, facts_of, passages
from knowledge.doubts.facts import Kind as FactKind

Kind = FactKind | Literal["yes-no", "denied", "opposite"]

# The address of a page or of a mailbox may well be another in another language.
_OF_ONE_LANGUAGE = frozenset({"link", "email"})
_CLAUSE = re.compile(r"[,;:!?.()]\s+|[!?.]$|\s[-–]\s")
_OPENING = re.compile(r"\W*([^\W_]+)\s*(?:[^\w\s]|$)")
_WORD = re.compile(r"[^\W_]+")
_REACH = 6  # words between "ne" and "pas"
_SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What two answers say otherwise: the words that differ, and the passages they stand in."""

    kind: Kind
    ours: str
    theirs: str
    our_passage: str
    their_passage: str


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause by its stems: what it affirms, what it denies."""

    affirmed: frozenset[str]
    denied: frozenset[str]
    passage: str


def contradictions(ours: str, theirs: str, *, lang: str) -> list[Contradiction]:
    """Return what two answers in one language say otherwise."""
    values = _differing(facts_of(ours, lang), facts_of(theirs, lang))
    return [*_yes_no(ours, theirs, lang), *_denials(ours, theirs, lang), *values]


def mistranslations(ours: str, theirs: str, *, langs: tuple[str, str]) -> list[Contradiction]:
    """Return the values that an answer and its translation give otherwise."""
    one, other = (_translatable(facts_of(text, lang)) for text, lang in zip((ours, theirs), langs, strict=True))
    return list(_differing(one, other))


def _translatable(facts: Sequence[Fact]) -> list[Fact]:
    """What is counted has another name in another language: a number is compared as a number."""
    return [
        Fact(fact.kind, "number" if fact.kind == "number" else fact.unit, fact.value, fact.said, fact.passage)
        for fact in facts
        if fact.kind not in _OF_ONE_LANGUAGE
    ]


def _differing(ours: Sequence[Fact], theirs: Sequence[Fact]) -> Iterator[Contradiction]:
    one, other = _by_unit(ours), _by_unit(theirs)
    for unit in one.keys() & other.keys() if one else ():
        known = {fact.value for fact in one[unit]} & {fact.value for fact in other[unit]}
        mine = [fact for fact in one[unit] if fact.value not in known]
        others = [fact for fact in other[unit] if fact.value not in known]
        if mine and others:
            fact, against = max(((a, b) for a in mine for b in others), key=_alike)
            yield Contradiction(fact.kind, fact.said, against.said, fact.passage, against.passage)


def _by_unit(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.unit].append(fact)
    return dict(sorted(found.items()))


def _alike(pair: tuple[Fact, Fact]) -> float:
    one, other = (set(_WORD.findall(fold(fact.passage))) for fact in pair)
    return len(one & other) / max(len(one | other), 1)


def _yes_no(ours: str, theirs: str, lang: str) -> Iterator[Contradiction]:
    first, second = passages(ours)[:1], passages(theirs)[:1]
    if first and second:
        one, other = opening(first[0], lang), opening(second[0], lang)
        if one and other and one != other:
            said = [_WORD.findall(passage)[0] for passage in (first[0], second[0])]
            yield Contradiction("yes-no", said[0], said[1], first[0], second[0])


def opening(passage: str, lang: str) -> str:
    """Return "yes" or "no" where a passage begins by saying so, else nothing."""
    opened = _OPENING.match(fold(passage))
    return next((side for side in ("yes", "no") if opened and opened[1] in language_words(lang).get(side, ())), "")


def _denials(ours: str, theirs: str, lang: str) -> Iterator[Contradiction]:
    """Yield the first predicate that one denies and the other affirms, or the first pair of opposites."""
    mine, others = _clauses(ours, lang), _clauses(theirs, lang)
    opposites = _opposites(lang)
    for one in mine:
        for other in others:
            against = [(stem, stem) for stem in (one.denied & other.affirmed) | (other.denied & one.affirmed)]
            opposed = [(a, b) for a, b in opposites if a in one.affirmed and b in other.affirmed]
            for told, pairs in (("denied", against), ("opposite", opposed)):
                for a, b in pairs:
                    if _about_the_same(one, other, {a, b}):
                        yield _told("denied" if told == "denied" else "opposite", one, other, a, b, lang)
                        return


def _told(kind: Kind, one: _Clause, other: _Clause, a: str, b: str, lang: str) -> Contradiction:
    return Contradiction(kind, _spelt(a, one.passage, lang), _spelt(b, other.passage, lang), one.passage, other.passage)


def _spelt(stem: str, passage: str, lang: str) -> str:
    """Return the word of a passage that has this stem."""
    terms = analyser_of(lang).terms(passage)
    return next((term.surface for term in terms if term.stem == stem), stem)


def _about_the_same(one: _Clause, other: _Clause, without: set[str]) -> bool:
    first, second = ((clause.affirmed | clause.denied) - without for clause in (one, other))
    fewest = min(len(first), len(second))
    return len(first & second) >= _SHARED * fewest


@lru_cache(maxsize=8_192)
def _clauses(text: str, lang: str) -> tuple[_Clause, ...]:
    conditions = language_words(lang).get("conditions", ())
    found = []
    for passage in passages(text):
        for clause in _CLAUSE.split(passage):
            words = _words(clause, lang)
            if words and words[0] not in conditions:
                found.append(_clause(words, passage, lang))
    return tuple(found)


def _words(clause: str, lang: str) -> list[str]:
    """Return the folded words of a clause, contracted negations opened."""
    folded = fold(clause)
    for pair in language_words(lang).get("contracted", ()):
        short, _, long = pair.partition(" = ")
        folded = folded.replace(short, long)
    return _WORD.findall(folded)


def _clause(words: list[str], passage: str, lang: str) -> _Clause:
    analyser = analyser_of(lang)
    denied: set[str] = set()
    markers = set(language_words(lang).get("negators", ())) | set(language_words(lang).get("negation_starts", ()))
    for at in range(len(words)):
        start = _negation(words, at, lang)
        if start is not None:
            denied |= _predicate(words, start, at, analyser, lang)
    said = _content([word for word in words if word not in markers], analyser, lang)
    return _Clause(frozenset(said) - denied, frozenset(denied), passage)


def _negation(words: list[str], at: int, lang: str) -> int | None:
    """Return where the negation that ends at this word starts; None when there is none."""
    known = language_words(lang)
    if words[at] not in known.get("negators", ()):
        return None
    opened = [start for start in range(max(0, at - _REACH), at) if words[start] in known.get("negation_starts", ())]
    if opened:
        return opened[-1]
    return None if words[at] in known.get("half_negators", ()) else at


def _predicate(words: list[str], start: int, at: int, analyser: Analyser, lang: str) -> set[str]:
    """Return the stem of what a negation denies: the verb inside it, else the first telling word after it."""
    inside = _content(words[start + 1 : at], analyser, lang)
    return set(inside[:1] or _content(words[at + 1 :], analyser, lang)[:1])


def _content(words: list[str], analyser: Analyser, lang: str) -> list[str]:
    """Return the stems of the words that say something: neither stop words nor auxiliaries."""
    auxiliaries = language_words(lang).get("auxiliaries", ())
    telling = [word for word in words if word not in auxiliaries and word not in analyser.stops and not word.isdigit()]
    return analyser.stems(" ".join(telling)) if telling else []


@cache
def _opposites(lang: str) -> list[tuple[str, str]]:
    """Return pairs of stems that exclude each other, both ways."""
    analyser, found = analyser_of(lang), []
    for line in language_words(lang).get("opposites", ()):
        one, other = (analyser.stems(side) for side in line.split(" | "))
        found += [pair for a in one for b in other for pair in ((a, b), (b, a))]
    return found
