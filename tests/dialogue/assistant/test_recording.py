"""A recording is JSON, in gzip or not; anything else is told."""

import gzip
import json
from pathlib import Path

import pytest

from dialogue.assistant.errors import NotARecording
from dialogue.assistant.recording import read_recording

TALK = [{"turns": [{"text": "a", "parse": None}], "events": [{"event": "session_started"}]}]


@pytest.mark.parametrize("name", ["talk.json", "talk.json.gz", "talk"])
def test_a_recording_is_read_packed_or_not(tmp_path: Path, name: str) -> None:
    content = json.dumps(TALK).encode()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert read_recording(tmp_path / name) == TALK


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"[1]",
        b'[{"turns": []}]',
        b'[{"turns": [{"text": "a"}], "events": []}]',
        b'[{"turns": [], "events": [{}]}]',
        b"\x1f\x8b\x08",
        gzip.compress(b"[{}]" * 99)[:30],
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_what_is_no_recording_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "talk.json.gz").write_bytes(content)
    with pytest.raises(NotARecording, match=r"talk\.json\.gz"):
        read_recording(tmp_path / "talk.json.gz")


def test_a_recording_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotARecording, match="No such file"):
        read_recording(tmp_path / "talk.json")
