"""`comptoir eval language`: figures, predictions in the order of the file, and what is wrong said by its line."""

import json
from pathlib import Path

import pytest
from edge.processes import Ended, Nursery

ROWS = [
    ("Je n'ai toujours pas reçu ma commande", "fr"),
    ("where is my order please", "en"),
    ("¿Dónde está mi pedido?", "es"),
    ("merci", "fr"),
    ("I want to cancel the order", "en"),
    ("", "fr"),
    ("ok", "en"),
    ("Quiero devolver este artículo", "es"),
]


def write(path: Path, rows: list[tuple[str, str]]) -> Path:
    path.write_text("".join(json.dumps({"text": text, "lang": lang}) + "\n" for text, lang in rows), encoding="utf-8")
    return path


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    return write(tmp_path / "texts.jsonl", ROWS)


def measure(processes: Nursery, texts: Path, *options: str, **env: str) -> Ended:
    return processes.run("eval", "language", "--texts", str(texts), *options, home=texts.parent / "home", **env)


def test_the_figures_are_one_object(processes: Nursery, texts: Path) -> None:
    ended = measure(processes, texts, "--json")
    assert (ended.status, ended.err) == (0, "")
    figures = json.loads(ended.out)
    assert (figures["texts"], figures["languages"], figures["prior"]) == (8, ["en", "es", "fr"], None)
    assert figures["by_language"]["es"] == {"texts": 2, "accuracy": 1.0}
    assert {name: share["texts"] for name, share in figures["by_length"].items()} == {"1-2": 3, "3-5": 3, "6+": 2}
    assert 0 < figures["expected_calibration_error"] < 0.5
    assert 0 < figures["ms_per_text"] < 50
    assert not (texts.parent / "home").exists()


def test_a_prior_is_the_language_of_the_conversation(processes: Nursery, texts: Path) -> None:
    def accuracy(*options: str) -> float:
        return float(json.loads(measure(processes, texts, "--json", *options).out)["accuracy"])

    assert accuracy("--prior", "row") == 1
    assert accuracy("--prior", "en") == 6 / 8  # a word, or none, stays in the conversation's language
    assert accuracy("--prior", "fr") == 7 / 8


def test_a_prior_that_is_not_in_the_file_is_one_more_language_to_choose(processes: Nursery, tmp_path: Path) -> None:
    english = write(tmp_path / "english.jsonl", [("where is my order please", "en"), ("ok", "en")])
    figures = json.loads(measure(processes, english, "--prior", "fr", "--json").out)
    assert (figures["languages"], figures["accuracy"]) == (["en", "fr"], 0.5)


def test_the_figures_are_told_in_the_readers_language(processes: Nursery, texts: Path) -> None:
    french = measure(processes, texts, "--prior", "row", COMPTOIR_LANG="fr").out
    english = measure(processes, texts, "--prior", "row", COMPTOIR_LANG="en").out
    assert french.startswith("8 textes : 100.0 % justes, erreur de calibrage 0.")
    assert english.startswith("8 texts: 100.0% right, calibration error 0.")
    assert "  es: 100.0% of 2\n" in english
    assert "  1-2 mots : 100.0 % de 3\n" in french


def test_predictions_keep_the_order_of_the_file(processes: Nursery, texts: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("older\n", encoding="utf-8")
    assert measure(processes, texts, "--prior", "row", "--predictions", str(out)).status == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["text"], row["predicted"]) for row in rows] == ROWS
    assert all(row.keys() == {"text", "predicted", "confidence"} and 0 < row["confidence"] <= 1 for row in rows)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.jsonl", "texts.jsonl"]


@pytest.mark.parametrize("letters", ["lingua", "langdetect"])
def test_the_same_file_gives_the_same_predictions(
    processes: Nursery, texts: Path, tmp_path: Path, letters: str
) -> None:
    outs = [tmp_path / name for name in ("one.jsonl", "two.jsonl")]
    for out in outs:
        ended = measure(processes, texts, "--predictions", str(out), "--seed", "3", COMPTOIR_LANGUAGE_DETECTOR=letters)
        assert ended.status == 0, ended.err
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_a_setting_chooses_what_reads_the_letters(processes: Nursery, texts: Path, tmp_path: Path) -> None:
    outs = [tmp_path / "lingua", tmp_path / "langdetect"]
    for out in outs:
        measure(processes, texts, "--predictions", str(out), COMPTOIR_LANGUAGE_DETECTOR=out.name)
    assert outs[0].read_bytes() != outs[1].read_bytes()
    refused = measure(processes, texts, COMPTOIR_LANGUAGE_DETECTOR="cld")
    assert (refused.status, "COMPTOIR_LANGUAGE_DETECTOR is not valid" in refused.err) == (2, True)


