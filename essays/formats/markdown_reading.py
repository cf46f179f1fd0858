"""Reading of outlines in Markdown: what their lines say, and what bears on what."""

import re
from dataclasses import replace
from uuid import UUID

from essays.formats.base import LossKind, LossReport
from essays.formats.building import Builder
from essays.formats.markdown_lines import PREFACE, Line, outline
from essays.formats.markdown_words import (
    UNMARKED,
    Marker,
    label,
    split_box,
    split_marker,
    unescaped,
)
from essays.graph import rules
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph

_NAME = re.compile(r"(?:^|\s)\^([A-Za-z0-9-]{1,64})$")
_LONGEST_NAME = 66  # with the blank and the sign before it
_AGAIN = re.compile(r"(?:→|->)\s*(?:\^([A-Za-z0-9-]{1,64}))?\s*(.*)", re.DOTALL)


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that an outline holds. Raises FormatError with its line.

    The first heading is the title and, where more headings follow, the thesis. An item without a
    word or sign of its own supports the one above; where any bullet is `+`, bullets are signs.
    Several lines at the top are about the paragraph before them; where there is none, and they say
    that they are for or against, about the title.
    """
    builder = Builder()
    leads, rows = outline(data, builder)
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


def _mark(row: Line, builder: Builder) -> None:
    """Take the marker of a line off its words."""
    is_task, text = split_box(row.text)
    if is_task:
        builder.lost(LossKind.DROPPED, "task_box", row.at)
    row.marker, text = split_marker(text)
    row.texts = [text]


def _sign_bullets(rows: list[Line]) -> None:
    """Take bullets for signs where one of them is a plus: those at the top only where one of
    their own is."""
    roots = {row.bullet for row in rows if row.parent is None}
    inner = any(row.bullet == "+" for row in rows)
    for row in rows:
        is_signed = inner if row.parent else "+" in roots
        if is_signed and row.marker.sign is None and row.bullet in ("+", "-"):
            sign = RelationKind.SUPPORT if row.bullet == "+" else RelationKind.ATTACK
            row.marker = Marker(sign, row.marker.kind)


def _without_labels(rows: list[Line], builder: Builder) -> list[Line]:
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


def _head(leads: list[Line], rows: list[Line], builder: Builder) -> list[Line]:
    """Put what the lines at the top are about above them, where it stands before them."""
    roots = [row for row in rows if row.parent is None]
    paragraphs = [(at, " ".join(words)) for lead in leads for at, words in lead.paragraphs]
    is_signed = any(row.is_signed for row in roots)
    is_plain = len(roots) > 1 and not any(row.marker.kind for row in roots)
    head: Line | None = None
    if any(row.marker.kind is NodeKind.THESIS for row in rows) or not (is_signed or is_plain):
        pass
    elif len(paragraphs) == 1 and len(paragraphs[0][1]) <= rules.STATEMENT:
        at, text = paragraphs.pop()
        head = Line(at, PREFACE, "", [split_marker(text)[1]])
    elif is_signed and leads[-1].text:
        head = Line(leads[-1].at, PREFACE, "", [leads[-1].text])
    for at, text in paragraphs:
        builder.lost(LossKind.DROPPED, "paragraph", at, text)
    if head is None:
        return rows
    for row in roots:
        row.parent = head
    return [head, *rows]


def _state(row: Line, builder: Builder, names: dict[str, UUID], texts: dict[str, UUID]) -> None:
    """Add the statement of a line, or find out which other one it names."""
    text = row.text
    again = _AGAIN.match(text)
    if again:
        row.again = again[1], unescaped(again[2])
        return
    name = _NAME.search(text, max(0, len(text) - _LONGEST_NAME))
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


def _join(row: Line, builder: Builder, names: dict[str, UUID], texts: dict[str, UUID]) -> None:
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


def _relate(row: Line, builder: Builder) -> None:
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


def _crown(rows: list[Line], builder: Builder) -> None:
    """Take the one line that stands under none for the thesis, unless it says its kind."""
    if any(node.kind is NodeKind.THESIS for node in builder.nodes.values()):
        return
    roots = [row for row in rows if row.parent is None]
    if len(roots) == 1 and roots[0].node_id and roots[0].marker == UNMARKED:
        builder.lost(LossKind.GUESSED, "thesis", roots[0].at)
        builder.crown(roots[0].node_id)
