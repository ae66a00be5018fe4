"""`comptoir eval search` and `eval intents`: a base made of a file is asked, and what it decides is measured."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from edge.processes import Ended, Nursery

ENTRIES = [
    {"id": "sp:colis", "question": "Où est mon colis ?", "variants": ["suivre ma commande", "mon paquet est où"]},
    {"id": "sp:retour", "question": "Comment retourner un article ?", "variants": ["renvoyer un produit"]},
    {"id": "sp:facture", "question": "Où trouver ma facture ?", "variants": ["télécharger une facture"]},
    {"id": "sp:adresse", "question": "Comment changer mon adresse ?", "answer": "Dans votre compte."},
]
QUERIES = [
    ("ou est mon coli", ["sp:colis"]),
    ("je veux retourner un article", ["sp:retour", "sp:facture"]),
    ("quelle est la capitale du Pérou", []),
]
LABELLED = [
    (text, label)
    for label, texts in {
        "track": ["where is my parcel", "track my order", "my package has not arrived", "when will it be delivered"],
        "invoice": ["I need an invoice", "download my bill", "where do I find my receipt", "send me the invoice"],
        "address": ["change my address", "I moved house", "update where I live", "new delivery address"],
    }.items()
    for text in texts
]


def lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def search(processes: Nursery, tmp_path: Path) -> Callable[..., Ended]:
    entries = lines(tmp_path / "entries.jsonl", [{"lang": "fr"} | entry for entry in ENTRIES])
    queries = lines(tmp_path / "queries.jsonl", [{"text": text, "expected": ids} for text, ids in QUERIES])
    files = ("--entries", str(entries), "--queries", str(queries))
    return lambda *options, **env: processes.run("eval", "search", *files, *options, home=tmp_path / "home", **env)


def test_a_base_is_asked_and_every_query_has_its_line(search: Callable[..., Ended], tmp_path: Path) -> None:
    ended = search("--json", "--predictions", str(tmp_path / "out.jsonl"), COMPTOIR_LANG="fr")
    assert (ended.status, ended.err) == (0, "")
    figures = json.loads(ended.out)
    assert (figures["texts"], figures["out_of_scope"], figures["trials"]) == (3, 1, 2)
    assert figures["recall_at_1"] == figures["best_right"] == 1
    assert figures["proven"] is False
    predicted = read(tmp_path / "out.jsonl")
    assert [row["text"] for row in predicted] == [text for text, _ in QUERIES]
    assert predicted[0]["predicted"][0]["id"] == "sp:colis"
    assert predicted[0]["predicted"][0]["confidence"] == predicted[0]["confidence"]
    assert predicted[2]["decision"] != "answer"
    assert all(row.keys() == {"text", "decision", "confidence", "predicted", "reason"} for row in predicted)
    assert any(row["reason"].startswith("confiance de ") for row in predicted)
    assert not (tmp_path / "home").exists()


def test_the_figures_are_told_in_words(search: Callable[..., Ended]) -> None:
    told = search("--wrong-in-100", "20", COMPTOIR_LANG="fr").out
    assert "2 questions : la bonne réponse est 1re 100.0 %" in told
    assert "trop peu de formulations pour la prouver" in told
    assert "1 hors sujet : " in told


@pytest.fixture
def intents(processes: Nursery, tmp_path: Path) -> Callable[..., Ended]:
    known = [{"text": text, "label": label} for text, label in LABELLED]
    train = lines(tmp_path / "train.jsonl", [*known, {"text": "who won the match", "label": None}])
    asked = [("track my parcel", "track"), ("I would like an invoice please", "invoice"), ("sing me a song", None)]
    test = lines(tmp_path / "test.jsonl", [{"text": text, "label": label} for text, label in asked])
    files = ("--train", str(train), "--test", str(test))
    return lambda *options, **env: processes.run("eval", "intents", *files, *options, home=tmp_path / "home", **env)


def test_labels_are_told_and_the_best_is_named_even_when_not_acted_on(
    intents: Callable[..., Ended], tmp_path: Path
) -> None:
    ended = intents("--json", "--predictions", str(tmp_path / "out.jsonl"))
    assert (ended.status, ended.err) == (0, "")
    figures = json.loads(ended.out)
    assert (figures["texts"], figures["out_of_scope"], figures["best_right"]) == (3, 1, 1)
    predicted = read(tmp_path / "out.jsonl")
    assert [row["best"] for row in predicted[:2]] == ["track", "invoice"]
    assert all(row["predicted"] in (None, row["best"]) for row in predicted)
    assert predicted[2]["predicted"] is None
    assert 0 <= figures["auroc"] <= 1


def test_fewer_wordings_are_drawn_by_the_seed(intents: Callable[..., Ended], tmp_path: Path) -> None:
    def confidences(*options: str) -> list[float]:
        assert intents("--predictions", str(tmp_path / "out.jsonl"), *options).status == 0
        return [row["confidence"] for row in read(tmp_path / "out.jsonl")]

    assert confidences("--shots", "2", "--seed", "1") == confidences("--shots", "2", "--seed", "1")
    assert confidences("--shots", "2", "--seed", "1") != confidences("--shots", "2", "--seed", "4")


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"text": "bonjour"}, "Line 2 of “queries.jsonl” has no “expected”."),
        ({"text": 3, "expected": []}, "Line 2 of “queries.jsonl”: “text” is not of the right kind."),
    ],
)
def test_a_wrong_query_is_named_by_its_line(
    processes: Nursery, tmp_path: Path, row: dict[str, object], complaint: str
) -> None:
    entries = lines(tmp_path / "entries.jsonl", [{"id": "e", "lang": "fr", "question": "Où ?"}])
    queries = lines(tmp_path / "queries.jsonl", [{"text": "où", "expected": ["e"]}, row])
    out = tmp_path / "out.jsonl"
    files = ("--entries", str(entries), "--queries", str(queries), "--predictions", str(out))
    ended = processes.run("eval", "search", *files, home=tmp_path / "home", COMPTOIR_LANG="en")
    assert ended.status == 2
    assert complaint in ended.err
    assert not out.exists()


def test_a_language_that_cannot_be_told_is_named_by_its_line(processes: Nursery, tmp_path: Path) -> None:
    entries = lines(tmp_path / "entries.jsonl", [{"id": "e", "lang": "xx", "question": "Où ?"}])
    queries = lines(tmp_path / "queries.jsonl", [{"text": "où", "expected": ["e"]}])
    files = ("--entries", str(entries), "--queries", str(queries))
    ended = processes.run("eval", "search", *files, home=tmp_path / "home", COMPTOIR_LANG="en")
    assert ended.status == 2
    assert "Line 1 of “entries.jsonl”: “xx” is not a language" in ended.err


def test_labels_are_needed_to_tell_labels(processes: Nursery, tmp_path: Path) -> None:
    nothing = lines(tmp_path / "nothing.jsonl", [{"text": "sing me a song", "label": None}])
    files = ("--train", str(nothing), "--test", str(nothing))
    ended = processes.run("eval", "intents", *files, home=tmp_path / "home", COMPTOIR_LANG="en")
    assert ended.status == 2
    assert "“nothing.jsonl” has no row" in ended.err
