"""A long answer, told while it is made: lines of JSON, how far it is and then the answer itself."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any

from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

LINES = "application/x-ndjson"

Body = dict[str, Any]
Progress = SimpleQueue[float | None]


def told(request: Request, work: Callable[[Callable[[float], None]], Body]) -> Response:
    """Return what `work` does as JSON; to who accepts lines, `{"progress"}` lines and `{"done"}` at the end.

    What goes wrong before the first word on how far it is, is raised as anywhere; later it breaks the answer off.
    """
    if LINES not in request.headers.get("accept", ""):
        return JSONResponse(work(lambda done: None))
    progress: Progress = SimpleQueue()
    pool = ThreadPoolExecutor(1)
    future = pool.submit(work, progress.put)
    future.add_done_callback(lambda _: progress.put(None))
    pool.shutdown(wait=False)
    first = progress.get()
    if first is None:
        return Response(_line(done=future.result()), media_type=LINES)
    # Packed, lines would wait for each other.
    headers = {"Content-Encoding": "identity", "Cache-Control": "no-store"}
    return StreamingResponse(_lines(first, progress, future), media_type=LINES, headers=headers)


def _lines(first: float, progress: Progress, future: Future[Body]) -> Iterator[bytes]:
    done: float | None = first
    while done is not None:
        yield _line(progress=round(done, 3))
        done = progress.get()
    yield _line(done=future.result())


def _line(**event: object) -> bytes:
    return json.dumps(event).encode() + b"\n"
