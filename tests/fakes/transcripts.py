"""Conversations as text, one line a message: taken again line by line, and compared."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from fakes.sample import SampleSite

from dialogue.crm.identity import Identified
from dialogue.model import Event

TRANSCRIPTS = Path(__file__).parents[1] / "dialogue" / "transcripts"
VISITOR, AGENT, EXITS, STAGE = "V: ", "A: ", "   (exits", "~ "
_MANY = re.compile(r"<(\d+) x (.+?)>")


def taken_again(transcript: str, site: SampleSite) -> str:
    """Say again what the visitor says in a transcript, and return it with what the agent answers now."""
    first, *lines = transcript.splitlines()
    conversation = site.open("en" if first.startswith("# en") else "fr")
    told = [first]
    for line in lines:
        if line.startswith(STAGE):
            told += ["", line]
            _STAGED[line.removeprefix(STAGE)](site)
        elif line.startswith(VISITOR):
            told += ["", line, *_answers(site, conversation, line.removeprefix(VISITOR))]
    return "\n".join(told) + "\n"


def read(name: str) -> str:
    """Return a transcript as it was kept."""
    return (TRANSCRIPTS / f"{name}.txt").read_text(encoding="utf-8")


def _answers(site: SampleSite, conversation: str, line: str) -> Iterator[str]:
    pressed = re.fullmatch(r"\[(.+)\]", line)
    said = _MANY.sub(lambda many: many[2] * int(many[1]), line)
    if "<code>" in said:
        said = said.replace("<code>", site.deliver())
    events = site.press(conversation, pressed[1]) if pressed else site.say(conversation, said)
    for event in events:
        yield from _told(event)


def _told(event: Event) -> Iterator[str]:
    if event.kind in ("message", "press", "form") or event.author == "visitor":
        return
    first, *more = str(event.payload["text"]).splitlines()
    yield AGENT + first
    yield from (f"   {line}" for line in more if line)
    if event.payload.get("choices"):
        yield "   " + " ".join(f"[{each['question']}]" for each in event.payload["choices"])
    if event.payload.get("exits"):
        yield f"{EXITS}: {', '.join(each['label'] for each in event.payload['exits'])})"


def _mood(mood: str) -> Callable[[SampleSite], None]:
    def change(site: SampleSite) -> None:
        site.crm.mood = mood

    return change


def _later(by: timedelta) -> Callable[[SampleSite], None]:
    def pass_time(site: SampleSite) -> None:
        site.now += by

    return pass_time


def _deliver(site: SampleSite) -> None:
    records = site.crm.records
    order = records.order(Identified("k1", customer="C204817"), "MP-26110041")
    records.take_in((), [replace(order, status="delivered")])


_STAGED: dict[str, Callable[[SampleSite], None]] = {
    "the records are away": _mood("away"),
    "the records do it, and do not say so": _mood("unsure"),
    "the records answer again": _mood(""),
    "MP-26110041 is delivered": _deliver,
    "forty minutes pass": _later(timedelta(minutes=40)),
}
