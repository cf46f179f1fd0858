"""Statements and arguments of an Argdown document up to what hangs under them: titles, words, tags
and data."""

from itertools import accumulate
from typing import Any

from essays.formats import argdown_data
from essays.formats.argdown_data import DataRefused
from essays.formats.argdown_linking import Case, Class
from essays.formats.argdown_model import Data, Fault, Role
from essays.formats.argdown_tokenizer import Tokenizer
from essays.formats.argdown_tokens import T
from essays.formats.base import Flaw, FormatError

# As many as the nodes and relations of a map, twice over.
MAX_DATA = 60_000
MAX_REMEMBERED = 200  # code points
MAX_WORDS = 1_000_000
_CONTENT = (
    T.TEXT,
    T.LINK,
    T.OPEN,
    T.TAG,
    T.STATEMENT_MENTION,
    T.ARGUMENT_MENTION,
    T.NEWLINE,
)


class Stop(Exception):
    """The reference parser reads no further here."""


class Head:
    """A statement or an argument that is being read, up to the end of what hangs under it."""

    __slots__ = (
        "data",
        "is_case",
        "is_reference",
        "marks",
        "offset",
        "places",
        "role",
        "tags",
        "text",
        "thing",
        "title",
    )

    def __init__(self, offset: int, role: Role | None) -> None:
        self.offset = offset
        self.role = role
        self.is_case = False
        self.is_reference = False
        self.title = ""
        self.text = ""
        self.tags: dict[str, None] = {}
        self.data: Any = None
        self.marks: list[tuple[int, str]] = []  # parts of the text, and the title of a mention
        self.places: tuple[tuple[int, int, str], ...] = ()
        self.thing: Class | Case | None = None


