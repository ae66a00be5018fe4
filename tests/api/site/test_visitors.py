"""Visitors are told apart for a day, and by nobody afterwards."""

from datetime import date

import pytest

from api.site.visitors import Guests, is_robot, network
from api.storage.database import Database
from api.storage.documents import SqlDocuments

DAY, NEXT = date(2026, 5, 4), date(2026, 5, 5)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_somebody_is_the_same_all_day_in_every_process_and_somebody_else_the_next(db: Database) -> None:
    one, other = Guests(SqlDocuments(db)), Guests(SqlDocuments(db))
    guest = one.of("203.0.113.9", FIREFOX, today=DAY)
    assert other.of("203.0.113.9", FIREFOX, today=DAY) == guest
    later = one.of("203.0.113.9", FIREFOX, today=NEXT)
    assert (later.visitor, later.source) != (guest.visitor, guest.source)
    assert "203.0.113" not in repr(guest)


def test_yesterday_s_key_is_gone(db: Database) -> None:
    guests, documents = Guests(SqlDocuments(db)), SqlDocuments(db)
    guests.of("203.0.113.9", FIREFOX, today=DAY)
    kept = documents.read("visitors of the day")
    guests.of("203.0.113.9", FIREFOX, today=NEXT)
    renewed = documents.read("visitors of the day")
    assert kept and renewed and kept[1]["key"] != renewed[1]["key"]


def test_one_network_is_eight_visitors_at_most_whatever_its_browsers_say(db: Database) -> None:
    guests = Guests(SqlDocuments(db))
    seen = [guests.of(f"203.0.113.{at % 250}", f"Robot {at}", today=DAY) for at in range(2_000)]
    assert len({guest.visitor for guest in seen}) == 8
    assert len({guest.source for guest in seen}) == 1


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_a_network_is_what_a_provider_gives_to_one_street(address: str, whole: str) -> None:
    assert network(address) == whole


def test_programs_are_told_from_people() -> None:
    assert not is_robot(FIREFOX)
    assert all(map(is_robot, ["", "Googlebot/2.1 (+http://www.google.com/bot.html)", "curl/8.5", "python-httpx/0.28"]))
