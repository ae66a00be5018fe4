"""The web server of `comptoir serve`."""

import errno
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from api.app import create_app
from api.errors import InvalidSetting, PortTaken
from api.settings import Settings
from api.wiring import Engine

DIST = Path(__file__).resolve().parent.parent / "widget" / "dist"


def serve(engine: Engine, *, ready: Callable[[str], None]) -> None:
    """Serve until stopped; `ready` is called once with the address when the first request can be taken.

    Raises PortTaken, InvalidSetting when nothing can listen there.
    """
    listening = listen(engine.settings)
    config = uvicorn.Config(
        create_app(engine, dist=DIST),
        # Named, because uvicorn would take what an extra happens to bring (uvloop, httptools).
        loop="asyncio",
        http="h11",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=1_000_000,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    host = engine.settings.host
    name = f"[{host}]" if ":" in host else host
    _Server(config, lambda: ready(f"http://{name}:{listening.getsockname()[1]}")).run([listening])


def listen(settings: Settings) -> socket.socket:
    """Return a socket that listens where the settings say. Raises PortTaken, InvalidSetting."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        listening = socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port=settings.port) from error
        name = "COMPTOIR_PORT" if error.errno == errno.EACCES else "COMPTOIR_HOST"
        raise InvalidSetting(name=name, reason=error.strerror) from error
    # Connections inherit it; asyncio sets it only on sockets that name their protocol. Without it every tenth answer
    # waits 40 ms for an acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()
