"""Recorded turns in a file: JSON, or JSON in gzip."""

import gzip
import json
import zlib
from pathlib import Path
from typing import Any

from dialogue.assistant.errors import NotARecording
from dialogue.assistant.replay import Recorded


def read_recording(path: Path) -> list[Recorded]:
    """Return the conversations of a recording. Raises NotARecording."""
    try:
        content = path.read_bytes()
        text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        found = json.loads(text)
    except (OSError, EOFError, ValueError, RecursionError, zlib.error) as error:
        raise NotARecording(file=path, reason=_said(error)) from error
    if not isinstance(found, list) or not found or not all(map(_is_conversation, found)):
        raise NotARecording(file=path, reason="[{turns, events}]")
    return found


def _is_conversation(each: Any) -> bool:
    return isinstance(each, dict) and _are(each.get("turns"), "text", "parse") and _are(each.get("events"), "event")


def _are(nodes: Any, *keys: str) -> bool:
    return isinstance(nodes, list) and all(isinstance(node, dict) and node.keys() >= {*keys} for node in nodes)


def _said(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
