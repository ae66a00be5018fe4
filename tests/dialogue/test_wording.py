"""The phrases: the same ones in both languages, filled and counted as people would."""

import ast
import string
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from dialogue.model import Reason
from dialogue.wording import Wording, phrases

ROOT = Path(__file__).parents[2]
PARIS = ZoneInfo("Europe/Paris")
FRENCH, ENGLISH = Wording("fr"), Wording("en")
LANGUAGES = sorted(path.stem for path in (ROOT / "dialogue" / "phrases").glob("*.toml"))


def leaves(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def placeholders(value: Any) -> set[str]:
    texts = value if isinstance(value, list) else [value]
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_every_phrase_with_the_same_blanks(lang: str) -> None:
    own, french = dict(leaves(phrases(lang))), dict(leaves(phrases("fr")))
    assert own.keys() == french.keys()
    # The singular may leave its number unsaid.
    counted = {name for name in own if name.endswith(".one")}
    assert {name: placeholders(own[name]) for name in own.keys() - counted} == {
        name: placeholders(french[name]) for name in french.keys() - counted
    }
    assert all(len(own[name]) == len(value) for name, value in french.items() if isinstance(value, list))
    assert all(value for value in own.values())


def calls(*names: str) -> Iterator[tuple[str, ast.expr]]:
    """Every call of these functions or methods in what speaks, with its first argument."""
    for path in [*(ROOT / "dialogue").glob("*.py"), *(ROOT / "api").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in names:
                    yield path.name, node.args[0]


def beginning(argument: ast.expr) -> str | None:
    """The fixed beginning of a name that is made up: `offer.` of f"offer.{reason.code}"."""
    if isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant):
        return str(argument.values[0].value)
    return None


def test_every_reason_in_the_code_has_a_sentence() -> None:
    known = phrases("fr")["reason"]
    codes = [argument for _, argument in calls("Reason")]
    assert len(codes) >= 12
    for code in codes:
        assert isinstance(code, ast.Constant | ast.JoinedStr), ast.unparse(code)
        if isinstance(code, ast.Constant):
            assert code.value in known
        else:
            assert any(name.startswith(beginning(code) or "?") for name in known), ast.unparse(code)


def test_every_phrase_in_the_code_exists() -> None:
    known = set(dict(leaves(phrases("fr"))))
    stems = known | {name.rpartition(".")[0] for name in known}
    # The command line and the public FAQ have phrases of their own.
    others = {path.name for folder in ("commands", "site") for path in (ROOT / "api" / folder).glob("*.py")}
    said = [argument for file, argument in calls("say", "_say") if file not in others]
    assert len(said) >= 15
    for name in said:
        if isinstance(name, ast.Constant):
            assert name.value in stems
        elif start := beginning(name):
            assert any(stem.startswith(start) for stem in stems), ast.unparse(name)


@pytest.mark.parametrize(
    "code",
    [
        "unsure",
        "nothing-found",
        "rest",
        "not-understood",
        "asked-for-human",
        "none-of-these",
        "sensitive",
        "not-helpful",
        "failure",
    ],
)
def test_every_reason_to_hand_over_has_words_for_the_visitor(code: str) -> None:
    assert code in phrases("fr")["offer"]
    assert code in phrases("fr")["reason"]


@pytest.mark.parametrize(
    ("wording", "phrase", "count", "said"),
    [
        (FRENCH, "exit.chat_waiting", 1, "1 personne avant vous."),
        (FRENCH, "exit.chat_waiting", 2, "2 personnes avant vous."),
        (ENGLISH, "exit.chat_waiting", 1, "1 person before you."),
        (ENGLISH, "exit.chat_waiting", 12, "12 people before you."),
        (FRENCH, "reason.close", 1, "une réponse possible, pas assez sûre"),
        (FRENCH, "reason.close", 3, "3 réponses proches"),
    ],
)
def test_the_number_chooses_between_one_and_several(wording: Wording, phrase: str, count: int, said: str) -> None:
    assert wording.say(phrase, count=count) == said


def test_a_language_without_phrases_speaks_english() -> None:
    assert Wording("de").say("thanks") == ENGLISH.say("thanks")
    assert Wording("de").say("exit.chat_waiting", count=1) == "1 person before you."
    assert Wording("../fr").say("thanks") == ENGLISH.say("thanks")


def test_what_customers_type_is_never_taken_for_a_blank() -> None:
    text = FRENCH.say("mail.reply", text="{ticket} {0} %s {", name="Léa", company="{x}", subject="{}")
    assert "{ticket} {0} %s {" in text
    assert "{x}" in text


def test_a_reason_is_a_sentence_with_its_details() -> None:
    reason = Reason("sure", {"confidence": 88, "threshold": 65})
    assert FRENCH.why(reason) == "confiance de 88 %, au-dessus du seuil de 65 %"
    assert ENGLISH.why(reason) == "confidence of 88%, above the threshold of 65%"


@pytest.mark.parametrize(
    ("at", "french", "english"),
    [
        ("2026-06-03T14:00", "aujourd'hui à 14 h 00", "today at 14:00"),
        ("2026-06-04T09:00", "demain à 9 h 00", "tomorrow at 9:00"),
        ("2026-06-04T00:00", "demain à 0 h 00", "tomorrow at 0:00"),
        ("2026-06-04T00:30", "demain à 0 h 30", "tomorrow at 0:30"),
        ("2026-06-05T18:05", "vendredi à 18 h 05", "Friday at 18:05"),
        ("2026-06-09T09:30", "mardi à 9 h 30", "Tuesday at 9:30"),
        ("2026-06-10T09:30", "mercredi 10 juin à 9 h 30", "Wednesday 10 June at 9:30"),
        ("2026-08-17T09:30", "lundi 17 août à 9 h 30", "Monday 17 August at 9:30"),
        ("2027-01-04T09:30", "lundi 4 janvier à 9 h 30", "Monday 4 January at 9:30"),
    ],
)
def test_a_moment_is_told_as_people_say_it(at: str, french: str, english: str) -> None:
    now = datetime(2026, 6, 3, 10, 0, tzinfo=PARIS)
    moment = datetime.fromisoformat(at).replace(tzinfo=PARIS)
    assert FRENCH.moment(moment, now=now) == french
    assert ENGLISH.moment(moment.astimezone(UTC), now=now.astimezone(UTC)) == english


def test_today_is_the_companys_today() -> None:
    late = datetime(2026, 6, 3, 22, 30, tzinfo=UTC)  # already Thursday in Paris
    opening = datetime(2026, 6, 4, 7, 0, tzinfo=UTC)
    assert FRENCH.moment(opening, now=late) == "aujourd'hui à 9 h 00"
    assert Wording("fr", "Atlantic/Azores").moment(opening, now=late) == "demain à 7 h 00"
