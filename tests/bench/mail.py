"""What is kept of mails as what the customer says, beside what people marked as the body of the message that counts."""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from statistics import fmean
from typing import Any

from api.settings import Settings
from knowledge.analysis import fold
from knowledge.asks import body
from knowledge.sources.mail_text import new_text
from nlu.encoders import Encoders
from tests.bench.table import Table, percent

MAILS = "fr-melusine-emails/65c3859_emails_full.json"
SHORTEST = 4  # letters in a row that two texts must share: fewer are chance
COLUMNS = ("what is kept", "half", "mails", "marks", "precision", "recall", "F1", "F1, mean of mails", "mails over 90")
_ATTACHED = re.compile(r"\((?:see attached|embedded image moved to)(?:\s+file:[^()]*\)?)?|file:[^()]*\)", re.IGNORECASE)
_REACHED = re.compile(
    r"[>\s]*(?:(?:e-?mail|mail|tel|perso|fax|port)\b[\s.:]*)*(?:[\d\s.+()/]*|\S+@\S+\s*)", re.IGNORECASE
)

Mail = Mapping[str, Any]
READERS: Mapping[str, Callable[[str], str]] = {
    "the whole mail": lambda text: text,
    "without what it quotes and its signature (`new_text`)": new_text,
    "Comptoir: without its courtesies too (`body`)": lambda text: body(text, "fr"),
}


@dataclass(frozen=True, slots=True)
class Overlap:
    """Letters and digits: those kept, those marked as body, and those that are both."""

    kept: int
    marked: int
    both: int

    @property
    def f1(self) -> float:
        total = self.kept + self.marked
        return 2 * self.both / total if total else 1.0


def tables(settings: Settings, _: Encoders) -> Iterator[Table]:
    mails = json.loads((settings.data / MAILS).read_text(encoding="utf-8"))
    halves = {"development": mails[0::2], "test": mails[1::2]}
    marks: Mapping[str, Callable[[str], str]] = {"as they are": str, "mended": mended}
    rows = [
        [name, half, str(len(mails)), told, *_figures(mails, read, mend)]
        for half, mails in halves.items()
        for told, mend in marks.items()
        for name, read in READERS.items()
    ]
    yield Table("mail", "What a mail says", COLUMNS, rows)


def overlap(kept: str, marked: str) -> Overlap:
    """Return what two texts share in order, letter by letter, without case, accents, white space and punctuation."""
    one, other = _letters(kept), _letters(marked)
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return Overlap(len(one), len(other), sum(block.size for block in blocks if block.size >= SHORTEST))


def marked_body(mail: Mail) -> str:
    """Return what is marked as body of the message that counts: the newest that says something.

    What an adviser wrote above the line that says that a mail is forwarded ("Transféré par") does not count.
    """
    messages: Sequence[Any] = mail["messages"]
    above, forwarded, _ = _letters(mail["body"]).partition("transferepar")
    first = "".join(_letters(text) for _, text in messages[0]["tags"][:1])
    counted = messages[1:] if forwarded and first in above and len(messages) > 1 else messages
    bodies = ("\n".join(text for tag, text in message["tags"] if tag == "BODY") for message in counted)
    return next(filter(None, bodies), "")


def mended(body: str) -> str:
    """Return a marked body without what is marked as attachment or signature wherever it has a line of its own."""
    lines = _ATTACHED.sub("\n", body).split("\n")
    return "\n".join(line for line in lines if not _REACHED.fullmatch(line))


def _figures(mails: Sequence[Mail], read: Callable[[str], str], mend: Callable[[str], str]) -> list[str]:
    each = [overlap(read(mail["body"]), mend(marked_body(mail))) for mail in mails]
    total = Overlap(*(sum(getattr(one, key) for one in each) for key in ("kept", "marked", "both")))
    figures = (total.both / total.kept, total.both / total.marked, total.f1, fmean(one.f1 for one in each))
    return [*map(percent, figures), str(sum(one.f1 >= 0.9 for one in each))]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text)))
