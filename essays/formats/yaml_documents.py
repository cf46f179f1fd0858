"""YAML documents from strangers, read within bounds of time and memory."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import MAX_DEPTH
from essays.formats.fitting import At

# PyYAML reads some two megabytes a second.
MAX_BYTES = 1_000_000
MAX_EVENTS = 150_000
# Each is compared with all before it.
MAX_DIRECTIVES = 100
_DIRECTIVE = re.compile(rb"^%", re.MULTILINE)
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(data: bytes) -> Any:
    """Return the value of the only document, every scalar as text.

    Raises FormatError, with line and column: for aliases, since a few of them grow without end,
    more than MAX_DEPTH levels, MAX_BYTES, or what is no YAML.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(Flaw.TOO_LARGE, limit=MAX_BYTES, length=len(data))
    if len(_DIRECTIVE.findall(data)) > MAX_DIRECTIVES:
        raise FormatError(Flaw.TOO_MANY, limit=MAX_DIRECTIVES, sign="%")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(
            Flaw.ENCODING, **_at(data, error.start)._asdict(), reason="utf-8"
        ) from error
    try:
        return _value(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = str(error.problem or error.context)[:200]
        raise FormatError(Flaw.SYNTAX, line=line, column=column, reason=reason) from error
    except yaml.YAMLError as error:
        position = getattr(error, "position", 0)
        raise FormatError(
            Flaw.ENCODING, **_at(text, position)._asdict(), reason=str(error)[:200]
        ) from error


def as_json(value: Any) -> Any:
    """Return a value of at most MAX_DEPTH levels with the keys that JSON can hold."""
    return json.loads(json.dumps(value, default=str, skipkeys=True))


def _value(text: str) -> Any:
    """Return the value that the events of the parser build up; None where there is no document."""
    documents: list[Any] = []
    stack = [_Open(documents)]
    events: Iterator[Any] = yaml.parse(text, Loader=_LOADER)
    for count, event in enumerate(events):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            stack[-1].add(event.value, event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            value: Any = {} if kind is yaml.MappingStartEvent else []
            stack[-1].add(value, event)
            stack.append(_Open(value))
            if len(stack) - 1 > MAX_DEPTH:
                raise FormatError(Flaw.TOO_DEEP, **_place(event), limit=MAX_DEPTH)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
        elif kind is yaml.AliasEvent:
            raise FormatError(Flaw.SYNTAX, **_place(event), reason="an alias")
        elif kind is yaml.DocumentStartEvent and documents:
            raise FormatError(Flaw.SYNTAX, **_place(event), reason="another document")
        if count > MAX_EVENTS:
            raise FormatError(Flaw.TOO_MANY, **_place(event), limit=MAX_EVENTS)
    return documents[0] if documents else None


@dataclass(slots=True)
class _Open:
    """A list or a mapping that is being read, and the key that waits for its value."""

    value: Any
    key: str | None = None

    def add(self, value: Any, event: Any) -> None:
        if type(self.value) is list:
            self.value.append(value)
        elif self.key is not None:
            self.value[self.key] = value
            self.key = None
        elif type(value) is str:
            self.key = value
        else:
            raise FormatError(Flaw.SYNTAX, **_place(event), reason="a key that is no text")


def _place(event: Any) -> dict[str, Any]:
    mark = event.start_mark
    return (At(mark.line + 1, mark.column + 1) if mark else At(1, 1))._asdict()


def _at(text: str | bytes, position: int) -> At:
    before = text[:position]
    lines = before.splitlines() or [before]
    return At(max(1, len(lines)), len(lines[-1]) + 1)
