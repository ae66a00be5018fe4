"""One call of every route, as api/README.md describes them, and who may make it."""

from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

import httpx
from edge.installation import API, KNOWN, PASSWORD, Site

Who = Literal["anyone", "visitor", "staff", "adviser", "curator"]
Body = dict[str, Any]
UNKNOWN = "qui a peint la joconde ?"
CSV = b"message,langue\nOu est mon colis ?,fr\nJe veux une facture svp,fr\n"


@dataclass(frozen=True)
class Call:
    """A request that is right. `{conversation}`, `{waiting}`, `{claimed}`, `{job}` and `{message}` stand for ids."""

    method: str
    route: str
    who: Who
    status: int = 200
    path: dict[str, str] = field(default_factory=dict)
    body: Body | None = None
    query: dict[str, str] = field(default_factory=dict)
    files: bool = False

    def __str__(self) -> str:
        return f"{self.method} {self.route}"


RASA_TOKEN = "a token of these tests"
CONVERSATION = {"conversation_id": "{conversation}"}
WAITING, CLAIMED = {"escalation_id": "{waiting}"}, {"escalation_id": "{claimed}"}
ENTRY = {"lang": "fr", "question": "Avez-vous un magasin ?", "answer": "À Nantes.", "category": "boutique"}
NO_ENTRY = {"id": "gone", "revision": 1}
GAP = {"gap_id": "{gap}"}
CALLS = [
    Call("GET", "/health", "anyone"),
    Call("GET", "/ready", "anyone"),
    Call("GET", "/about", "anyone", query={"lang": "fr"}),
    Call("GET", "/search", "anyone", query={"q": "livraison", "lang": "fr", "limit": "3"}),
    Call("POST", "/site/clicks", "anyone", 204, body={"entry_id": "delai", "shown": ["delai"]}),
    Call("POST", "/conversations", "anyone", 201, body={"lang": "fr", "page": "/panier"}),
    Call("GET", "/conversations/{conversation_id}/events", "visitor", path=CONVERSATION, query={"after": "0"}),
    Call(
        "POST",
        "/conversations/{conversation_id}/messages",
        "visitor",
        path=CONVERSATION,
        body={"id": "{message}", "text": KNOWN, "page": "/compte", "lang": "fr"},
    ),
    Call(
        "POST",
        "/conversations/{conversation_id}/choices",
        "visitor",
        path=CONVERSATION,
        body={"id": "{message}", "entry_id": "delai"},
    ),
    Call("POST", "/conversations/{conversation_id}/handoff", "visitor", path=CONVERSATION, body={"id": "{message}"}),
    Call(
        "POST",
        "/conversations/{conversation_id}/exits",
        "visitor",
        path=CONVERSATION,
        body={
            "id": "{message}",
            "exit": "email",
            "name": "Léa",
            "email": "lea@exemple.fr",
            "phone": "",
            "text": "Ma commande est en retard",
            "slot": None,
        },
    ),
    Call(
        "POST",
        "/conversations/{conversation_id}/feedback",
        "visitor",
        path=CONVERSATION,
        body={"id": "{message}", "seq": 3, "helpful": True, "comment": "merci"},
    ),
    Call(
        "POST",
        "/conversations/{conversation_id}/rating",
        "visitor",
        path=CONVERSATION,
        body={"id": "{message}", "stars": 4, "comment": ""},
    ),
    Call("POST", "/sessions", "anyone", 201, body={"name": "Ada", "password": PASSWORD}),
    Call("GET", "/sessions/me", "staff"),
    Call("DELETE", "/sessions/me", "staff", 204),
    Call("GET", "/teams", "staff"),
    Call("GET", "/escalations", "adviser", query={"status": "waiting", "team": "ventes"}),
    Call("GET", "/escalations/{escalation_id}", "adviser", path=WAITING),
    Call("POST", "/escalations/{escalation_id}/claim", "adviser", path=WAITING, body={"id": "{message}"}),
    Call(
        "POST",
        "/escalations/{escalation_id}/messages",
        "adviser",
        path=CLAIMED,
        body={"id": "{message}", "text": "Bonjour"},
    ),
    Call(
        "POST", "/escalations/{escalation_id}/notes", "adviser", path=WAITING, body={"id": "{message}", "text": "VIP"}
    ),
    Call(
        "POST",
        "/escalations/{escalation_id}/transfer",
        "adviser",
        path=CLAIMED,
        body={"id": "{message}", "team": "retours"},
    ),
    Call("POST", "/escalations/{escalation_id}/return", "adviser", path=CLAIMED, body={"id": "{message}"}),
    Call("POST", "/escalations/{escalation_id}/close", "adviser", path=CLAIMED, body={"id": "{message}"}),
    Call("POST", "/entries/merge/preview", "curator", 404, body={"source": NO_ENTRY, "into": NO_ENTRY}),
    Call("POST", "/entries/merge", "curator", 404, body={"source": NO_ENTRY, "into": NO_ENTRY}),
    Call("POST", "/entries/split", "curator", 404, body={"entry": NO_ENTRY, "variants": ["où"], "question": "Où ?"}),
    Call("POST", "/entries/move", "curator", 404, body={"source": NO_ENTRY, "into": NO_ENTRY, "variants": ["où"]}),
    Call("POST", "/entries/undo", "curator", 404, body={"id": "gone"}),
    Call("GET", "/publications", "curator"),
    Call("POST", "/entries/rollback/preview", "curator", 404, body={"to": 999_999}),
    Call("POST", "/entries/rollback", "curator", 404, body={"to": 999_999}),
    Call("POST", "/entries/{entry_id}/restore", "curator", 404, path={"entry_id": "gone"}, body={"number": 1}),
    Call("GET", "/synonyms", "curator"),
    Call("PUT", "/synonyms", "curator", 409, body={"groups": {"fr": [["colis", "paquet"]]}, "version": 999_999}),
    Call("GET", "/assistant", "curator"),
    Call("GET", "/assistant/files", "curator", query={"version": "0"}),
    Call("PUT", "/assistant/files", "curator", 409, body={"files": {"domain.yml": ""}, "version": 999_999}),
    Call("POST", "/assistant/check", "curator", body={"files": {"domain.yml": "intents: [saluer]\n"}}),
    Call("POST", "/assistant/publish", "curator", 409, body={"version": 999_999}),
    Call("GET", "/assistant/versions", "curator", query={"limit": "10"}),
    Call("GET", "/assistant/diff", "curator", query={"before": "0", "after": "0"}),
    Call("POST", "/assistant/rollback", "curator", 404, body={"to": 999_999, "seen": 0}),
    Call(
        "POST",
        "/rasa/model/parse",
        "anyone",
        query={"token": RASA_TOKEN},
        body={"text": "bonjour", "message_id": "{conversation}"},
    ),
    Call(
        "POST",
        "/rasa/webhook",
        "anyone",
        query={"token": RASA_TOKEN},
        body={"next_action": "action_answer", "tracker": {}, "domain": {}},
    ),
    Call("GET", "/needs", "curator", query={"limit": "10"}),
    Call("GET", "/needs/{need_id}", "curator", 404, path={"need_id": "n-gone"}),
    Call("GET", "/needs/{need_id}/draft", "curator", 404, path={"need_id": "n-gone"}),
    Call("POST", "/needs/learn", "curator", 202),
    Call("POST", "/needs/merge", "curator", 404, body={"ids": ["n-gone", "n-lost"]}),
    Call("POST", "/needs/{need_id}/split", "curator", 404, path={"need_id": "n-gone"}, body={"wordings": ["où"]}),
    Call("POST", "/needs/undo", "curator", 409),
    Call("GET", "/jobs/{job_id}", "curator", path={"job_id": "{job}"}),
    Call("POST", "/requests", "curator", 202, body={"map": "text=message"}, files=True),
    Call("GET", "/entries", "curator", query={"status": "published", "lang": "fr", "q": "livraison"}),
    Call("POST", "/entries", "curator", 201, body=ENTRY | {"variants": [{"text": "une boutique ?"}]}),
    Call("GET", "/entries/export", "curator", query={"format": "csv"}),
    Call("POST", "/entries/import", "curator", body={"check": "true"}, files=True),
    Call("GET", "/entries/duplicates", "curator"),
    Call("GET", "/entries/{entry_id}/similar", "curator", path={"entry_id": "delai"}),
    Call("GET", "/entries/{entry_id}", "curator", path={"entry_id": "delai"}),
    Call("PUT", "/entries/{entry_id}", "curator", path={"entry_id": "{draft}"}, body=ENTRY | {"revision": 1}),
    Call("POST", "/entries/preview", "curator", body={"ids": ["delai"], "action": "retire"}),
    Call("POST", "/entries/publish", "curator", body={"ids": ["delai"]}),
    Call("POST", "/entries/retire", "curator", body={"ids": ["{draft}"]}),
    Call("GET", "/entries/{entry_id}/revisions", "curator", path={"entry_id": "delai"}),
    Call("GET", "/entries/{entry_id}/opinions", "curator", path={"entry_id": "delai"}),
    Call("GET", "/explain", "curator", query={"q": KNOWN, "lang": "fr"}),
    Call("GET", "/promise", "curator", query={"days": "30"}),
    Call("GET", "/gaps", "curator", query={"days": "30", "lang": "fr", "state": "open", "limit": "500"}),
    Call("GET", "/gaps/{gap_id}", "curator", path=GAP, query={"days": "30"}),
    Call("POST", "/gaps/{gap_id}/dismiss", "curator", path=GAP),
    Call("POST", "/gaps/{gap_id}/reopen", "curator", path=GAP),
    Call("POST", "/gaps/{gap_id}/entry", "curator", 201, path=GAP),
    Call(
        "POST", "/gaps/{gap_id}/variants", "curator", path=GAP, body={"entry_id": "{draft}", "wordings": ["un vase ?"]}
    ),
]


