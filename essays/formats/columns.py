"""Rows from JSON objects: each column of its type and under its rule, or a FormatError there."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache, partial
from typing import Any, get_args, get_type_hints
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind, LossLog
from essays.formats.fitting import fits
from essays.graph import rules
from essays.graph.errors import BadValue
from essays.graph.model import ROW_TYPES, JsonRow, Row, content_columns
from essays.text.anchors import CONTEXT

_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

type Rule = Callable[[Any], Any]


def as_object(value: Any, place: str) -> JsonRow:
    """Return a JSON value that has to be an object."""
    if type(value) is not dict:
        raise FormatError(Flaw.WRONG_TYPE, pointer=place, expected="object")
    return value


def check_keys(columns: JsonRow, known: Collection[str], place: str) -> None:
    """Raise FormatError for a key that is not known here."""
    for name in columns:
        if name not in known:
            raise FormatError(Flaw.UNKNOWN_KEY, pointer=place, key=name[:100], known=list(known))


def read_row[R: Row](kind: type[R], value: Any, place: str, log: LossLog) -> R:
    """Return the row that a JSON object with an `id` and columns says."""
    columns = as_object(value, place)
    check_keys(columns, _shape(kind.table)[0], place)
    if "id" not in columns:
        raise FormatError(Flaw.MISSING_KEY, pointer=f"{place}/id")
    return kind(**read_columns(kind, columns, place, log))


def read_columns(kind: type[Row], columns: JsonRow, place: str, log: LossLog) -> dict[str, Any]:
    """Return the values of a row's columns. Where a rule tidied a line, the log says so."""
    readers, required = _shape(kind.table)
    for name in required:
        if name not in columns:
            raise FormatError(Flaw.MISSING_KEY, pointer=f"{place}/{name}")
    values: dict[str, Any] = {}
    name = ""
    try:
        for name, value in columns.items():
            read, rule = readers[name]
            found = read(value)
            kept = found if rule is None or found is None else rule(found)
            if kept != found:
                here, detail = f"{place}/{name}", str(found)[:200]
                log.add(LossKind.REPAIRED, "normalised", pointer=here, detail=detail)
            values[name] = kept
    except (_Misfit, BadValue) as error:
        raise _refusal(error, f"{place}/{name}") from error
    return values


def read_text(value: Any, place: str) -> str:
    """Return an essay's text, which has to be stored form already: NFC, `\\n` line ends."""
    try:
        return _as_stored(_text(value))
    except (_Misfit, BadValue) as error:
        raise _refusal(error, place) from error


class _Misfit(Exception):
    """A JSON value that is not what a column holds; never leaves this module."""

    def __init__(self, flaw: Flaw, **data: Any) -> None:
        super().__init__(flaw)
        self.flaw = flaw
        self.data = data


def _refusal(error: _Misfit | BadValue, place: str) -> FormatError:
    if isinstance(error, _Misfit):
        return FormatError(error.flaw, pointer=place, **error.data)
    data = {name: detail for name, detail in error.data.items() if name != "field"}
    return FormatError(Flaw.BAD_VALUE, pointer=place, reason=error.code, **data)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise _Misfit(Flaw.WRONG_TYPE, expected="text")
    return value


def _flag(value: Any) -> bool:
    if type(value) is not bool:
        raise _Misfit(Flaw.WRONG_TYPE, expected="true or false")
    return value


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise _Misfit(Flaw.WRONG_TYPE, expected="whole number")
    return value


def _number(value: Any) -> float:
    if type(value) not in (int, float):
        raise _Misfit(Flaw.WRONG_TYPE, expected="number")
    return float(value)


def _uuid(value: Any) -> UUID:
    if not _UUID.fullmatch(_text(value)):
        raise _Misfit(Flaw.WRONG_TYPE, expected="uuid")
    return UUID(int=int(value.replace("-", ""), 16))


def _member(kind: type[StrEnum], value: Any) -> StrEnum:
    text = _text(value)
    if text not in kind:
        raise _Misfit(Flaw.UNKNOWN_VALUE, known=[str(one) for one in kind])
    return kind(text)


def _foreign(value: Any) -> JsonRow:
    if type(value) is not dict:
        raise _Misfit(Flaw.WRONG_TYPE, expected="object")
    return value


def _within(value: JsonRow, limit: int) -> JsonRow:
    return value if fits(value, limit) else rules.extra(value, limit=limit)


def _as_stored(value: str) -> str:
    if rules.text(value) != value:
        raise BadValue("text", "not_normal")
    return value


def _context(value: str) -> str:
    if len(value) > CONTEXT:
        raise BadValue("prefix", "too_long", limit=CONTEXT, length=len(value))
    return _as_stored(value)


def _words(value: str) -> str:
    if not value:
        raise BadValue("exact", "empty")
    return _as_stored(value)


_READERS: Mapping[Any, Rule] = {
    str: _text,
    bool: _flag,
    int: _whole,
    float: _number,
    UUID: _uuid,
}

_RULES: Mapping[tuple[str, str], Rule] = {
    ("essay", "title"): rules.title,
    ("essay", "author_line"): rules.author_line,
    ("essay", "language"): rules.language,
    ("essay", "extra"): partial(_within, limit=rules.ESSAY_EXTRA),
    ("source", "citation"): rules.citation,
    ("source", "url"): rules.url,
    ("node", "text"): rules.statement,
    ("node", "note"): rules.note,
    ("node", "position"): rules.position,
    ("node", "extra"): partial(_within, limit=rules.EXTRA),
    ("relation", "scheme"): rules.scheme,
    ("relation", "weight"): rules.weight,
    ("relation", "note"): rules.note,
    ("relation", "position"): rules.position,
    ("relation", "extra"): partial(_within, limit=rules.EXTRA),
    ("premise", "position"): rules.position,
    ("anchor", "exact"): _words,
    ("anchor", "prefix"): _context,
    ("anchor", "suffix"): _context,
    ("context_mark", "quote"): _words,
    ("context_mark", "prefix"): _context,
    ("context_mark", "suffix"): _context,
}


@cache
def _shape(table: str) -> tuple[Mapping[str, tuple[Rule, Rule | None]], tuple[str, ...]]:
    """Return the reader and the rule of each column of a table, the id among them, and the content
    columns that have no default."""
    kind = ROW_TYPES[table]
    hints = get_type_hints(kind)
    names = content_columns(kind)
    required = tuple(
        f.name
        for f in fields(kind)
        if f.name in names and f.default is MISSING and f.default_factory is MISSING
    )
    readers = {name: (_reader(hints[name]), _RULES.get((table, name))) for name in ("id", *names)}
    return readers, required


def _reader(hint: Any) -> Rule:
    inner = [one for one in get_args(hint) if one is not type(None)]
    if len(inner) < len(get_args(hint)):
        read = _reader(inner[0])
        return lambda value: None if value is None else read(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return partial(_member, hint)
    return _READERS.get(hint, _foreign)
