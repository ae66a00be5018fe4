"""The command line: real processes, their words on both streams, and the status they end with."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from edge.installation import ENTRIES, KNOWN, THOUGHT
from edge.processes import Ended, Nursery

from api.settings import Settings
from api.storage.database import open_database
from api.storage.journal import SqlJournal
from dialogue.model import Change, Conversation, Draft
from knowledge.entry_files import read_entries, write_entries

COMMAND = Path(sys.executable).parent / "comptoir"
HUGE = 200_000_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files, right and wrong."""
    folder = tmp_path_factory.mktemp("fichiers")
    write_entries(ENTRIES, folder / "entries.jsonl")
    lines = "message;réponse\nOù est passée ma commande ? 06 12 34 56 78;Elle arrive.\nété gâché, remboursez-moi;\n"
    (folder / "latin.csv").write_bytes(lines.encode("latin-1"))
    (folder / "cut.jsonl").write_text('{"text": "où est mon colis"}\n{"text": "bonj', encoding="utf-8")
    (folder / "empty.csv").touch()
    (folder / "binary.csv").write_bytes(bytes(range(256)) * 40)
    (folder / "bad.jsonl").write_text('{"id": "a", "lang": "fr", "question": "Q ?"}\n{"id": "b"}\n', encoding="utf-8")
    (folder / "typo.toml").write_text('name = "A"\nlangages = ["fr"]\n', encoding="utf-8")
    (folder / "cut.toml").write_text('name = "A', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def home(processes: Nursery, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a published base; its path has what addresses give a meaning to."""
    home = tmp_path_factory.mktemp("home") / "la maison 100% sûre #1?"
    assert processes.run("entries", "import", str(folder / "entries.jsonl"), home=home).status == 0
    published = processes.run("publish", "--all", home=home)
    first, promise = published.out.splitlines()
    assert (published.status, first) == (0, "Published: 8. Version 1.")
    assert promise.startswith("At most 10 wrong answers in 100: answers from a confidence of ")
    assert promise.endswith("(too few wordings to prove it: the threshold of other bases).")
    assert (home / "comptoir.db").is_file()
    return home


@pytest.fixture(scope="module")
def bare(processes: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which nothing was done yet."""
    home = tmp_path_factory.mktemp("bare")
    assert processes.run("migrate", home=home).status == 0
    return home


def test_a_decision_is_one_object(processes: Nursery, home: Path) -> None:
    ended = processes.run("ask", KNOWN, "--json", home=home)
    assert (ended.status, ended.err) == (0, "")
    thought = json.loads(ended.out)
    assert thought.keys() == THOUGHT
    assert (thought["language"], thought["answers"][0]["id"]) == ("fr", "passe")
    keys = {"id", "question", "answer", "confidence", "wording", "terms", "dense", "lexical"}
    assert all(answer.keys() == keys for answer in thought["answers"])
    assert thought["confidence"] == thought["answers"][0]["confidence"]


def test_a_decision_is_told_in_the_readers_language(processes: Nursery, home: Path) -> None:
    text = "je veux parler à un conseiller"
    french = processes.run("ask", text, "--lang", "xx", home=home, COMPTOIR_LANG="fr")
    english = processes.run("ask", text, home=home, COMPTOIR_LANG="en")
    assert "Décision : handoff" in french.out
    assert "Sorties possibles" in french.out
    assert "Decision: handoff" in english.out
    assert (french.status, english.status) == (0, 0)


def test_a_promise_nobody_put_to_the_test_is_told_beside_the_trials(processes: Nursery, home: Path) -> None:
    french = processes.run("promise", "--days", "7", home=home, COMPTOIR_LANG="fr")
    english = processes.run("promise", home=home)
    assert french.out.startswith("Au plus 10 réponses fausses sur 100 : répond à partir de ")
    assert french.out.splitlines()[1].startswith("Aucune question de visiteur en 7 jours")
    assert english.out.splitlines()[1].startswith("No visitor's question in 30 days")
    assert (french.status, english.status, french.err) == (0, 0, "")


def test_the_promise_is_told_beside_what_visitors_live_through(processes: Nursery, home: Path) -> None:
    converse(home, answers=12, votes_against=3)
    lines = processes.run("promise", home=home, COMPTOIR_LANG="fr").out.splitlines()
    assert lines[1].startswith("30 derniers jours : 13 questions, 92 % répondues, ")
    assert lines[2:] == [
        "Avis : 3 négatifs sur 12, soit 25 %, la vraie part étant entre 10 et 48 % (trop peu d'avis pour trancher).",
        "Un avis est une opinion, et peu de visiteurs en donnent un.",
        "  compte : 12 questions, 100 % répondues, 3 avis négatifs sur 12 (trop peu d'avis pour trancher)",
        "  sans sujet : 1 questions, 0 % répondues, 0 avis négatifs sur 0 (trop peu d'avis pour trancher)",
        "Réponses les plus contestées :",
        f"  passe : 3 avis négatifs, 9 positifs : {KNOWN}",
    ]
    english = processes.run("promise", home=home).out
    assert "Votes: 3 negative of 12, that is 25%, the true share being between 10 and 48%" in english
    told = json.loads(processes.run("promise", "--json", "--days", "365", home=home).out)
    assert (told["days"], told["live"]["questions"], told["entries"][0]["no"]) == (365, 13, 3)


@pytest.mark.parametrize("days", ["0", "366", "x"])
def test_a_number_of_days_that_cannot_be_is_refused(processes: Nursery, home: Path, days: str) -> None:
    ended = processes.run("promise", "--days", days, home=home)
    assert (ended.status, ended.out) == (2, "")
    assert "--days" in ended.err


def test_requests_are_read_in_whatever_state_they_come(processes: Nursery, home: Path, folder: Path) -> None:
    (folder / "huge.csv").write_bytes(b"message\n" + b"x" * HUGE + b"\nje cherche ma commande bleue\n")
    files = [str(folder / name) for name in ("latin.csv", "cut.jsonl", "huge.csv")]
    ended = processes.run("import", *files, home=home, COMPTOIR_LANG="fr")
    assert ended.status == 0, ended.err
    assert "latin.csv : 2 lues, 2 nouvelles, 0 déjà connues" in ended.out
    assert "masqué : PHONE 1" in ended.out
    assert "ligne 2 ignorée : la ligne n'est pas du JSON complet" in ended.out
    assert "huge.csv : 1 lues" in ended.out
    kept = rows(home, "SELECT text FROM requests")
    assert "été gâché, remboursez-moi" in kept
    assert len(kept) == 4
    learnt = processes.run("learn", home=home)
    assert (learnt.status, "4 requests" in learnt.out) == (0, True)


def test_entries_are_listed_and_written_out_as_they_were_read(processes: Nursery, home: Path, folder: Path) -> None:
    listed = processes.run("entries", "--status", "published", home=home)
    assert [line.split()[0] for line in listed.out.splitlines()] == sorted(entry.id for entry in ENTRIES)
    assert processes.run("entries", "export", str(folder / "out.jsonl"), home=home).status == 0
    written = {entry.id: entry for entry in read_entries(folder / "out.jsonl")}
    assert all(written[entry.id] == entry for entry in ENTRIES)


def test_every_fault_of_a_file_of_entries_is_told_on_a_line_and_nothing_is_kept(
    processes: Nursery, bare: Path, folder: Path
) -> None:
    before = dump(bare)
    ended = processes.run("entries", "import", str(folder / "bad.jsonl"), home=bare, COMPTOIR_LANG="fr")
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.splitlines() == [
        "« bad.jsonl » a des fautes (2) :",
        "ligne 2, lang : il manque ; ajoutez-le",
        "ligne 2, question : il manque ; ajoutez-le",
        "Rien n'a été gardé.",
    ]
    assert dump(bare) == before


def test_entries_that_ask_the_same_are_listed_with_their_passages(
    processes: Nursery, tmp_path: Path, folder: Path
) -> None:
    rows = ["id;lang;question;answer", "a;fr;Vos délais ?;14 jours.", "b;fr;vos delais;30 jours."]
    (folder / "twins.csv").write_text("\n".join(rows), encoding="cp1252")
    taken = processes.run("entries", "import", str(folder / "twins.csv"), home=tmp_path, COMPTOIR_LANG="fr")
    assert taken.out.startswith("2 nouvelles, 0 changées, 0 inchangées.")
    told = processes.run("entries", "check", home=tmp_path, COMPTOIR_LANG="fr")
    assert told.out == taken.out.partition("\n")[2]
    assert told.out.splitlines() == [
        "À regarder : 2.",
        "a / b : « vos delais » pose la même question, à la casse, aux accents et à la ponctuation près.",
        "a / b : À la même question, « vos delais » répond autrement (durée) : « 30 jours », ici « 14 jours ».",
        "    14 jours.",
        "    30 jours.",
    ]


def test_entries_are_retired(processes: Nursery, home: Path) -> None:
    assert processes.run("retire", "invoice", home=home).out == "Retired: 1. Version 2.\n"
    assert "invoice" in processes.run("entries", "--status", "retired", home=home).out


def test_the_last_publication_is_rolled_back_and_so_is_the_rollback(processes: Nursery, home: Path) -> None:
    assert processes.run("rollback", home=home).out == "Shown as before: 1. Version 3.\n"
    assert "invoice" not in processes.run("entries", "--status", "retired", home=home).out
    assert processes.run("rollback", "--to", "2", home=home).out == "Shown as before: 1. Version 4.\n"
    assert "invoice" in processes.run("entries", "--status", "retired", home=home).out
    unknown = processes.run("rollback", "--to", "99", "--accept", home=home)
    assert (unknown.status, unknown.err) == (
        2,
        "There is no publication 99 to go back to. The history lists those there are.\n",
    )
    assert processes.run("publish", "invoice", home=home).status == 0


def test_an_account_is_made_once(processes: Nursery, home: Path) -> None:
    add = ("user", "add", "Zoé", "--role", "curator", "--password", "secret")
    made, again = (processes.run(*add, home=home, COMPTOIR_LANG="fr") for _ in range(2))
    assert (made.status, made.out) == (0, "Compte « Zoé » créé, rôle curator.\n")
    assert (again.status, "Il y a déjà un compte nommé « Zoé »" in again.err) == (2, True)
    assert "secret" not in str(rows(home, "SELECT password_hash FROM users"))


def test_a_company_is_put_in_service(processes: Nursery, tmp_path: Path) -> None:
    sample = Path(__file__).parents[3] / "training_data" / "company.toml"
    ended = processes.run("company", str(sample), home=tmp_path)
    assert (ended.status, "Maison Perrine" in ended.out) == (0, True)


# What is wrong, the command, its environment, and what is told in French and in English.
REFUSED: list[tuple[str, tuple[str, ...], dict[str, str], str, str]] = [
    ("no file", ("import", "{}/rien.csv"), {}, "Il n'y a pas de fichier « rien.csv »", "There is no file “rien.csv”"),
    ("a folder", ("import", "{}"), {}, "Il n'y a pas de fichier", "There is no file"),
    ("an empty file", ("import", "{}/empty.csv"), {}, "« empty.csv » est vide", "“empty.csv” is empty"),
    ("a binary", ("import", "{}/binary.csv"), {}, "n'est ni CSV, ni JSONL", "is neither CSV, JSONL"),
    ("a map", ("import", "{}/latin.csv", "--map", "a"), {}, "« a » n'est pas une colonne", "“a” is not a column"),
    ("no column", ("import", "{}/latin.csv", "--map", "text=a"), {}, "n'a pas de colonne « a »", "has no column “a”"),
    ("a field", ("import", "{}/latin.csv", "--map", "a=b"), {}, "ne connaît pas le champ « a »", "knows no field “a”"),
    ("no words", ("ask", ""), {}, "Ce message est vide", "nothing in this message"),
    ("too many words", ("ask", "a" * 100_000), {}, "compte 100000 caractères", "has 100000 characters"),
    ("no entry", ("publish", "rien"), {}, "Il n'y a pas d'entrée « rien »", "There is no entry “rien”"),
    (
        "a role",
        ("user", "add", "Léo", "--role", "chef"),
        {},
        "Il n'y a pas de rôle « chef »",
        "There is no role “chef”",
    ),
    ("a typo", ("company", "{}/typo.toml"), {}, "ne décrit pas une société", "does not describe a company"),
    ("a company cut short", ("company", "{}/cut.toml"), {}, "ne décrit pas une société", "does not describe a company"),
    ("no company", ("company", "{}/rien.toml"), {}, "rien.toml", "rien.toml"),
    ("no entries", ("entries", "import", "{}/rien.jsonl"), {}, "Il n'y a pas de fichier", "There is no file"),
    ("no folder", ("entries", "export", "/rien/a.jsonl"), {}, "Le système a refusé", "The system refused"),
    (
        "a setting",
        ("entries",),
        {"COMPTOIR_PROT": "1"},
        "Vouliez-vous dire COMPTOIR_PORT",
        "Did you mean COMPTOIR_PORT",
    ),
    ("a value", ("entries",), {"COMPTOIR_PORT": "a"}, "COMPTOIR_PORT n'est pas valable", "COMPTOIR_PORT is not valid"),
    ("a list", ("entries",), {"COMPTOIR_ORIGINS": "a"}, "ORIGINS n'est pas valable", "ORIGINS is not valid"),
    ("a database", ("entries",), {"COMPTOIR_DATABASE": "mysql://a"}, "base de données utilisable", "can use"),
    (
        "no database",
        ("entries",),
        {"COMPTOIR_DATABASE": "postgresql://a:secret@127.0.0.1:1/b"},
        "La base de données n'a pas pu",
        "The database did not",
    ),
    ("no encoder", ("ask", "a"), {"COMPTOIR_ENCODER": "rien"}, "Le modèle de l'encodeur", "The encoder's model"),
    ("a host", ("serve",), {"COMPTOIR_HOST": "no.such.host"}, "HOST n'est pas valable", "HOST is not valid"),
]


@pytest.mark.parametrize(
    ("arguments", "env", "french", "english"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_wrong_is_told_in_one_sentence(
    processes: Nursery,
    bare: Path,
    folder: Path,
    arguments: tuple[str, ...],
    env: dict[str, str],
    french: str,
    english: str,
) -> None:
    before = dump(bare)
    for lang, words in (("fr", french), ("en", english)):
        filled = [argument.format(folder) for argument in arguments]
        assert_told(processes.run(*filled, home=bare, COMPTOIR_LANG=lang, **env), words)
    assert dump(bare) == before


def test_a_port_that_is_taken_is_told(processes: Nursery, home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert_told(processes.run("serve", home=home, COMPTOIR_PORT=str(port)), f"Port {port} is taken already")


def test_a_file_that_is_no_database_is_told(processes: Nursery, tmp_path: Path) -> None:
    (tmp_path / "comptoir.db").write_bytes(b"not a database" * 100)
    assert_told(processes.run("entries", home=tmp_path), "file is not a database")


def test_a_home_that_cannot_be_made_is_told(processes: Nursery) -> None:
    assert_told(processes.run("entries", home=Path("/proc/home")), "/proc/home")


def test_bytes_that_are_no_character_break_nothing(processes: Nursery, home: Path) -> None:
    assert processes.run("ask", "caf\udce9", "--json", home=home).status == 0
    assert_told(processes.run("import", "caf\udce9.csv", home=home), "There is no file “caf�.csv”")


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "Aucune entrée"),
        ({"LANG": "C.UTF-8"}, "No entry"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_CA.UTF-8"}, "Aucune entrée"),
        ({"LANG": "fr_FR.UTF-8", "COMPTOIR_LANG": "en"}, "No entry"),
        ({"LANG": "en_GB.UTF-8", "COMPTOIR_LANG": "fr"}, "Aucune entrée"),
        ({"LANG": "de_DE.UTF-8"}, "No entry"),
    ],
)
def test_it_speaks_the_language_of_the_terminal(
    processes: Nursery, tmp_path: Path, env: dict[str, str], words: str
) -> None:
    inherited = {"LC_ALL": "", "LC_MESSAGES": "", "COMPTOIR_LANG": ""}
    assert processes.run("entries", home=tmp_path, **(inherited | env)).out.startswith(words)


def test_the_installed_command_says_the_same(tmp_path: Path) -> None:
    env = {**os.environ, "COMPTOIR_HOME": str(tmp_path), "COMPTOIR_LANG": "fr"}
    done = subprocess.run([COMMAND, "ask", " "], env=env, capture_output=True, text=True, timeout=120)
    assert_told(Ended(done.returncode, done.stdout, done.stderr), "Ce message est vide. Écrivez votre question.")


def converse(home: Path, *, answers: int, votes_against: int) -> None:
    """Let a visitor be answered so many times and vote each time, and once not be answered."""
    with closing(open_database(Settings(home=home).database_url)) as database:
        journal = SqlJournal(database)
        journal.open(Conversation("c", "fr"), token_digest="d")
        given = {"entry_id": "passe", "confidence": 0.9, "because": "sure", "topic": "compte"}
        drafts = [Draft("answer", "agent", given)] * answers
        drafts += [
            Draft("feedback", "visitor", {"seq": seq + 1, "helpful": seq >= votes_against}) for seq in range(answers)
        ]
        drafts.append(Draft("offer", "agent", {"because": "nothing-found", "topic": ""}))
        before = journal.load("c")
        journal.record(Change(before, before, tuple(drafts)))


def assert_told(ended: Ended, words: str) -> None:
    assert ended.status == 2, ended
    assert words in ended.err
    assert ended.out == ""
    assert "Traceback" not in ended.err
    assert "secret" not in ended.err
    assert len(ended.err.strip().splitlines()) == 1, ended.err


def rows(home: Path, query: str) -> list[object]:
    connection = sqlite3.connect(home / "comptoir.db")
    try:
        return [row[0] for row in connection.execute(query)]
    finally:
        connection.close()


def dump(home: Path) -> list[str]:
    """Return everything in the database, as text."""
    connection = sqlite3.connect(home / "comptoir.db")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()
