"""Before a publication, visitors' last questions are asked again: what would break is shown, and must be accepted."""

from typing import Any

import pytest
from edge.installation import API, KNOWN, Site

from api.errors import PublicationWarns
from api.publication.preview import TELLING, Move, Preview, Reply

OLD, NEW = Reply("passe", KNOWN, 0.9), Reply("delai", "Quels délais ?", 0.8)


def post(site: Site, path: str, name: str = "Carl", **body: Any) -> Any:
    return site.client.post(f"{API}/entries/{path}", json=body, headers=site.staff(name))


@pytest.fixture
def voted(site: Site) -> Site:
    """An installation where a visitor found the answer to a question right."""
    visitor = site.visitor()
    answer = site.send(visitor, text=f"{KNOWN}, appelez le 06 39 98 12 34")[-1]
    assert answer["payload"]["entry_id"] == "passe"
    site.send(visitor, "feedback", seq=answer["seq"], helpful=True, comment="")
    return site


def test_what_nobody_asked_changes_without_a_word(site: Site) -> None:
    found = post(site, "preview", ids=["facture"], action="retire").json()
    assert (found["broken"], found["warns"], found["moves"]) == (0, False, [])
    assert post(site, "publish", ids=["delai"]).status_code == 200


def test_an_answer_that_was_right_is_shown_before_it_goes_and_goes_only_when_accepted(voted: Site) -> None:
    found = post(voted, "preview", ids=["passe"], action="retire").json()
    move = found["moves"][0]
    assert (found["broken"], found["warns"], found["before"] - found["after"]) == (1, True, 1)
    assert (move["text"], move["right"], move["after"]) == (f"{KNOWN}, appelez le <PHONE>", True, None)
    assert (move["before"]["entry_id"], move["before"]["question"]) == ("passe", KNOWN)
    refused = post(voted, "retire", ids=["passe"])
    assert (refused.status_code, refused.json()["code"]) == (409, "publication-warns")
    assert "passe" in voted.engine.knowledge.base.entries
    assert post(voted, "retire", ids=["passe"], accept=True).status_code == 200
    assert "passe" not in voted.engine.knowledge.base.entries
    assert post(voted, "publish", ids=["passe"], accept=True).status_code == 200


def test_a_preview_publishes_nothing(voted: Site) -> None:
    before = voted.engine.knowledge.base
    post(voted, "preview", ids=["passe"], action="retire")
    assert voted.engine.knowledge.base is before
    assert voted.engine.entries.version() == before.version


@pytest.mark.parametrize(("action", "status"), [("publish", 404), ("retire", 404)])
def test_what_does_not_exist_cannot_be_previewed(voted: Site, action: str, status: int) -> None:
    answer = post(voted, "preview", ids=["nulle-part"], action=action)
    assert (answer.status_code, answer.json()["code"]) == (status, "entry-not-found")


def test_those_who_do_not_curate_see_no_preview(site: Site) -> None:
    assert post(site, "preview", "Ada", ids=["passe"]).status_code == 403


def move(*, right: bool) -> Move:
    return Move("q", "fr", OLD, NEW, right)


@pytest.mark.parametrize(
    ("preview", "warns"),
    [
        (Preview(0, 0, 0, (), 5), False),
        (Preview(1, 1, 1, (move(right=True),), 5), True),
        (Preview(1, 1, 1, (move(right=False),), 5), False),
        (Preview(TELLING, 10, 9, (move(right=False),), 5), False),
        (Preview(TELLING, 10, 8, (move(right=False),), 5), True),
        (Preview(TELLING, 8, 10, (move(right=False),), 5), True),
        (Preview(TELLING - 1, 10, 0, (move(right=False),), 5), False),
        (Preview(100, 50, 40, (), 10), False),
    ],
)
def test_it_warns_of_right_answers_that_change_and_of_many_that_come_or_go(preview: Preview, warns: bool) -> None:
    assert preview.warns is warns
    if warns:
        with pytest.raises(PublicationWarns) as refused:
            preview.check()
        assert refused.value.details["broken"] == preview.broken
    else:
        preview.check()


def test_a_known_wording_that_would_lose_its_answer_is_shown_though_nobody_asked_it(site: Site) -> None:
    """Another entry comes to ask the same: visitors who use the old one's words would get neither, or the other."""
    rival = {"lang": "fr", "question": f"{KNOWN} ?", "answer": "Écrivez-nous.", "category": "compte"}
    rival["variants"] = [{"text": "changer de mot de passe !"}, {"text": "mot de passe oublié"}]
    made = site.client.post(f"{API}/entries", json=rival, headers=site.staff("Carl")).json()
    found = post(site, "preview", ids=[made["id"]]).json()
    broken = [move for move in found["moves"] if move["right"] and move["wording"]]
    assert 0 < found["wordings"] <= found["known"]
    assert {move["before"]["entry_id"] for move in broken} == {"passe"}
    assert found["warns"]
    refused = post(site, "publish", ids=[made["id"]])
    assert (refused.status_code, refused.json()["code"]) == (409, "publication-warns")
    site.client.delete(f"{API}/entries/{made['id']}", headers=site.staff("Carl"))
