"""Runs custom actions on an action server, such as rasa-sdk's, over HTTP."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any
from uuid import uuid4

import httpx
import structlog

from dialogue.actions.errors import ActionsClosed, ActionServerConfused, ActionServerSilent
from dialogue.assistant.errors import ActionFailed, ActionNotFound, ActionRejected, ActionTimedOut
from dialogue.assistant.ports import Outcome

# The Rasa whose dialogue an action server is told to work for.
RASA = "3.6.21"
DOMAIN_MISSING = 449
MOST_BYTES = 5_000_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Domain:
    """A domain in JSON, and the digest that a server may know it by."""

    known: dict[str, Any]
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: Any


class Remote:
    """The actions of the action server whose webhook has this address."""

    def __init__(self, url: str, *, headers: Mapping[str, str] | None = None, timeout: float = 10.0) -> None:
        self._url = url
        self._timeout = timeout
        # A proxy of the environment is not for a neighbour of this server.
        self._client = httpx.Client(headers={"Accept-Encoding": "identity", **(headers or {})}, trust_env=False)
        self._domain = _domain({})
        self._keeps_domains: bool | None = None

    def run(self, name: str, tracker: dict[str, Any], domain: dict[str, Any]) -> Outcome:
        """Have an action run. Raises ActionRejected, ActionNotFound, ActionFailed, ActionTimedOut."""
        try:
            answer = self._answer(name, tracker, self._of(domain), monotonic() + self._timeout)
            return self._outcome(name, answer)
        except ActionFailed as failed:
            log.warning("action failed", action=name, code=failed.code, server=self._shown())
            raise

    def close(self) -> None:
        """Close the connections to the server."""
        self._client.close()

    def _answer(self, name: str, tracker: dict[str, Any], domain: _Domain, ends: float) -> _Answer:
        """Return the server's answer; the domain travels only if the server does not know it yet."""
        call = {"next_action": name, "sender_id": tracker.get("sender_id"), "tracker": tracker, "version": RASA}
        digest = {"domain_digest": domain.digest}
        if self._keeps(name, ends):
            answer = self._post(name, json.dumps(call | digest), ends)
            if answer.status != DOMAIN_MISSING:
                return answer
        return self._post(name, f'{json.dumps(call | digest)[:-1]}, "domain": {domain.text}}}', ends)

    def _keeps(self, name: str, ends: float) -> bool:
        """Say whether the server keeps domains, asked once.

        One that does not (rasa-sdk 3.6) takes a call without a domain for one with an empty domain, and validates
        nothing. A call with an empty tracker runs no action; a server that keeps domains then asks for this one.
        """
        if self._keeps_domains is None:
            probe = {"next_action": name, "tracker": {}, "version": RASA, "domain_digest": uuid4().hex}
            status = self._post(name, json.dumps(probe), ends).status
            if status == 404:
                return False
            self._keeps_domains = status == DOMAIN_MISSING
        return self._keeps_domains

    def _post(self, name: str, content: str, ends: float) -> _Answer:
        left = max(ends - monotonic(), 0.001)
        headers = {"Content-Type": "application/json"}
        try:
            with self._client.stream("POST", self._url, content=content, headers=headers, timeout=left) as response:
                return _Answer(response.status_code, self._body(name, response, ends))
        except httpx.TimeoutException as error:
            raise ActionTimedOut(action=name, seconds=self._timeout) from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ActionServerSilent(action=name, url=self._shown()) from error
        except RuntimeError as error:
            raise ActionsClosed(action=name) from error

    def _body(self, name: str, response: httpx.Response, ends: float) -> Any:
        """Return what the server says, None where it is too long or no JSON."""
        read = bytearray()
        for part in response.iter_bytes():
            read += part
            if monotonic() > ends:
                raise ActionTimedOut(action=name, seconds=self._timeout)
            if len(read) > MOST_BYTES:
                return None
        try:
            return json.loads(read)
        except (ValueError, RecursionError):
            return None

    def _outcome(self, name: str, answer: _Answer) -> Outcome:
        body = answer.body if isinstance(answer.body, dict) else {}
        if answer.status == 200 and isinstance(answer.body, dict):
            events, responses = body.get("events") or [], body.get("responses") or []
            if _are_events(events) and _are_objects(responses):
                return Outcome(tuple(events), tuple(responses))
        if answer.status == 400 and "action_name" in body:
            raise ActionRejected(action=name)
        if answer.status == 404 and "action_name" in body:
            raise ActionNotFound(action=name)
        raise ActionServerConfused(action=name, url=self._shown(), status=answer.status)

    def _of(self, domain: dict[str, Any]) -> _Domain:
        """Return the domain as it travels, made again only for another domain."""
        known = self._domain
        if known.known is not domain:
            self._domain = known = _domain(domain)
        return known

    def _shown(self) -> str:
        """Return the server's address without what may be secret in it."""
        return self._url.partition("?")[0].rpartition("@")[2]


def _domain(domain: dict[str, Any]) -> _Domain:
    text = json.dumps(domain)
    return _Domain(domain, text, hashlib.sha256(text.encode()).hexdigest())


def _are_objects(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(value, dict) for value in values)


def _are_events(values: Any) -> bool:
    return _are_objects(values) and all(isinstance(value.get("event"), str) for value in values)
