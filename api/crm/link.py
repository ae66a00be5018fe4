"""The line to a company's CRM: signed, bounded in time and size, tried again, left alone while it does not answer."""

import json
import logging
from collections.abc import Mapping
from time import monotonic, time
from typing import Any

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, stop_before_delay, wait_random_exponential

from api.crm.breaker import Breaker
from api.crm.signature import signed
from dialogue.crm.errors import CrmAway, CrmNonsense, CrmRefused, CrmUnsure

ATTEMPTS = 3
PATIENCE = 2  # times the seconds of an attempt: no other is begun after
_PAUSE = 0.2  # seconds, at most, before the second attempt; doubled before the third
_LONGEST_PAUSE = 1.0
_CONNECT = 2.0
_LARGEST = 1_000_000
_log = logging.getLogger(__name__)


class Declined(Exception):
    """The CRM understood and said no, with a code."""

    def __init__(self, code: str, details: Mapping[str, Any]) -> None:
        super().__init__(code)
        self.code, self.details = code, details


class _Unanswered(Exception):
    """An attempt brought no answer; `sent`: the CRM may have acted on it."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.sent = sent


class _Resting(Exception):
    """The breaker is open."""


class Link:
    """Asks a CRM over HTTP; a question and a keyed change may both be tried again."""

    def __init__(self, url: str, *, secret: str, seconds: float, breaker: Breaker | None = None) -> None:
        self._url = url.rstrip("/")
        self._secret = secret
        self._seconds = seconds
        self._breaker = breaker or Breaker()
        times = httpx.Timeout(seconds, connect=min(seconds, _CONNECT))
        # The environment's proxies and .netrc are not ours to read; a redirect would leave the signed path.
        self._client = httpx.Client(timeout=times, trust_env=False, follow_redirects=False)
        self._retrying = Retrying(
            # Whoever waits for the answer has a limit of their own: ten seconds for an action, two questions or so.
            stop=stop_after_attempt(ATTEMPTS) | stop_before_delay(PATIENCE * seconds),
            wait=wait_random_exponential(multiplier=_PAUSE, max=_LONGEST_PAUSE),
            retry=retry_if_exception_type(_Unanswered),
            reraise=True,
        )

    def ask(self, path: str, question: Mapping[str, Any], *, key: str = "") -> Mapping[str, Any]:
        """Return what the CRM answers; a `key` makes the question a change, done once.

        Raises Declined, CrmAway, CrmUnsure for a change that may have been done, CrmNonsense, CrmRefused.
        """
        body = json.dumps(question, ensure_ascii=False).encode()
        failures: list[_Unanswered] = []
        try:
            status, answer = self._retrying.copy()(self._attempt, path, body, key, failures)
        except (_Unanswered, _Resting) as error:
            _log.warning("the CRM did not answer %s: %s", path, error or "it is left alone for a while")
            raise (CrmUnsure if key and any(each.sent for each in failures) else CrmAway)() from error
        return _understood(status, answer)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _attempt(self, path: str, body: bytes, key: str, failures: list[_Unanswered]) -> tuple[int, bytes]:
        if not self._breaker.lets_through():
            raise _Resting
        try:
            answer = self._sent(f"{self._url}{path}", body, key)
        except _Unanswered as failure:
            self._breaker.failed()
            failures.append(failure)
            raise
        self._breaker.succeeded()
        return answer

    def _sent(self, url: str, body: bytes, key: str) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        headers |= {"Idempotency-Key": key} if key else {}
        path = httpx.URL(url).raw_path.decode("ascii")
        headers |= signed("POST", path, body, secret=self._secret, at=int(time()))
        try:
            with self._client.stream("POST", url, content=body, headers=headers) as response:
                status, answer = response.status_code, _bounded(response, until=monotonic() + self._seconds)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            raise _Unanswered(type(error).__name__, sent=False) from error
        except httpx.TransportError as error:
            raise _Unanswered(type(error).__name__, sent=True) from error
        if status == httpx.codes.TOO_MANY_REQUESTS or status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise _Unanswered(f"HTTP {status}", sent=status != httpx.codes.TOO_MANY_REQUESTS)
        return status, answer


def _bounded(response: httpx.Response, *, until: float) -> bytes:
    """Return the body: a CRM that sends for ever, or a byte at a time, holds nobody up."""
    found = bytearray()
    for chunk in response.iter_raw():
        found += chunk
        if len(found) > _LARGEST:
            raise CrmNonsense(reason=f"more than {_LARGEST} bytes")
        if monotonic() > until:
            raise _Unanswered("too slow", sent=True)
    return bytes(found)


def _understood(status: int, answer: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(answer)
    except (ValueError, RecursionError) as error:
        raise CrmNonsense(reason=f"HTTP {status}, not JSON") from error
    if not isinstance(told, dict):
        raise CrmNonsense(reason=f"HTTP {status}, not an object")
    code = str(told.get("code", ""))[:60]
    if status == httpx.codes.UNAUTHORIZED:
        raise CrmRefused(reason=code or f"HTTP {status}")
    if httpx.codes.is_client_error(status) and code:
        raise Declined(code, told)
    if status != httpx.codes.OK:
        raise CrmNonsense(reason=f"HTTP {status}")
    return told
