"""Past requests read from tables and JSON: real files, also the damaged and the hostile ones."""

import json
import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.errors import (
    EmptySource,
    KnowledgeError,
    NoTextColumn,
    SourceNotFound,
    UnknownColumn,
    UnknownField,
    UnknownFormat,
)
from knowledge.sources.model import MAX_TEXT, RawRequest, Reason, Row, Skipped
from knowledge.sources.reading import read

DATA = Path(os.environ.get("COMPTOIR_DATA", Path(__file__).parents[2].parent / "shared" / "data"))


def written(tmp_path: Path, content: str | bytes, name: str = "demandes.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(path: Path, **mapping: str) -> list[Row]:
    return list(read(path, mapping=mapping or None))


def texts(path: Path, **mapping: str) -> list[str]:
    return [row.text for row in rows(path, **mapping) if isinstance(row, RawRequest)]


def skipped(path: Path) -> list[tuple[int, str]]:
    return [(row.line, row.code) for row in rows(path) if isinstance(row, Skipped)]


def test_every_field_of_a_table_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Id;Date;Canal;Langue;Objet;Demande;Réponse\n"
        '7;03/02/2026 14:05;Chat;fr-FR;Retour;"Bonjour,\nje veux ""rendre"" le lit";Bien sûr.\n',
    )
    assert rows(path) == [
        RawRequest(
            line=2,
            text='Retour\nBonjour,\nje veux "rendre" le lit',
            reply="Bien sûr.",
            lang="fr",
            channel="chat",
            at=datetime(2026, 2, 3, 14, 5, tzinfo=UTC),
            external_id="7",
        )
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    lines = [["id", "texte"], ["1", "où est mon colis"], ["2", "annuler svp"]]
    path = written(tmp_path, "\n".join(delimiter.join(line) for line in lines))
    assert texts(path) == ["où est mon colis", "annuler svp"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "mac_roman", "cp850"]
)
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    content = "id;message\n" + "".join(f"{number};Réglé à l'été, déjà reçu ça\n" for number in range(60))
    assert texts(written(tmp_path, content.encode(encoding))) == ["Réglé à l'été, déjà reçu ça"] * 60


def test_signs_of_windows_are_read_in_a_legacy_file(tmp_path: Path) -> None:
    content = "message\nça coûte 30 € l’unité, c’est « cœur de gamme »\n".encode("cp1252")
    assert texts(written(tmp_path, content)) == ["ça coûte 30 € l’unité, c’est « cœur de gamme »"]


def test_one_damaged_character_does_not_change_the_encoding(tmp_path: Path) -> None:
    content = ("message\n" + "déjà réglé\n" * 30).encode() + b"fin \xe9\n"
    assert texts(written(tmp_path, content)) == ["déjà réglé"] * 30 + ["fin \ufffd"]


def test_a_single_column_keeps_its_commas(tmp_path: Path) -> None:
    assert texts(written(tmp_path, "message\nBonjour, merci, au revoir\n")) == ["Bonjour, merci, au revoir"]


def test_a_last_column_without_quotes_keeps_its_commas(tmp_path: Path) -> None:
    path = written(tmp_path, "id,date,text\n1,2026-01-02,a\n2,2026-01-02,Bonjour, merci, au revoir\n")
    assert texts(path) == ["a", "Bonjour, merci, au revoir"]


def test_a_declared_delimiter_is_believed(tmp_path: Path) -> None:
    assert texts(written(tmp_path, "sep=;\r\nid;text\r\n1;a, b\r\n")) == ["a, b"]


def test_rows_that_cannot_be_read_say_where_and_why(tmp_path: Path) -> None:
    path = written(
        tmp_path, 'text,category\nun,a\n"  ",b\ndeux,b,trop,encore\n\n"jamais fermé,c\ntrois,c\nquatre 12" ici,d\n'
    )
    assert texts(path) == ["un", "trois", 'quatre 12" ici']
    assert skipped(path) == [(3, "blank-text"), (4, "too-many-columns"), (6, "quote-not-closed")]


