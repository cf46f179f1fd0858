"""What stands behind the question mark of an address: read strictly, so that no typing error is
taken for "everything"."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.request import Request

PAGE = 50
LONGEST_PAGE = 200
LONGEST_QUERY = 200
_CURSOR = 22  # characters of 16 bytes

type Reader = Callable[[str], Any]


class BadQuery(ParseError):
    """A parameter that is not known, stands twice, or has a value that does not fit."""

    def __init__(self, name: str) -> None:
        sentence = _("The parameter “%(name)s” is not known here, or its value does not fit.")
        super().__init__(sentence % {"name": name[:50]}, code="bad_parameter")


def read_query(request: Request, **known: tuple[Reader, Any]) -> dict[str, Any]:
    """Return the parameters by name, each read, or its default. Raises BadQuery."""
    found = {name: default for name, (_reader, default) in known.items()}
    for name, values in request.query_params.lists():
        if name not in known or len(values) != 1:
            raise BadQuery(name)
        try:
            found[name] = known[name][0](values[0])
        except ValueError as error:
            raise BadQuery(name) from error
    return found


def page_of(request: Request, **known: tuple[Reader, Any]) -> dict[str, Any]:
    """Return the parameters of a list: `cursor`, `limit`, and those of its own."""
    return read_query(request, cursor=(read_cursor, None), limit=(read_limit, PAGE), **known)


def next_link(request: Request, cursor: Mapping[str, object]) -> str:
    """Return the address of the next page: this one with other parameters."""
    query = request.query_params.copy()
    for name, value in cursor.items():
        query[name] = str(value)
    return f"{request.build_absolute_uri(request.path)}?{query.urlencode()}"


def turned(
    request: Request, rows: Sequence[Any], asked: Mapping[str, Any], *, falling: bool = False
) -> tuple[list[Any], str | None]:
    """Return the page of a short list that was asked for, and the address of the next. The rows
    are in the order of their `pk`, or against it."""
    after, limit = asked["cursor"], asked["limit"]
    left = [row for row in rows if after is None or (row.pk < after if falling else row.pk > after)]
    page = left[:limit]
    more = len(left) > limit
    return page, next_link(request, {"cursor": write_cursor(page[-1].pk)}) if more else None


def write_cursor(id: UUID) -> str:
    """Return the cursor of the page that begins after this row."""
    return urlsafe_b64encode(id.bytes).decode().rstrip("=")


def read_cursor(text: str) -> UUID:
    """Return the row after which a page begins. Raises ValueError."""
    try:
        id = UUID(bytes=urlsafe_b64decode(f"{text}=="))
    except (Error, UnicodeEncodeError) as error:
        raise ValueError(text) from error
    if write_cursor(id) != text:
        raise ValueError(text)
    return id


def read_flag(text: str) -> bool:
    """Return 1 or true, 0 or false. Raises ValueError."""
    if text not in _FLAGS:
        raise ValueError(text)
    return _FLAGS[text]


def read_words(text: str) -> str:
    """Return words to look for, at least one character of them. Raises ValueError."""
    if not text.strip() or len(text) > LONGEST_QUERY or "\0" in text:
        raise ValueError(text)
    return text


def read_number(text: str) -> int:
    """Return a whole number from 0 that fits in 63 bits. Raises ValueError."""
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise ValueError(text)
    return int(text)


_FLAGS = {"1": True, "true": True, "0": False, "false": False}


def read_limit(text: str) -> int:
    """Return how many rows a page may have. Raises ValueError."""
    number = read_number(text)
    if not 1 <= number <= LONGEST_PAGE:
        raise ValueError(text)
    return number
