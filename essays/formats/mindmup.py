"""MindMup mind maps and argument maps, read only (docs/formats.md)."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from essays.formats.base import Flaw, Format, FormatError, LossKind, LossReport
from essays.formats.building import At, Builder
from essays.formats.documents import pointer, read_json
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph, Node, Relation
from essays.graph.rules import MOST_ROWS

_SIGNS = {"supporting": RelationKind.SUPPORT, "opposing": RelationKind.ATTACK}
# the title that a group has, unless somebody gave it another
_GROUP_TITLES = {"", "group"}
# each becomes a statement or a step
_MOST_IDEAS = MOST_ROWS[Node.table] + MOST_ROWS[Relation.table]


@dataclass(slots=True)
class _Idea:
    """One idea. A group is no statement: it holds linked premises for or against what is above."""

    at: At
    title: str
    attributes: Mapping[str, Any]
    above: "_Idea | None" = field(default=None, repr=False)
    group: str | None = None
    node_id: UUID | None = None
    members: list[UUID] = field(default_factory=list)


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that a mind map holds. Raises FormatError with a JSON pointer.

    The root is the thesis. What stands in a group bears on the idea above it by the group's kind;
    what stands in none is taken for a reason, and reported.
    """
    document = read_json(data)
    if type(document) is not dict or "ideas" not in document:
        raise FormatError(Flaw.SYNTAX, line=1, column=1, pointer="", reason="no_ideas")
    builder = Builder()
    names: dict[str, UUID] = {}
    ideas = list(_walk(document, names, builder))
    for idea in ideas:
        _relate(idea, builder)
    _take_links(document.get("links"), names, builder)
    title = document.get("title")
    return builder.finish(title=title if type(title) is str else "")


def _walk(document: dict[str, Any], names: dict[str, UUID], builder: Builder) -> Iterator[_Idea]:
    """Yield the ideas, each before those below it, once their statements are added."""
    # since version 3 the root only holds the ideas that stand free on the page
    is_page = document.get("id") == "root"
    stack: list[tuple[Any, tuple[str, ...], _Idea | None]] = (
        [(inner, path, None) for inner, path in _below(document, ())]
        if is_page
        else [(document, (), None)]
    )
    stack.reverse()
    count = 0
    while stack:
        row, path, above = stack.pop()
        count += 1
        if count > _MOST_IDEAS:
            raise FormatError(Flaw.TOO_MANY, pointer=pointer(*path), limit=_MOST_IDEAS)
        idea = _idea(row, path, above)
        if idea.group is None:
            is_root = above is None and not names
            kind = NodeKind.THESIS if is_root else NodeKind.CLAIM
            note = _note(idea.attributes)
            idea.node_id = builder.node(idea.title, idea.at, kind=kind, note=note)
            names.setdefault(str(row.get("id")), idea.node_id)
            if above is not None and above.group is not None:
                above.members.append(idea.node_id)
        yield idea
        stack += [(inner, below, idea) for inner, below in reversed(_below(row, path))]


def _idea(row: Any, path: tuple[str, ...], above: _Idea | None) -> _Idea:
    at = At(pointer=pointer(*path))
    if type(row) is not dict:
        raise FormatError(Flaw.WRONG_TYPE, pointer=at.pointer, expected="object")
    attributes = row.get("attr")
    attributes = attributes if type(attributes) is dict else {}
    title = row.get("title")
    idea = _Idea(at, title if type(title) is str else "", attributes, above)
    is_named = idea.title.strip().lower() not in _GROUP_TITLES
    if attributes.get("group") and above is not None and not (is_named and not row.get("ideas")):
        idea.group = str(attributes["group"])
    return idea


def _below(row: dict[str, Any], path: tuple[str, ...]) -> list[tuple[Any, tuple[str, ...]]]:
    """Return the ideas below one by their ranks: to the right of it first, then to the left."""
    ideas = row.get("ideas") or {}
    if type(ideas) is not dict:
        raise FormatError(Flaw.WRONG_TYPE, pointer=pointer(*path, "ideas"), expected="object")
    if len(ideas) > _MOST_IDEAS:
        raise FormatError(Flaw.TOO_MANY, pointer=pointer(*path, "ideas"), limit=_MOST_IDEAS)
    ranks = sorted(ideas, key=_rank)
    return [(ideas[rank], (*path, "ideas", rank)) for rank in ranks]


def _rank(key: str) -> tuple[bool, float, str]:
    try:
        rank = float(key)
    except ValueError:
        rank = math.inf
    return not rank > 0, abs(rank) if rank == rank else math.inf, key


def _note(attributes: Mapping[str, Any]) -> str:
    note = attributes.get("note")
    text = note.get("text") if type(note) is dict else note
    return text if type(text) is str else ""


def _relate(idea: _Idea, builder: Builder) -> None:
    """Add the step of a group, or of an idea that stands in none."""
    above = idea.above
    if above is None or (above.group is not None and idea.group is None):
        return
    premises = idea.members if idea.node_id is None else [idea.node_id]
    word = idea.group or str(idea.attributes.get("group", ""))
    sign = _SIGNS.get(word)
    if sign is None:
        builder.lost(LossKind.GUESSED, "relation", idea.at, word)
    if idea.group is not None and not premises:
        builder.lost(LossKind.DROPPED, "group_empty", idea.at)
        return
    builder.relation(
        sign or RelationKind.SUPPORT,
        premises,
        above.node_id or uuid7(),
        idea.at,
        home=premises,
    )


def _take_links(links: Any, names: Mapping[str, UUID], builder: Builder) -> None:
    """Take arrows across the mind map for reasons, since nothing says what they mean."""
    for number, link in enumerate(links if type(links) is list else ()):
        at = At(pointer=pointer("links", number))
        ends = (link.get("ideaIdFrom"), link.get("ideaIdTo")) if type(link) is dict else ()
        found = [names[str(end)] for end in ends if str(end) in names]
        if len(found) < 2:
            builder.lost(LossKind.DROPPED, "link", at)
        else:
            builder.lost(LossKind.GUESSED, "relation", at)
            builder.relation(RelationKind.SUPPORT, found[:1], found[1], at)


def recognise(data: bytes) -> bool:
    """Return whether the bytes speak of ideas; older files say no version."""
    is_object = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    return is_object and b'"ideas"' in data and (b'"formatVersion"' in data or b'"title"' in data)


FORMAT = Format(
    name="mindmup",
    title="MindMup",
    extensions=("mup",),
    media_type="application/json",
    load=load,
    recognise=recognise,
)