@pytest.mark.parametrize("name", ["message", "Réponse client.Texte", "Customer Message", "UTTERANCE", "userMessage"])
def test_the_text_column_is_found_however_it_is_spelled(tmp_path: Path, name: str) -> None:
    assert texts(written(tmp_path, f"id;{name}\n1;bonjour\n")) == ["bonjour"]


def test_the_caller_may_name_the_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "text;verbe;suite\nnon;oui;voilà\n")
    assert rows(path, text="Verbe", reply="suite") == [RawRequest(2, "oui", "voilà")]


@pytest.mark.parametrize(
    ("content", "mapping", "error", "sentence"),
    [
        ("", {}, EmptySource, "is empty"),
        (" \n\n", {}, EmptySource, "is empty"),
        ("nom;age\na;3\n", {}, NoTextColumn, r"\(nom, age\)"),
        ('{"nom": "a"}\n{"age": 3}\n', {}, NoTextColumn, r"\(nom, age\)"),
        ("text;x\na;b\n", {"text": "corps"}, UnknownColumn, "no column “corps”. Its columns: text, x"),
        ('{"text": "a"}\n', {"reply": "corps"}, UnknownColumn, "no column “corps”"),
        ("text;x\na;b\n", {"texte": "x"}, UnknownField, "knows no field “texte”"),
        ("Cher client\nmerci de votre visite\n", {}, UnknownFormat, "text without columns"),
        (b"PK\x03\x04" + b"\0" * 99, {}, UnknownFormat, "Excel"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), {}, UnknownFormat, "an image"),
        (bytes(range(256)) * 20, {}, UnknownFormat, "a binary file"),
        ('{\n "text": "a"\n}\n', {}, UnknownFormat, "one JSON object over several lines"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    tmp_path: Path, content: str | bytes, mapping: dict[str, str], error: type[KnowledgeError], sentence: str
) -> None:
    with pytest.raises(error, match=sentence):
        rows(written(tmp_path, content), **mapping)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match=r"no file “absent.csv”"):
        rows(tmp_path / "absent.csv")


def test_json_lines_are_read_with_dotted_names(tmp_path: Path) -> None:
    lines = [
        {"ticket": {"id": 12, "message": "où est mon colis"}, "lang": "fr", "created": 1_767_225_600},
        {"question": "annuler", "answer": "oui", "date": "2026-01-02T03:04:05Z"},
    ]
    path = written(tmp_path, "\n".join(map(json.dumps, lines)), "a.txt")
    assert rows(path) == [
        RawRequest(1, "où est mon colis", lang="fr", at=datetime(2026, 1, 1, tzinfo=UTC), external_id="12"),
        RawRequest(2, "annuler", "oui", at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)),
    ]


def test_truncated_json_lines_give_the_good_ones(tmp_path: Path) -> None:
    path = written(tmp_path, '{"text": "un"}\n\n[1, 2]\n{"text": ""}\n"mot"\n{"text": "deux"}\n{"text": "tro')
    assert texts(path) == ["un", "deux"]
    assert skipped(path) == [(3, "not-an-object"), (4, "blank-text"), (5, "not-an-object"), (7, "not-json")]


def test_deeply_nested_json_is_skipped(tmp_path: Path) -> None:
    path = written(tmp_path, '{"text": "un"}\n' + '{"a":' * 50_000 + "1" + "}" * 50_000 + "\n")
    assert skipped(path) == [(2, "too-deep")]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_json_list_is_read(tmp_path: Path, indent: int | None) -> None:
    items = [{"text": f"demande {number} [ok], {{é}}", "id": number} for number in range(5000)]
    path = written(tmp_path, json.dumps(items, indent=indent))
    assert texts(path) == [item["text"] for item in items]


def test_a_truncated_json_list_gives_what_was_whole(tmp_path: Path) -> None:
    path = written(tmp_path, '[\n{"text": "un"},\n{"text": "deux"},\n{"text": "tro')
    assert texts(path) == ["un", "deux"]
    assert skipped(path) == [(4, "rest-not-read")]


