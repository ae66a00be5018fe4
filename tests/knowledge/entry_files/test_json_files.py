"""Entries from JSONL and JSON: what older files say, and what is refused."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.entry_files import FORMATS, read_entries, read_file, write_entries
from knowledge.entry_files.rows import FIELDS
from knowledge.errors import InvalidEntries
from knowledge.model import Alternative, Entry, Variant

GOOD = {"id": "a", "lang": "fr", "question": "A ?"}
KEPT = Entry(
    "a",
    "fr",
    "A ?",
    "Oui.",
    (Variant("b", "request"), Variant("c", "visitor")),
    "cat",
    alternatives=(Alternative("Non."),),
    rejected=("d",),
    revision=4,
)


def file_of(folder: Path, *lines: Any) -> Path:
    path = folder / "entries.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def test_every_field_that_a_person_sets_is_named(tmp_path: Path) -> None:
    write_entries([KEPT], tmp_path / "e.jsonl")
    (line,) = (tmp_path / "e.jsonl").read_text(encoding="utf-8").splitlines()
    assert list(json.loads(line)) == [*FIELDS, "status"]


def test_an_older_file_with_bare_wordings_is_read(tmp_path: Path) -> None:
    line = {**GOOD, "category": "x", "answer": "Oui.", "variants": ["b", "c"], "translation_of": None}
    (entry,) = read_entries(file_of(tmp_path, line))
    assert entry == Entry("a", "fr", "A ?", "Oui.", (Variant("b"), Variant("c")), "x")


def test_fields_that_a_line_does_not_name_stay_as_they_are(tmp_path: Path) -> None:
    line = {**GOOD, "answer": "Autre.", "variants": ["b", "neuf"]}
    (entry,) = read_entries(file_of(tmp_path, line), over={"a": KEPT})
    assert entry == replace(KEPT, answer="Autre.", variants=(Variant("b", "request"), Variant("neuf")))


def test_blank_lines_a_mark_of_order_and_empty_fields_are_no_matter(tmp_path: Path) -> None:
    line = {**GOOD, "answer": None, "variants": None, "category": "", "translation_of": None, "publish_at": None}
    assert read_entries(file_of(tmp_path, "\ufeff" + json.dumps(line), "", "   ")) == [Entry("a", "fr", "A ?")]


def test_entries_are_tidied_as_they_are_read(tmp_path: Path) -> None:
    (entry,) = read_entries(file_of(tmp_path, {**GOOD, "question": " A  ? ", "variants": ["a ?", "b", "B ", ""]}))
    assert (entry.question, entry.variants) == ("A ?", (Variant("b"),))


WRONG = [
    ('{"id": "b", "lang": "fr", "questi', "it is not JSON; write one complete object"),
    ("[1, 2]", "it is not an object"),
    ("null", "it is not an object"),
    ("[" * 100_000, "it is not JSON"),
    ({"id": "b"}, "lang: it is missing; add it"),
    ({**GOOD, "answr": "x"}, "answr: there is no such field; use id, lang"),
    ({**GOOD, "id": ""}, "id: it is empty"),
    ({**GOOD, "id": "../etc"}, "id: it may hold letters"),
    ({**GOOD, "id": "export"}, "“export” is an address"),
    ({**GOOD, "id": 7}, "id: it is not a text"),
    ({**GOOD, "id": "b", "lang": "français"}, "lang: it is not a language code"),
    ({**GOOD, "id": "b", "question": None}, "question: it is not a text"),
    ({**GOOD, "id": "b", "question": " "}, "question: it is empty"),
    ({**GOOD, "id": "b", "question": "q" * 501}, "question: it has 501 characters; 500 fit"),
    ({**GOOD, "id": "b", "variants": ["q" * 501]}, "variants: it has 501 characters"),
    ({**GOOD, "id": "b", "answer": ["x"]}, "answer: it is not a text"),
    ({**GOOD, "id": "b", "answer": "x\u0000"}, "no text"),
    ('{"id": "b", "lang": "fr", "question": "\\ud800"}', "no text"),
    ({**GOOD, "id": "b", "variants": "x"}, "variants: it is not a list of wordings"),
    ({**GOOD, "id": "b", "variants": [1]}, "variants: it is not a list of wordings"),
    ({**GOOD, "id": "b", "variants": [{"text": "x", "origin": "me"}]}, "“me” is no origin"),
    ({**GOOD, "id": "b", "variants": ["x"] * 1_001}, "variants: it has 1001 items; 1000 fit"),
    ({**GOOD, "id": "b", "alternatives": ["x"]}, "alternatives: it is not a list of alternatives"),
    ({**GOOD, "id": "b", "rejected": [1]}, "rejected: it is not a text"),
    ({**GOOD, "id": "b", "in_review": "yes"}, "in_review: “yes” is neither yes nor no"),
    ({**GOOD, "id": "b", "publish_at": "demain"}, "publish_at: “demain” is not a time"),
    ({**GOOD, "id": "b", "publish_at": "2026-05-04", "retire_at": "2026-05-03"}, "retire_at: it is before"),
    ({**GOOD, "id": "b", "translation_of": "a b"}, "translation_of: it may hold letters"),
]


@pytest.mark.parametrize(("line", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_wrong_line_is_refused_with_its_place_and_what_to_do(tmp_path: Path, line: Any, said: str) -> None:
    found = read_file(file_of(tmp_path, {**GOOD, "id": "first"}, "", line, {**GOOD, "id": "z"}))
    assert [entry.id for entry in found.entries] == ["first", "z"]
    assert found.faulty >= 1
    assert said in " ".join(map(str, found.faults))
    assert {fault.line for fault in found.faults} == {3}


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    path = file_of(tmp_path, GOOD, {"id": "b", "lang": "x", "answr": ""}, "{", GOOD)
    with pytest.raises(InvalidEntries) as refused:
        read_entries(path)
    told = [(fault.line, fault.column, fault.reason.code) for fault in refused.value.details["faults"]]  # type: ignore[attr-defined]
    assert told == [
        (2, "answr", "unknown"),
        (2, "question", "missing"),
        (2, "lang", "not-a-language"),
        (3, "", "not-json"),
        (4, "id", "same-id"),
    ]
    assert "the id “a” is already on line 1" in str(refused.value)


def test_of_very_many_faults_the_first_are_told_and_all_counted(tmp_path: Path) -> None:
    found = read_file(file_of(tmp_path, *["{"] * 900))
    assert (len(found.faults), found.faulty) == (200, 900)


def test_a_file_in_another_encoding_is_refused_where_it_shows(tmp_path: Path) -> None:
    for name in ("entries.jsonl", "entries.json"):
        path = tmp_path / name
        path.write_bytes('\n{"id": "a", "lang": "fr", "question": "Été ?"}\n'.encode("latin-1"))
        with pytest.raises(InvalidEntries, match=r"line 2.*UTF-8"):
            read_entries(path)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{"id": "a"}', 1, "not a list"),
        ("", 1, "not a list"),
        ('[{"id": "a", "lang": "fr", "question": "A"}\n{', 1, "not JSON"),
        ('[\n\n{"id": "a", "lang": "fr", "question": "A"},\n 3]', 4, "not an object"),
        ('[{"id": "a", "lang": "fr", "question": "A"},\n]', 2, "not JSON"),
        ("[" * 100_000, 1, "not JSON"),
    ],
)
def test_a_wrong_list_says_where(tmp_path: Path, text: str, line: int, said: str) -> None:
    (tmp_path / "e.json").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidEntries, match=f"line {line}.*{said}"):
        read_entries(tmp_path / "e.json")


def test_every_format_is_one_that_is_told() -> None:
    assert sorted(FORMATS) == ["csv", "json", "jsonl", "xlsx"]
