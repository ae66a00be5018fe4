"""Entries from spreadsheets as people save them."""

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook

from knowledge.entry_files import read_entries, read_file
from knowledge.errors import InvalidEntries, UnknownSheet
from knowledge.model import Alternative, Entry, Variant

HEADER = "id;lang;question;answer;variants"
ENTRY = Entry("prix", "fr", "Ça coûte combien ?", "5 €", (Variant("tarif"), Variant("c cher", "request")))
ROW = 'prix;fr;Ça coûte combien ?;5 €;"tarif\n[request] c cher"'


def csv_of(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "e.csv"
    path.write_bytes(text.encode(encoding))
    return path


def book_of(folder: Path, *rows: list[Any], **sheets: list[list[Any]]) -> Path:
    book = Workbook()
    pages = sheets or {"Sheet": list(rows)}
    book.remove(book.active)
    for title, filled in pages.items():
        page = book.create_sheet(title)
        for row in filled:
            page.append(row)
    book.save(folder / "e.xlsx")
    return folder / "e.xlsx"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_encoding_that_spreadsheets_save_is_read(tmp_path: Path, encoding: str) -> None:
    assert read_entries(csv_of(tmp_path, f"{HEADER}\r\n{ROW}\r\n", encoding)) == [ENTRY]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_separator_is_recognised_by_the_names_of_columns(tmp_path: Path, delimiter: str) -> None:
    text = f"{HEADER}\n{ROW}".replace(";", delimiter)
    assert read_entries(csv_of(tmp_path, text)) == [ENTRY]


def test_a_declared_separator_blank_lines_and_empty_rows_at_the_end_are_no_matter(tmp_path: Path) -> None:
    assert read_entries(csv_of(tmp_path, f"sep=;\n{HEADER};;\n\n{ROW};;\n;;;;\n;;;;;;\n")) == [ENTRY]


def test_columns_are_known_by_their_french_names(tmp_path: Path) -> None:
    text = "Identifiant;Langue;Question;Réponse;Autres formulations\n" + ROW
    assert read_entries(csv_of(tmp_path, text)) == [ENTRY]


def test_a_row_is_told_by_its_first_line_though_its_cells_hold_line_breaks(tmp_path: Path) -> None:
    found = read_file(csv_of(tmp_path, f"{HEADER}\n{ROW}\nprix;français;Q;R;\n"))
    assert [(fault.line, fault.column) for fault in found.faults] == [(4, "lang")]
    again = read_file(csv_of(tmp_path, f"{HEADER}\n{ROW}\n{ROW}\n"))
    assert "the id “prix” is already on line 2" in str(again.faults[0])
    assert again.faults[0].line == 4


WRONG = [
    (f"{HEADER}\nprix;fr;Q;R;;;surplus\n", "line 2: the row has more cells"),
    (f'{HEADER}\nprix;fr;"Q;R;\n', "line 2: a quotation mark is not closed"),
    (f"{HEADER};prix\n{ROW};3\n", "line 1, prix: there is no such field"),
    (f"{HEADER};réponse\n{ROW};3\n", "line 1, answer: this column is there twice"),
    ("", "the first row names no column"),
    ("id;lang\nprix;fr\n", "line 2, question: it is missing"),
    ("id;lang;question;in_review\nprix;fr;Q;bof\n", "“bof” is neither yes nor no"),
    ("id;lang;question;alternatives\nprix;fr;Q;Non.\n", "starts with a line such as “>>> segment: pro"),
    ("id;lang;question;publish_at\nprix;fr;Q;bientôt\n", "“bientôt” is not a time"),
    ("id;lang;question\nprix;fr;Q\x81\n", ""),
]


@pytest.mark.parametrize(("text", "said"), WRONG[:-1], ids=[said for _, said in WRONG[:-1]])
def test_a_wrong_table_is_refused_with_its_line_its_column_and_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InvalidEntries) as refused:
        read_entries(csv_of(tmp_path, text))
    assert said in str(refused.value)


def test_cells_that_people_fill_are_read(tmp_path: Path) -> None:
    row = ["prix", "fr", "Q ?", ">>> segment: pro\nPrix pro.\n\nHT.\n>>> page: /b\nB", "oui", "2026-05-04 14:30"]
    text = "id|lang|question|alternatives|en relecture|publier le\n" + "|".join(f'"{cell}"' for cell in row)
    (entry,) = read_entries(csv_of(tmp_path, text), zone=ZoneInfo("Europe/Paris"))
    assert entry.alternatives == (Alternative("Prix pro.\n\nHT.", "pro", ""), Alternative("B", "", "/b"))
    assert entry.in_review
    assert entry.publish_at == datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize("column", ["follow_up", "Follow-up", "Then", "Ensuite", "parcours"])
