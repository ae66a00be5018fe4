"""Nothing stands over anything else, or beyond the edge, however much there is."""

from itertools import combinations

import pytest

from dialogue.assistant.drawing.chart import Box, Group, Row
from dialogue.assistant.drawing.layout import (
    HEIGHT,
    MARGIN,
    WIDTH,
    Picture,
    Placed,
    laid_out,
    name_of,
    note_of,
    shortened,
)
from dialogue.assistant.problems import Place

WORDS = {"end": "form is left", "start": "a conversation begins"}
LONG = "utter_a_name_that_is_much_longer_than_any_name_should_ever_be"


def picture(rows: int, boxes: int) -> Picture:
    made = [
        Box("said", "hello", "Good day to you, and what a day it is, is it not?"),
        Box("end", ""),
        Box("reply", LONG),
    ]
    told = tuple(
        Row("rule", f"rule {number}", Place("r.yml", number), (Box("form", "order_form"),), tuple(made * boxes))
        for number in range(rows)
    )
    form = Group("form", told, "order_form", (("bread", "Which?"), ("count", "")))
    return laid_out((form, Group("stories", told)), WORDS)


def boxes_of(drawn: Picture) -> list[Placed]:
    return [box for group in drawn.groups for row in group.rows for box in row.boxes]


@pytest.mark.parametrize(("rows", "boxes"), [(1, 1), (20, 3), (2, 12)])
def test_no_two_boxes_touch_and_all_are_on_the_page(rows: int, boxes: int) -> None:
    drawn = picture(rows, boxes)
    for box in boxes_of(drawn):
        assert box.x > MARGIN
        assert box.x + box.width < WIDTH - MARGIN
        assert box.y + HEIGHT < drawn.height
    for one, other in combinations(boxes_of(drawn), 2):
        apart = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert apart or one.y + HEIGHT <= other.y or other.y + HEIGHT <= one.y


def test_groups_follow_each_other_and_hold_their_rows() -> None:
    drawn = picture(4, 2)
    first, second = drawn.groups
    assert first.y + first.height < second.y
    for group in drawn.groups:
        for row in group.rows:
            assert group.y < row.y < row.boxes[-1].y + HEIGHT < group.y + group.height


def test_every_box_but_the_first_has_an_arrow_from_the_one_before() -> None:
    [row] = picture(1, 2).groups[0].rows
    assert row.boxes[0].arrow is None
    for before, box in zip(row.boxes, row.boxes[1:], strict=False):
        assert box.arrow == (before.x + before.width, before.y + HEIGHT / 2)


def test_what_is_too_long_is_shortened_and_what_has_no_name_is_named() -> None:
    assert shortened("abcdef", 4) == "abc…"
    assert shortened("abcd", 4) == "abcd"
    assert name_of(Box("end", ""), WORDS) == "form is left"
    assert len(name_of(Box("reply", LONG), WORDS)) < len(LONG)
    assert note_of(Box("reply", "a", "b " * 50)).endswith("b…")
