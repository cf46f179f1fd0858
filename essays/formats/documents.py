"""JSON documents from strangers, read within bounds of time and memory."""

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
    if lists + objects > MAX_DEPTH:
        check_depth(value)
    return value


def check_size(data: bytes) -> None:
    """Raise FormatError when a file is over MAX_BYTES."""
    if len(data) > MAX_BYTES:
        raise FormatError(Flaw.TOO_LARGE, limit=MAX_BYTES, length=len(data))


def check_depth(value: Any) -> None:
    """Raise FormatError when a JSON value has more than MAX_DEPTH levels."""
    if not within_depth(value):
        raise FormatError(Flaw.TOO_DEEP, pointer="", limit=MAX_DEPTH)


def within_depth(value: Any) -> bool:
    """Return whether a JSON value has at most MAX_DEPTH levels."""
    level: list[Any] = [value] if type(value) in (dict, list) else []
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return True
    return False


def pointer(*steps: str | int) -> str:
    """Return the JSON pointer of these steps (RFC 6901), long foreign keys cut short."""
    return "".join(f"/{str(step)[:100].replace('~', '~0').replace('/', '~1')}" for step in steps)