class World:
    """What calls need to be right: a conversation with an answer, escalations, a job, a draft."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.visitor = site.visitor()
        site.send(self.visitor, text=KNOWN)
        self.ids = {
            "conversation": self.visitor.id,
            "waiting": site.queued()[1],
            "claimed": site.claimed()[1],
            "job": site.engine.jobs.enqueue("test", uuid4().hex, {}).id,
            "draft": site.client.post(f"{API}/entries", json=ENTRY, headers=site.staff("Carl")).json()["id"],
            "gap": self._gap(),
        }

    def _gap(self) -> str:
        """Leave a question without an answer, and return the gap that it makes."""
        self.site.send(self.visitor, text=UNKNOWN)
        found = self.site.engine.gaps.find(30).standings
        return next(each.gap.id for each in found if UNKNOWN in each.gap.wordings)

    def url(self, call: Call) -> str:
        """Return the address of a call."""
        filled = {name: self.fill(value) for name, value in call.path.items()}
        return f"{API}{call.route.format(**filled)}"

    def body(self, call: Call) -> Body:
        """Return the body of a call."""
        body: Body = self.fill(call.body or {})
        return body

    def headers(self, call: Call) -> dict[str, str]:
        """Return what makes the caller one who may."""
        callers = {"anyone": {}, "visitor": self.visitor.headers, "curator": self.site.staff("Carl")}
        return callers.get(call.who) if call.who in callers else self.site.staff("Ada")

    def fill(self, value: Any) -> Any:
        """Return a value with its ids in place."""
        if isinstance(value, dict):
            return {name: self.fill(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.fill(inner) for inner in value]
        return value.format(**self.ids, message=uuid4().hex) if isinstance(value, str) else value


def make(world: World, call: Call, headers: dict[str, str]) -> httpx.Response:
    """Make a call, with these headers and no cookie; whoever signs out is signed in again at the next one."""
    client, url = world.site.client, world.url(call)
    if call.files:
        files = {"file": ("demandes.csv", CSV, "text/csv")}
        return client.post(url, data=world.body(call), files=files, headers=headers)
    json = world.body(call) if call.body is not None else None
    answer = client.request(call.method, url, json=json, params=call.query, headers=headers)
    client.cookies.clear()
    if call.method == "DELETE":
        world.site.forget()
    return answer
