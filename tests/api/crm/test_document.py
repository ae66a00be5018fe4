"""What a company's CRM has to do is written down, and its example runs."""

import re
from typing import get_args

import pytest

from api.crm import link, remote, signature
from api.settings import ROOT
from dialogue.crm import reception
from dialogue.crm.acts import KINDS, TAKES_A_CODE
from dialogue.crm.model import Address, Case, CaseKind, CaseStatus, Customer, Delivery, Facts, Line, Order, OrderStatus

TEXT = (ROOT / "api" / "CRM.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    lines = TEXT.split(f"\n## {heading}\n")[1].split("\n## ")[0].splitlines()
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| `")]


def test_its_example_runs() -> None:
    blocks = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert len(blocks) == 1
    exec(blocks[0], {})


def test_every_path_is_written_down_and_no_other() -> None:
    asked = re.findall(r'_asked\(\s*"(/\w+)"', (ROOT / "api" / "crm" / "remote.py").read_text(encoding="utf-8"))
    assert {row[0].strip("`") for row in rows("What is asked") if row[0].startswith("`/")} == set(asked)
    assert len(asked) == 6


def test_every_act_is_written_down_with_its_fields_and_what_it_takes() -> None:
    acts = {row[0].strip("`"): row for row in rows("What is asked") if row[0].strip("`") in KINDS}
    assert acts.keys() == KINDS.keys()
    for name, kind in KINDS.items():
        assert set(re.findall(r"`(\w+)`", acts[name][1])) - {"sku"} == set(kind.__dataclass_fields__)
        assert (acts[name][2] == "yes") == (kind in TAKES_A_CODE)


def test_every_code_that_says_no_is_written_down() -> None:
    written = {code for row in rows("Saying no") for code in re.findall(r"`([\w-]+)`", row[0])}
    assert written == set(remote._SAYS_NO)


@pytest.mark.parametrize("noun", [Facts, Customer, Address, Order, Line, Delivery, Case])
def test_every_field_of_a_noun_is_written_down(noun: type) -> None:
    fields = noun.__dataclass_fields__  # type: ignore[attr-defined]
    assert [name for name in fields if f'"{name}"' not in TEXT] == []


def test_every_state_and_header_is_written_down() -> None:
    for word in (*get_args(OrderStatus), *get_args(CaseKind), *get_args(CaseStatus)):
        assert re.search(rf"\b{word}\b", TEXT), word
    assert signature.TIMESTAMP in TEXT
    assert signature.SIGNATURE in TEXT


def test_its_numbers_are_those_of_the_code() -> None:
    words = {3: "three", 5: "five", 20: "twenty"}
    assert f"{words[link.ATTEMPTS]} times in all" in TEXT
    assert link.PATIENCE == 2
    assert "twice those seconds" in TEXT
    assert (
        f"valid for {int(reception.CODE_LIFE.total_seconds()) // 60} minutes and {words[reception.CODE_TRIES]} tries"
        in TEXT
    )
    assert f"{words[reception._CHECKS['claimed']]} wrong checks an hour" in TEXT
    assert f"{words[reception._CHECKS['said']]} on what is said" in TEXT
    assert f"{words[reception._CODES['claimed']]} codes" in TEXT
