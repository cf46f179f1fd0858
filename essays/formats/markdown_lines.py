"""The lines of an outline in Markdown: headings and items, and what each stands under."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind
from essays.formats.building import NOWHERE, At, Builder
from essays.formats.markdown_words import UNMARKED, Marker, label
from essays.formats.plain import lines
from essays.graph.rules import MOST_ROWS

_BULLET = re.compile(r"([ \t]*)([-*+•]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
# every statement, every line of linked premises, every reference
MAX_ITEMS = sum(MOST_ROWS[table] for table in ("node", "relation", "premise"))
# all but references: statements, lines of linked premises, labels over some of either
MAX_PLAIN = MOST_ROWS["relation"] + 2 * MOST_ROWS["node"]
MAX_LINES = 100_000
ARROWS = ("→", "->")
_TAB = 4
# Headings stand left of every list, ten columns apart.
_HEADINGS = -100
# A line such as `Pros:` stands between headings and lists.
_LABELS = -2
PREFACE = -1_000
# How much is looked at to know an outline, and what it is not: JSON, XML, a discussion of Kialo; a
# key of YAML, a line of Argdown, a step of the Trivial Graph Format.
_LOOK, _LOOK_LINES = 4_000, 60
_OTHERS = ("{", "[", "<", "Discussion Title:", "===")
_OTHER = re.compile(
    r"[a-z_]+:(?:\s|$)|\s*(?:[-+_*<>]\s*|[+-]>\s*)?(?:<\S|\[[^]]{2,}\](?!\())|#$|[0-9]+\.[0-9]"
)


@dataclass(slots=True)
class Line:
    """A heading or an item of a list, with the lines that go on with it."""

    at: At
    indent: int
    bullet: str
    texts: list[str]
    parent: "Line | None" = field(default=None, repr=False)
    note: list[str] = field(default_factory=list)
    paragraphs: list[tuple[At, list[str]]] = field(default_factory=list)
    marker: Marker = UNMARKED
    node_id: UUID | None = None
    again: tuple[str | None, str] | None = None
    members: "list[Line]" = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def is_heading(self) -> bool:
        """Whether all that stands below it up to the next heading is its own, however set."""
        return self.indent < 0

    @property
    def is_signed(self) -> bool:
        """Whether it says that it is for or against something; evidence may stand alone."""
        marker = self.marker
        return marker.sign is not None and marker.kind is None and not marker.together

    def add_note(self, at: At, words: str, *, is_new: bool) -> None:
        """Add a line to what is said below a heading, as a new paragraph or to the last."""
        self.note.append(words)
        if is_new or not self.paragraphs:
            self.paragraphs.append((at, []))
        self.paragraphs[-1][1].append(words)


def outline(data: bytes, builder: Builder) -> tuple[list[Line], list[Line]]:
    """Return what stands before all lists, the title last, and the headings and items, each with
    what it stands under."""
    rows: list[Line] = []
    plain = 0
    for row in _rows(data, builder):
        rows.append(row)
        plain += not any(arrow in row.texts[0] for arrow in ARROWS) if row.texts else 1
        if plain > MAX_PLAIN + 1 or len(rows) > MAX_ITEMS + 1:
            limit = MAX_PLAIN if plain > MAX_PLAIN + 1 else MAX_ITEMS
            raise FormatError(Flaw.TOO_MANY, line=row.at.line, limit=limit)
    leads, rows = rows[:1], rows[1:]
    headings = [row for row in rows if row.indent < _LABELS]
    if headings and headings[0] is rows[0]:
        leads.append(rows[0])
        if len(headings) == 1:
            rows = rows[1:]
        else:
            # it is a statement too, and keeps its words as its note
            leads[-1] = Line(rows[0].at, PREFACE, "", rows[0].texts)
    stack: list[Line] = []
    for row in rows:
        while stack and stack[-1].indent + 1 >= row.indent:
            stack.pop()
        row.parent = stack[-1] if stack else None
        stack.append(row)
    return leads, rows


def _rows(data: bytes, builder: Builder) -> Iterator[Line]:
    """Yield what stands before all else, then headings and items once all that belongs to them is
    read."""
    row = Line(At(line=1), PREFACE, "", [])
    after_blank = in_front = False
    for number, line in lines(data, most=MAX_LINES):
        if number == 1 and line.rstrip() == "---":
            in_front = True
        elif in_front:
            in_front = line.rstrip() not in ("---", "...")
        elif not after_blank and row.is_heading and (above := _underlined(row, line)) is not None:
            yield row
            row = above
        elif not line.strip() or _is_rule(line):
            after_blank = True
        elif (found := _opening(line, At(line=number))) is not None:
            yield row
            row, after_blank = found, False
        elif row.is_heading:
            row.add_note(At(line=number), line.strip(), is_new=after_blank)
            after_blank = False
        elif after_blank and not line[0].isspace():
            builder.lost(LossKind.DROPPED, "paragraph", At(line=number), line)
        elif after_blank or row.note:
            row.note.append(line.strip())
        else:
            row.texts.append(line.strip())
    yield row


def _underlined(row: Line, line: str) -> Line | None:
    """Return the heading that a line of `=` or `-` makes of the one above it, taken off `row`."""
    signs = line.strip()
    if not signs or (signs.strip("=") and signs.strip("-")) or not row.paragraphs:
        return None
    at, words = row.paragraphs[-1]
    if len(words) > 1:
        return None
    row.paragraphs.pop()
    row.note.pop()
    return Line(at, _HEADINGS + (10 if "=" in signs else 20), "", words)


def is_outline(data: bytes) -> bool:
    """Return whether the first lines are a list, as people write one, and nothing that other
    formats begin with."""
    text = data[:_LOOK].decode("utf-8-sig", "replace")
    rows = [line for line in text.splitlines()[:_LOOK_LINES] if line.strip()]
    if not rows or rows[0].startswith(_OTHERS) or any(_OTHER.match(line) for line in rows):
        return False
    found = [row for row in (_opening(line, NOWHERE) for line in rows) if row is not None]
    has_items = any(row.bullet for row in found)
    return has_items and len(found) > 1 and 2 * len(found) >= len(rows)


def _opening(line: str, at: At) -> Line | None:
    heading = _HEADING.match(line)
    if heading:
        text = heading[2].rstrip()
        closed = text.rstrip("#")
        text = closed.rstrip() if closed.endswith((" ", "\t")) or not closed else text
        return Line(at, _HEADINGS + 10 * len(heading[1]), "", [text])
    found = _BULLET.match(line)
    if found:
        return Line(at, _width(found[1]), found[2], [line[found.end() :].rstrip()])
    if line.rstrip().endswith((":", ":**", ":__")) and label(line):
        return Line(at, _LABELS, "", [line.strip()])
    return None


def _width(blanks: str) -> int:
    """Return how many columns blanks take; those of one kind are counted at once."""
    tabs = blanks.count("\t")
    if tabs in (0, len(blanks)):
        return len(blanks) * (_TAB if tabs else 1)
    return len(blanks.expandtabs(_TAB))


def _is_rule(line: str) -> bool:
    signs = line.replace(" ", "").strip()
    return len(signs) >= 3 and signs[0] in "-*_" and not signs.strip(signs[0])
