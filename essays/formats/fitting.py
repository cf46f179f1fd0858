"""Foreign values put right to fit the fields of a map, each change reported with its place."""

import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from essays.formats.base import Flaw, FormatError, LossKind, LossLog
from essays.graph import rules
from essays.graph.errors import BadValue
from essays.graph.model import JsonRow
from essays.text.errors import Refusal, TextRefused
from essays.text.normal import MAX_TEXT, normalise_line

CUT = "…"
# A file that says more than this amiss is none of its format.
MAX_LOSSES = 20_000
# In bytes of JSON: a sign (`\u001f`), and what stands around a text, or is a number.
_LONGEST_SIGN, _LONGEST_VALUE = 6, 28
_HALVES = re.compile("[\ud800-\udfff]")
# All that no text may hold but NUL, which no honest file has.
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\ufffe\uffff]")


class At(NamedTuple):
    """A place in the foreign document: line and column from 1, a JSON pointer, or an element."""

    line: int | None = None
    column: int | None = None
    pointer: str | None = None


NOWHERE = At()


def statement_of(text: str) -> tuple[str, str]:
    """Return a foreign text as a statement of a map, and the whole of it on one line."""
    try:
        line = normalise_line(_CONTROLS.sub("", text)) or CUT
    except TextRefused:
        return "", ""
    return line if len(line) <= rules.STATEMENT else cut(line, rules.STATEMENT), line


@dataclass(slots=True)
class Fitting:
    """Fits values; methods raise FormatError for a text that no essay can hold."""

    log: LossLog = field(default_factory=LossLog)

    def lost(self, kind: LossKind, what: str, at: At = NOWHERE, detail: str = "") -> None:
        """Report one thing that the map does not hold as the document said it.

        Raises FormatError when there are more than MAX_LOSSES of them.
        """
        if len(self.log.losses) >= MAX_LOSSES:
            raise FormatError(Flaw.TOO_MANY, **place(at), limit=MAX_LOSSES)
        self.log.add(
            kind, what, line=at.line, column=at.column, pointer=at.pointer, detail=detail[:200]
        )

    def fit_line(self, text: str, at: At) -> str:
        _check_length(text, at)
        try:
            return normalise_line(self.printable(text, at))
        except TextRefused as error:
            raise FormatError(Flaw.ENCODING, **place(at), reason=error.code) from error

    def printable(self, text: str, at: At) -> str:
        """Return the text without control signs, which old files hold here and there."""
        kept = text if text.isprintable() else _CONTROLS.sub("", text)
        if len(kept) < len(text):
            self.lost(LossKind.REPAIRED, "control_signs", at)
        return kept

    def fit_note(self, note: str, at: At) -> str:
        _check_length(note, at)
        kept: str = ruled(rules.text, self.printable(note, at), at).strip()
        if len(kept) > rules.NOTE:
            self.lost(LossKind.REPAIRED, "note_cut", at)
        return cut(kept, rules.NOTE)

    def fit_scheme(self, scheme: str, at: At) -> str:
        try:
            return rules.scheme(scheme)
        except BadValue:
            self.lost(LossKind.DROPPED, "scheme", at, scheme)
            return ""

    def fit_weight(self, weight: float | None, at: At) -> float | None:
        try:
            return rules.weight(weight)
        except BadValue:
            self.lost(LossKind.DROPPED, "weight", at, str(weight))
            return None

    def fit_language(self, language: str) -> str:
        try:
            return rules.language(language)
        except BadValue:
            self.lost(LossKind.DROPPED, "language", detail=language)
            return "en"

    def fit_extra(self, extra: JsonRow | None, at: At, *, limit: int = rules.EXTRA) -> JsonRow:
        if not extra or fits(extra, limit):
            return extra or {}
        try:
            return rules.extra(extra or {}, limit=limit)
        except BadValue as error:
            self.lost(LossKind.DROPPED, "foreign_data", at, error.code)
            return {}


def fits(extra: JsonRow, limit: int) -> bool:
    """Return whether foreign data is surely within the bounds of `rules.extra`.

    A quick look that spares nearly every row the rule itself; it takes each sign of a text for as
    long as the longest way to write one, and a value for a level.
    """
    most = limit // _LONGEST_VALUE
    if len(extra) > most:
        return False
    texts: list[str] = [*extra]
    items: list[Any] = [*extra.values()]
    levels = 1
    for item in items:  # which grows as it goes
        kind = type(item)
        if kind is str:
            texts.append(item)
        elif kind is dict or kind is list:
            if len(item) > most:
                return False
            if kind is dict:
                texts += item
            items += item.values() if kind is dict else item
            levels += 1
        elif kind is int or kind is float:
            if not rules.LEAST_NUMBER <= item < rules.NUMBERS_END:
                return False
        elif item is not None and kind is not bool:
            return False
    try:
        said = "".join(texts)
    except TypeError:  # a key that is no text
        return False
    return (
        levels < rules.EXTRA_DEPTH
        and _LONGEST_SIGN * len(said) + _LONGEST_VALUE * (len(items) + len(texts)) <= limit
        and "\0" not in said
        and (said.isascii() or not _HALVES.search(said))
    )


def _check_length(text: str, at: At) -> None:
    """Raise FormatError for a text that no field holds, before anything is done to it."""
    if len(text) > 4 * MAX_TEXT:  # what no other form of it makes short enough
        reason = Refusal.TOO_LONG
        raise FormatError(Flaw.BAD_VALUE, **place(at), reason=reason, limit=MAX_TEXT)


def ruled(rule: Any, value: str, at: At) -> str:
    try:
        kept: str = rule(value)
    except BadValue as error:
        raise FormatError(Flaw.BAD_VALUE, **place(at), reason=error.code) from error
    return kept


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + CUT


def place(at: At) -> dict[str, Any]:
    return {"line": at.line, "column": at.column, "pointer": at.pointer}
