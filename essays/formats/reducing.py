"""A map without what a format cannot say, and the report of each thing that went."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from essays.formats.base import LossKind, LossLog
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind, SourceKind, SourceStatus
from essays.graph.model import EssayGraph, Premise, Relation, place


class Thing(StrEnum):
    """What a format may or may not hold, beside statements and what attacks what."""

    TITLE = "title"
    AUTHOR = "author_line"
    LANGUAGE = "language"
    TEXT = "text"  # of the essay
    PASSAGES = "passages"  # of statements
    STEP_PASSAGES = "step_passages"
    LOST = "lost_passages"
    CONTEXT = "context_marks"
    THESIS = "thesis"
    EVIDENCE = "evidence"
    SUPPORTS = "supports"
    UNDERCUTS = "undercuts"  # and warrants: a step that targets a step
    LINKED = "linked"
    NOTES = "notes"
    STEP_NOTES = "step_notes"
    IMPLICIT = "implicit"
    SCHEMES = "schemes"
    WEIGHTS = "weights"
    SOURCES = "sources"
    SOURCE_DETAILS = "source_details"  # kind and status
    CHECKERS = "checkers"  # who checked a source
    UNUSED = "unused_sources"
    QUOTES = "quotes"  # what stood at a passage before the text changed
    FOREIGN = "foreign_data"


# what every outline for people says of the whole
HEAD = frozenset({Thing.TITLE, Thing.THESIS, Thing.EVIDENCE, Thing.SUPPORTS})


def reduced(
    graph: EssayGraph, holds: Collection[Thing], *, log: LossLog | None = None
) -> tuple[EssayGraph, LossLog]:
    """Return the map without what is not in `holds`, and the log of what went, by id, after what
    stands in `log` already.

    A step on a step becomes one on the first premise of that step which is none of its own; linked
    premises become steps of their own.
    """
    log = log or LossLog()
    for thing, drop in _DROPS:
        if thing not in holds:
            graph = drop(graph, log)
    return graph, log


def without_relations(graph: EssayGraph, gone: Collection[UUID]) -> EssayGraph:
    """Return the map without some steps, which no other step may target."""
    return replace(
        graph,
        relations={id: row for id, row in graph.relations.items() if id not in gone},
        premises={id: row for id, row in graph.premises.items() if row.relation_id not in gone},
        anchors={id: row for id, row in graph.anchors.items() if row.relation_id not in gone},
    )


def _flat(graph: EssayGraph, log: LossLog) -> EssayGraph:
    """Let steps on steps target a premise instead."""
    relations, gone = dict(graph.relations), set()
    for row in sorted(graph.relations.values(), key=place):
        if row.target_relation_id is None:
            continue
        attacks = row.kind is RelationKind.ATTACK
        own = {premise.node_id for premise in graph.premises_of.get(row.id, ())}
        ends = (p.node_id for p in graph.premises_of.get(row.target_relation_id, ()))
        end = next((node_id for node_id in ends if node_id not in own), None)
        if end is None:
            gone.add(row.id)
            log.add(LossKind.DROPPED, "undercut" if attacks else "warrant", id=row.id)
        else:
            what = "undercut_became_attack" if attacks else "warrant_became_support"
            log.add(LossKind.DROPPED, what, id=row.id)
        relations[row.id] = replace(row, target_node_id=end, target_relation_id=None)
    return without_relations(replace(graph, relations=relations), gone)


def _unlinked(graph: EssayGraph, log: LossLog) -> EssayGraph:
    """Give every linked premise a step of its own, next to that of the first."""
    relations: dict[UUID, Relation] = {}
    premises: dict[UUID, Premise] = {}
    for row in graph.relations.values():
        first, *others = graph.premises_of.get(row.id, ()) or (None,)
        relations[row.id] = row
        if first is not None:
            premises[first.id] = first
        if others:
            log.add(LossKind.DROPPED, "linked_became_separate", id=row.id)
        for number, premise in enumerate(others):
            if premise is not None:
                own = replace(row, id=uuid7(), position=f"{row.position}{number:03}")
                relations[own.id] = own
                premises[premise.id] = replace(premise, relation_id=own.id)
    return replace(graph, relations=relations, premises=premises)


def _without_supports(graph: EssayGraph, log: LossLog) -> EssayGraph:
    gone = [id for id, row in graph.relations.items() if row.kind is RelationKind.SUPPORT]
    for id in gone:
        log.add(LossKind.DROPPED, "support", id=id)
    return without_relations(graph, set(gone))


def _without_passages(graph: EssayGraph, log: LossLog) -> EssayGraph:
    return _drop(graph, log, "anchors", "passage", lambda row: row.node_id is not None)


def _without_step_passages(graph: EssayGraph, log: LossLog) -> EssayGraph:
    return _drop(graph, log, "anchors", "step_passage", lambda row: row.relation_id is not None)


def _without_lost(graph: EssayGraph, log: LossLog) -> EssayGraph:
    for table in ("anchors", "context_marks"):
        graph = _drop(graph, log, table, "lost_passage", lambda row: row.start is None)
    return graph


def _without_context(graph: EssayGraph, log: LossLog) -> EssayGraph:
    return _drop(graph, log, "context_marks", "context_mark", lambda _: True)


def _without_text(graph: EssayGraph, log: LossLog) -> EssayGraph:
    if graph.text:
        log.add(LossKind.DROPPED, "text")
    return replace(graph, text="")


def _without_sources(graph: EssayGraph, log: LossLog) -> EssayGraph:
    graph = _plain(graph, log, "nodes", "source", source_id=None)
    return replace(graph, sources={})


def _without_unused(graph: EssayGraph, log: LossLog) -> EssayGraph:
    used = {row.source_id for row in graph.nodes.values()}
    return _drop(graph, log, "sources", "unused_source", lambda row: row.id not in used)


def _without_quotes(graph: EssayGraph, log: LossLog) -> EssayGraph:
    """Let every passage say what stands there now."""
    anchors = dict(graph.anchors)
    for id, row in graph.anchors.items():
        if row.start is not None and (now := graph.text[row.start : row.end]) != row.exact:
            log.add(LossKind.DROPPED, "quote", id=id)
            anchors[id] = replace(row, exact=now)
    marks = dict(graph.context_marks)
    for id, mark in graph.context_marks.items():
        if mark.start is not None and (now := graph.text[mark.start : mark.end]) != mark.quote:
            log.add(LossKind.DROPPED, "quote", id=id)
            marks[id] = replace(mark, quote=now)
    return replace(graph, anchors=anchors, context_marks=marks)


def _without_foreign(graph: EssayGraph, log: LossLog) -> EssayGraph:
    for table in ("nodes", "relations"):
        graph = _plain(graph, log, table, "foreign_data", extra={})
    return _detail("extra", "foreign_data", {})(graph, log)


def _detail(column: str, what: str, default: object) -> Callable[[EssayGraph, LossLog], EssayGraph]:
    """Return the function that takes something off the essay's details."""

    def drop(graph: EssayGraph, log: LossLog) -> EssayGraph:
        if getattr(graph.details, column) == default:
            return graph
        log.add(LossKind.DROPPED, what, id=graph.details.id)
        changes: dict[str, Any] = {column: default}
        return replace(graph, details=replace(graph.details, **changes))

    return drop


