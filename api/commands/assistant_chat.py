"""A conversation with a project, in the terminal."""

import json
from collections.abc import Iterator
from typing import Any

import typer
from rich.console import Console

from api.commands import terminal
from api.commands.assistant_shown import event_line
from api.errors import sentence
from api.settings import terminal_language
from dialogue.assistant.events import Event
from dialogue.assistant.interpreter import Interpreter
from dialogue.assistant.replay import essence
from dialogue.assistant.stand_in import StandIn
from dialogue.assistant.turn import Said, Turn
from dialogue.errors import DialogueError

_PROMPT = "> "


class Chat:
    """One person at the keyboard, one conversation at a time."""

    def __init__(self, interpreter: Interpreter, stand_in: StandIn, *, with_events: bool) -> None:
        self._interpreter = interpreter
        self._stand_in = stand_in
        self._with_events = with_events
        self._buttons: list[dict[str, Any]] = []
        self._tracker = interpreter.tracker("terminal")
        self._console = Console(highlight=False, soft_wrap=True, markup=False)

    def talk(self, name: str) -> None:
        """Answer line by line, until there is no more or `:quit`."""
        terminal.tell("assistant_chat", name=name)
        for line in _lines():
            if line == ":quit":
                return
            if line.startswith(":"):
                self._command(line)
            elif line:
                self._say(self._chosen(line))

    def _command(self, line: str) -> None:
        match line:
            case ":slots":
                self._show_slots()
            case ":events":
                self._show_events(self._tracker.events)
            case ":restart":
                self._tracker, self._buttons = self._interpreter.tracker("terminal"), []
                terminal.tell("assistant_restarted")
            case _:
                terminal.tell("assistant_commands")

    def _chosen(self, line: str) -> str:
        """Return what is said: the button of this number, or the line itself."""
        number = int(line) if line.isdecimal() and line.isascii() and len(line) < 4 else 0
        if not 1 <= number <= len(self._buttons):
            return line
        button = self._buttons[number - 1]
        return str(button.get("payload") or button.get("title") or line)

    def _say(self, text: str) -> None:
        parse = self._stand_in.read(text)
        if self._with_events:
            self._show_understood(parse)
        turn = self._interpreter.handle(self._tracker, Said(str(parse["text"] or text), parse))
        self._show(turn)

    def _show(self, turn: Turn) -> None:
        if self._with_events:
            self._show_events(turn.events)
        for error in turn.failures:
            self._show_failure(error)
        self._buttons = []
        for message in turn.messages:
            self._show_message(message)
        if not turn.messages:
            terminal.tell("assistant_silent")

    def _show_message(self, message: Event) -> None:
        data = message["data"]
        # An image is an attachment, too.
        for part in dict.fromkeys(map(str, filter(None, (message["text"], data["image"], data["attachment"])))):
            self._console.print(part, style="bold")
        if data.get("custom"):
            self._console.print(json.dumps(data["custom"], ensure_ascii=False), style="magenta")
        for button in [*(data.get("buttons") or ()), *(data.get("quick_replies") or ())]:
            self._buttons.append(button)
            self._console.print(f"  {len(self._buttons)}. {button.get('title')}", style="cyan")

    def _show_slots(self) -> None:
        filled = {name: value for name, value in self._tracker.now.slots.items() if value is not None}
        for name, value in filled.items():
            self._console.print(f"  {name} = {json.dumps(value, ensure_ascii=False, default=str)}")
        if not filled:
            terminal.tell("assistant_no_slots")

    def _show_events(self, events: list[Event] | tuple[Event, ...]) -> None:
        for event in events:
            kind, *said = essence(event)
            self._console.print(f"  {event_line((kind, *said[:2]))}", style="dim")

    def _show_understood(self, parse: dict[str, Any]) -> None:
        entities = ", ".join(f"{each['entity']}={each['value']}" for each in parse["entities"])
        intent = parse["intent"]
        sure = round(100 * intent["confidence"])
        terminal.tell("assistant_understood", intent=intent["name"], confidence=sure, entities=entities or "-")

    def _show_failure(self, error: DialogueError) -> None:
        self._console.print(sentence(error, terminal_language()), style="red")


def _lines() -> Iterator[str]:
    while True:
        try:
            yield input(_PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            typer.echo()
            return
