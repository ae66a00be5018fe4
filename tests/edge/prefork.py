"""A process that has everything imported and loaded, and forks: what it runs are real processes, started at once.

One JSON object a line in, one out: {"run": [arguments of comptoir], "env": {...}, "out": FILE, "err": FILE} gives
{"pid"}, {"serve": true, ...} the same for a server that borrows the loaded models, {"wait": PID} gives {"status"}.
"cut": [MOMENT, STATEMENT] lets the process kill itself there.
"""

import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from edge.installation import Borrower
from edge.power import Cut

from api.commands import cli
from api.commands.terminal import tell
from api.server import serve
from api.settings import Settings
from api.wiring import Engine


def main() -> None:
    """Serve requests until the end of standard input; whoever still runs then is killed."""
    models = loaded()
    children: set[int] = set()
    say(ready=True)
    for line in sys.stdin:
        request = json.loads(line)
        if "wait" in request:
            _, status = os.waitpid(request["wait"], 0)
            children.discard(request["wait"])
            say(status=os.waitstatus_to_exitcode(status))
        else:
            pid = started(request, models)
            children.add(pid)
            say(pid=pid)
    for pid in children:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def say(**answer: object) -> None:
    sys.stdout.write(f"{json.dumps(answer)}\n")
    sys.stdout.flush()


def loaded() -> Engine:
    """Return an engine with its models in memory, which has opened no file of any installation."""
    models = Engine(Settings(home=Path(tempfile.gettempdir()), database="sqlite://"))
    assert models.reader
    return models


def started(request: dict[str, Any], models: Engine) -> int:
    """Start a process and return its number."""
    pid = os.fork()
    if not pid:
        become(request, models)
    return pid


def become(request: dict[str, Any], models: Engine) -> NoReturn:
    """Be what was asked for, to the end."""
    os.environ.update(request["env"])
    for stream, name in ((0, os.devnull), (1, request["out"]), (2, request["err"])):
        flags = os.O_RDONLY if stream == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND
        os.dup2(os.open(name, flags, 0o600), stream)
    if "cut" in request:
        Cut(*request["cut"])
    run(lambda: server(models) if "serve" in request else command(request["run"]))


def run(work: Callable[[], None]) -> NoReturn:
    """Run to the end as an interpreter of one's own would."""
    status = 0
    try:
        work()
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else int(left.code is not None)
    except BaseException:  # noqa: BLE001 - what an interpreter prints when nobody caught it
        import traceback

        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def command(arguments: list[str]) -> None:
    sys.argv = ["comptoir", *arguments]
    cli.main()


def server(models: Engine) -> None:
    """Do what `comptoir serve` does, with models that are loaded already."""
    engine = Borrower(models, Settings.load())
    serve(engine, ready=lambda address: tell("serving", address=address))


if __name__ == "__main__":
    main()
