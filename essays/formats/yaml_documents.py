"""YAML documents from strangers, read within bounds of time and memory."""

import json
from typing import Any

import yaml

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import MAX_DEPTH
from essays.formats.fitting import At

# PyYAML reads some two megabytes a second, and every document twice here.
MAX_BYTES = 1_000_000
MAX_EVENTS = 150_000
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def read_yaml(data: bytes) -> Any:
    """Return the value of the only document, every scalar as text.

    Raises FormatError, with line and column: for aliases, since a few of them grow without end,
    more than MAX_DEPTH levels, MAX_BYTES, or what is no YAML.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(Flaw.TOO_LARGE, limit=MAX_BYTES, length=len(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(
            Flaw.ENCODING, **_at(data, error.start)._asdict(), reason="utf-8"
        ) from error
    try:
        _check_events(text)
        loader = _LOADER(text)
        try:
            return loader.get_single_data()
        finally:
            loader.dispose()
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


def _check_events(text: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        mark = event.start_mark
        place = At(mark.line + 1, mark.column + 1) if mark else At(1, 1)
        if isinstance(event, yaml.AliasEvent):
            raise FormatError(Flaw.SYNTAX, **place._asdict(), reason="an alias")
        if depth > MAX_DEPTH:
            raise FormatError(Flaw.TOO_DEEP, **place._asdict(), limit=MAX_DEPTH)
        if count > MAX_EVENTS:
            raise FormatError(Flaw.TOO_MANY, **place._asdict(), limit=MAX_EVENTS)


def _at(text: str | bytes, position: int) -> At:
    before = text[:position]
    lines = before.splitlines() or [before]
    return At(max(1, len(lines)), len(lines[-1]) + 1)
