"""Reading of outlines in Markdown: nested lists and headings, as people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind, LossReport
from essays.formats.building import NOWHERE, At, Builder
from essays.formats.markdown_words import (
    UNMARKED,
    Marker,
    label,
    split_box,
    split_marker,
    unescaped,
)
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
# A line such as `Pros:` stands between headings and lists.
_LABELS = -2
_PREFACE = -1_000
# How much is looked at to know an outline, and what it is not: JSON, XML, a discussion of Kialo; a
# key of YAML, a line of Argdown, a step of the Trivial Graph Format.
_LOOK, _LOOK_LINES = 4_000, 60
_OTHERS = ("{", "[", "<", "Discussion Title:", "===")
_OTHER = re.compile(
    r"[a-z_]+:(?:\s|$)|\s*(?:[-+_*<>]\s*|[+-]>\s*)?(?:<\S|\[[^]]{2,}\](?!\())|#$|[0-9]+\.[0-9]"
)


@dataclass(slots=True)
class _Line:
    """A heading or an item of a list, with the lines that go on with it."""

    at: At
    indent: int
    bullet: str
    texts: list[str]
    parent: "_Line | None" = field(default=None, repr=False)
    note: list[str] = field(default_factory=list)
    paragraphs: list[tuple[At, str]] = field(default_factory=list)
    marker: Marker = UNMARKED
    node_id: UUID | None = None
    again: tuple[str | None, str] | None = None
    members: "list[_Line]" = field(default_factory=list, repr=False)

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
            self.paragraphs.append((at, words))
        else:
            first, before = self.paragraphs[-1]
            self.paragraphs[-1] = first, f"{before} {words}"


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that an outline holds. Raises FormatError with its line.

    The first heading is the title and, where more headings follow, the thesis. An item without a
    word or sign of its own supports the one above; where any bullet is `+`, bullets are signs.
    Several lines at the top are about the paragraph before them; where there is none, and they say
    that they are for or against, about the title.
    """
    builder = Builder()
    leads, rows = _outline(data, builder)
    title = leads[-1].text
    for row in rows:
        _mark(row, builder)
    _sign_bullets(rows)
    rows = _head(leads, _without_labels(rows, builder), builder)
    names: dict[str, UUID] = {}
    texts: dict[str, UUID] = {}
    for row in rows:
        _state(row, builder, names, texts)
    for row in rows:
        _join(row, builder, names, texts)
    for row in rows:
        _relate(row, builder)
    _crown(rows, builder)
    return builder.finish(title=unescaped(title))


def _outline(data: bytes, builder: Builder) -> tuple[list[_Line], list[_Line]]:
    """Return what stands before all lists, the title last, and the headings and items, each with
    what it stands under."""
    rows: list[_Line] = []
    for row in _rows(data, builder):
        rows.append(row)
        if len(rows) > MAX_ITEMS + 1:
            raise FormatError(Flaw.TOO_MANY, line=row.at.line, limit=MAX_ITEMS)
    leads, rows = rows[:1], rows[1:]
    headings = [row for row in rows if row.indent < _LABELS]
    if headings and headings[0] is rows[0]:
        leads.append(rows[0])
        if len(headings) == 1:
            rows = rows[1:]
        else:
            # it is a statement too, and keeps its words as its note
            leads[-1] = _Line(rows[0].at, _PREFACE, "", rows[0].texts)
    stack: list[_Line] = []
    for row in rows:
        while stack and stack[-1].indent + 1 >= row.indent:
            stack.pop()
        row.parent = stack[-1] if stack else None
        stack.append(row)
    return leads, rows


def _rows(data: bytes, builder: Builder) -> Iterator[_Line]:
    """Yield what stands before all else, then headings and items once all that belongs to them is
    read."""
    row = _Line(At(line=1), _PREFACE, "", [])
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


def _underlined(row: _Line, line: str) -> _Line | None:
    """Return the heading that a line of `=` or `-` makes of the one above it, taken off `row`."""
    signs = line.strip()
    if not signs or (signs.strip("=") and signs.strip("-")) or not row.paragraphs:
        return None
    at, words = row.paragraphs[-1]
    if row.note[-1] != words:
        return None
    row.paragraphs.pop()
    row.note.pop()
    return _Line(at, _HEADINGS + (10 if "=" in signs else 20), "", [words])


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
    if line.rstrip().endswith((":", ":**", ":__")) and label(line):
        return _Line(at, _LABELS, "", [line.strip()])
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


def _mark(row: _Line, builder: Builder) -> None:
    """Take the marker of a line off its words."""
    is_task, text = split_box(row.text)
    if is_task:
        builder.lost(LossKind.DROPPED, "task_box", row.at)
    row.marker, text = split_marker(text)
    row.texts = [text]


def _sign_bullets(rows: list[_Line]) -> None:
    """Take bullets for signs where one of them is a plus: those at the top only where one of
    their own is."""
    roots = {row.bullet for row in rows if row.parent is None}
    inner = any(row.bullet == "+" for row in rows)
    for row in rows:
        is_signed = inner if row.parent else "+" in roots
        if is_signed and row.marker.sign is None and row.bullet in ("+", "-"):
            sign = RelationKind.SUPPORT if row.bullet == "+" else RelationKind.ATTACK
            row.marker = Marker(sign, row.marker.kind)


def _without_labels(rows: list[_Line], builder: Builder) -> list[_Line]:
    """Return the lines that say something; labels give what they mean to the lines below them."""
    above = {id(row.parent) for row in rows}
    labels: dict[int, Marker] = {}
    kept = []
    for row in rows:
        while row.parent is not None and (meant := labels.get(id(row.parent))):
            sign, kind = row.marker.sign or meant.sign, row.marker.kind or meant.kind
            row.marker = replace(row.marker, sign=sign, kind=kind)
            row.parent = row.parent.parent
        found = None
        if row.is_heading or id(row) in above:
            found = row.marker if not row.text else label(row.text)
        is_own = row.marker.sign is not None and row.text
        if found is None or found.sign is None or found.together or is_own:
            kept.append(row)
            continue
        labels[id(row)] = found
        for note in row.note[:1]:
            builder.lost(LossKind.DROPPED, "paragraph", row.at, note)
    return kept


def _head(leads: list[_Line], rows: list[_Line], builder: Builder) -> list[_Line]:
    """Put what the lines at the top are about above them, where it stands before them."""
    roots = [row for row in rows if row.parent is None]
    paragraphs = [one for lead in leads for one in lead.paragraphs]
    is_signed = any(row.is_signed for row in roots)
    is_plain = len(roots) > 1 and not any(row.marker.kind for row in roots)
    head: _Line | None = None
    if any(row.marker.kind is NodeKind.THESIS for row in rows) or not (is_signed or is_plain):
        pass
    elif len(paragraphs) == 1:
        at, text = paragraphs.pop()
        head = _Line(at, _PREFACE, "", [split_marker(text)[1]])
    elif is_signed and leads[-1].text:
        head = _Line(leads[-1].at, _PREFACE, "", [leads[-1].text])
    for at, text in paragraphs:
        builder.lost(LossKind.DROPPED, "paragraph", at, text)
    if head is None:
        return rows
    for row in roots:
        row.parent = head
    return [head, *rows]


def _state(row: _Line, builder: Builder, names: dict[str, UUID], texts: dict[str, UUID]) -> None:
    """Add the statement of a line, or find out which other one it names."""
    text = row.text
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
        if above is None and row.is_signed:
            builder.lost(LossKind.DROPPED, "relation_without_target", row.at)
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
