"""A reply cut into what it says to anybody: no courtesies, nobody's data, nothing about one customer's case."""

import re
from collections.abc import Iterator
from functools import cache

from knowledge.analysis import fold, language_words
from knowledge.doubts.facts import facts_of
from knowledge.mining.courtesies import plain, strip_courtesies
from knowledge.mining.drafts.model import Piece
from knowledge.privacy import MASK

MOST_PIECES = 30
_LONGEST_REPLY = 8_000
_LONGEST_PIECE = 1_200
_LONGEST_OPENING = 200
_WIDTHS = ("", " ", "\n", "\n\n")
_CLAUSE_ENDS, _WORD_ENDS = r"\s*(?:[,.!:;]|$)", r"(?!\w)"
_ITEM = re.compile(r"\s*(?:[-*+•–—]|\d{1,3}[.)])\s+\S")
_NUMBER = re.compile(r"\s*(\d{1,3})[.)]\s+")
_BULLET = re.compile(r"\s*[-*+•–—]\s+")
_SENTENCE_END = re.compile(
    r"(?<=[.!?…])(?<!\b[A-Z]\.)(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\b(?:MM|Mr|Dr|Ms|St|ex|no|nr)\.)(?<!\b(?:Mrs|etc|art|env)\.)\s+"
)
_FINISHED = re.compile(r"[.!?…:;»”\")]\s*$")
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"|\*\*[^*]*\*\*|https?://\S+")
_CODE = re.compile(r"\b[A-Z]{1,5}[-‑]?\d{5,}\b|\b\d{7,}\b")
_CALLED = re.compile(r"\b(?:Mme|Mlle|M\.|Mr|Mrs|Ms|Monsieur|Madame|Dear|Cher|Chère)\.?\s+[A-ZÀ-Þ][\w'’-]+")
_HTML = re.compile(r"<(?=[A-Za-z/!])")


def pieces_of(reply: str, lang: str) -> tuple[Piece, ...]:
    """Return what a masked reply says to anybody, in order, at most 30 pieces."""
    kept: list[Piece] = []
    gone, gap = False, ""
    for piece in _cut(strip_courtesies(reply[:_LONGEST_REPLY], lang), lang):
        gap = max(gap, piece.gap, key=_WIDTHS.index)
        told = _for_anybody(piece.text, lang)
        if told and not (gone and leans(told, lang)):
            kept.append(Piece(told, gap))
            gone, gap = False, ""
        else:
            gone = gone or not _is_idle(piece.text, lang)
    return tuple(kept[:MOST_PIECES])


def _cut(text: str, lang: str) -> Iterator[Piece]:
    """Yield the sentences and lists of a text."""
    for paragraph in re.split(r"\n\s*\n", text):
        gap = "\n\n"
        for block in _blocks(paragraph):
            for part in [block] if _ITEM.match(block.split("\n")[-1]) else list(_sentences(block)):
                said = _without_padding(part.strip(), lang)
                if said:
                    yield Piece(_safe(said), gap)
                    gap = " "
            gap = "\n" if gap == " " else gap


def _blocks(paragraph: str) -> list[str]:
    """Return the lines of a paragraph, those wrapped put together, a list with what leads to it as one block."""
    blocks: list[str] = []
    for line in (line.strip() for line in paragraph.split("\n")):
        before = blocks[-1].split("\n")[-1] if blocks else ""
        if _ITEM.match(line) and (_ITEM.match(before) or before.endswith(":")):
            blocks[-1] += f"\n{_item(line)}"
        elif before and not _ITEM.match(line) and not _FINISHED.search(before) and line[:1].islower():
            blocks[-1] += f" {line}"
        elif line:
            blocks.append(_item(line))
    return blocks


def _item(line: str) -> str:
    number = _NUMBER.match(line)
    if number:
        return f"{number[1]}. {line[number.end() :]}"
    return _BULLET.sub("- ", line, count=1) if _ITEM.match(line) else line


def _sentences(text: str) -> Iterator[str]:
    """Yield sentences, a question with what follows it: the answer to it."""
    asked = ""
    for sentence in _SENTENCE_END.split(text):
        if sentence.endswith("?"):
            asked += f"{sentence} "
        else:
            yield asked + sentence
            asked = ""
    if asked:
        yield asked.strip()


def _for_anybody(text: str, lang: str) -> str:
    """Return what a piece tells any customer: all of it, or of a sentence the parts before or after a semicolon."""
    if _serves_anybody(text, lang):
        return text
    parts = [] if "\n" in text else re.split(r"\s*;\s+", text)
    kept = [part for part in parts if _serves_anybody(part, lang)] if len(parts) > 1 else []
    said = " ; ".join(kept) if " ;" in text else "; ".join(kept)
    return said[:1].upper() + said[1:]


def _serves_anybody(text: str, lang: str) -> bool:
    """Say whether a piece tells any customer something."""
    if MASK.search(text) or _CODE.search(text) or _CALLED.search(text) or len(text) > _LONGEST_PIECE:
        return False
    if text.rstrip(" .!").endswith(("?", ":")) or not re.search(r"[^\W\d_]", text):
        return False
    own = _QUOTED.sub(" ", text).lower().replace("’", "'")
    return not _one_customer(lang).search(own) and not _is_idle(text, lang)


def _is_idle(text: str, lang: str) -> bool:
    """Say whether a sentence is a courtesy that only replies have."""
    said = fold(text).lstrip(" ,.!-")
    return said.startswith(_idle(lang)) and not facts_of(text, lang)


def _without_padding(text: str, lang: str) -> str:
    """Return a sentence without what only fills its beginning ("Bonne nouvelle : ")."""
    found = _beginning(lang, "padding", _CLAUSE_ENDS).match(plain(text[:_LONGEST_OPENING]))
    rest = text[found.end() :].lstrip(" ,.!:;-–—") if found else text
    return rest[:1].upper() + rest[1:] if not rest.startswith("http") else rest


def leans(text: str, lang: str) -> bool:
    """Say whether a sentence means nothing without the one before it."""
    said = plain(text)
    return bool(
        _beginning(lang, "leaning", _WORD_ENDS).match(said) and not _beginning(lang, "upright", _WORD_ENDS).match(said)
    )


def _safe(text: str) -> str:
    """Return a text whose angle brackets open no tag."""
    return _HTML.sub("‹", text) if not MASK.search(text) else text


@cache
def _idle(lang: str) -> tuple[str, ...]:
    return tuple(fold(start) for start in language_words(lang).get("idle", ()))


@cache
def _one_customer(lang: str) -> re.Pattern[str]:
    return re.compile("|".join(language_words(lang).get("one_customer", ())) or r"(?!)")


@cache
def _beginning(lang: str, key: str, end: str) -> re.Pattern[str]:
    phrases = sorted((fold(phrase) for phrase in language_words(lang).get(key, ())), key=len, reverse=True)
    return re.compile(rf"\W*(?:{'|'.join(map(re.escape, phrases))}){end}" if phrases else r"(?!)")
