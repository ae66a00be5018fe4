"""While an adviser holds a conversation nobody else speaks in it, and only one adviser holds it."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from uuid import uuid4

import pytest
from fakes.desk import LEA, TOM, Desk, kinds

from api.frames import visitor_events
from dialogue.agent import LONGEST_MESSAGE
from dialogue.errors import (
    AlreadyClaimed,
    EmptyMessage,
    EscalationClosed,
    EscalationNotFound,
    MessageTooLong,
    NotYours,
    UnknownTeam,
)
from dialogue.model import Adviser, Event, Exit, Reason

Step = Callable[[Desk, str, Adviser, str], tuple[Event, ...]]
STEPS: dict[str, Step] = {
    "claim": lambda desk, id, adviser, message_id: desk.takeover.claim(id, adviser, message_id),
    "write": lambda desk, id, adviser, message_id: desk.takeover.write(id, adviser, message_id, "Bonjour !"),
    "note": lambda desk, id, adviser, message_id: desk.takeover.note(id, adviser, message_id, "cliente fidèle"),
    "transfer": lambda desk, id, adviser, message_id: desk.takeover.transfer(id, adviser, message_id, team="nuit"),
    "give_back": lambda desk, id, adviser, message_id: desk.takeover.give_back(id, adviser, message_id),
    "close": lambda desk, id, adviser, message_id: desk.takeover.close(id, adviser, message_id),
}
MINE = ["write", "transfer", "give_back", "close"]


def left(desk: Desk, exit: Exit) -> tuple[str, str]:
    """A conversation whose visitor took this exit; its id and its escalation's."""
    id = desk.open()
    return id, str(desk.leave(id, exit)[-1].payload["escalation_id"])


def test_who_claims_a_chat_joins_it_by_name(desk: Desk) -> None:
    id, escalation = desk.queued()
    (joined,) = desk.takeover.claim(escalation, LEA, "k1")
    assert (joined.kind, joined.author, joined.author_name) == ("joined", "adviser", "Léa")
    assert joined.payload == {"text": "Léa a rejoint la conversation.", "name": "Léa"}
    assert desk.journal.load(id).owner == "adviser"
    claimed = desk.journal.escalation(escalation)
    assert (claimed.status, claimed.adviser_id, claimed.adviser_name) == ("claimed", "a1", "Léa")
    assert claimed.claimed_at is not None


def test_only_one_adviser_claims(desk: Desk) -> None:
    _, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    with pytest.raises(AlreadyClaimed) as refused:
        desk.takeover.claim(escalation, TOM, "k2")
    assert refused.value.details == {"adviser": "Léa"}


def test_claiming_again_what_one_holds_says_nothing_twice(desk: Desk) -> None:
    id, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    seq = desk.journal.load(id).seq
    assert desk.takeover.claim(escalation, LEA, "k2") == ()
    assert desk.journal.load(id).seq == seq


@pytest.mark.parametrize("step", STEPS)
def test_every_step_sent_again_happens_once(desk: Desk, step: str) -> None:
    id, escalation = desk.queued()
    if step != "claim":
        desk.takeover.claim(escalation, LEA, "k1")
    first = STEPS[step](desk, escalation, LEA, "s1")
    seq, jobs = desk.journal.load(id).seq, list(desk.journal.jobs)
    assert STEPS[step](desk, escalation, LEA, "s1") == first
    assert (desk.journal.load(id).seq, desk.journal.jobs) == (seq, jobs)


@pytest.mark.parametrize("step", MINE)
@pytest.mark.parametrize("claimed_by", [None, TOM])
def test_nobody_acts_in_what_is_not_theirs(desk: Desk, step: str, claimed_by: Adviser | None) -> None:
    id, escalation = desk.queued()
    if claimed_by:
        desk.takeover.claim(escalation, claimed_by, "k1")
    before = desk.journal.load(id)
    with pytest.raises(NotYours):
        STEPS[step](desk, escalation, LEA, "s1")
    assert desk.journal.load(id) == before


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("end", ["close", "give_back"])
def test_what_is_over_is_over(desk: Desk, step: str, end: str) -> None:
    _, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    STEPS[end](desk, escalation, LEA, "e1")
    with pytest.raises(EscalationClosed):
        STEPS[step](desk, escalation, LEA, "s1")


@pytest.mark.parametrize("step", STEPS)
def test_an_escalation_nobody_knows_is_refused(desk: Desk, step: str) -> None:
    with pytest.raises(EscalationNotFound):
        STEPS[step](desk, "nothing", LEA, "s1")


