"""Everything that can be wrong with a request, made from the routes' own description."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from edge.calls import Body, Call

Schema = dict[str, Any]
DEEP = 50_000
VALUES: list[Any] = [None, True, 3, 1.5, "texte", [], {}, [{"a": 1}], {"a": [1]}]
TEXTS = [
    "",
    "  \n ",
    "\0",
    "a\0b",
    "\ud800",
    "a\udfffb",
    "\u202e\u200f",
    "x" * 100_000,
    "é" * 501,
    "'; DROP TABLE events; --",
    "../../../etc/passwd",
    "{detail} %s %00",
    "2026-02-30T25:61:00Z",
    "9999-12-31T23:59:59-23:59",
]
NUMBERS = [0, -1, 2**31, 2**63, 10**30, -(10**30)]
LISTS: list[Any] = [[None], ["\0"], ["\ud800"], ["x" * 600], ["x"] * 20_000, [[[["x"]]]]]
# Sent as they are, whatever the route.
RAW = {
    "no body": b"",
    "cut short": b'{"id": "1", ',
    "not JSON": b"<xml/>",
    "null": b"null",
    "a list": b"[]",
    "a text": b'"text"',
    "a number": b"12",
    "not UTF-8": '{"id": "é"}'.encode("latin-1"),
    "a number of 10,000 digits": b'{"id": ' + b"9" * 10_000 + b"}",
    "not a number": b'{"id": NaN, "seq": Infinity}',
    "deep lists": b"[" * DEEP,
    "deep and closed": b'{"id": ' + b"[" * DEEP + b"]" * DEEP + b"}",
    "deep objects": b'{"id": ' * DEEP,
    "half a character as a name": b'{"\\ud800": 1}',
}
PATHS = ["%00", "a%00b", "x" * 300, "%ED%A0%80", "%FF", "..%2F..%2Fetc", "🙂", "'%20OR%201=1", "a%0d%0ab", "{x}"]
QUERIES = [
    "",
    "%00",
    "x" * 1_500,
    "%ED%A0%80",
    "-1",
    "0",
    "9" * 30,
    "9" * 5_000,
    "1.5",
    "true",
    "[]",
    "fr%0d%0a",
    "{x}",
]


@dataclass(frozen=True)
class Fault:
    """A request with one thing wrong. `surely` says that it has to be refused."""

    name: str
    content: bytes
    surely: bool
    content_type: str = "application/json"


def bodies(call: Call, body: Body, schema: Schema, components: dict[str, Schema]) -> Iterator[Fault]:
    """Yield the right body of a call with one thing wrong each time."""
    fields = schema.get("properties", {})
    for name in fields:
        for value in _wrong(fields[name], components):
            yield Fault(f"{name} = {value!r:.40}", _json(body | {name: value}), surely=True)
        for value in _hostile(fields[name], components):
            yield Fault(f"{name} = {value!r:.40}", _json(body | {name: value}), surely=False)
    for name in schema.get("required", ()):
        yield Fault(f"without {name}", _json({key: value for key, value in body.items() if key != name}), surely=True)
    yield Fault("one field too many", _json(body | {"admin": True}), surely=True)
    for name, content in RAW.items():
        yield Fault(name, content, surely=True)
    yield Fault("as text", _json(body), surely=False, content_type="text/plain")
    yield Fault("as a form", b"id=1&text=a", surely=True, content_type="application/x-www-form-urlencoded")
    yield Fault("as no type", _json(body), surely=False, content_type='a/b; c=;="')


def resolved(schema: Schema, components: dict[str, Schema]) -> Schema:
    """Return a schema, looked up where it only names another."""
    return components[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _wrong(schema: Schema, components: dict[str, Schema]) -> list[Any]:
    accepted = _types(schema, components)
    return [value for value in VALUES if _type(value) not in accepted]


def _hostile(schema: Schema, components: dict[str, Schema]) -> Iterator[Any]:
    by_type: dict[str, list[Any]] = {"string": TEXTS, "integer": NUMBERS, "array": LISTS}
    for name in sorted(_types(schema, components)):
        yield from by_type.get(name, [])


def _types(schema: Schema, components: dict[str, Schema]) -> set[str]:
    schema = resolved(schema, components)
    if "anyOf" in schema:
        return {name for option in schema["anyOf"] for name in _types(option, components)}
    return {schema["type"]}


def _type(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object"}
    return "null" if value is None else names[type(value)]


def _json(value: Any) -> bytes:
    return json.dumps(value).encode()
