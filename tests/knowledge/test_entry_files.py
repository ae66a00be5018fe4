"""Entries in and out of files."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from knowledge.entry_files import read_entries, write_entries
from knowledge.errors import InvalidEntry, SourceNotFound
from knowledge.model import Entry, Variant

TRACK = Entry(
    id="suivi",
    lang="fr",
    question="Où est ma commande ?",
    answer="Ouvrez **Mes commandes**.\n\nSinon, écrivez.",
    variants=(Variant("ou est mon colis"), Variant("« g rien recu »")),
    category="livraison",
    translation_of="track",
)
BARE = Entry(id="retour_2", lang="en", question="How to send back?")
GOOD = {"id": "a", "lang": "fr", "question": "A ?"}


def file_of(folder: Path, *lines: Any) -> Path:
    path = folder / "entries.jsonl"
    path.write_text(
        "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), encoding="utf-8"
    )
    return path


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "entries.jsonl"
    path.write_text("old", encoding="utf-8")
    published = replace(TRACK, revision=3, published_revision=3, need_id="n1")
    assert write_entries([published, BARE], path) == 2
    assert read_entries(path) == [TRACK, BARE]
    assert [found.name for found in tmp_path.iterdir()] == ["entries.jsonl"]


def test_the_fields_of_a_line_are_the_agreed_ones(tmp_path: Path) -> None:
    path = tmp_path / "entries.jsonl"
    write_entries([TRACK], path)
    (line,) = path.read_text(encoding="utf-8").splitlines()
    assert list(json.loads(line)) == ["id", "lang", "category", "question", "answer", "variants", "translation_of"]
    assert "Où est" in line


def test_blank_lines_a_mark_of_order_and_empty_fields_are_no_matter(tmp_path: Path) -> None:
    line = {**GOOD, "answer": None, "variants": None, "category": "", "translation_of": None}
    path = file_of(tmp_path, "\ufeff" + json.dumps(line), "", "   ")
    assert read_entries(path) == [Entry("a", "fr", "A ?")]


def test_entries_are_tidied_as_they_are_read(tmp_path: Path) -> None:
    (entry,) = read_entries(file_of(tmp_path, {**GOOD, "question": " A  ? ", "variants": ["a ?", "b", "B ", ""]}))
    assert (entry.question, entry.variants) == ("A ?", (Variant("b"),))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": "b", "lang": "fr", "questi', "it is not JSON; write one complete object"),
        ("[1, 2]", "it is not an object"),
        ("null", "it is not an object"),
        ("[" * 100_000, "it is not JSON"),
        ({"id": "b"}, "it has no lang and no question; add it"),
        ({**GOOD, "answr": "x"}, r"unknown fields \(answr\); use id, lang"),
        ({**GOOD, "id": "a"}, "its id “a” is already on line 1"),
        ({**GOOD, "id": ""}, "“id” may hold letters"),
        ({**GOOD, "id": "../etc"}, "“id” may hold letters"),
        ({**GOOD, "id": 7}, "“id” is not a text"),
        ({**GOOD, "id": "b", "lang": "français"}, "not a language code"),
        ({**GOOD, "id": "b", "question": None}, "“question” is not a text"),
        ({**GOOD, "id": "b", "question": " "}, "needs a question"),
        ({**GOOD, "id": "b", "question": "q" * 501}, "501 characters"),
        ({**GOOD, "id": "b", "answer": ["x"]}, "“answer” is not a text"),
        ({**GOOD, "id": "b", "answer": "x\u0000"}, "no text"),
        ('{"id": "b", "lang": "fr", "question": "\\ud800"}', "no text"),
        ({**GOOD, "id": "b", "variants": "x"}, "“variants” is not a list of texts"),
        ({**GOOD, "id": "b", "variants": [1]}, "“variants” is not a list of texts"),
        ({**GOOD, "id": "b", "translation_of": "a b"}, "“translation_of” may hold letters"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number_and_what_to_do(tmp_path: Path, line: Any, said: str) -> None:
    with pytest.raises(InvalidEntry, match=f"Line 3 of “entries.jsonl”.*{said}"):
        read_entries(file_of(tmp_path, GOOD, "", line, {**GOOD, "id": "z"}))


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "entries.jsonl"
    path.write_bytes('{"id": "a", "lang": "fr", "question": "Été ?"}\n'.encode("latin-1"))
    with pytest.raises(InvalidEntry, match=r"Line 1 .*UTF-8"):
        read_entries(path)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFound, match=r"nulle\.jsonl"):
        read_entries(tmp_path / "nulle.jsonl")
