"""A preview is told while it is made to those who ask for lines, and as one answer to all others."""

import json
from typing import Any

import pytest
from edge.installation import API, Site

from api.told import LINES


def preview(site: Site, ids: list[str], accept: str) -> Any:
    headers = {**site.staff("Carl"), "Accept": accept}
    return site.client.post(f"{API}/entries/preview", json={"ids": ids, "action": "retire"}, headers=headers)


def test_lines_say_how_far_it_is_and_end_with_what_the_one_answer_says(site: Site) -> None:
    answer = preview(site, ["delai"], LINES)
    assert answer.headers["content-type"] == LINES
    assert answer.headers["content-encoding"] == "identity"
    *progress, last = [json.loads(line) for line in answer.text.splitlines()]
    assert progress
    assert all(0 <= event["progress"] < 1 for event in progress)
    assert last == {"done": preview(site, ["delai"], "application/json").json()}


@pytest.mark.parametrize("accept", [LINES, "application/json"])
def test_what_is_wrong_is_a_problem_either_way(site: Site, accept: str) -> None:
    answer = preview(site, ["nulle-part"], accept)
    assert (answer.status_code, answer.json()["code"]) == (404, "entry-not-found")
