"""The company's records as JSON: one shape for files, rows and the wire, checked on the way in."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, tzinfo
from typing import Any, TypeVar

from pydantic import TypeAdapter

from dialogue.crm.model import Address, Case, Customer, Delivery, Facts, Invoice, Line, Order, Receipt

Noun = TypeVar("Noun", Customer, Order, Case, Receipt, Facts, Address, Delivery, Invoice)

_ADAPTERS: Mapping[type[Any], TypeAdapter[Any]] = {
    kind: TypeAdapter(kind) for kind in (Customer, Order, Case, Receipt, Facts, Address, Delivery, Invoice, Line)
}


def read(kind: type[Noun], values: object) -> Noun:
    """Return the noun that these values describe. Raises pydantic's ValidationError, ValueError for a time nowhere."""
    found: Noun = _ADAPTERS[kind].validate_python(values)
    if place := next(_nowhere(found), None):
        raise ValueError(f"{place} has no time zone")
    return found


def read_here(kind: type[Noun], values: object, *, zone: tzinfo) -> Noun:
    """Return the noun that these values describe; times without a zone are of `zone`. Raises ValidationError."""
    found: Noun = _ADAPTERS[kind].validate_python(values)
    moments = {name: getattr(found, name).replace(tzinfo=zone) for name in _nowhere(found)}
    return replace(found, **moments)


def written(noun: object) -> Any:
    """Return a noun in JSON's types; amounts are texts, so that nothing is rounded."""
    return _ADAPTERS[type(noun)].dump_python(noun, mode="json")


def _nowhere(noun: object) -> Iterator[str]:
    """Yield the times without a zone."""
    for each in fields(noun) if is_dataclass(noun) else ():
        value = getattr(noun, each.name)
        if isinstance(value, datetime) and value.tzinfo is None:
            yield each.name
