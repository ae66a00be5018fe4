"""Rasa's server and its action server, on 127.0.0.1, until they are stopped."""

import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from dialogue.rasa.endpoints import Endpoints
from dialogue.rasa.home import HOME, PYTHON, environment
from dialogue.rasa.train import trained

HOST = "127.0.0.1"
SERVER = Path(__file__).with_name("server.py")
LONGEST_START = 300.0

Process = subprocess.Popen[bytes]


@dataclass(frozen=True, slots=True)
class Served:
    """What to serve and where; `actions` and `nlu` are addresses of others' services, empty for Rasa's own."""

    project: Path
    port: int = 5005
    actions: str = ""
    nlu: str = ""

    @property
    def actions_port(self) -> int:
        """Where Rasa's own action server listens: 5055 when the server has its usual port."""
        return self.port + 50


def serve(served: Served) -> None:
    """Train the project, start what it needs, say where it listens, and stay until it is stopped."""
    _check_free(served.port, *(() if served.actions else (served.actions_port,)))
    model, token = trained(served.project), _token()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with ExitStack() as running:
        actions = served.actions or running.enter_context(_action_server(served))
        rasa = running.enter_context(_rasa(served, model, actions, token))
        doing = f"its actions on {actions}" if actions else "without actions"
        _tell(f"Rasa listens on http://{HOST}:{served.port} (token: {token}), {doing}. Ctrl-C stops it.")
        _until_stopped(rasa)


@contextmanager
def _action_server(served: Served) -> Iterator[str]:
    """Serve the project's own actions, if it has any: their address, empty when there is nothing to serve."""
    if not any((served.project / place).exists() for place in ("actions", "actions.py")):
        yield ""
        return
    command = ["-m", "rasa_sdk", "--actions", "actions", "-p", str(served.actions_port)]
    with _running(command, served.project, f"http://{HOST}:{served.actions_port}/health"):
        yield f"http://{HOST}:{served.actions_port}/webhook"


@contextmanager
def _rasa(served: Served, model: Path, actions: str, token: str) -> Iterator[Process]:
    folder = HOME / "served" / served.project.name
    folder.mkdir(parents=True, exist_ok=True)
    endpoints, channels = folder / "endpoints.yml", folder / "credentials.yml"
    told = Endpoints(actions, folder / "tracker.db", served.nlu, token)
    endpoints.touch(mode=0o600)
    endpoints.write_text(told.as_yaml(), encoding="utf-8")
    channels.write_text("rest:\n", encoding="utf-8")
    where = ["-i", HOST, "-p", str(served.port), "--enable-api", "--model", str(model)]
    command = [str(SERVER), "run", *where, "--endpoints", str(endpoints), "--credentials", str(channels)]
    with _running(command, served.project, f"http://{HOST}:{served.port}/", {"COMPTOIR_RASA_TOKEN": token}) as rasa:
        yield rasa


@contextmanager
def _running(
    command: Sequence[str], folder: Path, health: str, secret: dict[str, str] | None = None
) -> Iterator[Process]:
    variables = environment() | (secret or {})
    with subprocess.Popen([str(PYTHON), *command], cwd=folder, env=variables, start_new_session=True) as process:  # noqa: S603
        try:
            _wait(health, process)
            yield process
        finally:
            process.terminate()


def _wait(health: str, process: Process) -> None:
    """Wait until it answers; one that ended, or that does not answer in five minutes, is a failure."""
    until = time.monotonic() + LONGEST_START
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(health, timeout=2):  # noqa: S310
                return
        except (URLError, OSError):
            time.sleep(0.3)
    sys.exit(f"{health} does not answer: see above.")


def _until_stopped(rasa: Process) -> None:
    try:
        ended = rasa.wait()
    except KeyboardInterrupt:
        _tell("Stopped.")
    else:
        sys.exit(f"Rasa ended by itself (exit status {ended}): see above.")


def _check_free(*ports: int) -> None:
    for port in ports:
        with socket.socket() as tried:
            if tried.connect_ex((HOST, port)) == 0:
                sys.exit(f"Port {port} is taken: stop what listens there, or choose another (make rasa RASA_PORT=…).")


def _token() -> str:
    """Return the token that callers show; made once, readable by its owner alone."""
    path = HOME / "token"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24), encoding="utf-8")
    return path.read_text(encoding="utf-8")


def _tell(sentence: str) -> None:
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()
