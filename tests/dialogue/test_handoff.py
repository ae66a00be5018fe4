"""Whatever the hours, the load, the topic and the language, the exits offered are exits that work."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.company import read_company
from dialogue.company import ALWAYS, Company, Holidays, Hours, Team
from dialogue.handoff import Situation, hand_off, topic_team
from dialogue.hours import calendar_of
from dialogue.model import Handoff

SAMPLE = Path(__file__).parents[2] / "training_data" / "company.toml"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LANGUAGES = ("fr", "en", "de")
TOPICS = ("livraison", "retours", "produits")
HALF_HOUR = timedelta(minutes=30)
QUARTER = timedelta(minutes=15)

DAYS_OF_WORK = (
    (),
    ((time(9), time(18)),),
    ((time(9), time(12, 30)), (time(13, 30), time(18))),
    ((time(7, 15), time(7, 40)), (time(10), time(10, 20)), (time(20), time(0))),
    ((time(14), time(16)), (time(0), time(3))),
)
days_of_work = st.sampled_from(DAYS_OF_WORK)
weeks = st.tuples(*[days_of_work] * 7).map(lambda week: dict(zip(DAYS, week, strict=True)))
hours = st.one_of(st.just(ALWAYS), st.just({}), weeks)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@st.composite
def teams(draw: st.DrawFn, id: str) -> Team:
    def some_of(known: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(sorted(draw(st.sets(st.sampled_from(known)))))

    return Team(id, {}, some_of(LANGUAGES), some_of(("chat", "callback", "email")), draw(hours), some_of(TOPICS))


@st.composite
def companies(draw: st.DrawFn) -> Company:
    known = tuple(draw(teams(id)) for id in ("a", "b", "c")[: draw(st.integers(1, 3))])
    default = draw(st.sampled_from([team.id for team in known]))
    return Company(teams=known, default_team=default, holidays=Holidays(draw(st.sampled_from(["", "FR"]))))


situations = st.builds(
    Situation,
    category=st.sampled_from(("", "inconnu", *TOPICS)),
    lang=st.sampled_from(LANGUAGES),
    at=moments,
    waiting=st.dictionaries(st.sampled_from("abc"), st.integers(0, 500)),
)


def team_of(company: Company, id: str) -> Team:
    team = company.team(id)
    assert team is not None
    return team


@settings(max_examples=80, deadline=None)
@given(company=companies(), situation=situations)
def test_every_exit_offered_works_and_an_e_mail_can_be_left_at_any_hour(company: Company, situation: Situation) -> None:
    handoff = hand_off(company, situation)
    assert handoff.topic == situation.category
    exits = [offer.exit for offer in handoff.offers]
    assert exits
    assert "email" in exits or "email" not in topic_team(company, situation).exits
    assert len(set(exits)) == len(exits)
    spoken = any(situation.lang in team.languages for team in company.teams)
    for offer in handoff.offers:
        team = team_of(company, offer.team)
        assert situation.lang in team.languages or not spoken
        assert offer.exit in team.exits or exits == ["email"]
        if offer.exit == "chat":
            assert calendar_of(company, team).open_at(situation.at)
            assert offer.waiting == situation.waiting.get(team.id, 0)


@settings(max_examples=60, deadline=None)
@given(company=companies(), situation=situations)
def test_a_call_back_is_in_the_future_and_within_opening_hours(company: Company, situation: Situation) -> None:
    for offer in hand_off(company, situation).offers:
        calendar = calendar_of(company, team_of(company, offer.team))
        assert bool(offer.slots) == (offer.exit == "callback")
        assert list(offer.slots) == sorted(set(offer.slots))
        for slot in offer.slots:
            assert slot >= situation.at + QUARTER
            assert calendar.open_at(slot)
            assert calendar.open_at(slot + HALF_HOUR - timedelta(seconds=1))


@settings(max_examples=60, deadline=None)
@given(company=companies(), situation=situations)
def test_it_says_who_comes_back_and_when(company: Company, situation: Situation) -> None:
    handoff = hand_off(company, situation)
    assert handoff.topic == situation.category
    team = team_of(company, str(handoff.reason.details["team"]))
    calendar = calendar_of(company, team)
    if handoff.reason.code == "exits-open":
        assert calendar.open_at(situation.at)
        assert handoff.opens_at is None
    else:
        assert handoff.reason.code == "exits-closed"
        assert not calendar.open_at(situation.at)
        assert handoff.opens_at == calendar.next_opening(situation.at)
        assert "chat" not in [offer.exit for offer in handoff.offers]


WEEK: Hours = {day: ((time(9), time(18)),) for day in DAYS[:5]}
OPEN = datetime(2026, 6, 3, 8, 0, tzinfo=UTC)  # a Wednesday, 10 h in Paris
NIGHT = datetime(2026, 6, 3, 20, 0, tzinfo=UTC)
RETURNS = Team("retours", {}, ("fr",), ("chat", "email"), WEEK, ("retours",))
ORDERS = Team("commandes", {}, ("fr", "en"), ("email", "callback"), WEEK, ("livraison",))
GENERAL = Team("general", {}, ("fr", "en"), ("chat", "callback", "email"), WEEK)
HELP = Team("help", {}, ("en",), ("chat", "email"), WEEK)


def offered(*known: Team, topic: str = "", lang: str = "fr", at: datetime = OPEN, **waiting: int) -> Handoff:
    return hand_off(Company(teams=known, default_team="general"), Situation(topic, lang, at, waiting))


@pytest.mark.parametrize(
    ("topic", "lang", "exits"),
    [
        ("retours", "fr", [("chat", "retours"), ("callback", "general"), ("email", "retours")]),
        ("livraison", "fr", [("chat", "general"), ("callback", "commandes"), ("email", "commandes")]),
        ("", "fr", [("chat", "general"), ("callback", "general"), ("email", "general")]),
        ("retours", "en", [("chat", "general"), ("callback", "general"), ("email", "general")]),
    ],
)
def test_each_exit_goes_to_the_team_of_the_topic_else_to_the_default_one(
    topic: str, lang: str, exits: list[tuple[str, str]]
) -> None:
    handoff = offered(RETURNS, ORDERS, GENERAL, topic=topic, lang=lang)
    assert [(offer.exit, offer.team) for offer in handoff.offers] == exits


@pytest.mark.parametrize(("lang", "team"), [("fr", "retours"), ("en", "help"), ("de", "retours")])
def test_a_team_that_speaks_the_language_comes_before_the_default_one(lang: str, team: str) -> None:
    company = Company(teams=(RETURNS, HELP), default_team="retours")
    assert topic_team(company, Situation("retours", lang, OPEN, {})).id == team


def test_the_queue_of_a_chat_is_that_of_its_team() -> None:
    handoff = offered(RETURNS, GENERAL, topic="retours", retours=3, general=7)
    assert [offer.waiting for offer in handoff.offers if offer.exit == "chat"] == [3]


def test_at_night_there_is_no_chat_and_the_next_morning_is_told() -> None:
    handoff = offered(RETURNS, GENERAL, topic="retours", at=NIGHT)
    assert [offer.exit for offer in handoff.offers] == ["callback", "email"]
    assert handoff.opens_at == datetime(2026, 6, 4, 7, 0, tzinfo=UTC)
    assert (handoff.reason.code, handoff.reason.details) == ("exits-closed", {"team": "retours"})


def test_the_reason_names_the_team_that_is_open_and_not_the_one_of_the_topic() -> None:
    evening = Team("general", {}, ("fr",), ("chat", "email"), ALWAYS)
    handoff = offered(RETURNS, evening, topic="retours", at=NIGHT)
    assert (handoff.reason.code, handoff.reason.details) == ("exits-open", {"team": "general"})
    assert handoff.opens_at is None


def test_a_team_that_is_there_but_does_not_chat_is_not_announced_as_coming_back() -> None:
    saturday = Team("general", {}, ("fr",), ("email", "callback"), ALWAYS)
    handoff = offered(saturday)
    assert (handoff.reason.code, handoff.opens_at) == ("exits-open", None)


def test_where_nobody_takes_any_exit_an_e_mail_still_reaches_somebody() -> None:
    handoff = offered(Team("general", {}, ("fr",), (), {}), at=NIGHT)
    assert [(offer.exit, offer.team) for offer in handoff.offers] == [("email", "general")]
    assert handoff.opens_at is None


@pytest.mark.parametrize(
    ("at", "exits", "opens"),
    [
        ("2026-11-18T09:30+01:00", ["chat", "callback", "email"], None),
        ("2026-11-21T11:00+01:00", ["callback", "email"], "2026-11-23T09:00+01:00"),  # a Saturday: nobody to chat with
        ("2026-12-24T10:00+01:00", ["callback", "email"], "2026-12-28T09:00+01:00"),
    ],
)
def test_the_sample_company_offers_what_its_hours_allow(at: str, exits: list[str], opens: str | None) -> None:
    situation = Situation("produits", "fr", datetime.fromisoformat(at), {})
    handoff = hand_off(read_company(SAMPLE), situation)
    assert [offer.exit for offer in handoff.offers] == exits
    assert handoff.opens_at == (datetime.fromisoformat(opens) if opens else None)
