"""Visits and opinions of the public FAQ: what counts once, what is forgotten, what the last word is."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from api.storage.database import Database
from api.storage.opinions import Opinion, SqlOpinions
from api.storage.tables import conversations, events, visit_days
from api.storage.tables import visits as table
from api.storage.visits import SqlVisits, Visit
from knowledge.faq.popularity import Usage

DAY = date(2026, 5, 4)
NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
VIEW = Visit(DAY, "delai", "view", "v1", "s1")
CLICK = Visit(DAY, "delai", "click", "v1", "s1", 2)
OPINION = Opinion("delai", "v1", "s1", 3, True, "", NOON)


@pytest.fixture
def visits(db: Database) -> SqlVisits:
    return SqlVisits(db)


@pytest.fixture
def opinions(db: Database) -> SqlOpinions:
    return SqlOpinions(db)


def test_a_visitor_counts_once_an_entry_and_day(visits: SqlVisits) -> None:
    assert visits.add([VIEW, VIEW, replace(VIEW, visitor="v2")]) == 2
    assert visits.add([VIEW, replace(VIEW, day=DAY + timedelta(days=1))]) == 1
    asked = visits.asked(DAY, DAY + timedelta(days=1))
    assert asked == {"delai": {DAY: 2, DAY + timedelta(days=1): 1}}
    assert visits.add([]) == 0


def test_a_click_is_no_view_and_being_shown_is_neither(db: Database, visits: SqlVisits) -> None:
    visits.add([VIEW, CLICK, replace(CLICK, kind="shown"), replace(CLICK, entry_id="frais", kind="shown", rank=1)])
    with db.read() as connection:
        rows = connection.execute(select(visit_days.c.entry_id, visit_days.c.views, visit_days.c.clicks)).all()
    assert rows == [("delai", 1, 1)]


def test_use_comes_by_source_and_rank(visits: SqlVisits) -> None:
    shown = [replace(CLICK, kind="shown", visitor=f"v{number}") for number in range(3)]
    visits.add([*shown, CLICK, replace(CLICK, day=DAY - timedelta(days=9), rank=7)])
    assert visits.usage(since=DAY) == {"delai": Usage({("s1", 2): 3}, {("s1", 2): 1})}
    assert visits.usage(since=DAY - timedelta(days=9))["delai"].clicks == {("s1", 2): 1, ("s1", 7): 1}


def test_who_came_is_forgotten_after_a_month_and_how_many_after_two_years(db: Database, visits: SqlVisits) -> None:
    visits.add([VIEW])
    visits.forget(today=DAY + timedelta(days=27))
    assert len(rows(db)) == 1
    visits.forget(today=DAY + timedelta(days=28))
    assert rows(db) == []
    assert visits.asked(DAY, DAY) == {"delai": {DAY: 1}}
    visits.forget(today=DAY + timedelta(days=800))
    assert visits.asked(DAY, DAY) == {}


def rows(db: Database) -> list[str]:
    with db.read() as connection:
        return list(connection.execute(select(table.c.entry_id)).scalars())


def test_the_agent_s_answers_count_once_a_conversation_and_day(db: Database, visits: SqlVisits) -> None:
    names = ("lang", "owner", "question", "topic", "page", "token_digest")
    state = {"seq": 9, "failures": 0, "asked": [], "opened_at": NOON, "updated_at": NOON}
    blank = {"author": "agent", "author_name": "", "payload": {"entry_id": "delai"}}
    with db.write() as connection:
        for id, at in (("c1", NOON), ("c2", NOON.replace(hour=23, minute=59)), ("c3", NOON - timedelta(days=40))):
            connection.execute(insert(conversations), dict.fromkeys(names, "") | state | {"id": id})
            for seq, kind in enumerate(("answer", "answer", "clarify"), start=1):
                row = blank | {"conversation_id": id, "seq": seq, "kind": kind, "at": at}
                connection.execute(insert(events), row)
    visits.add([VIEW])
    assert visits.asked(DAY - timedelta(days=30), DAY) == {"delai": {DAY: 3}}
    assert visits.asked(DAY + timedelta(days=1), DAY + timedelta(days=2)) == {}


def test_the_last_opinion_of_a_visit_is_the_one_that_counts(opinions: SqlOpinions) -> None:
    opinions.keep(OPINION)
    later = replace(OPINION, helpful=False, comment="Pour la Corse ?", revision=4, at=NOON + timedelta(hours=1))
    opinions.keep(later)
    opinions.keep(replace(OPINION, visitor="v2"))
    assert opinions.of("delai") == [later, replace(OPINION, visitor="v2")]
    assert (opinions.count("delai"), opinions.count("frais")) == ((1, 1), (0, 0))
    assert opinions.of("delai", most=1) == [later]


def test_votes_come_by_source_since_a_time(opinions: SqlOpinions) -> None:
    opinions.keep(OPINION)
    opinions.keep(replace(OPINION, visitor="v2"))
    opinions.keep(replace(OPINION, visitor="v3", source="s2", helpful=False))
    opinions.keep(replace(OPINION, visitor="v4", at=NOON - timedelta(days=9)))
    votes = opinions.votes(since=NOON)
    assert (votes["delai"].yes, votes["delai"].no) == ({"s1": 2}, {"s2": 1})