@pytest.mark.parametrize(("text", "refusal"), [("  ", EmptyMessage), ("a" * (LONGEST_MESSAGE + 1), MessageTooLong)])
def test_an_adviser_has_the_visitors_limits(desk: Desk, text: str, refusal: type[Exception]) -> None:
    _, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    for write in (desk.takeover.write, desk.takeover.note):
        with pytest.raises(refusal):
            write(escalation, LEA, "w1", text)


def test_an_adviser_writes_in_the_window(desk: Desk) -> None:
    _, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    (written,) = desk.takeover.write(escalation, LEA, "w1", "Bonjour, je regarde.")
    assert (written.kind, written.author, written.author_name) == ("message", "adviser", "Léa")
    assert written.payload == {"text": "Bonjour, je regarde."}
    assert desk.journal.jobs == []


def test_a_note_is_for_staff_only_and_anybody_leaves_one(desk: Desk) -> None:
    id, escalation = desk.queued()
    events = desk.takeover.note(escalation, TOM, "n1", "cliente fidèle")
    assert kinds(events) == ["note"]
    assert visitor_events(events) == []
    assert desk.journal.load(id).owner == "queue"


def test_a_transfer_puts_the_chat_in_the_queue_of_the_other_team(desk: Desk) -> None:
    id, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    (transferred,) = desk.takeover.transfer(escalation, LEA, "t1", team="nuit")
    assert transferred.payload["text"] == "Léa transmet votre demande à l'équipe « Nuit »."
    assert desk.journal.load(id).owner == "queue"
    waiting = desk.journal.escalation(escalation)
    assert (waiting.status, waiting.team, waiting.adviser_id) == ("waiting", "nuit", None)
    assert (desk.journal.waiting("ventes"), desk.journal.waiting("nuit")) == (0, 1)
    assert kinds(desk.takeover.claim(escalation, TOM, "k2")) == ["joined"]
    with pytest.raises(NotYours):
        desk.takeover.write(escalation, LEA, "w1", "encore moi")


def test_a_transfer_to_a_team_that_does_not_exist_is_refused(desk: Desk) -> None:
    _, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    with pytest.raises(UnknownTeam) as refused:
        desk.takeover.transfer(escalation, LEA, "t1", team="compta")
    assert refused.value.details == {"team": "compta", "teams": "ventes, nuit"}


def test_a_conversation_given_back_is_answered_by_the_agent_again(desk: Desk) -> None:
    id, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    (returned,) = desk.takeover.give_back(escalation, LEA, "g1")
    assert (returned.kind, desk.journal.load(id).owner) == ("returned", "agent")
    assert desk.journal.escalation(escalation).status == "closed"
    assert kinds(desk.say(id, "quand arrive mon colis")) == ["message", "answer"]
    assert desk.leave(id, "chat")[-1].payload["escalation_id"] != escalation


def test_a_chat_is_closed_with_exactly_one_word(desk: Desk) -> None:
    id, escalation = desk.queued()
    desk.takeover.claim(escalation, LEA, "k1")
    desk.takeover.close(escalation, LEA, "c1")
    with pytest.raises(EscalationClosed):
        desk.takeover.close(escalation, LEA, "c2")
    with pytest.raises(EscalationClosed):
        desk.takeover.give_back(escalation, LEA, "g1")
    assert kinds(desk.journal.events(id)).count("closed") == 1
    assert desk.journal.load(id).owner == "closed"
    closed = desk.journal.escalation(escalation)
    assert (closed.status, closed.closed_at is not None) == ("closed", True)


@pytest.mark.parametrize("exit", ["email", "callback"])
@pytest.mark.parametrize(
    ("end", "kinds_told"),
    [
        ("close", ["claimed", "message", "settled"]),
        ("give_back", ["claimed", "message", "settled"]),
        ("transfer", ["claimed", "message", "note"]),
    ],
)
def test_a_written_request_is_staffs_business_and_the_agent_stays(
    desk: Desk, exit: Exit, end: str, kinds_told: list[str]
) -> None:
    id, escalation = left(desk, exit)
    seq = desk.journal.load(id).seq
    for step in ("claim", "write", end):
        STEPS[step](desk, escalation, LEA, step)
        assert desk.journal.load(id).owner == "agent"
    events = desk.journal.events(id, after=seq)
    assert kinds(events) == kinds_told
    assert [seen["kind"] for seen in visitor_events(events)] == ["message"]
    assert kinds(desk.say(id, "quand arrive mon colis")) == ["message", "answer"]


