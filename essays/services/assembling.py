"""A whole map as the operations that make it, for the write door: an import, a sample, a draft."""

from collections.abc import Iterator

from essays.graph.errors import Refused
from essays.graph.kinds import AnchorState
from essays.graph.model import Anchor, ContextMark, EssayGraph, Relation
from essays.graph.operations import (
    AddAnchor,
    AddNode,
    AddRelation,
    AddSource,
    MarkContext,
    NewPremise,
    SetDetails,
    SetText,
    Single,
)


def operations_of(graph: EssayGraph) -> tuple[Single, ...]:
    """Return the edits that make this map in an empty essay, each after those it builds on.

    A passage is laid where it stands; one that is lost cannot be, and is left out. Refused where
    relations stand on each other in a circle.
    """
    return (
        SetDetails(
            title=graph.details.title,
            author_line=graph.details.author_line,
            language=graph.details.language,
            extra=graph.details.extra,
        ),
        SetText(text=graph.text),
        *_sources(graph),
        *_nodes(graph),
        *_relations(graph),
        *_marks(graph),
    )


def _sources(graph: EssayGraph) -> Iterator[Single]:
    for source in graph.sources.values():
        yield AddSource(
            id=source.id,
            citation=source.citation,
            kind=source.kind,
            url=source.url,
            status=source.status,
            checked_by_id=source.checked_by_id,
        )


def _nodes(graph: EssayGraph) -> Iterator[Single]:
    for node in graph.nodes.values():
        yield AddNode(
            id=node.id,
            kind=node.kind,
            text=node.text,
            note=node.note,
            implicit=node.implicit,
            source_id=node.source_id,
            position=node.position,
            extra=node.extra,
        )


def _relations(graph: EssayGraph) -> Iterator[Single]:
    for relation in _in_order(graph):
        yield AddRelation(
            id=relation.id,
            kind=relation.kind,
            premises=tuple(
                NewPremise(id=row.id, node_id=row.node_id, position=row.position, home=row.home)
                for row in graph.premises_of.get(relation.id, ())
            ),
            target_node_id=relation.target_node_id,
            target_relation_id=relation.target_relation_id,
            scheme=relation.scheme,
            weight=relation.weight,
            note=relation.note,
            position=relation.position,
            extra=relation.extra,
        )


def _in_order(graph: EssayGraph) -> Iterator[Relation]:
    """Yield every relation after the relation it points at."""
    waiting = [row for row in graph.relations.values() if row.target_relation_id is None]
    done = 0
    while waiting:
        done += len(waiting)
        yield from waiting
        waiting = [above for below in waiting for above in graph.incoming.get(below.id, ())]
    if done < len(graph.relations):
        raise Refused("relation_targets_itself")


def _marks(graph: EssayGraph) -> Iterator[Single]:
    for anchor in graph.anchors.values():
        if anchor.start is not None and anchor.end is not None:
            yield AddAnchor(
                id=anchor.id,
                start=anchor.start,
                end=anchor.end,
                exact=_words(anchor, anchor.exact),
                node_id=anchor.node_id,
                relation_id=anchor.relation_id,
            )
    for mark in graph.context_marks.values():
        if mark.start is not None and mark.end is not None:
            yield MarkContext(
                id=mark.id, start=mark.start, end=mark.end, exact=_words(mark, mark.quote)
            )


def _words(mark: Anchor | ContextMark, words: str) -> str | None:
    """Return the words that have to stand there, where they are known to."""
    return words if mark.state is AnchorState.EXACT else None
