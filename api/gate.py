"""What every answer carries and no request may exceed: security headers and a size limit."""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import TooLarge
from api.http import problem

MOST_BYTES = 1_000_000
MOST_UPLOAD_BYTES = 600_000_000
_MOST_ENTRY_FILE_BYTES = 60_000_000
# A megabyte of text may be six in JSON; what it says is counted again.
_MOST_ASSISTANT_BYTES = 6_500_000
_MOST = {
    "/api/v1/requests": MOST_UPLOAD_BYTES,
    "/api/v1/entries/import": _MOST_ENTRY_FILE_BYTES,
    "/api/v1/assistant/files": _MOST_ASSISTANT_BYTES,
    "/api/v1/assistant/check": _MOST_ASSISTANT_BYTES,
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' https: data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Gate:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = _MOST.get(scope["path"], MOST_BYTES)
        headers = Headers(scope=scope)
        send = _with_headers(send)
        if _declared(headers) > most:
            await problem(TooLarge(most=most), headers)(scope, receive, send)
            return
        await self._app(scope, _counted(receive, most), send)


def _declared(headers: Headers) -> int:
    said = headers.get("content-length", "")
    return int(said) if said.isdecimal() else 0


def _counted(receive: Receive, most: int) -> Receive:
    """Stop reading a body that says less than it sends."""
    read = 0

    async def counted() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise TooLarge(most=most)
        return message

    return counted


def _with_headers(send: Send) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sender
