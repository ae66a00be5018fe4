"""rasa-sdk's own action server, in a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx


@dataclass(frozen=True)
class ActionServer:
    """A server that runs a project's actions."""

    process: subprocess.Popen[bytes]
    address: str

    @property
    def webhook(self) -> str:
        return f"{self.address}/webhook"

    def kill(self) -> None:
        """End it with its workers, as a power cut would."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@contextmanager
def action_server(project: Path, log: Path) -> Iterator[ActionServer]:
    """Serve the actions of a project's folder, until the end of the block."""
    port = _free_port()
    env = os.environ | {"SANIC_HOST": "127.0.0.1", "RASA_TELEMETRY_ENABLED": "false", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", str(port)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=project, env=env, stdout=out, stderr=out, start_new_session=True)
    server = ActionServer(process, f"http://127.0.0.1:{port}")
    try:
        _wait_until_ready(server, log)
        yield server
    finally:
        server.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def _wait_until_ready(server: ActionServer, log: Path) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends and server.process.poll() is None:
        try:
            if httpx.get(f"{server.address}/health", trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.05)
    raise AssertionError(f"the action server is not ready:\n{log.read_text(encoding='utf-8')[-2000:]}")
