"""What is written is read back, whatever the words, in every format."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from knowledge.curation import tidy
from knowledge.entry_files import FORMATS, read_entries, write_entries
from knowledge.errors import SourceNotFound, UnknownEntryFormat
from knowledge.model import Alternative, Entry, Origin, Variant

TRACK = Entry(
    id="suivi",
    lang="fr",
    question="Où est ma commande ?",
    answer="Ouvrez **Mes commandes**.\n\n- suivi\n- facture\n\nSinon, écrivez.",
    variants=(Variant("ou est mon colis", "request"), Variant("« g rien recu »"), Variant("[request] ?", "visitor")),
    category="livraison",
    translation_of="track",
    follow_up="suivre_commande",
    alternatives=(
        Alternative("Voyez votre *compte pro*.\n>>> segment: rien", "pro", "/pro"),
        Alternative("B", "", "/b"),
    ),
    rejected=("=1+1", "suivre | un colis"),
    in_review=True,
    publish_at=datetime(2026, 5, 4, 14, 30, tzinfo=UTC),
    retire_at=datetime(2026, 6, 1, tzinfo=UTC),
)
BARE = Entry(id="retour_2", lang="en", question="How to send back?")
# What a base keeps: any character but a zero and half a pair; those that formats stumble over come often.
HOSTILE = st.sampled_from(
    [
        *("=", "+", "-", "@", "'", '"', ",", ";", "|", " ", "\t", "\n", "\r", "\r\n", "\\", "\\n", "\\u0007", "＝"),
        *("\u2028", "\x85", "\x1c", "\x0b", "\ufeff", "\ufffe", "\u202e", "👩‍👩‍👧", "e\u0301", "[request]", "_x000D_"),
        *("x005F_", ">>> segment: a | page: b", "=HYPERLINK(1)", "#N/A", "TRUE", "1e5", "2026-05-04"),
    ]
)
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=4)
TEXT = st.lists(HOSTILE | ANY).map("".join)
NAMES = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,20}", fullmatch=True).filter(
    lambda id: id not in ("export", "duplicates")
)
TIMES = st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
ENTRIES = st.builds(
    Entry,
    id=NAMES,
    lang=st.sampled_from(["fr", "en", "de"]),
    question=TEXT.filter(str.strip),
    answer=TEXT,
    variants=st.lists(st.builds(Variant, TEXT, st.sampled_from(get_args(Origin))), max_size=4).map(tuple),
    category=TEXT,
    translation_of=st.none() | NAMES,
    follow_up=TEXT.map(lambda text: text[:100]),
    alternatives=st.lists(st.builds(Alternative, TEXT, TEXT, TEXT), max_size=3).map(tuple),
    rejected=st.lists(TEXT, max_size=3).map(tuple),
    in_review=st.booleans(),
    publish_at=TIMES,
)


@pytest.mark.parametrize("ending", FORMATS)
def test_what_is_written_is_read_back(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"entries.{ending}"
    path.write_text("old", encoding="utf-8")
    published = replace(TRACK, revision=3, published_revision=3, need_id="n1")
    assert write_entries([published, BARE], path) == 2
    assert read_entries(path) == [TRACK, BARE]
    assert [found.name for found in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("ending", FORMATS)
@example(entry=TRACK)
@given(entry=ENTRIES)
@settings(max_examples=100, deadline=None)
def test_any_words_that_a_base_keeps_are_read_back(ending: str, entry: Entry) -> None:
    kept = tidy(entry)
    with TemporaryDirectory() as folder:
        path = Path(folder, f"entries.{ending}")
        write_entries([kept, BARE], path)
        assert read_entries(path) == [kept, BARE]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_base_without_entries_is_a_file_without_rows(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"entries.{ending}"
    assert write_entries([], path) == 0
    assert read_entries(path) == []


@pytest.mark.parametrize("ending", FORMATS)
def test_what_no_cell_can_hold_is_read_back(tmp_path: Path, ending: str) -> None:
    many = tuple(Variant(f"{number} " + "=é😀" * 150, "request") for number in range(300))
    long = replace(TRACK, answer="\\n" * 10_000, variants=many)
    write_entries([long, BARE], tmp_path / f"entries.{ending}")
    assert read_entries(tmp_path / f"entries.{ending}") == [long, BARE]


def test_nothing_that_is_written_is_a_formula_or_a_number_for_a_spreadsheet(tmp_path: Path) -> None:
    signs = ["=1+1", "+33 6", "-5 %", "@moi", "'=1", " =1", "007", "1e5", "#REF!"]
    entries = [Entry(f"e{at}", "fr", "Q ?", answer, category=answer) for at, answer in enumerate(signs)]
    write_entries(entries, tmp_path / "e.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "e.xlsx").active.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if str(cell.value)[0] in "=+-@")
    write_entries(entries, tmp_path / "e.csv")
    table = (tmp_path / "e.csv").read_text(encoding="utf-8-sig")
    assert not [cell for cell in table.replace("\n", ",").split(",") if cell.strip('" ')[:1] in [*"=+-@"]]


def test_a_list_is_one_item_a_line_that_a_person_can_read(tmp_path: Path) -> None:
    write_entries([TRACK], tmp_path / "e.xlsx")
    header, row, *_ = load_workbook(tmp_path / "e.xlsx").active.iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert cells["variants"] == "[request] ou est mon colis\n« g rien recu »\n[visitor] \\[request] ?".replace("\\", "")
    assert cells["alternatives"].startswith(">>> segment: pro | page: /pro\nVoyez votre *compte pro*.\n")
    assert cells["status"] == "review"


def test_a_name_without_a_known_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownEntryFormat, match="csv, json, jsonl, xlsx"):
        write_entries([], tmp_path / "entries.ods")
    with pytest.raises(SourceNotFound, match=r"nulle\.jsonl"):
        read_entries(tmp_path / "nulle.jsonl")
