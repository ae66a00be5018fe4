"""Words that mean the same in this company, by language, as search reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.analysis import Analyser, fold
from knowledge.errors import SynonymAlone, TooLong

Groups = Mapping[str, Sequence[Sequence[str]]]
LONGEST_WORD = 100
_Stems = tuple[str, ...]


class Alike:
    """The groups of one language: which other words a word, or several in a row, may stand for."""

    def __init__(self, lang: str, groups: Sequence[Sequence[str]]) -> None:
        analyser = Analyser(lang)
        self._by_first: dict[str, list[tuple[_Stems, _Stems]]] = {}
        for group in groups:
            members = [tuple(analyser.stems(word)) for word in group]
            for place, member in enumerate(members):
                others = [stem for at, other in enumerate(members) if at != place for stem in other]
                if member:
                    self._by_first.setdefault(member[0], []).append((member, tuple(dict.fromkeys(others))))

    def of(self, stems: Sequence[str]) -> dict[str, _Stems]:
        """Return, for each word of a query that is in a group, the stems it may stand for."""
        found: dict[str, _Stems] = {}
        for place, stem in enumerate(stems):
            for member, others in self._by_first.get(stem, ()):
                if tuple(stems[place : place + len(member)]) == member:
                    found |= {part: (*found.get(part, ()), *others) for part in member}
        return found


@dataclass(frozen=True, slots=True)
class Synonyms:
    """All groups, as of one version; an unchanging whole. `alike` is what each search of a language looks up."""

    version: int = 0
    groups: Groups = field(default_factory=dict)
    alike: dict[str, Alike] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Read the groups once: each search only looks them up."""
        self.alike.update({lang: Alike(lang, groups) for lang, groups in self.groups.items() if groups})


def tidy_groups(groups: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return groups without stray spaces, empty words, or a word said twice; empty groups go.

    Raises SynonymAlone, TooLong.
    """
    tidied = []
    for group in groups:
        spaced = [" ".join(word.split()) for word in group]
        words = list({fold(word): word for word in reversed(spaced) if word}.values())[::-1]
        if len(words) == 1:
            raise SynonymAlone(word=words[0])
        for word in words:
            if len(word) > LONGEST_WORD:
                raise TooLong(part="word", length=len(word), most=LONGEST_WORD)
        if words:
            tidied.append(words)
    return tidied
