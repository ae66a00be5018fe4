"""The picture is one file that needs no other, well-formed whatever the project says, in both languages."""

import xml.etree.ElementTree as ElementTree
from typing import get_args

import pytest
from fakes.sound_project import RULES, SOUND

from dialogue.assistant.drawing.chart import Kind, chart
from dialogue.assistant.drawing.svg import svg
from dialogue.assistant.project import read
from dialogue.assistant.wording import words

HOSTILE = '- rule: "</title><script>alert(1)</script>"\n  steps:\n  - intent: greet\n  - action: "a\\"b<c>&d"\n'
SVG = "{http://www.w3.org/2000/svg}"


def drawn(rules: str = RULES, lang: str = "en", title: str = "bakery") -> str:
    return svg(chart(read(SOUND | {"data/rules.yml": rules})), words(lang)["drawing"], title=title)


def texts(picture: str) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def test_forms_rules_and_stories_are_named_with_their_places() -> None:
    found = texts(drawn())
    assert "bakery" in found
    assert "Form order_form" in found
    assert "ordered · rule · data/rules.yml:12" in found
    assert {"order", "I want bread", "utter_stopped", "member = true", "thanked"} <= set(found)


@pytest.mark.parametrize(
    ("lang", "words_of_it"), [("fr", ("Formulaire order_form", "Histoires")), ("en", ("Form order_form", "Stories"))]
)
def test_it_is_drawn_in_the_readers_language(lang: str, words_of_it: tuple[str, ...]) -> None:
    assert {*words_of_it} <= set(texts(drawn(lang=lang)))


def test_nothing_that_a_project_says_becomes_part_of_the_picture() -> None:
    picture = drawn(RULES + HOSTILE, title="<b>&\"'")
    root = ElementTree.fromstring(picture)
    assert not list(root.iter(f"{SVG}script"))
    assert root.get("aria-label") == "<b>&\"'"
    assert 'a"b<c>&d' in texts(picture)


def test_characters_that_xml_has_no_room_for_are_replaced() -> None:
    picture = drawn(RULES + '- rule: "a\\x01b"\n  steps:\n  - intent: greet\n', title="c\x02")
    assert ElementTree.fromstring(picture).get("aria-label") == "c\ufffd"
    assert any(text.startswith("a\ufffdb · rule") for text in texts(picture))


def test_it_needs_no_other_file_and_is_dark_in_the_dark() -> None:
    picture = drawn()
    outside = picture.replace("http://www.w3.org/2000/svg", "")
    assert "http" not in outside
    assert "@import" not in outside
    assert "prefers-color-scheme: dark" in picture


def test_every_kind_of_box_has_its_colour_and_its_word() -> None:
    picture = drawn()
    for kind in get_args(Kind):
        assert f".{kind} " in picture or f".{kind}," in picture
        assert words("fr")["drawing"][kind]
