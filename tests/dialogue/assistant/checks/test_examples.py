"""Examples that teach nothing, or the wrong thing, are told."""

import pytest
from fakes.sound_project import SOUND, changed, only, told


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("    - hello\n    - good morning\n", "", ("intent-without-examples", "domain.yml:2", "warning")),
        ("- intent: stop\n", "- intent: halt\n", ("examples-of-unknown-intent", "data/nlu.yml:17", "warning")),
        ("- intent: stop\n", "- intent: stop/now\n", ("retrieval-intent", "data/nlu.yml:17", "warning")),
        ("a [baguette](bread)", "a [cake](cake)", ("mark-of-unknown-entity", "data/nlu.yml:14", "warning")),
        ("    - stop\n", "    - Hello\n", ("example-of-two-intents", "data/nlu.yml:17", "warning")),
        (r"\b\d{1,2}\b", r"\d{1,2}", ("pattern-inside-words", "data/nlu.yml:21", "warning")),
        (r"\b\d{1,2}\b", r"(\d", ("not-a-pattern", "data/nlu.yml:21", "error")),
        ("    - stop\n", "    stop\n", ("not-an-example", "data/nlu.yml:17", "warning")),
        ("a [baguette](bread)", "a [baguette]{bread}", ("unreadable-mark", "data/nlu.yml:14", "warning")),
        ("- synonym: rye\n", "- rye: rye\n", ("unknown-nlu-part", "data/nlu.yml:22", "warning")),
    ],
)
def test_examples_are_looked_at(before: str, after: str, wrong: tuple[str, str, str]) -> None:
    assert wrong in told(changed("data/nlu.yml", before, after))


def test_the_same_words_for_two_intents_are_told_with_the_other_place() -> None:
    twice = only(changed("data/nlu.yml", "    - stop\n", "    - Hello\n"), "example-of-two-intents")
    assert twice.details == {"text": "Hello", "intent": "stop", "other": "greet", "place": "data/nlu.yml:5"}


def test_a_project_whose_examples_are_elsewhere_lacks_none() -> None:
    files = {name: text for name, text in SOUND.items() if name != "data/nlu.yml"}
    assert "intent-without-examples" not in {code for code, _, _ in told(files)}
