"""What whoever runs an assistant's actions must do: in the process, and on rasa-sdk's own action server."""

import copy
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from edge.action_server import action_server
from fakes.assistants.trackers import DOMAIN, slot, tracker

from dialogue.actions.inside import Inside
from dialogue.actions.remote import Remote
from dialogue.assistant.errors import ActionFailed, ActionNotFound, ActionRejected, ActionTimedOut
from dialogue.assistant.ports import Actions, Outcome

COURIER = Path(__file__).parents[1] / "fakes" / "assistants" / "courier"


@pytest.fixture(scope="module")
def webhook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with action_server(COURIER, tmp_path_factory.mktemp("actions") / "server.log") as server:
        yield server.webhook


@pytest.fixture(scope="module", params=["inside", "remote"])
def actions(request: pytest.FixtureRequest) -> Iterator[Actions]:
    made = (
        Inside(COURIER, timeout=20)
        if request.param == "inside"
        else Remote(request.getfixturevalue("webhook"), timeout=20)
    )
    yield made
    made.close()


def slots(outcome: Outcome) -> list[tuple[str, object]]:
    return [(event["name"], event["value"]) for event in outcome.events if event["event"] == "slot"]


def test_an_action_returns_its_events_and_its_responses(actions: Actions) -> None:
    outcome = actions.run("action_track", tracker(number="A12"), DOMAIN)
    assert outcome.events == (slot("place", "on its way"),)
    assert [(each["response"], each["place"]) for each in outcome.responses] == [("utter_place", "on its way")]


def test_an_action_finds_the_other_modules_of_its_project_by_their_names(actions: Actions) -> None:
    outcome = actions.run("action_depot", tracker(postcode="44000"), DOMAIN)
    assert [(each["text"], each["buttons"]) for each in outcome.responses] == [
        ("Nantes", [{"title": "?", "payload": "/?"}])
    ]


def test_an_action_that_returns_nothing_did_nothing(actions: Actions) -> None:
    assert actions.run("action_nothing", tracker(), DOMAIN) == Outcome()


def test_what_is_said_bit_by_bit_is_said(actions: Actions) -> None:
    outcome = actions.run("action_stream", tracker(), DOMAIN)
    assert [each["text"] for each in outcome.responses] == ["one", "two"]


def test_an_action_that_does_not_want_to_is_rejected(actions: Actions) -> None:
    with pytest.raises(ActionRejected) as rejected:
        actions.run("action_refuse", tracker(), DOMAIN)
    assert rejected.value.details == {"action": "action_refuse"}


def test_an_unknown_action_is_not_found(actions: Actions) -> None:
    with pytest.raises(ActionNotFound) as missing:
        actions.run("action_dance", tracker(), DOMAIN)
    assert missing.value.details == {"action": "action_dance"}


@pytest.mark.parametrize("name", ["action_break", "action_stop", "action_late", "action_odd"])
def test_an_action_that_breaks_fails_and_the_next_one_runs(actions: Actions, name: str) -> None:
    with pytest.raises(ActionFailed) as failed:
        actions.run(name, tracker(number="secret"), DOMAIN)
    assert not isinstance(failed.value, ActionTimedOut)
    assert "secret" not in str(failed.value)
    assert slots(actions.run("action_track", tracker(number="A12"), DOMAIN)) == [("place", "on its way")]


def test_a_form_validates_the_slots_that_were_set_last(actions: Actions) -> None:
    given = tracker(
        slot("number", "old"), {"event": "action", "name": "parcel_form"}, slot("number", "a12"), number="a12"
    )
    assert slots(actions.run("validate_parcel_form", given, DOMAIN))[0] == ("number", "A12")


def test_a_form_refuses_what_is_wrong_and_says_so(actions: Actions) -> None:
    outcome = actions.run("validate_parcel_form", tracker(slot("postcode", "44"), postcode="44"), DOMAIN)
    assert ("postcode", None) in slots(outcome)
    assert [each["response"] for each in outcome.responses] == ["utter_wrong_postcode"]


def test_a_form_asks_for_more_where_it_has_to(actions: Actions) -> None:
    given = tracker(slot("number", "x9"), slot("postcode", "44000"), number="X9", postcode="44000")
    returned = dict(slots(actions.run("validate_parcel_form", given, DOMAIN)))
    assert (returned["number"], returned["postcode"], returned["run"]) == ("X9", "44000", "own")
    assert returned["country"].startswith("asked")
    assert returned["requested_slot"] is None


def test_what_an_action_changes_does_not_reach_the_caller_nor_the_next_action(actions: Actions) -> None:
    given, domain = tracker(number="A12"), copy.deepcopy(DOMAIN)
    before = copy.deepcopy(given)
    first = actions.run("action_remember", given, domain)
    assert (given, domain) == (before, DOMAIN)
    assert actions.run("action_remember", given, domain) == first
    assert first.responses[0]["custom"] == {"before": [2, None, None]}


def test_what_an_action_returned_is_the_callers_own(actions: Actions) -> None:
    first = actions.run("action_welcome", tracker(), DOMAIN)
    first.events[0]["value"].append("changed")
    assert slots(actions.run("action_welcome", tracker(), DOMAIN)) == [("greeted", ["yes"])]


def test_another_domain_is_the_one_that_counts(actions: Actions) -> None:
    given = tracker(slot("number", "a12"), slot("postcode", "44"), number="a12", postcode="44")
    narrow = DOMAIN | {"forms": {"parcel_form": {"required_slots": ["number"]}}}
    for domain, validated in ((DOMAIN, True), (narrow, False), (DOMAIN, True)):
        returned = slots(actions.run("validate_parcel_form", given, domain))
        assert (("postcode", None) in returned) is validated


def test_sixty_four_conversations_at_once_each_get_their_own(actions: Actions) -> None:
    begun = threading.Barrier(64)

    def ask(number: int) -> list[tuple[str, object]]:
        begun.wait()
        name, asked = ("action_pause", "number") if number % 2 else ("validate_parcel_form", "postcode")
        given = tracker(slot(asked, f"{number:05}"), **{asked: f"{number:05}"})
        return slots(actions.run(name, given, DOMAIN))

    with ThreadPoolExecutor(64) as many:
        answers = list(many.map(ask, range(64)))
    for number, answer in enumerate(answers):
        assert ("number" if number % 2 else "postcode", f"{number:05}") in answer
