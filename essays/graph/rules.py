"""The bounds of each field, and the rules that one edit must keep. Each function returns the value
as it is stored, or raises BadValue with the field's name."""

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit
from uuid import UUID

from essays.graph.errors import BadValue
from essays.graph.model import JsonRow
from essays.text.errors import TextRefused
from essays.text.normal import normalise, normalise_line

STATEMENT = 2_000  # code points, as all lengths here
NOTE = 10_000
TITLE = 200
AUTHOR_LINE = 200
CITATION = 2_000
URL = 2_000
SCHEME = 64
POSITION = 200
EXTRA = 16_000  # bytes of JSON
ESSAY_EXTRA = 2_000_000
EXTRA_DEPTH = 64  # levels
LEAST_NUMBER, NUMBERS_END = -(1 << 63), 1 << 63  # of foreign data
# How many rows of each table a map holds, so that every map fits into one document.
MOST_ROWS: Mapping[str, int] = {
    "source": 10_000,
    "node": 10_000,
    "relation": 20_000,
    "premise": 40_000,
    "anchor": 30_000,
    "context_mark": 10_000,
}

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_POSITION = re.compile(r"[0-9A-Za-z]*")


def line(value: str, *, field: str, limit: int, required: bool = False) -> str:
    """Return one line of text: NFC, line breaks as spaces, no outer white space."""
    try:
        kept = normalise_line(value)
    except TextRefused as error:
        raise BadValue(field, error.code, **error.data) from error
    if required and not kept:
        raise BadValue(field, "empty")
    return _within(kept, field=field, limit=limit)


def statement(value: str) -> str:
    """Return the text of a box, 1–2,000 code points."""
    return line(value, field="text", limit=STATEMENT, required=True)


def note(value: str) -> str:
    """Return a note: lines of text, at most 10,000 code points."""
    return _within(text(value, field="note").strip(), field="note", limit=NOTE)


def text(value: str, *, field: str = "text") -> str:
    """Return an essay's text as stored: NFC, `\\n` line ends, at most 200,000 code points."""
    try:
        return normalise(value)
    except TextRefused as error:
        raise BadValue(field, error.code, **error.data) from error


def title(value: str) -> str:
    return line(value, field="title", limit=TITLE, required=True)


def author_line(value: str) -> str:
    return line(value, field="author_line", limit=AUTHOR_LINE)


def language(value: str) -> str:
    """Return a language tag in the shape of BCP 47."""
    if not _LANGUAGE.fullmatch(value) or len(value) > 35:
        raise BadValue("language", "not_a_language_tag")
    return value


def citation(value: str) -> str:
    return line(value, field="citation", limit=CITATION, required=True)


def url(value: str) -> str:
    """Return a web address, http or https, or nothing."""
    kept = line(value, field="url", limit=URL)
    if kept:
        try:
            parts = urlsplit(kept)
        except ValueError as error:
            raise BadValue("url", "not_a_web_address") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or " " in kept:
            raise BadValue("url", "not_a_web_address")
    return kept


def scheme(value: str) -> str:
    return _slug(value, field="scheme")


def origin(value: str) -> str:
    """Return the word that says where a batch comes from, or nothing."""
    return _slug(value, field="origin")


def weight(value: float | None) -> float | None:
    if value is not None and not 0 <= value <= 1:
        raise BadValue("weight", "not_between_0_and_1")
    return None if value is None else float(value)


def position(value: str) -> str:
    """Return a fractional key, at most 200 characters (`essays.graph.positions`)."""
    if len(value) > POSITION or not _POSITION.fullmatch(value):
        raise BadValue("position", "not_a_position")
    return value


def extra(value: Mapping[str, object], *, limit: int = EXTRA) -> JsonRow:
    """Return foreign data that JSON can hold, within its bound in bytes."""
    if not value:
        return {}
    try:
        size = len(json.dumps(value, ensure_ascii=False, allow_nan=False).encode())
    except (ValueError, TypeError, RecursionError) as error:
        raise BadValue("extra", "not_json") from error
    if size > limit:
        raise BadValue("extra", "too_long", limit=limit, length=size)
    _check_items(value)
    return dict(value)


def one_target(node_id: UUID | None, relation_id: UUID | None) -> None:
    """A relation points at a node or at a relation, never at both or nothing."""
    if (node_id is None) == (relation_id is None):
        raise BadValue("target_node_id", "one_target")


def _check_items(value: object) -> None:
    """Raise BadValue for a JSON value of more levels than a document may have, or with a key or a
    value in it that a database or a program that reads it later cannot hold."""
    level = [value]
    for _ in range(EXTRA_DEPTH):
        deeper: list[object] = []
        for item in level:
            if type(item) is int or isinstance(item, (int, float)):
                # PostgreSQL gives a large float back as a whole number, which no program then reads
                if not LEAST_NUMBER <= item < NUMBERS_END:
                    raise BadValue("extra", "not_json")
            elif isinstance(item, str):
                if "\0" in item:
                    raise BadValue("extra", "text_nul", position=0)
            elif isinstance(item, Mapping):
                deeper += [*item, *item.values()]
            elif isinstance(item, (list, tuple)):
                deeper += item
        level = deeper
    if level:
        raise BadValue("extra", "not_json")


def _slug(value: str, *, field: str) -> str:
    if value and (len(value) > SCHEME or not _SLUG.fullmatch(value)):
        raise BadValue(field, "not_a_slug")
    return value


def _within(value: str, *, field: str, limit: int) -> str:
    if len(value) > limit:
        raise BadValue(field, "too_long", limit=limit, length=len(value))
    return value
