"""`comptoir eval needs`: needs found without being told, measured against those that people know."""

import json
from pathlib import Path

from edge.processes import Nursery

SUBJECTS = {
    "parcel": ["where is my parcel", "where is my package", "my parcel has not arrived", "track my parcel please"],
    "invoice": ["I need an invoice", "send me the invoice", "where is my invoice", "download the invoice"],
    "shop": ["when does the shop open", "shop opening hours", "is the shop open on Sunday", "what time do you open"],
    "card": ["my gift card does not work", "use a gift card", "gift card refused", "the gift card is not accepted"],
}


def rows(path: Path) -> Path:
    texts = [(text, need) for need, asked in SUBJECTS.items() for text in asked] + [("Hello", "nothing")]
    path.write_text("".join(json.dumps({"text": text, "need": need}) + "\n" for text, need in texts), encoding="utf-8")
    return path


def test_needs_are_found_named_and_measured(processes: Nursery, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    ended = processes.run(
        "eval",
        "needs",
        "--requests",
        str(rows(tmp_path / "r.jsonl")),
        "--json",
        "--predictions",
        str(out),
        home=tmp_path / "home",
    )
    assert (ended.status, ended.err) == (0, "")
    figures = json.loads(ended.out)
    assert (figures["texts"], figures["expected"]) == (17, 5)
    assert figures["needs"] == 4
    assert figures["accuracy"] >= 0.9
    found = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["text"] for row in found][-1] == "Hello"
    assert found[-1]["name"] == ""
    assert found[0].keys() == {"text", "predicted", "name"}
    assert found[0]["predicted"] == found[2]["predicted"] != found[4]["predicted"]
    assert not (tmp_path / "home").exists()


def test_what_is_missing_is_told(processes: Nursery, tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text('{"text": "où"}\n', encoding="utf-8")
    ended = processes.run("eval", "needs", "--requests", str(path), home=tmp_path / "home", COMPTOIR_LANG="fr")
    assert ended.status != 0
    assert "need" in ended.err
