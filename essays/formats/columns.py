"""Rows from JSON objects: each column of its type and under its rule, or a FormatError there."""

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
    columns = dict(as_object(value, place))
    check_keys(columns, ("id", *content_columns(kind)), place)
    if "id" not in columns:
        raise FormatError(Flaw.MISSING_KEY, pointer=f"{place}/id")
    id = _read(_uuid, columns.pop("id"), f"{place}/id")
    return kind(id=id, **read_columns(kind, columns, place, log))


def read_columns(kind: type[Row], columns: JsonRow, place: str, log: LossLog) -> dict[str, Any]:
    """Return the values of a row's columns. Where a rule tidied a line, the log says so."""
    readers, required = _shape(kind.table)
    for name in required:
        if name not in columns:
            raise FormatError(Flaw.MISSING_KEY, pointer=f"{place}/{name}")
    values: dict[str, Any] = {}
    for name, value in columns.items():
        here = f"{place}/{name}"
        found = _read(readers[name], value, here)
        rule = _RULES.get((kind.table, name))
        kept = found if rule is None or found is None else _ruled(rule, found, here)
        if kept != found:
            log.add(LossKind.REPAIRED, "normalised", pointer=here, detail=str(found)[:200])
        values[name] = kept
    return values


def read_text(value: Any, place: str) -> str:
    """Return an essay's text, which has to be stored form already: NFC, `\\n` line ends."""
    text: str = _ruled(_as_stored, _read(_text, value, place), place)
    return text


def _read(reader: Rule, value: Any, place: str) -> Any:
    try:
        return reader(value)
    except _Misfit as error:
        raise FormatError(error.flaw, pointer=place, **error.data) from error


def _ruled(rule: Rule, value: Any, place: str) -> Any:
    try:
        return rule(value)
    except BadValue as error:
        data = {name: detail for name, detail in error.data.items() if name != "field"}
        raise FormatError(Flaw.BAD_VALUE, pointer=place, reason=error.code, **data) from error


class _Misfit(Exception):
    """A JSON value that is not what a column holds; never leaves this module."""

    def __init__(self, flaw: Flaw, **data: Any) -> None:
        super().__init__(flaw)
        self.flaw = flaw
        self.data = data


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
    try:
        id = UUID(_text(value))
    except ValueError as error:
        raise _Misfit(Flaw.WRONG_TYPE, expected="uuid") from error
    if str(id) != value:
        raise _Misfit(Flaw.WRONG_TYPE, expected="uuid")
    return id


def _member(kind: type[StrEnum], value: Any) -> StrEnum:
    text = _text(value)
    if text not in kind:
        raise _Misfit(Flaw.UNKNOWN_VALUE, known=[str(one) for one in kind])
    return kind(text)


def _foreign(value: Any) -> JsonRow:
    """Return foreign data. NUL is refused wherever it hides: PostgreSQL cannot hold it."""
    if type(value) is not dict:
        raise _Misfit(Flaw.WRONG_TYPE, expected="object")
    waiting: list[Any] = [value]
    while waiting:
        item = waiting.pop()
        kind = type(item)
        if kind is str:
            if "\0" in item:
                raise _Misfit(Flaw.ENCODING)
        elif kind is dict:
            waiting += item
            waiting += item.values()
        elif kind is list:
            waiting += item
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
def _shape(table: str) -> tuple[Mapping[str, Rule], tuple[str, ...]]:
    """Return the reader of each column of a table, and the columns that have no default."""
    kind = ROW_TYPES[table]
    hints = get_type_hints(kind)
    names = content_columns(kind)
    required = tuple(
        f.name
        for f in fields(kind)
        if f.name in names and f.default is MISSING and f.default_factory is MISSING
    )
    return {name: _reader(hints[name]) for name in names}, required


def _reader(hint: Any) -> Rule:
    inner = [one for one in get_args(hint) if one is not type(None)]
    if len(inner) < len(get_args(hint)):
        read = _reader(inner[0])
        return lambda value: None if value is None else read(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return partial(_member, hint)
    return _READERS.get(hint, _foreign)