class Words:
    """Walks along the tokens of one document."""

    def __init__(self, text: str, *, halts: bool = False) -> None:
        tokens = Tokenizer(text).run()
        self.kinds, self.values, self.offsets = tokens.kinds, tokens.values, tokens.offsets
        self.text = text
        self.halts = halts
        self.at = 0
        self.faults: list[Fault] = []
        self.markup: list[Fault] = []
        self.keeps_tags = True
        self.braces = 0
        self.read_data: dict[str, Any] = {}

    def _skip(self, kind: T) -> bool:
        if self.kinds[self.at] is kind:
            self.at += 1
            return True
        return False

    def _take(self, kind: T) -> str:
        if self.kinds[self.at] is not kind:
            raise self._unexpected(kind.name.lower())
        self.at += 1
        return self.values[self.at - 1]

    def _unexpected(self, expected: str) -> FormatError:
        line, column = place(self.text, self.offsets[self.at])
        found = self.kinds[self.at].name.lower().replace("_", " ")
        reason = f"{found} instead of {expected}"
        return FormatError(Flaw.SYNTAX, line=line, column=column, reason=reason)

    def _fault(self, what: str, offset: int, reason: str = "") -> None:
        self.faults.append(Fault(what, offset, reason))
        if self.halts:
            raise Stop

    def _head(self, role: Role | None) -> Head:
        """Read a statement or an argument up to its data."""
        at, kind = self.at, self.kinds[self.at]
        head = Head(self.offsets[at], role)
        if kind is T.STATEMENT or kind is T.ARGUMENT:
            head.title = self.values[at]
            head.is_case = kind is T.ARGUMENT
            self.at += 1
            self._content(head)
        elif kind is T.STATEMENT_REFERENCE or kind is T.ARGUMENT_REFERENCE:
            # the sign behind the bracket may be the end of the line: then there is no title
            head.title = "" if self.values[at].startswith("\n") else self.values[at]
            head.is_case = kind is T.ARGUMENT_REFERENCE
            head.is_reference = bool(head.title)
            self.at += 1
            while self.kinds[self.at] is T.TAG:
                self._tag(head, self.at)
                if self.keeps_tags:
                    head.text += self.values[self.at]
                self.at += 1
            self._line_end(head)
        else:
            self._content(head)
        if len(head.text) > MAX_WORDS:
            line, column = place(self.text, head.offset)
            raise FormatError(Flaw.TOO_LARGE, line=line, column=column, limit=MAX_WORDS)
        if head.is_case:
            head.role = Role.DESCRIPTION
        if self.kinds[self.at] is T.DATA:
            self._data(head)
            self._line_end(head)
        return head

    def _line_end(self, head: Head) -> None:
        """Take the end of a line; where more of this head follows it leaves a space."""
        if self._skip(T.NEWLINE):
            more = self.kinds[self.at] in (T.DATA, T.INDENT)
            if more and not head.text.endswith(" "):
                head.text += " "

    def _content(self, head: Head) -> None:
        """Read words, links, tags, mentions, bold and italic: at least one of them."""
        kinds, values, at = self.kinds, self.values, self.at
        if kinds[at] is T.TEXT and kinds[at + 1] is T.NEWLINE and kinds[at + 2] not in _CONTENT:
            head.text = values[at]
            self.at = at + 2
            return
        if kinds[at] not in _CONTENT:
            raise self._unexpected("words")
        parts = [head.text] if head.text else []
        opened: list[str] = []
        while True:
            kind = kinds[at]
            if kind is T.TEXT:
                parts.append(values[at])
            elif kind is T.NEWLINE:
                if kinds[at + 1] in _CONTENT and not (parts and parts[-1].endswith(" ")):
                    parts.append(" ")
            elif kind is T.CLOSE and opened:
                opened.pop()
                if values[at]:
                    parts.append(values[at])
            elif kind in _CONTENT:
                self._inline(head, at, parts, opened)
            else:
                break
            at += 1
        self.at = at
        if opened:
            raise self._unexpected(f"end of {opened[-1]}")
        head.text = "".join(parts)
        if head.marks:
            ends = list(accumulate(map(len, parts)))
            head.places = tuple(
                (ends[part] - len(parts[part]), ends[part], words) for part, words in head.marks
            )

    def _inline(self, head: Head, at: int, parts: list[str], opened: list[str]) -> None:
        """Read one tag, link or mention, or where bold or italic begins."""
        kind, value = self.kinds[at], self.values[at]
        if kind is T.OPEN:
            opened.append(value)
            self.markup.append(Fault("emphasis", self.offsets[at]))
            return
        if kind is T.TAG:
            self._tag(head, at)
            if self.keeps_tags:
                parts.append(value)
                head.marks.append((len(parts) - 1, ""))
            return
        parts.append(value)
        if kind is T.LINK:  # the text does not hold its address
            start = self.text.index("](", self.offsets[at]) + 2
            address = self.text[start : self.text.index(")", start)]
            self.markup.append(Fault("link", self.offsets[at], address))
        else:
            head.marks.append((len(parts) - 1, value.rstrip(" \t")[2:-1]))

    def _tag(self, head: Head, at: int) -> None:
        tag = self.values[at].rstrip(" \t")[1:]
        tag = tag[1:-1] if tag.startswith("(") else tag
        head.tags[tag] = None

    def _data(self, head: Head) -> None:
        offset = self.offsets[self.at]
        self.braces += 1
        if self.braces > MAX_DATA:
            line, column = place(self.text, offset)
            raise FormatError(Flaw.TOO_MANY, line=line, column=column, limit=MAX_DATA)
        image = self._take(T.DATA)
        if image in self.read_data:
            head.data = self.read_data[image]
            return
        try:
            head.data = argdown_data.read_element(image)
            if len(image) < MAX_REMEMBERED:
                self.read_data[image] = head.data
        except DataRefused as error:
            self._fault("data", offset, str(error))
        else:
            if head.data is not None and not isinstance(head.data, dict):
                self.faults.append(Fault("data", offset, type(head.data).__name__))


def place(text: str, offset: int) -> tuple[int, int]:
    """Return the line and column of an offset, from 1, columns in code points."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def as_mapping(data: Any) -> Data | None:
    """Return data with names; None for a list or a single value."""
    return data if isinstance(data, dict) else None