def test_blank_lines_other_fields_and_a_byte_order_mark_do_no_harm(processes: Nursery, tmp_path: Path) -> None:
    path = tmp_path / "texts.jsonl"
    line = b'{"id": 1, "text": "o\xc3\xb9 est mon colis", "lang": "fr"}'
    path.write_bytes(b"\xef\xbb\xbf" + line + b"\r\n\n" + line)
    assert json.loads(measure(processes, path, "--json").out)["texts"] == 2


GOOD = b'{"text": "a", "lang": "fr"}\n'
# The file, and what is told of it in French and in English.
REFUSED: list[tuple[str, bytes, str, str]] = [
    ("empty", b"", "n'a aucune ligne", "has no row"),
    ("blank", b"\n \n", "n'a aucune ligne", "has no row"),
    (
        "no JSON",
        GOOD + b"text;lang\n",
        "La ligne 2 de « texts.jsonl » n'est pas un objet",
        "Line 2 of “texts.jsonl” is",
    ),
    ("cut short", GOOD + b'{"text": "a", "la', "La ligne 2", "Line 2 of “texts.jsonl” is not a complete JSON object"),
    ("no object", b'["a", "fr"]\n', "La ligne 1", "Line 1 of “texts.jsonl” is not a complete JSON object"),
    ("no UTF-8", GOOD + b'\n{"text": "\xe9t\xe9", "lang": "fr"}', "La ligne 3", "Line 3 of “texts.jsonl” is not"),
    ("too deep", b"[" * 100_000, "La ligne 1", "Line 1 of “texts.jsonl” is not"),
    ("no language", b'{"text": "a"}', "n'a pas de « lang ». Ajoutez-le", "has no “lang”. Add it"),
    ("no text", GOOD + b'{"lang": "fr"}', "La ligne 2", "Line 2 of “texts.jsonl” has no “text”"),
    ("a number", b'{"text": 3, "lang": "fr"}', "« text » n'est pas du bon type", "“text” is not of the right kind"),
    ("null", b'{"text": "a", "lang": null}', "« lang » n'est pas du bon type", "“lang” is not of the right kind"),
    ("half a pair", b'{"text": "\\ud83d", "lang": "fr"}', "« text » n'est pas", "“text” is not of the right kind"),
    ("a name", b'{"text": "a", "lang": "french"}', "« french » n'est pas une langue", "“french” is not a language"),
    ("three letters", GOOD + b'{"text": "a", "lang": "fra"}', "Ligne 2 de", "Line 2 of “texts.jsonl”: “fra” is not"),
]


@pytest.mark.parametrize(
    ("content", "french", "english"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_wrong_in_a_file_is_told_by_its_line_and_nothing_is_written(
    processes: Nursery, tmp_path: Path, content: bytes, french: str, english: str
) -> None:
    path, out = tmp_path / "texts.jsonl", tmp_path / "out.jsonl"
    path.write_bytes(content)
    out.write_text("older\n", encoding="utf-8")
    for lang, words in (("fr", french), ("en", english)):
        assert_told(measure(processes, path, "--predictions", str(out), COMPTOIR_LANG=lang), words)
    assert out.read_text(encoding="utf-8") == "older\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["out.jsonl", "texts.jsonl"]


@pytest.mark.parametrize(
    ("options", "french", "english"),
    [
        (("--prior", "xx"), "« xx » n'est pas une langue", "“xx” is not a language"),
        (("--predictions", "/no/such/folder/out.jsonl"), "Le système a refusé", "“/no/such/folder/out.jsonl”"),
        (("--predictions", "/proc"), "Le système a refusé", "The system refused: Is a directory “/proc”"),
        (("--predictions", "/proc/out.jsonl"), "Le système a refusé", "The system refused"),
    ],
)
def test_a_wrong_option_is_told(
    processes: Nursery, texts: Path, options: tuple[str, ...], french: str, english: str
) -> None:
    for lang, words in (("fr", french), ("en", english)):
        assert_told(measure(processes, texts, *options, COMPTOIR_LANG=lang), words)


@pytest.mark.parametrize("name", ["nothing.jsonl", "."])
def test_a_file_that_is_not_there_is_told(processes: Nursery, tmp_path: Path, name: str) -> None:
    assert_told(measure(processes, tmp_path / name, COMPTOIR_LANG="fr"), "Il n'y a pas de fichier")
    assert_told(measure(processes, tmp_path / name, COMPTOIR_LANG="en"), "There is no file")


def test_predictions_can_go_to_a_device(processes: Nursery, texts: Path) -> None:
    assert measure(processes, texts, "--predictions", "/dev/null").status == 0
    assert Path("/dev/null").is_char_device()


def assert_told(ended: Ended, words: str) -> None:
    assert ended.status == 2, ended
    assert words in ended.err
    assert ended.out == ""
    assert len(ended.err.strip().splitlines()) == 1, ended.err
