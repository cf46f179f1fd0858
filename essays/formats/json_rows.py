"""What readers of foreign JSON take from values of any type."""

from typing import Any

from essays.formats.base import Flaw, FormatError
from essays.formats.documents import read_json
from essays.graph.model import JsonRow


def read_object(data: bytes, *needed: str) -> JsonRow:
    """Return the object that a document is. Raises FormatError; `needed` keys must be there."""
    document = read_json(data)
    if not isinstance(document, dict):
        raise FormatError(Flaw.WRONG_TYPE, pointer="", expected="object")
    for key in needed:
        if key not in document:
            raise FormatError(Flaw.MISSING_KEY, pointer=f"/{key}")
    return document


def words(value: Any) -> str:
    """Return what a field says, nothing where it holds no text or number."""
    if type(value) is str:
        return value
    return str(value) if type(value) in (int, float) else ""


def mapping(value: Any) -> JsonRow:
    """Return an object, an empty one for any other value."""
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    """Return a list, an empty one for any other value."""
    return value if isinstance(value, list) else []