def test_the_flow_that_an_entry_goes_on_with_has_a_column(tmp_path: Path, column: str) -> None:
    (entry,) = read_entries(csv_of(tmp_path, f"id;lang;question;{column}\nprix;fr;Q; suivre_commande \n"))
    assert entry.follow_up == "suivre_commande"
    (entry,) = read_entries(csv_of(tmp_path, "id;lang;question\nprix;fr;Q\n"), over={"prix": entry})
    assert entry.follow_up == "suivre_commande"
    with pytest.raises(InvalidEntries, match="follow_up"):
        read_entries(csv_of(tmp_path, f"id;lang;question;{column}\nprix;fr;Q;{'x' * 101}\n"))


def test_numbers_and_dates_typed_in_a_workbook_are_read_as_what_they_are(tmp_path: Path) -> None:
    rows = [["id", "lang", "question", "answer", "category", "in_review", "publish_at", None]]
    rows += [[12, "fr", "Q ?", 30, 1.5, True, datetime(2026, 5, 4, 14, 30), None], [None] * 8, ["", None, "  "]]
    (entry,) = read_entries(book_of(tmp_path, *rows), zone=ZoneInfo("Europe/Paris"))
    assert (entry.id, entry.answer, entry.category, entry.in_review) == ("12", "30", "1.5", True)
    assert entry.publish_at == datetime(2026, 5, 4, 12, 30, tzinfo=UTC)


def test_formulas_dates_in_texts_and_cells_without_a_column_are_refused_each_by_its_place(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "lang", "question", "answer"]]
    rows += [["a", "fr", "Q ?", "=A1"], ["b", "fr", "Q ?", datetime(2026, 1, 2)], ["c", "fr", "Q", "#REF!", "x"]]
    found = read_file(book_of(tmp_path, *rows))
    told = [(fault.line, fault.column, fault.reason.code) for fault in found.faults]
    assert told == [
        (2, "answer", "formula"),
        (3, "answer", "date-in-text"),
        (4, "answer", "error-cell"),
        (4, "", "too-many-cells"),
    ]


def test_the_sheet_with_a_question_is_read_unless_another_is_named(tmp_path: Path) -> None:
    rows = [["id", "lang", "question"], ["a", "fr", "A ?"]]
    path = book_of(tmp_path, Notes=[["à faire"]], Base=rows, Autre=[rows[0], ["b", "fr", "B ?"]])
    found = read_file(path)
    assert (found.sheet, found.sheets, [entry.id for entry in found.entries]) == (
        "Base",
        ("Notes", "Base", "Autre"),
        ["a"],
    )
    assert [entry.id for entry in read_file(path, sheet="Autre").entries] == ["b"]
    with pytest.raises(UnknownSheet, match=r"no sheet “Rien”. Its sheets: Notes, Base, Autre"):
        read_file(path, sheet="Rien")
    assert read_file(path, sheet="Notes").faults[0].reason.code == "unknown"


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "e.xlsx"
    path.write_bytes(b"PK\x03\x04 not really")
    assert "cannot be opened as a workbook" in str(read_file(path).faults[0])
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "no workbook")
    assert "cannot be opened as a workbook" in str(read_file(path).faults[0])


def test_a_workbook_that_unpacks_without_end_is_refused_unread(tmp_path: Path) -> None:
    path = book_of(tmp_path, ["id", "lang", "question"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", bytes(201_000_000))
    assert path.stat().st_size < 1_000_000
    assert "unpacks to more than 200 MB" in str(read_file(path).faults[0])


def test_a_last_row_far_below_costs_no_time(tmp_path: Path) -> None:
    path = tmp_path / "e.xlsx"
    book = Workbook()
    for at, name in enumerate(["id", "lang", "question"], start=1):
        book.active.cell(1, at, name)
        book.active.cell(2, at, ["a", "fr", "A ?"][at - 1])
    book.active.cell(1_048_576, 16_384, " ")
    book.save(path)
    assert [entry.id for entry in read_entries(path)] == ["a"]