def _column(table: str, what: str, **defaults: Any) -> Callable[[EssayGraph, LossLog], EssayGraph]:
    """Return the function that sets columns of a table to their defaults."""
    return lambda graph, log: _plain(graph, log, table, what, **defaults)


def _kind(kind: NodeKind, what: str) -> Callable[[EssayGraph, LossLog], EssayGraph]:
    """Return the function that makes claims of the nodes of a kind."""

    def drop(graph: EssayGraph, log: LossLog) -> EssayGraph:
        nodes = dict(graph.nodes)
        for id, row in graph.nodes.items():
            if row.kind is kind:
                log.add(LossKind.DROPPED, what, id=id)
                nodes[id] = replace(row, kind=NodeKind.CLAIM)
        return replace(graph, nodes=nodes)

    return drop


def _plain(graph: EssayGraph, log: LossLog, table: str, what: str, **defaults: Any) -> EssayGraph:
    rows: dict[UUID, Any] = dict(getattr(graph, table))
    for id, row in rows.items():
        if any(getattr(row, name) != value for name, value in defaults.items()):
            log.add(LossKind.DROPPED, what, id=id)
            rows[id] = replace(row, **defaults)
    changes: dict[str, Any] = {table: rows}
    return replace(graph, **changes)


def _drop(
    graph: EssayGraph, log: LossLog, table: str, what: str, goes: Callable[[Any], bool]
) -> EssayGraph:
    rows: Mapping[UUID, Any] = getattr(graph, table)
    for id, row in rows.items():
        if goes(row):
            log.add(LossKind.DROPPED, what, id=id)
    changes: dict[str, Any] = {table: {id: row for id, row in rows.items() if not goes(row)}}
    return replace(graph, **changes)


# In this order: what depends on a thing goes before it.
_DROPS: tuple[tuple[Thing, Callable[[EssayGraph, LossLog], EssayGraph]], ...] = (
    (Thing.UNDERCUTS, _flat),
    (Thing.SUPPORTS, _without_supports),
    (Thing.STEP_PASSAGES, _without_step_passages),
    (Thing.PASSAGES, _without_passages),
    (Thing.CONTEXT, _without_context),
    (Thing.QUOTES, _without_quotes),
    (Thing.LOST, _without_lost),
    (Thing.TEXT, _without_text),
    (Thing.THESIS, _kind(NodeKind.THESIS, "thesis_became_claim")),
    (Thing.EVIDENCE, _kind(NodeKind.EVIDENCE, "evidence_became_claim")),
    (Thing.NOTES, _column("nodes", "note", note="")),
    (Thing.STEP_NOTES, _column("relations", "note", note="")),
    (Thing.IMPLICIT, _column("nodes", "implicit", implicit=False)),
    (Thing.SCHEMES, _column("relations", "scheme", scheme="")),
    (Thing.WEIGHTS, _column("relations", "weight", weight=None)),
    (Thing.SOURCES, _without_sources),
    (Thing.UNUSED, _without_unused),
    (
        Thing.SOURCE_DETAILS,
        _column("sources", "source_details", kind=SourceKind.OTHER, status=SourceStatus.UNCHECKED),
    ),
    (Thing.CHECKERS, _column("sources", "source_checker", checked_by_id=None)),
    (Thing.FOREIGN, _without_foreign),
    (Thing.LINKED, _unlinked),  # makes steps that the report cannot name
    (Thing.TITLE, _detail("title", "title", "")),
    (Thing.AUTHOR, _detail("author_line", "author_line", "")),
    (Thing.LANGUAGE, _detail("language", "language", "en")),
)