def test_a_long_text_is_cut_and_said_so(tmp_path: Path) -> None:
    (row,) = rows(written(tmp_path, json.dumps({"text": "mot " * 10_000})))
    assert isinstance(row, RawRequest)
    assert row.cut
    assert len(row.text) == MAX_TEXT


def test_what_no_database_keeps_is_taken_out(tmp_path: Path) -> None:
    assert texts(written(tmp_path, '{"text": "a\\ud800b\\u0000c"}\n')) == ["a\ufffdbc"]


@pytest.mark.parametrize(
    ("head", "tail", "name"),
    [
        ('{"text": "avant"}\n{"text": "', '"}\n{"text": "après"}\n', "a.jsonl"),
        ('id;text\n1;avant\n2;"', '"\n3;après\n', "a.csv"),
    ],
)
def test_a_line_of_200_megabytes_is_skipped_in_little_memory(tmp_path: Path, head: str, tail: str, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        file.write(head.encode())
        for _ in range(200):
            file.write(b"a" * 1_000_000)
        file.write(tail.encode())
    tracemalloc.start()
    read_rows = rows(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    path.unlink()
    assert [row.text if isinstance(row, RawRequest) else row.code for row in read_rows] == [
        "avant",
        "line-too-long",
        "après",
    ]
    assert peak < 20_000_000


def test_progress_grows_to_the_end(tmp_path: Path) -> None:
    said: list[float] = []
    path = written(tmp_path, "text\n" + "bonjour\n" * 20_000)
    assert len(list(read(path, progress=said.append))) == 20_000
    assert said == sorted(said)
    assert said[-1] == 1.0
    assert len(said) > 3


@pytest.mark.parametrize(
    ("written_as", "moment"),
    [
        ("2026-03-12", datetime(2026, 3, 12, tzinfo=UTC)),
        ("12/03/2026", datetime(2026, 3, 12, tzinfo=UTC)),
        ("03/25/2026 9:05", datetime(2026, 3, 25, 9, 5, tzinfo=UTC)),
        ("jeudi 24 mai 2018 11 h 49 CEST", datetime(2018, 5, 24, 11, 49, tzinfo=UTC)),
        ("1er août 2025", datetime(2025, 8, 1, tzinfo=UTC)),
        ("Mon, 02 Mar 2026 10:00:00 +0000", datetime(2026, 3, 2, 10, tzinfo=UTC)),
        ("1767225600000", datetime(2026, 1, 1, tzinfo=UTC)),
        ("bientôt", None),
        ("45/45/2026", None),
    ],
)
def test_dates_are_read_as_exports_write_them(tmp_path: Path, written_as: str, moment: datetime | None) -> None:
    (row,) = rows(written(tmp_path, f"text;date\nbonjour;{written_as}\n"))
    assert isinstance(row, RawRequest)
    assert row.at == moment


def test_reasons_have_a_code_and_a_sentence_of_their_own() -> None:
    assert len({reason.code for reason in Reason}) == len({str(reason) for reason in Reason}) == len(Reason)
    assert f"{Reason.NOT_JSON}" == "the line is not complete JSON"


@pytest.mark.parametrize(
    ("name", "count", "replies"),
    [
        ("fr-code-du-travail/direccte_faq.jsonl", 306, 306),
        ("fr-melusine-emails/0377424_emails.csv", 40, 0),
        ("fr-melusine-emails/cc60d68_emails.json", 40, 0),
        ("en-insurance-needs/utterances.jsonl", 913, 0),
        ("fr-covid-questions/user_questions.jsonl", 2695, 0),
    ],
)
def test_public_requests_are_read_with_columns_found_by_name(name: str, count: int, replies: int) -> None:
    read_rows = rows(DATA / name)
    requests = [row for row in read_rows if isinstance(row, RawRequest)]
    assert len(requests) == len(read_rows) == count
    assert sum(request.reply is not None for request in requests) == replies
