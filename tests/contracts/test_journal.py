"""What every journal must do: on SQLite, on PostgreSQL, and in memory for tests."""

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from fakes.journal import MemoryJournal
from sqlalchemy import select

from api.storage.database import Database
from api.storage.journal import SqlJournal
from api.storage.tables import jobs
from dialogue.errors import ConversationNotFound, EscalationNotFound, Stale
from dialogue.model import Change, Contact, Conversation, Draft, Escalation, EscalationStatus, Event, Exit, Job
from dialogue.ports import Journal

NOON = datetime(2026, 5, 4, 12, 0, 0, 123_456, tzinfo=UTC)
ASKED = Draft("message", "visitor", {"text": "où est ma commande ?"})
ANSWERED = Draft(
    "answer", "agent", {"text": "En route \U0001f69a", "confidence": 0.875, "related": [{"entry_id": "a"}]}
)


class Clock:
    """A clock that moves on by one second a reading."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def journal(request: pytest.FixtureRequest, opened_database: Callable[[str], Database]) -> Journal:
    if request.param == "memory":
        return MemoryJournal(clock=Clock())
    return SqlJournal(opened_database(request.param), clock=Clock())


def opened(journal: Journal, id: str = "c1") -> Conversation:
    journal.open(Conversation(id=id, lang="fr", page="/panier"), token_digest=f"digest of {id}")
    return journal.load(id)


def change(before: Conversation, *drafts: Draft, message_id: str | None = None, **after: object) -> Change:
    return Change(before=before, after=replace(before, **after), drafts=drafts, message_id=message_id)


def escalation(
    id: str, conversation: Conversation, *, exit: Exit = "chat", team: str = "general", status: EscalationStatus
) -> Escalation:
    return Escalation(
        id=id,
        conversation_id=conversation.id,
        exit=exit,
        team=team,
        lang="fr",
        subject="colis perdu",
        reason="asked for a human",
        status=status,
        contact=Contact(name="Léa", email="lea@example.org"),
        callback_at=NOON + timedelta(days=1),
    )


def test_a_conversation_opens_at_seq_0(journal: Journal) -> None:
    conversation = opened(journal)
    assert conversation == Conversation(
        id="c1", lang="fr", page="/panier", opened_at=conversation.opened_at, updated_at=conversation.updated_at
    )
    assert conversation.opened_at == NOON + timedelta(seconds=1)
    assert journal.token_digest("c1") == "digest of c1"
    assert journal.events("c1") == ()


def test_a_conversation_nobody_opened_is_not_found(journal: Journal) -> None:
    for look in (journal.load, journal.token_digest):
        with pytest.raises(ConversationNotFound):
            look("nowhere")
    with pytest.raises(ConversationNotFound):
        journal.record(change(Conversation(id="nowhere", lang="fr"), ASKED))
    assert journal.replay("nowhere", "m1") is None
    assert journal.events("nowhere") == ()


def test_a_change_is_kept_whole(journal: Journal) -> None:
    before = opened(journal)
    events = journal.record(
        change(
            before,
            ASKED,
            ANSWERED,
            message_id="m1",
            lang="en",
            failures=2,
            asked=("a", "b"),
            question="où ?",
            topic="livraison",
        )
    )
    at = NOON + timedelta(seconds=2)
    assert events == (
        Event("c1", 1, "message", "visitor", ASKED.payload, at, message_id="m1"),
        Event("c1", 2, "answer", "agent", ANSWERED.payload, at, message_id="m1"),
    )
    assert journal.events("c1") == events
    assert journal.load("c1") == replace(
        before, lang="en", seq=2, failures=2, asked=("a", "b"), question="où ?", topic="livraison", updated_at=at
    )


def test_what_the_assistant_did_is_kept_with_its_change_and_in_order(journal: Journal) -> None:
    before = opened(journal)
    told = [{"event": "user", "text": "où est ma commande"}, {"event": "slot", "name": "order", "value": None}]
    first = replace(
        change(before, ASKED, flow="order_form", buttons=(("Oui", "/affirm"),)), assistant_events=tuple(told)
    )
    journal.record(first)
    held = journal.load("c1")
    assert (held.flow, held.buttons) == ("order_form", (("Oui", "/affirm"),))
    journal.record(replace(change(held, ASKED), assistant_events=({"event": "restart"},)))
    assert journal.assistant_events("c1") == (*told, {"event": "restart"})
    assert journal.assistant_events("c1", skip=1) == (told[1], {"event": "restart"})
    assert journal.assistant_events("c1", skip=3) == ()
    with pytest.raises(Stale):
        journal.record(first)
    assert len(journal.assistant_events("c1")) == 3
    assert journal.assistant_events("c2") == ()


def test_events_are_read_from_a_number_on_and_in_order(journal: Journal) -> None:
    before = opened(journal)
    drafts = [replace(ASKED, payload={"text": str(number)}, author_name="Léa") for number in range(1, 8)]
    journal.record(change(before, *drafts))
    assert [event.seq for event in journal.events("c1", after=3)] == [4, 5, 6, 7]
    assert [event.payload["text"] for event in journal.events("c1", after=3, limit=2)] == ["4", "5"]
    assert journal.events("c1")[0].author_name == "Léa"
    assert journal.events("c1", after=7) == ()


def test_a_resent_message_gets_the_events_it_caused(journal: Journal) -> None:
    first = journal.record(change(opened(journal), ASKED, ANSWERED, message_id="m1"))
    journal.record(change(journal.load("c1"), ASKED, message_id="m2"))
    assert journal.replay("c1", "m1") == first
    assert journal.replay("c1", "m3") is None


def test_a_message_that_caused_nothing_is_remembered_too(journal: Journal) -> None:
    assert journal.record(change(opened(journal), message_id="m1")) == ()
    assert journal.replay("c1", "m1") == ()
    journal.record(change(journal.load("c1"), ASKED))
    assert journal.replay("c1", "m1") == ()


def test_message_ids_belong_to_their_conversation(journal: Journal) -> None:
    one, other = opened(journal, "c1"), opened(journal, "c2")
    journal.record(change(one, ASKED, message_id="m1"))
    assert journal.replay("c2", "m1") is None
    journal.record(change(other, ANSWERED, message_id="m1"))
    assert [event.kind for event in journal.replay("c1", "m1") or ()] == ["message"]
    assert [event.kind for event in journal.replay("c2", "m1") or ()] == ["answer"]


def test_a_change_from_an_old_number_keeps_nothing(journal: Journal) -> None:
    before = opened(journal)
    journal.record(change(before, ASKED, message_id="m1"))
    late = replace(
        change(before, ANSWERED, message_id="m2", failures=9),
        escalation=escalation("e1", before, status="waiting"),
        jobs=(Job("mail", "k1", {}),),
    )
    with pytest.raises(Stale, match="moved on from 0"):
        journal.record(late)
    assert [event.kind for event in journal.events("c1")] == ["message"]
    assert journal.load("c1").failures == 0
    assert journal.replay("c1", "m2") is None
    with pytest.raises(EscalationNotFound):
        journal.escalation("e1")


def test_a_message_is_handled_once_even_by_a_change_from_the_right_number(journal: Journal) -> None:
    journal.record(change(opened(journal), ASKED, message_id="m1"))
    with pytest.raises(Stale):
        journal.record(change(journal.load("c1"), ASKED, message_id="m1"))
    assert journal.load("c1").seq == 1
    assert len(journal.events("c1")) == 1


def test_of_two_changes_from_one_number_exactly_one_is_kept(journal: Journal) -> None:
    for round in range(20):
        before = opened(journal, f"c{round}")
        together = Barrier(2)

        def attempt(name: str, before: Conversation = before, together: Barrier = together) -> bool:
            together.wait()
            try:
                journal.record(change(before, replace(ASKED, author_name=name), message_id=name))
            except Stale:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            kept = list(pool.map(attempt, ["one", "two"]))
        assert sorted(kept) == [False, True]
        winner = "one" if kept[0] else "two"
        assert [(event.seq, event.author_name) for event in journal.events(before.id)] == [(1, winner)]


def test_eight_threads_leave_no_gap(journal: Journal) -> None:
    def converse(id: str) -> None:
        for number in range(50):
            drafts = [ASKED, ANSWERED][: 1 + number % 2]
            journal.record(change(journal.load(id), *drafts, message_id=f"m{number}"))

    ids = [opened(journal, f"c{number}").id for number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(converse, ids))
    for id in ids:
        assert [event.seq for event in journal.events(id)] == list(range(1, 76))
        assert journal.load(id).seq == 75


def test_an_escalation_is_kept_with_its_change_and_stamped(journal: Journal) -> None:
    before = opened(journal)
    waiting = escalation("e1", before, status="waiting")
    journal.record(replace(change(before, ASKED, owner="queue", escalation_id="e1"), escalation=waiting))
    kept = journal.escalation("e1")
    assert kept == replace(waiting, created_at=NOON + timedelta(seconds=2))
    assert journal.load("c1").escalation_id == "e1"

    claimed = replace(kept, status="claimed", adviser_id="u1", adviser_name="Max")
    journal.record(replace(change(journal.load("c1"), owner="adviser"), escalation=claimed))
    assert journal.escalation("e1") == replace(claimed, claimed_at=NOON + timedelta(seconds=3))

    closed = replace(journal.escalation("e1"), status="closed", created_at=None)
    journal.record(replace(change(journal.load("c1"), owner="closed"), escalation=closed))
    assert journal.escalation("e1") == replace(
        closed, created_at=NOON + timedelta(seconds=2), closed_at=NOON + timedelta(seconds=4)
    )


def test_escalations_come_by_waiting_time_status_and_team(journal: Journal) -> None:
    rows = [
        ("e3", "chat", "general", "waiting"),
        ("e1", "chat", "billing", "waiting"),
        ("e4", "email", "general", "waiting"),
        ("e2", "chat", "general", "claimed"),
    ]
    for id, exit, team, status in rows:
        before = opened(journal, f"c {id}")
        kept = escalation(id, before, exit=exit, team=team, status=status)  # type: ignore[arg-type]
        journal.record(replace(change(before), escalation=kept))

    def ids(statuses: list[EscalationStatus], **options: object) -> list[str]:
        return [found.id for found in journal.escalations(statuses=statuses, **options)]  # type: ignore[arg-type]

    assert ids(["waiting"]) == ["e3", "e1", "e4"]
    assert ids(["waiting", "claimed"]) == ["e3", "e1", "e4", "e2"]
    assert ids(["waiting", "claimed"], teams=["general"]) == ["e3", "e4", "e2"]
    assert ids(["waiting"], limit=2) == ["e3", "e1"]
    assert ids(["closed"]) == []
    assert (journal.waiting("general"), journal.waiting("billing"), journal.waiting("none")) == (1, 1, 0)


@pytest.mark.parametrize("payload", [{"at": NOON}, {"score": float("nan")}, {"who": {"a set"}}])
def test_a_payload_that_json_cannot_hold_is_refused(journal: Journal, payload: dict[str, object]) -> None:
    before = opened(journal)
    with pytest.raises(Exception, match="JSON"):
        journal.record(change(before, Draft("message", "visitor", payload)))
    assert journal.load("c1").seq == 0


def test_jobs_are_kept_once_a_key(db: Database) -> None:
    journal = SqlJournal(db)
    before = opened(journal)
    mail, call = Job("mail", "k1", {"to": "a"}), Job("call", "k1", {})
    journal.record(replace(change(before, ASKED), jobs=(mail, call)))
    journal.record(replace(change(journal.load("c1"), ASKED), jobs=(replace(mail, payload={"to": "b"}),)))
    with db.read() as connection:
        kept = connection.execute(select(jobs.c.kind, jobs.c.key, jobs.c.payload).order_by(jobs.c.kind)).all()
    assert [tuple(row) for row in kept] == [("call", "k1", {}), ("mail", "k1", {"to": "a"})]


def test_the_journal_in_memory_keeps_jobs_once_a_key() -> None:
    journal = MemoryJournal()
    before = opened(journal)
    mail, call = Job("mail", "k1", {"to": "a"}), Job("call", "k1", {})
    journal.record(replace(change(before, ASKED), jobs=(mail, call)))
    journal.record(replace(change(journal.load("c1"), ASKED), jobs=(replace(mail, payload={"to": "b"}),)))
    assert journal.jobs == [mail, call]


RECORD_AND_DIE_BEFORE_THE_LAST_STATEMENT = """
import os, signal, sys
from sqlalchemy import event
from api.storage.database import open_database
from api.storage.journal import SqlJournal
from dialogue.model import Change, Draft, Job

db = open_database(sys.argv[1])
journal = SqlJournal(db)
before = journal.load("c1")

def die(connection, cursor, statement, *_):
    if statement.startswith("INSERT INTO jobs"):
        print("dying", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

event.listen(db.engine, "before_cursor_execute", die)
journal.record(Change(before, before, (Draft("message", "visitor"),), "m1", jobs=(Job("mail", "k", {}),)))
"""


def test_a_process_killed_in_the_middle_of_a_change_leaves_nothing(db: Database) -> None:
    journal = SqlJournal(db)
    before = opened(journal)
    url = db.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", RECORD_AND_DIE_BEFORE_THE_LAST_STATEMENT, url]
    died = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert (died.stdout, died.returncode) == ("dying\n", -9)
    assert journal.load("c1") == before
    assert journal.events("c1") == ()
    assert journal.replay("c1", "m1") is None
    assert [event.seq for event in journal.record(change(before, ASKED, message_id="m1"))] == [1]
