"""Who may call what: every route, every caller."""

import pytest
from edge.calls import CALLS, World, make
from edge.installation import API, Site

from api.app import API as PREFIX
from api.wiring import Engine

DENIED = {"sign-in-needed", "forbidden", "conversation-not-found"}
# What a caller is told: nothing where the call is theirs to make.
NOBODY = {"anyone": "", "visitor": "sign-in-needed", "staff": "sign-in-needed"}
STRANGER = {"anyone": "", "visitor": "conversation-not-found", "staff": "sign-in-needed"}
BOTH_SIDES = {"anyone": "", "visitor": "conversation-not-found", "staff": "", "adviser": "", "curator": ""}
EXPECTED = {
    "anonymous": NOBODY | {"adviser": "sign-in-needed", "curator": "sign-in-needed"},
    "wrong token": STRANGER | {"adviser": "sign-in-needed", "curator": "sign-in-needed"},
    "another visitor": STRANGER | {"adviser": "sign-in-needed", "curator": "sign-in-needed"},
    "the visitor": NOBODY | {"visitor": "", "adviser": "sign-in-needed", "curator": "sign-in-needed"},
    "adviser": BOTH_SIDES | {"curator": "forbidden"},
    "curator": BOTH_SIDES | {"adviser": "forbidden"},
    "supervisor": BOTH_SIDES,
    "admin": BOTH_SIDES,
}
NAMES = {"adviser": "Ada", "curator": "Carl", "supervisor": "Sam", "admin": "Root"}
STATUS = {"sign-in-needed": 401, "forbidden": 403, "conversation-not-found": 404}


def headers(world: World, caller: str) -> dict[str, str]:
    site = world.site
    if caller in NAMES:
        return site.staff(NAMES[caller])
    return {
        "anonymous": {},
        "wrong token": {"Authorization": "Bearer pas-le-bon"},
        "another visitor": site.visitor().headers,
        "the visitor": world.visitor.headers,
    }[caller]


def test_every_route_has_its_row(served: Engine, site: Site) -> None:
    paths = site.client.get("/openapi.json").json()["paths"]
    routes = {f"{method.upper()} {path.removeprefix(PREFIX)}" for path, known in paths.items() for method in known}
    assert {str(call) for call in CALLS} == routes
    assert API == PREFIX


def test_every_route_takes_a_right_call(site: Site) -> None:
    world = World(site)
    for call in CALLS:
        # One step with an escalation forbids another.
        world = World(site) if call.method == "POST" and "escalation_id" in call.path else world
        answer = make(world, call, world.headers(call))
        assert answer.status_code == call.status, f"{call}: {answer.text}"


@pytest.mark.parametrize("caller", EXPECTED)
def test_everybody_may_do_what_their_role_allows_and_nothing_else(site: Site, caller: str) -> None:
    world = World(site)
    for call in CALLS:
        answer = make(world, call, headers(world, caller))
        refused = answer.headers.get("content-type") == "application/problem+json"
        code = answer.json()["code"] if refused else ""
        expected = EXPECTED[caller][call.who]
        assert (code if code in DENIED else "") == expected, f"{caller}: {call}: {answer.text}"
        assert answer.status_code == STATUS.get(expected, answer.status_code), str(call)
        assert answer.status_code < 500, str(call)
