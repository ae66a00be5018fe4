"""The examples of a project: by intent, with what they mark, and every line with its place."""

from fakes.sound_project import SOUND

from dialogue.assistant.files import documents
from dialogue.assistant.nlu_data import Line, Marked, TrainingData, training_data
from dialogue.assistant.problems import Place, Problem

NLU = r"""version: "3.1"
nlu:
- intent: travel
  examples: |
    - from [Lyon]{"entity": "city", "role": "from"} to [paname](city:Paris)

    # not this one
    * two [tickets](what)
- intent: faq/hours
  examples:
  - text: |
      - when are you open
    metadata: {sentiment: neutral}
  - opening hours
- lookup: city
  examples: |
    - Lyon
    - Nantes
- regex: number
  examples: |
    - \d{4}
- synonym: Nantes
  examples: |
    - Naoned
- intent: travel
  examples: |
    - let us go
"""


def read(text: str, problems: list[Problem] | None = None) -> TrainingData:
    return training_data(documents({"data/nlu.yml": text}, []), problems)


def test_examples_are_found_by_intent_with_their_lines() -> None:
    travel = read(NLU).examples["travel"]
    assert [example.text for example in travel] == ["from Lyon to paname", "two tickets", "let us go"]
    assert [str(example.place) for example in travel] == ["data/nlu.yml:5", "data/nlu.yml:8", "data/nlu.yml:27"]


def test_marks_say_where_an_entity_stands_and_what_it_stands_for() -> None:
    first = read(NLU).examples["travel"][0]
    assert first.entities == (
        Marked(5, 9, "Lyon", "city", role="from"),
        Marked(13, 19, "Paris", "city"),
    )
    assert all(first.text[mark.start : mark.end] in ("Lyon", "paname") for mark in first.entities)
    assert read(NLU).entities == {"city", "what"}


def test_a_retrieval_intent_keeps_which_answer_it_means() -> None:
    faq = read(NLU).examples["faq"]
    assert [(example.text, example.intent, example.answer) for example in faq] == [
        ("when are you open", "faq", "hours"),
        ("opening hours", "faq", "hours"),
    ]


def test_synonyms_patterns_and_lists_are_found_by_name() -> None:
    data = read(NLU)
    assert data.synonyms == {"paname": "Paris", "Naoned": "Nantes"}
    assert data.regexes == {"number": (Line(r"\d{4}", Place("data/nlu.yml", 21)),)}
    assert [line.text for line in data.lookups["city"]] == ["Lyon", "Nantes"]


def test_what_cannot_be_read_is_left_out_and_told() -> None:
    problems: list[Problem] = []
    data = read(
        "nlu:\n- intent: a\n  examples: |\n    - b\n    c\n- d: e\n- regex: f\n  examples: |\n    - (\n", problems
    )
    assert [example.text for example in data.all()] == ["b"]
    assert data.regexes == {"f": ()}
    assert [(each.code, each.place.line) for each in problems] == [
        ("not-an-example", 5),
        ("unknown-nlu-part", 6),
        ("not-a-pattern", 9),
    ]


def test_a_project_without_examples_has_none() -> None:
    assert read("rules: []\n") == TrainingData()
    assert len(list(training_data(documents(SOUND, [])).all())) == 8
