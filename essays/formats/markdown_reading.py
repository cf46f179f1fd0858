"""Reading of outlines in Markdown: nested lists and headings, as people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind, LossReport
from essays.formats.building import At, Builder
from essays.formats.markdown_words import UNMARKED, Marker, split_box, split_marker, unescaped
from essays.formats.plain import lines
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph
from essays.graph.rules import MOST_ROWS

_BULLET = re.compile(r"([ \t]*)([-*+•]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_NAME = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]{1,64})$")
_AGAIN = re.compile(r"(?:→|->)\s*(?:\^([A-Za-z0-9-]{1,64}))?\s*(.*)", re.DOTALL)
# every statement, every line of linked premises, every reference
MAX_ITEMS = sum(MOST_ROWS[table] for table in ("node", "relation", "premise"))
MAX_LINES = 100_000
_TAB = 4
# Headings stand left of every list, ten columns apart.
_HEADINGS = -100


@dataclass(slots=True)
class _Line:
    """A heading or an item of a list, with the lines that go on with it."""

    at: At
    indent: int
    bullet: str
    texts: list[str]
    parent: "_Line | None" = field(default=None, repr=False)
    note: list[str] = field(default_factory=list)
    marker: Marker = UNMARKED
    node_id: UUID | None = None
    again: tuple[str | None, str] | None = None
    members: "list[_Line]" = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        return " ".join(self.texts)

    @property
    def is_heading(self) -> bool:
        return self.indent < 0


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that an outline holds. Raises FormatError with its line.

    The first heading is the title and, where more headings follow, the thesis. An item without a
    word or sign of its own supports the one above; where any bullet is `+`, bullets are signs.
    """
    builder = Builder()
    title, rows = _outline(data, builder)
    signed = any(row.bullet == "+" for row in rows)
    names: dict[str, UUID] = {}
    texts: dict[str, UUID] = {}
    for row in rows:
        _read(row, builder, names, texts, signed=signed)
    for row in rows:
        _join(row, builder, names, texts)
    for row in rows:
        _relate(row, builder)
    _crown(rows, builder)
    return builder.finish(title=unescaped(title))


def _outline(data: bytes, builder: Builder) -> tuple[str, list[_Line]]:
    """Return the title and the headings and items, each with what it stands under."""
    rows: list[_Line] = []
    for row in _rows(data, builder):
        rows.append(row)
        if len(rows) > MAX_ITEMS:
            raise FormatError(Flaw.TOO_MANY, line=row.at.line, limit=MAX_ITEMS)
    headings = [row for row in rows if row.is_heading]
    title = headings[0].text if headings and headings[0] is rows[0] else ""
    if title and len(headings) == 1:
        if rows[0].note:
            builder.lost(LossKind.DROPPED, "paragraph", rows[0].at, rows[0].note[0])
        rows = rows[1:]
    stack: list[_Line] = []
    for row in rows:
        while stack and stack[-1].indent + 1 >= row.indent:
            stack.pop()
        row.parent = stack[-1] if stack else None
        stack.append(row)
    return title, rows


def _rows(data: bytes, builder: Builder) -> Iterator[_Line]:
    """Yield headings and items once all that belongs to them is read."""
    row: _Line | None = None
    after_blank = in_front = False
    for number, line in lines(data, most=MAX_LINES):
        if number == 1 and line.rstrip() == "---":
            in_front = True
        elif in_front:
            in_front = line.rstrip() not in ("---", "...")
        elif not line.strip() or _is_rule(line):
            after_blank = True
        elif (found := _opening(line, At(line=number))) is not None:
            if row is not None:
                yield row
            row, after_blank = found, False
        elif row is None or (after_blank and not row.is_heading and not line[0].isspace()):
            builder.lost(LossKind.DROPPED, "paragraph", At(line=number), line)
            after_blank = True
        elif row.is_heading or after_blank or row.note:
            row.note.append(line.strip())
        else:
            row.texts.append(line.strip())
    if row is not None:
        yield row


def _opening(line: str, at: At) -> _Line | None:
    heading = _HEADING.match(line)
    if heading:
        text = heading[2].rstrip()
        closed = text.rstrip("#")
        text = closed.rstrip() if closed.endswith((" ", "\t")) or not closed else text
        return _Line(at, _HEADINGS + 10 * len(heading[1]), "", [text])
    found = _BULLET.match(line)
    if found:
        return _Line(at, _width(found[1]), found[2], [line[found.end() :].rstrip()])
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


def _read(
    row: _Line, builder: Builder, names: dict[str, UUID], texts: dict[str, UUID], *, signed: bool
) -> None:
    """Read the marker, text and name of a line, and add its statement."""
    is_task, text = split_box(row.text)
    if is_task:
        builder.lost(LossKind.DROPPED, "task_box", row.at)
    row.marker, text = split_marker(text)
    if signed and row.marker.sign is None and row.bullet in ("+", "-") and row.parent:
        sign = RelationKind.SUPPORT if row.bullet == "+" else RelationKind.ATTACK
        row.marker = Marker(sign, row.marker.kind)
    again = _AGAIN.match(text)
    if again:
        row.again = again[1], unescaped(again[2])
        return
    name = _NAME.search(text)
    if name:
        text = text[: name.start()]
    if row.marker.together and not text.strip():
        return
    row.node_id = builder.node(
        unescaped(text),
        row.at,
        kind=row.marker.kind or NodeKind.CLAIM,
        note="\n".join(row.note),
    )
    texts.setdefault(builder.nodes[row.node_id].text, row.node_id)
    if name:
        names.setdefault(name[1], row.node_id)


def _join(row: _Line, builder: Builder, names: dict[str, UUID], texts: dict[str, UUID]) -> None:
    """Let a line bear on the one above, or be one of several premises there."""
    if row.again is not None:
        name, text = row.again
        row.node_id = (names.get(name) if name else None) or texts.get(" ".join(text.split()))
        if row.node_id is None:
            builder.lost(LossKind.GUESSED, "reference_unknown", row.at, text)
            row.node_id = builder.node(text, row.at)
    above = row.parent
    if row.marker.together and row.node_id is not None:
        row.members.append(row)
    if row.marker.together and above is None:
        builder.lost(LossKind.DROPPED, "group_without_target", row.at)
    elif above is not None and above.marker.together:
        above.members.append(row)


def _relate(row: _Line, builder: Builder) -> None:
    """Add the step of a line, or of the premises that stand under it together."""
    above = row.parent
    members = row.members if row.marker.together else [row]
    if above is None or (above.marker.together and not row.marker.together):
        return
    if row.marker.sign is None:
        builder.lost(LossKind.GUESSED, "relation", row.at)
    premises = [one.node_id for one in members if one.node_id is not None]
    builder.relation(
        row.marker.sign or RelationKind.SUPPORT,
        premises,
        above.node_id or uuid7(),
        row.at,
        home=[one.node_id for one in members if one.node_id is not None and one.again is None],
    )


def _crown(rows: list[_Line], builder: Builder) -> None:
    """Take the one line that stands under none for the thesis, unless it says its kind."""
    if any(node.kind is NodeKind.THESIS for node in builder.nodes.values()):
        return
    roots = [row for row in rows if row.parent is None]
    if len(roots) == 1 and roots[0].node_id and roots[0].marker == UNMARKED:
        builder.lost(LossKind.GUESSED, "thesis", roots[0].at)
        builder.crown(roots[0].node_id)
