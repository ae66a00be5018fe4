"""Record what Rasa's own agent does on conversations; runs inside Rasa's environment.

python record.py MODEL PROJECT CONVERSATIONS.json RECORDED.json.gz
"""

import asyncio
import gzip
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import warnings
from contextlib import contextmanager
from pathlib import Path

os.environ.update(RASA_TELEMETRY_ENABLED="false", SQLALCHEMY_SILENCE_UBER_WARNING="1", TF_CPP_MIN_LOG_LEVEL="3")
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

import structlog  # noqa: E402
from rasa.core.agent import Agent  # noqa: E402
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage  # noqa: E402
from rasa.core.tracker_store import SQLTrackerStore  # noqa: E402
from rasa.utils.endpoints import EndpointConfig  # noqa: E402

KEPT_OF_PARSE = ("intent", "entities", "text", "intent_ranking")
NOT_KEPT = frozenset({"model_id", "assistant_id"})
RANKED = 4


class Rest(CollectingOutputChannel):
    """What collects the messages, under the name of the channel that people use."""

    @classmethod
    def name(cls):
        return "rest"


@contextmanager
def action_server(project):
    """Serve the project's actions on 127.0.0.1, at the address given."""
    if not any((Path(project) / place).exists() for place in ("actions", "actions.py")):
        yield None
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "rasa_sdk", "--actions", "actions", "-p", str(port)]
    environment = {**os.environ, "SANIC_HOST": "127.0.0.1", "PYTHONDONTWRITEBYTECODE": "1"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=project, env=environment, **quiet) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/health", process)
            yield f"http://127.0.0.1:{port}/webhook"
        finally:
            process.terminate()


def wait_for(url, process):
    for _ in range(300):
        if process.poll() is not None:
            sys.exit("The action server did not start: run `python -m rasa_sdk --actions actions` in the project.")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    sys.exit("The action server does not answer.")


async def record(agent, sender, said):
    """Say it all to the agent: the turns, and every event of the conversation, those of earlier sessions included."""
    turns, seen = [], 0
    for text in said:
        output = Rest()
        await agent.processor.handle_message(UserMessage(text, output, sender, input_channel="rest"))
        full = await agent.tracker_store.retrieve_full_tracker(sender)
        now = await agent.tracker_store.retrieve(sender)
        events = list(full.events)
        user = next((event for event in events[seen:] if event.type_name == "user"), None)
        seen = len(events)
        turns.append(turn(text, user, now, output))
    return {"turns": turns, "events": [slim(event.as_dict()) for event in events]}


def turn(text, user, tracker, output):
    return {
        "text": text,
        "parse": parse(user.parse_data) if user else None,
        "slots": tracker.current_slot_values(),
        "loop": tracker.active_loop_name,
        "last": tracker.latest_action_name,
        "n": len(output.messages),
    }


def parse(data):
    """What was understood: the first few intents, confidences to four digits."""
    kept = {key: data[key] for key in KEPT_OF_PARSE if key in data}
    kept["intent"] = sure(kept.get("intent") or {})
    kept["intent_ranking"] = [sure(each) for each in kept.get("intent_ranking", [])[:RANKED]]
    return kept


def sure(intent):
    rounded = {"confidence": round(intent["confidence"], 4)} if "confidence" in intent else {}
    return {**intent, **rounded}


def slim(event):
    """The event without what differs from one training to the next."""
    event = {**event, "timestamp": round(event["timestamp"], 4)}
    event["metadata"] = {key: value for key, value in (event.get("metadata") or {}).items() if key not in NOT_KEPT}
    if "parse_data" in event:
        event["parse_data"] = parse(event["parse_data"])
    return event


async def main(model, project, conversations, target):
    said = json.loads(Path(conversations).read_text(encoding="utf-8"))
    with action_server(project) as url, tempfile.TemporaryDirectory() as folder:
        store = SQLTrackerStore(db=str(Path(folder) / "tracker.db"))
        endpoint = EndpointConfig(url) if url else None
        agent = Agent.load(model, tracker_store=store, action_endpoint=endpoint)
        recorded = [await record(agent, f"c{number}", each) for number, each in enumerate(said)]
    content = json.dumps(recorded, ensure_ascii=False, default=str).encode()
    Path(target).write_bytes(gzip.compress(content, 9, mtime=0))
    turns = sum(map(len, said))
    sys.stdout.write(f"{target}: {len(said)} conversations, {turns} turns\n")


if __name__ == "__main__":
    # One that is stopped stops its action server too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    asyncio.run(main(*sys.argv[1:]))
