"""A response that visitors would read wrong, or not at all, is told."""

import pytest
from fakes.sound_project import changed, only, told

GREET = '  - text: "Good day!"\n'
PAYLOAD = """'/order{"bread": "rye"}'"""


@pytest.mark.parametrize(
    ("before", "after", "wrong"),
    [
        ("Good day!", "Good day {name}!", [("blank-without-slot", "warning")]),
        ("Good day!", "Good day {{name}}!", []),
        ("Order rye", "Order {cake}", [("blank-without-slot", "warning")]),
        (PAYLOAD, "/cake", [("button-with-unknown-intent", "error")]),
        (PAYLOAD, """'/order{"cake": "rye"}'""", [("button-with-unknown-entity", "warning")]),
        (PAYLOAD, """'/order{"bread": rye}'""", [("button-unreadable", "error")]),
        (PAYLOAD, "'/ order'", [("button-unreadable", "error")]),
        (PAYLOAD, """'/order{"bread": "{bread}"}'""", []),
        (PAYLOAD, "/order@0.9", []),
        (PAYLOAD, "I want bread", []),
        (f"      payload: {PAYLOAD}\n", "", [("button-incomplete", "error")]),
        (
            GREET,
            f"{GREET}    condition: [{{type: slot, name: cake, value: 1}}]\n",
            [("response-condition-without-slot", "error"), ("response-only-on-condition", "warning")],
        ),
        (
            GREET,
            f"{GREET}    condition: [{{type: slot, name: bread}}]\n",
            [("response-condition-unreadable", "error"), ("response-only-on-condition", "warning")],
        ),
        (GREET, f"{GREET}    channel: web\n", [("response-only-on-channel", "warning")]),
        (GREET, f"  - text: Hi.\n    channel: web\n{GREET}", []),
        (GREET, f"  - text: ''\n{GREET}", [("response-without-content", "error")]),
    ],
)
def test_what_a_response_says_is_looked_at(before: str, after: str, wrong: list[tuple[str, str]]) -> None:
    found = told(changed("domain.yml", before, after))
    assert found == [(code, "domain.yml:25", severity) for code, severity in wrong]


def test_a_blank_that_an_action_fills_is_none_of_the_domains_business() -> None:
    files = changed("domain.yml", "Good day!", "Good day {name}!")
    assert only(files, "blank-without-slot").details == {"name": "utter_greet", "slot": "name"}
    fills = {
        "actions.py": 'class Know:\n    def name(self):\n        return "action_know"\n\n\nGIVEN = dict(name="Ada")\n'
    }
    assert told(files, fills) == []


def test_a_retrieval_response_is_told_to_be_unsupported() -> None:
    files = changed("domain.yml", "  utter_member:\n", "  utter_faq/hours:\n  - text: Nine to five.\n  utter_member:\n")
    assert ("retrieval-response", "domain.yml:38", "warning") in told(files)
