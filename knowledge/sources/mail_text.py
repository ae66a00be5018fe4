"""What somebody wrote in a mail: without what is quoted, forwarded with it, or signed by the program."""

import re
import tomllib
from functools import cache
from importlib import resources
from itertools import takewhile

import quotequail

SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{3,}")
RULE_BELOW = re.compile(r"\n[-_=*]{3,}\s*$")
LONGEST = 100_000
DEEPEST = 3
SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f", " ") | dict.fromkeys("\u200b\ufeff", ""))
NAME_WORDS = 4  # at most, in a line that names who passes a mail on
FORWARDED = re.compile(r"transf|forward|r[ée]exp[ée]d", re.IGNORECASE)
FORWARDED_BY = re.compile(r"[\s\-_>]*(?:(?:transf|forward)\w*[^\n]{0,120})?[\s\-_]*")


def new_text(body: str) -> str:
    """Return what the sender wrote; of a mail that only passes another one on, what that one says."""
    text = body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").translate(SPACES)
    return _without_signature(_newest(text, DEEPEST))


def _newest(text: str, depth: int) -> str:
    # Some programs indent every line of the mail, which hides its marks.
    text = "\n".join(line.strip() for line in text.split("\n"))
    parts = quotequail.unwrap(text)
    if parts is None:
        return _above(text)
    own = _above(parts.get("text_top", "")) or _above(parts.get("text_bottom", ""))
    if depth and parts["type"] == "forward" and _passes_on(own, forwarded=_is_forwarded(text)):
        return _newest(parts.get("text", ""), depth - 1) or own
    return own


def _is_forwarded(text: str) -> bool:
    """Say whether the first mark of a quotation says that the mail below it is forwarded, not answered."""
    first = next((line for line in text.split("\n") if _matches("quoted", line)), "")
    return FORWARDED.search(first) is not None


def _passes_on(own: str, *, forwarded: bool) -> bool:
    """Say whether what stands above another mail only passes it on; above a forwarded one, courtesies do too."""
    if FORWARDED_BY.fullmatch(own.lower()):
        return True
    lines = [line for line in own.split("\n") if line.strip(" -_")]
    said = list(takewhile(lambda line: not _matches("ends", line), lines))
    passing = [_matches("passed_on", line) for line in said]
    if not any(passing) and not forwarded:
        return False
    return all(
        passed or _matches("polite", line) or (any(passing[:at]) and _names(line))
        for at, (line, passed) in enumerate(zip(said, passing, strict=True))
    )


def _names(line: str) -> bool:
    return len(line.split()) <= NAME_WORDS and "?" not in line


def _above(text: str) -> str:
    """Return the lines above the first mark of a quotation, without quoted ones."""
    kept: list[str] = []
    for line in text.split("\n"):
        if _matches("quoted", line):
            if any(own.strip() for own in kept):
                break
            continue
        if not line.startswith(">"):
            kept.append(line)
    return "\n".join(kept).strip()


def _without_signature(text: str) -> str:
    own = _pattern("attached").sub("", SIGNATURE.split(text)[0] or text)
    lines = takewhile(lambda line: not _matches("footers", line), own.split("\n"))
    kept = "\n".join(line.rstrip() for line in lines if not _matches("signed", line))
    return RULE_BELOW.sub("", BLANK_LINES.sub("\n\n", kept)).strip()


def _matches(key: str, line: str) -> bool:
    return _pattern(key).fullmatch(line.strip(" \t.!,")) is not None


@cache
def _pattern(key: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in _patterns()[key]), re.IGNORECASE)


@cache
def _patterns() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("knowledge.sources").joinpath("mail.toml").read_text(encoding="utf-8"))
