"""The web server of `comptoir serve`."""

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from api.app import create_app
from api.wiring import Engine

DIST = Path(__file__).resolve().parent.parent / "widget" / "dist"


def serve(engine: Engine, *, ready: Callable[[str], None]) -> None:
    """Serve until stopped; `ready` is called once with the address when the first request can be taken."""
    settings = engine.settings
    config = uvicorn.Config(
        create_app(engine, dist=DIST),
        host=settings.host,
        port=settings.port,
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        ws_max_size=1_000_000,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    _Server(config, ready).run()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[str], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            port = self.servers[0].sockets[0].getsockname()[1]
            self._ready(f"http://{self.config.host}:{port}")
