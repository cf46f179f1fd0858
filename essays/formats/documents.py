"""JSON documents from strangers, read within bounds of time and memory."""

from math import inf
from typing import Any

import orjson

from essays.formats.base import Flaw, FormatError

MAX_BYTES = 20_000_000
MAX_DEPTH = 64
# An empty list takes three bytes to write and sixty to hold, so that 20 MB of them would become
# half a gigabyte. A map at the caps of its rows holds 150,000 containers and 900,000 commas.
MAX_CONTAINERS = 300_000
MAX_COMMAS = 1_250_000


def read_json(data: bytes) -> Any:
    """Return the value that the bytes say: UTF-8, RFC 8259, at most MAX_DEPTH levels.

    Raises FormatError. Integers beyond 64 bits become floats, as in most programs.
    """
    check_size(data)
    lists, objects, commas = data.count(b"["), data.count(b"{"), data.count(b",")
    for sign, count, limit in (
        ("[", lists, MAX_CONTAINERS),
        ("{", objects, MAX_CONTAINERS),
        (",", commas, MAX_COMMAS),
    ):
        if count > limit:
            raise FormatError(Flaw.TOO_MANY, limit=limit, sign=sign)
    try:
        value = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        reason = error.msg
        flaw = Flaw.ENCODING if "UTF-8" in reason or "surrogate" in reason else Flaw.SYNTAX
        if "depth" in reason:
            raise FormatError(Flaw.TOO_DEEP, pointer="", limit=MAX_DEPTH) from error
        raise FormatError(flaw, line=error.lineno, column=error.colno, reason=reason) from error
    if not within_depth(value, lists + objects):
        raise FormatError(Flaw.TOO_DEEP, pointer="", limit=MAX_DEPTH)
    return value


def check_size(data: bytes) -> None:
    """Raise FormatError when a file is over MAX_BYTES."""
    if len(data) > MAX_BYTES:
        raise FormatError(Flaw.TOO_LARGE, limit=MAX_BYTES, length=len(data))


def within_depth(value: Any, containers: float = inf) -> bool:
    """Return whether a JSON value has at most MAX_DEPTH levels.

    `containers` are at least as many as the value has; where they are known, the walk ends as soon
    as the rest of them is too few to be too deep.
    """
    level: list[Any] = [value] if type(value) in (dict, list) else []
    for depth in range(1, MAX_DEPTH + 1):
        containers -= len(level)
        if not level or containers <= MAX_DEPTH - depth:
            return True
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
    return not level


def pointer(*steps: str | int) -> str:
    """Return the JSON pointer of these steps (RFC 6901), long foreign keys cut short."""
    return "".join(f"/{str(step)[:100].replace('~', '~0').replace('/', '~1')}" for step in steps)
