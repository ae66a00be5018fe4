"""What somebody wrote in a mail: without what is quoted, forwarded with it, or signed by the program."""

import re
import tomllib
from functools import cache
from importlib import resources

import quotequail

SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
BLANK_LINES = re.compile(r"\n{3,}")
LONGEST = 100_000
DEEPEST = 3
FORWARDED_BY = re.compile(r"[\s\-_>]*(?:(?:transf|forward)\w*[^\n]{0,120})?[\s\-_]*")


def new_text(body: str) -> str:
    """Return what the sender wrote; of a mail that only forwards another one, what that one says."""
    text = body[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return _without_signature(_newest(text, DEEPEST))


def _newest(text: str, depth: int) -> str:
    # Some programs indent every line of the mail, which hides its marks.
    text = "\n".join(line.strip() for line in text.split("\n"))
    parts = quotequail.unwrap(text)
    if parts is None:
        return _above(text)
    own = _above(parts.get("text_top", "")) or _above(parts.get("text_bottom", ""))
    if FORWARDED_BY.fullmatch(own.lower()) and parts["type"] == "forward" and depth:
        return _newest(parts.get("text", ""), depth - 1)
    return own


def _above(text: str) -> str:
    """Return the lines above the first mark of a quotation, without quoted ones."""
    kept: list[str] = []
    for line in text.split("\n"):
        if _quoted().fullmatch(line.strip()):
            if any(own.strip() for own in kept):
                break
            continue
        if not line.startswith(">"):
            kept.append(line)
    return "\n".join(kept).strip()


def _without_signature(text: str) -> str:
    own = SIGNATURE.split(text)[0] or text
    lines = [line for line in own.split("\n") if not _signed().fullmatch(line.strip())]
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


@cache
def _quoted() -> re.Pattern[str]:
    return _any_of("quoted")


@cache
def _signed() -> re.Pattern[str]:
    return _any_of("signed")


def _any_of(key: str) -> re.Pattern[str]:
    table = resources.files("knowledge.sources").joinpath("mail.toml").read_text(encoding="utf-8")
    return re.compile("|".join(f"(?:{pattern})" for pattern in tomllib.loads(table)[key]), re.IGNORECASE)