def test_an_answer_to_an_e_mail_leaves_by_e_mail(desk: Desk) -> None:
    _, escalation = left(desk, "email")
    desk.journal.jobs.clear()
    desk.takeover.claim(escalation, LEA, "k1")
    desk.takeover.write(escalation, LEA, "w1", "Votre vase est remplacé.")
    (job,) = desk.journal.jobs
    assert (job.kind, job.key, job.payload["key"]) == ("mail", f"reply:{escalation}:w1", f"reply:{escalation}:w1")
    assert job.payload["to"] == "lea@exemple.fr"
    assert job.payload["subject"] == f"[{escalation[:8].upper()}] Réponse à votre demande"
    assert "Votre vase est remplacé.\n\nLéa\nMaison Test" in job.payload["text"]


@contextmanager
def restless_threads() -> Iterator[None]:
    """Let threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def at_once(*tasks: Callable[[], object]) -> list[object]:
    """Run the tasks at the same time; what one returns or raises is its result."""
    start = Barrier(len(tasks))

    def run(task: Callable[[], object]) -> object:
        start.wait()
        try:
            return task()
        except (AlreadyClaimed, NotYours, EscalationClosed) as refused:
            return refused

    with restless_threads(), ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_of_two_advisers_who_claim_at_once_one_does(desk: Desk) -> None:
    winners = set()
    for _ in range(50):
        id, escalation = desk.queued()
        results = at_once(
            lambda escalation=escalation: desk.takeover.claim(escalation, LEA, "lea"),
            lambda escalation=escalation: desk.takeover.claim(escalation, TOM, "tom"),
        )
        holder = desk.journal.escalation(escalation).adviser_name
        winners.add(holder)
        assert sorted(type(result).__name__ for result in results) == ["AlreadyClaimed", "tuple"]
        (refused,) = [result for result in results if isinstance(result, AlreadyClaimed)]
        assert refused.details == {"adviser": holder}
        assert [event.author_name for event in desk.journal.events(id) if event.kind == "joined"] == [holder]
    assert winners <= {"Léa", "Tom"}


def test_of_two_who_end_a_chat_at_once_one_says_the_closing_word(desk: Desk) -> None:
    for _ in range(20):
        id, escalation = desk.queued()
        desk.takeover.claim(escalation, LEA, "k1")
        at_once(
            lambda escalation=escalation: desk.takeover.close(escalation, LEA, "c1"),
            lambda escalation=escalation: desk.takeover.close(escalation, LEA, "c2"),
            lambda escalation=escalation: desk.takeover.give_back(escalation, LEA, "g1"),
        )
        ends = [kind for kind in kinds(desk.journal.events(id)) if kind in ("closed", "returned")]
        assert len(ends) == 1
        assert desk.journal.load(id).owner == {"closed": "closed", "returned": "agent"}[ends[0]]


def held_spans(events: tuple[Event, ...]) -> list[tuple[Event, ...]]:
    """The events between each passing to a human and the return, both left out."""
    spans: list[tuple[Event, ...]] = []
    start: int | None = None
    for at, event in enumerate(events):
        if event.kind == "escalated" and start is None:
            start = at + 1
        if event.kind in ("returned", "closed") and start is not None:
            spans.append(events[start:at])
            start = None
    return spans if start is None else [*spans, events[start:]]


def test_from_the_escalation_to_the_return_the_agent_says_nothing_whoever_writes_when(desk: Desk) -> None:
    for _ in range(50):
        id = desk.open()

        def visit(id: str = id) -> None:
            for text in ("quand arrive mon colis", "rendre", "bonjour", "livraison"):
                desk.say(id, text)

        def click(id: str = id) -> None:
            desk.agent.choose(id, uuid4().hex, "frais")
            desk.agent.ask_human(id, uuid4().hex, because=Reason("asked-for-human"))
            desk.agent.choose(id, uuid4().hex, None)

        def advise(id: str = id) -> None:
            escalation = str(desk.leave(id, "chat")[-1].payload["escalation_id"])
            desk.takeover.claim(escalation, LEA, "k1")
            desk.takeover.write(escalation, LEA, "w1", "Bonjour !")
            desk.takeover.write(escalation, LEA, "w2", "Je regarde.")
            desk.takeover.give_back(escalation, LEA, "g1")

        at_once(visit, click, advise)
        events = desk.journal.events(id)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        (span,) = held_spans(events)
        assert [event.kind for event in span if event.author == "agent"] == []
        assert [event.payload.get("text") for event in span if event.author == "adviser"][-2:] == [
            "Bonjour !",
            "Je regarde.",
        ]
        assert sum(event.kind == "message" and event.author == "visitor" for event in events) == 4
        assert kinds(events).count("returned") == 1
        assert desk.journal.load(id).owner == "agent"
