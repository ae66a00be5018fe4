"""The picture for Graphviz: a cluster a group, an arrow a step, and nothing that breaks out of its quotes."""

import re

from fakes.sound_project import RULES, SOUND

from dialogue.assistant.drawing.chart import chart
from dialogue.assistant.drawing.dot import dot
from dialogue.assistant.project import read
from dialogue.assistant.wording import words

WORDS = words("en")["drawing"]


def drawn(rules: str = RULES) -> str:
    return dot(chart(read(SOUND | {"data/rules.yml": rules})), WORDS)


def test_every_group_is_a_cluster_and_every_step_an_arrow() -> None:
    picture = drawn()
    assert picture.startswith("digraph flows {")
    assert picture.count("subgraph cluster_") == 3
    assert 'label="order_form";' in picture
    assert picture.count(" -> ") == sum(
        len(row.boxes) + len(row.conditions) - 1 for group in chart(read(SOUND)) for row in group.rows
    )
    assert "g0r1b0 -> g0r1b1 [style=dashed];" in picture


def test_quotes_and_backslashes_stay_inside() -> None:
    picture = drawn(RULES + '- rule: "a\\"] evil [b=\\"\\\\"\n  steps:\n  - intent: greet\n  - action: utter_greet\n')
    unquoted = re.sub(r'"(?:[^"\\]|\\.)*"', "", picture)
    assert "evil" in picture
    assert "evil" not in unquoted
