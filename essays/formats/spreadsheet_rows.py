"""The rows of a table from strangers, with its cells by the names of our columns."""

import csv
import re
from collections.abc import Iterator, Mapping

from essays.formats.base import Flaw, FormatError, LossKind
from essays.formats.building import At, Builder
from essays.formats.plain import lines

MAX_COLUMNS = 200
MAX_RECORD = 500_000  # code points of one row
_SEPARATORS = ",;\t"
# What people call the columns, by what we call them.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "nr", "no", "number", "key"),
    "kind": ("kind", "type", "role"),
    "text": ("text", "statement", "claim", "content", "argument", "sentence"),
    "relation": ("relation", "stance", "link", "polarity", "pro/con", "for/against"),
    "target": ("target", "parent", "to", "parent id", "parent_id"),
    "step": ("step", "group", "linked", "relation id", "relation_id"),
    **{
        name: (name, name.replace("_", " "))
        for name in (
            *("premise", "weight", "scheme", "implicit", "note", "step_note", "citation", "url"),
            *("source_kind", "status", "passages", "step_passages", "extra", "step_extra"),
        )
    },
}
_COLUMN_OF = {alias: name for name, aliases in _NAMES.items() for alias in aliases}
_GUARD = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")

# What makes a table with a column of texts one of ours, by what it says of a text.
_TELLING = {"kind", "relation", "target", "step"}

type Cells = dict[str, str]


def names_columns(data: bytes) -> bool:
    """Return whether the first line of a table names our columns, as people call them."""
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    head = data[:2_000].decode("utf-16" if is_wide else "utf-8-sig", "replace").lstrip()
    header, _, rest = head.partition("\n")
    if header.lower().startswith("sep="):
        header = rest.partition("\n")[0]
    if header.startswith(("{", "[", "<")):
        return False
    separator = max(_SEPARATORS, key=header.count)
    cells = (cell.strip().strip('"').strip().lower() for cell in header.split(separator))
    names = {_COLUMN_OF.get(cell) for cell in cells}
    return "text" in names and bool(names & _TELLING)


def records(data: bytes, builder: Builder) -> Iterator[tuple[At, Cells]]:
    """Yield the rows with something in them. Raises FormatError with the line a row begins at."""
    source = _Feed(lines(data))
    header = source.first()
    if header.lower().startswith("sep=") and len(header) > 4:
        separator, header = header[4], source.first()
    else:
        separator = max(_SEPARATORS, key=header.count)
    if header.count(separator) >= MAX_COLUMNS:
        raise FormatError(Flaw.TOO_MANY, line=1, column=1, limit=MAX_COLUMNS)
    if not separator.isascii() or separator.isalnum() or separator in '" ':
        raise FormatError(Flaw.SYNTAX, line=1, column=5, reason="separator")
    reader = csv.reader(source, delimiter=separator, strict=True)
    names: list[str] | None = None
    try:
        for record in reader:
            at = At(line=source.begun)
            source.reset()
            if names is None:
                names = _header(record, at, builder)
                continue
            if len(record) > MAX_COLUMNS:
                raise FormatError(Flaw.TOO_MANY, line=at.line, limit=MAX_COLUMNS)
            pairs = zip(names, record, strict=False)
            cells = {name: _unguarded(cell) for name, cell in pairs if name and cell}
            if cells:
                yield at, cells
    except csv.Error as error:
        raise FormatError(Flaw.SYNTAX, line=source.begun, column=1, reason=str(error)) from error


class _Feed:
    """Hands lines to the reader of CSV, and bounds what one row takes."""

    def __init__(self, rows: Iterator[tuple[int, str]]) -> None:
        self.rows = rows
        self.begun = 1
        self.length = 0
        self.ahead: tuple[int, str] | None = None

    def first(self) -> str:
        """Return the next line that says something, which stays to be read."""
        self.ahead = next((row for row in self.rows if row[1].strip()), None)
        if self.ahead is None:
            raise FormatError(Flaw.SYNTAX, line=1, column=1, reason="empty")
        return self.ahead[1]

    def reset(self) -> None:
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, line = self.ahead or next(self.rows)
        self.ahead = None
        if not self.length:
            self.begun = number
        self.length += len(line) + 1
        if self.length > MAX_RECORD:
            raise FormatError(Flaw.TOO_LARGE, line=self.begun, column=1, limit=MAX_RECORD)
        return line + "\n"


def _header(record: list[str], at: At, builder: Builder) -> list[str]:
    names = []
    for column, cell in enumerate(record, 1):
        name = _COLUMN_OF.get(cell.strip().lower(), "")
        if cell.strip() and (not name or name in names):
            builder.lost(LossKind.DROPPED, "column", At(at.line, column), cell)
            name = ""
        names.append(name)
    if "text" not in names:
        raise FormatError(Flaw.MISSING_KEY, line=at.line, column=1, key="text")
    return names


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARD.match(cell) else cell
