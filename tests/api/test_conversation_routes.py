"""A visitor's conversation over plain requests."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from edge.installation import API, HUMAN, KNOWN, Site, Visitor
from sqlalchemy import func, select

from api.storage.tables import vectors as table
from api.wiring import Engine

EVENT = {"seq", "kind", "author", "author_name", "payload", "at", "message_id"}
STAFF_WORDS = {"reason", "because", "topic", "confidence"}


def inner(value: Any) -> Iterator[str]:
    """Every name inside a value, however deep."""
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from inner(each)


def events(site: Site, visitor: Visitor, after: int = 0) -> dict[str, Any]:
    answer = site.client.get(f"{visitor.path}/events", params={"after": after}, headers=visitor.headers)
    found: dict[str, Any] = answer.json()
    return found


def test_a_conversation_opens_with_a_word_of_welcome(site: Site) -> None:
    answer = site.client.post(f"{API}/conversations", json={"lang": "fr", "page": "/panier"})
    body = answer.json()
    assert answer.status_code == 201
    assert body.keys() == {"id", "token", "lang", "events"}
    assert len(body["token"]) >= 43
    assert [event.keys() for event in body["events"]] == [EVENT]
    assert body["events"][0]["payload"] == {"text": "Bienvenue chez Maison Test.", "intent": "welcome"}


@pytest.mark.parametrize(("asked", "spoken"), [("fr", "fr"), ("en", "en"), ("xx", "fr"), (None, "fr")])
def test_a_conversation_is_in_a_language_of_the_company(site: Site, asked: str | None, spoken: str) -> None:
    assert site.client.post(f"{API}/conversations", json={"lang": asked}).json()["lang"] == spoken


def test_two_conversations_share_neither_id_nor_token(site: Site) -> None:
    one, other = site.visitor(), site.visitor()
    assert one.id != other.id
    assert one.token != other.token


def test_a_question_is_answered_from_the_base(site: Site) -> None:
    said, answer = site.send(site.visitor(), text=KNOWN, page="/compte")
    assert (said["kind"], said["author"], said["payload"]) == ("message", "visitor", {"text": KNOWN, "page": "/compte"})
    assert (answer["kind"], answer["payload"]["entry_id"]) == ("answer", "passe")
    assert answer["payload"].keys() == {"text", "entry_id", "question", "lang", "related"}
    assert (said["seq"], answer["seq"]) == (2, 3)


def test_a_resent_message_gets_the_events_it_had(site: Site) -> None:
    visitor, id = site.visitor(), uuid4().hex
    first = site.send(visitor, id=id, text=KNOWN)
    site.send(visitor, text="bonjour")
    assert site.send(visitor, id=id, text=KNOWN) == first
    assert site.send(visitor, id=id, text="autre chose") == first
    assert events(site, visitor)["seq"] == 5


def test_the_same_id_in_another_conversation_is_another_message(site: Site) -> None:
    one, other = site.visitor(), site.visitor()
    assert site.send(one, id="1", text="bonjour") != site.send(other, id="1", text=KNOWN)


def test_events_are_read_from_where_one_stands(site: Site) -> None:
    visitor = site.visitor()
    site.send(visitor, text=KNOWN)
    everything = events(site, visitor)
    assert (everything["owner"], everything["seq"]) == ("agent", 3)
    assert [event["seq"] for event in everything["events"]] == [1, 2, 3]
    assert events(site, visitor, after=2)["events"] == everything["events"][2:]
    assert events(site, visitor, after=99)["events"] == []


def test_a_choice_is_answered_and_none_of_these_is_offered_a_human(site: Site) -> None:
    visitor = site.visitor()
    choice, answer = site.send(visitor, "choices", entry_id="frais")
    assert choice["payload"] == {"entry_id": "frais", "text": "Combien coûte la livraison ?"}
    assert (answer["kind"], answer["payload"]["entry_id"]) == ("answer", "frais")
    choice, offer = site.send(visitor, "choices", entry_id=None)
    assert choice["payload"]["entry_id"] is None
    assert offer["kind"] == "offer"


def test_whoever_asks_for_a_human_is_offered_what_is_possible(site: Site) -> None:
    visitor = site.visitor()
    (offer,) = site.send(visitor, "handoff")
    assert offer["payload"].keys() == {"text", "exits", "opens_at"}
    assert [exit["exit"] for exit in offer["payload"]["exits"]] == ["chat", "callback", "email"]
    assert all(
        exit.keys() == {"exit", "team", "waiting", "slots", "label", "detail"} for exit in offer["payload"]["exits"]
    )
    assert site.send(visitor, text=HUMAN)[-1]["kind"] == "offer"


def test_each_exit_is_taken(site: Site) -> None:
    contact = {"name": "Léa", "email": "lea@exemple.fr", "phone": "06 12 34 56 78"}
    for exit in ("email", "callback", "chat"):
        visitor = site.visitor()
        events = site.send(visitor, "exits", exit=exit, text="Mon colis est cassé", **contact)
        assert [event["kind"] for event in events] == ["message", "escalated"]
        assert events[1]["payload"].keys() == {"escalation_id", "exit", "team", "text", "position", "callback_at"}
        assert (events[1]["payload"]["position"] is None) == (exit != "chat")
        assert (events[1]["payload"]["callback_at"] is None) == (exit != "callback")


def test_a_call_back_is_at_one_of_the_times_offered(site: Site) -> None:
    visitor = site.visitor()
    (offer,) = site.send(visitor, "handoff")
    slot = next(exit for exit in offer["payload"]["exits"] if exit["exit"] == "callback")["slots"][3]
    (escalated,) = site.send(visitor, "exits", exit="callback", phone="0612345678", slot=slot)
    assert escalated["payload"]["callback_at"] == slot


WRONG_EXITS = [
    ({"exit": "email", "email": "pas une adresse"}, "contact-missing"),
    ({"exit": "callback", "phone": "12"}, "contact-missing"),
    ({"exit": "callback", "phone": "0612345678", "slot": "2020-01-01T10:00:00+00:00"}, "slot-not-open"),
    ({"exit": "callback", "phone": "0612345678", "slot": "2030-01-01T10:00:00"}, "invalid-request"),
    ({"exit": "fax"}, "invalid-request"),
    ({"exit": "email", "email": "lea@exemple.fr", "text": "a" * 10_001}, "message-too-long"),
]


@pytest.mark.parametrize(("body", "code"), WRONG_EXITS, ids=[code for _, code in WRONG_EXITS])
def test_an_exit_that_could_not_be_kept_is_refused(site: Site, body: dict[str, str], code: str) -> None:
    visitor = site.visitor()
    answer = site.client.post(f"{visitor.path}/exits", json={"id": "1"} | body, headers=visitor.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert events(site, visitor)["seq"] == 1


def test_an_answer_is_judged_and_a_no_is_offered_a_human(site: Site) -> None:
    visitor = site.visitor()
    answer = site.send(visitor, text=KNOWN)[-1]
    (yes,) = site.send(visitor, "feedback", seq=answer["seq"], helpful=True)
    assert yes["payload"] == {"seq": answer["seq"], "helpful": True, "comment": ""}
    no = site.send(visitor, "feedback", seq=answer["seq"], helpful=False, comment="faux")
    assert [event["kind"] for event in no] == ["feedback", "offer"]


@pytest.mark.parametrize("seq", [1, 2, 40])
def test_only_an_answer_is_judged(site: Site, seq: int) -> None:
    visitor = site.visitor()
    site.send(visitor, text=KNOWN)
    body = {"id": "1", "seq": seq, "helpful": True}
    answer = site.client.post(f"{visitor.path}/feedback", json=body, headers=visitor.headers)
    assert (answer.status_code, answer.json()["code"]) == (404, "event-not-found")


def test_the_conversation_is_rated(site: Site) -> None:
    (rated,) = site.send(site.visitor(), "rating", stars=5, comment="merci")
    assert rated["payload"] == {"stars": 5, "comment": "merci"}


def test_a_choice_that_is_no_entry_is_refused(site: Site) -> None:
    visitor = site.visitor()
    body = {"id": "1", "entry_id": "rien"}
    answer = site.client.post(f"{visitor.path}/choices", json=body, headers=visitor.headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown-choice")


def test_a_visitor_sees_nothing_that_is_for_staff(site: Site) -> None:
    visitor, id = site.queued()
    site.step(id, "notes", text="client difficile")
    site.step(id, "claim")
    site.step(id, "messages", text="Bonjour, je regarde.")
    site.step(id, "close")
    site.send(visitor, text=KNOWN)
    seen = events(site, visitor)["events"]
    kinds = [event["kind"] for event in seen]
    assert kinds == ["say", "message", "offer", "escalated", "joined", "message", "closed", "message", "answer"]
    assert STAFF_WORDS.isdisjoint(inner(seen))
    assert "client difficile" not in str(seen)


def test_nothing_a_visitor_wrote_is_kept_as_a_vector(site: Site, engine: Engine) -> None:
    def vectors() -> list[int]:
        counts = []
        for each in (engine, site.engine):
            with each.database.read() as connection:
                counts.append(connection.execute(select(func.count()).select_from(table)).scalar_one())
        return counts

    before, visitor = vectors(), site.visitor()
    for text in ("bonjour le code est 4242 merci", "bonjour, mon colis svp", KNOWN):
        site.send(visitor, text=text)
    assert vectors() == before
