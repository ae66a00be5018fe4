"""Files taken in: masked before they are kept, counted, and kept all or none."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.errors import KnowledgeError, NoTextColumn, NothingReadable, UnknownColumn
from knowledge.intake import Intake, request_id
from knowledge.model import Request
from knowledge.privacy import Mask


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str
    start: int
    end: int


def phones(texts: Sequence[str], langs: Sequence[str]) -> list[list[Piece]]:
    return [[Piece("PHONE", *match.span()) for match in re.finditer(r"\b0\d{9}\b", text)] for text in texts]


class KeptRequests:
    """Past requests in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Request] = {}
        self.calls = 0

    def add(self, requests: Iterable[Request]) -> int:
        self.calls += 1
        before = len(self.kept)
        for request in requests:
            self.kept.setdefault(request.id, request)
        return len(self.kept) - before

    def all(self) -> Iterator[Request]:
        return iter(self.kept.values())

    def count(self) -> int:
        return len(self.kept)

    def fetch(self, ids: Sequence[str]) -> list[Request]:
        return [self.kept[id] for id in ids if id in self.kept]


@pytest.fixture
def requests() -> KeptRequests:
    return KeptRequests()


@pytest.fixture
def intake(requests: KeptRequests) -> Intake:
    return Intake(requests, Mask(phones), lambda text: "en" if "please" in text else "fr")


def written(tmp_path: Path, content: str, name: str = "demandes.csv") -> Path:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    return path


TABLE = (
    "objet;texte;réponse;langue\n"
    "appel au 0611111111;rappelez moi;au 0622222222 ?;\n"
    " ; ;;fr\n"
    ";cancel please;;\n"
    ";hola;;es\n"
    ";où est mon colis;;\n"
    ";où est mon colis;;\n"
)


def test_a_file_is_read_masked_and_counted(tmp_path: Path, intake: Intake, requests: KeptRequests) -> None:
    report = intake.take(written(tmp_path, TABLE))
    assert (report.file, report.read, report.new, report.known) == ("demandes.csv", 5, 5, 0)
    assert report.masked == {"PHONE": 2}
    assert report.languages == {"fr": 3, "en": 1, "es": 1}
    assert [(skipped.line, skipped.code) for skipped in report.skipped] == [(3, "blank-text")]
    first = next(requests.all())
    assert (first.text, first.reply) == ("appel au <PHONE>\nrappelez moi", "au <PHONE> ?")
    assert first.source == "demandes.csv"


def test_the_same_file_again_changes_nothing(tmp_path: Path, intake: Intake, requests: KeptRequests) -> None:
    path = written(tmp_path, TABLE)
    intake.take(path)
    before = dict(requests.kept)
    report = intake.take(path)
    assert (report.read, report.new, report.known) == (5, 0, 5)
    assert requests.kept == before


def test_two_customers_with_the_same_words_are_both_counted(
    tmp_path: Path, intake: Intake, requests: KeptRequests
) -> None:
    intake.take(written(tmp_path, TABLE))
    assert sum(request.text == "où est mon colis" for request in requests.all()) == 2


def test_ids_tell_replies_dates_and_tickets_apart() -> None:
    ids = {
        request_id("a", None, "", None, occurrence=0),
        request_id("a", "b", "", None, occurrence=0),
        request_id("a", None, "2026-01-01", None, occurrence=0),
        request_id("a", None, "", "7", occurrence=0),
        request_id("a", None, "", None, occurrence=1),
    }
    assert len(ids) == 5
    assert all(re.fullmatch(r"[0-9a-f]{16}", id) for id in ids)


def test_everything_is_kept_in_one_call(tmp_path: Path, intake: Intake, requests: KeptRequests) -> None:
    lines = "".join(json.dumps({"text": f"demande {number}"}) + "\n" for number in range(1000))
    report = intake.take(written(tmp_path, lines))
    assert (report.new, requests.calls) == (1000, 1)


@pytest.mark.parametrize(
    ("content", "mapping", "error"),
    [
        ('{"text": "un"}\n' * 600 + '{"text": "deux"}\n', {"reply": "absent"}, UnknownColumn),
        ("texte\n \n\t\n", None, NothingReadable),
        ("id;texte\n", None, NothingReadable),
        ('{"nom": "a"}\n', None, NoTextColumn),
    ],
)
def test_a_file_that_fails_midway_leaves_nothing(
    tmp_path: Path,
    intake: Intake,
    requests: KeptRequests,
    content: str,
    mapping: dict[str, str] | None,
    error: type[KnowledgeError],
) -> None:
    with pytest.raises(error):
        intake.take(written(tmp_path, content), mapping=mapping)
    assert requests.calls == 0


def test_what_was_skipped_never_shows_what_it_held(tmp_path: Path, intake: Intake) -> None:
    report = intake.take(written(tmp_path, '{"text": "ok"}\n{"text": "0611111111", \n'))
    assert "0611111111" not in repr(report)
    assert [str(skipped.reason) for skipped in report.skipped] == ["the line is not complete JSON"]


def test_texts_that_were_cut_are_reported_by_line(tmp_path: Path, intake: Intake) -> None:
    assert intake.take(written(tmp_path, "texte;id\ncourt;1\n" + "mot " * 6000 + ";2\n")).cut == (3,)


def test_progress_reaches_the_end(tmp_path: Path, intake: Intake) -> None:
    said: list[float] = []
    intake.take(written(tmp_path, TABLE), progress=said.append)
    assert said[-1] == 1.0
