"""What shows in a text besides its meaning: anger, capitals, no words at all."""

import re
from collections.abc import Sequence

from nlu.lexicon import Lexicon, holds, words

LONG = 120  # words: more than half a page
LEAST_CAPITALS = 8  # letters: "SAV", "OK" and "TVA" shout nothing
CAPITALS_SHARE = 0.7
VOWELS = frozenset("aeiouyœæ")
ROWS = ("azertyuiop", "qwertyuiop", "qsdfghjklm", "asdfghjkl", "wxcvbn", "zxcvbnm")
LATIN = re.compile(r"[a-zœæß]+")


def signals(text: str, *, original: str, lexicon: Lexicon) -> frozenset[str]:
    """Return the signals of a cleaned `text`; the `original` still has its repeated signs and capitals.

    Among: angry, shouting, gibberish, question, empty, long.
    """
    listed = words(text)
    found = {
        "empty": not listed,
        "long": len(listed) > LONG,
        "question": "?" in text or any(word in lexicon.question_words for word in listed[:1]),
        "shouting": _shouts(original),
        "gibberish": _is_gibberish(listed, lexicon.consonants),
        "angry": bool(holds(listed, lexicon.angry_words | lexicon.insult_words)),
    }
    return frozenset(name for name, shown in found.items() if shown)


def _shouts(original: str) -> bool:
    letters = [char for char in original if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return (len(letters) >= LEAST_CAPITALS and capitals >= CAPITALS_SHARE * len(letters)) or "!!!" in original


def _is_gibberish(listed: Sequence[str], consonants: int) -> bool:
    latin = [word for word in listed if LATIN.fullmatch(word)]
    if sum(map(len, latin)) < 5 or len(latin) < len(listed):
        return False
    return not any(_looks_like_a_word(word, consonants) for word in latin)


def _looks_like_a_word(word: str, consonants: int) -> bool:
    if len(word) >= 4 and any(word[:4] in row or word[:4] in row[::-1] for row in ROWS):
        return False
    run = rf"[^aeiouyœæ]{{{consonants}}}|[aeiouyœæ]{{5}}|(.{{2,3}})\1\1"
    return bool(VOWELS & set(word)) and not re.search(run, word)
