"""Random edits for Hypothesis: any operation, on rows that are there and on rows that are not."""

from collections.abc import Callable
from uuid import UUID

from hypothesis import strategies as st

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind, SourceStatus
from essays.graph.model import EssayGraph
from essays.graph.operations import (
    AddAnchor,
    AddNode,
    AddRelation,
    AddSource,
    EditAnchor,
    EditNode,
    EditRelation,
    EditSource,
    MarkContext,
    Move,
    NewAnchor,
    NewPremise,
    NewRelation,
    RemoveAnchor,
    RemoveNode,
    RemoveRelation,
    RemoveSource,
    SetDetails,
    SetText,
    Single,
    UnmarkContext,
)
from essays.graph.positions import stamped

TEXT = (
    "The thaw was real. Yet what one man allowed the same man could forbid.\n\n"
    "In 1956 the speech was read behind closed doors; 😀 nobody printed it. Prisoners came home.\n"
)
_STATEMENTS = (
    "The thaw was real.",
    "It could be undone.",
    "Nobody printed the speech.",
    "é ☃ שלום",
)


@st.composite
def edits(draw: st.DrawFn, graph: EssayGraph) -> Single:
    """Return an operation that mostly, but not always, fits the graph."""
    return draw(st.sampled_from(_EDITS))(draw, graph)


def _one(draw: st.DrawFn, ids: "list[UUID]") -> UUID:
    """Return one of the ids; now and then, or when there is none, an unknown one."""
    if not ids or draw(st.integers(0, 19)) == 0:
        return uuid7()
    return draw(st.sampled_from(sorted(ids)))


def _span(draw: st.DrawFn, graph: EssayGraph) -> tuple[int, int]:
    length = len(graph.text)
    start = draw(st.integers(0, max(length - 1, 0)))
    return start, draw(st.integers(start + 1, min(start + 30, length + 2)))


def _relation(draw: st.DrawFn, graph: EssayGraph) -> NewRelation:
    kind = draw(st.sampled_from(RelationKind))
    if graph.relations and draw(st.booleans()):
        target = _one(draw, list(graph.relations))
        return NewRelation(id=uuid7(), kind=kind, target_relation_id=target)
    return NewRelation(id=uuid7(), kind=kind, target_node_id=_one(draw, list(graph.nodes)))


def _premises(draw: st.DrawFn, graph: EssayGraph) -> tuple[NewPremise, ...]:
    count = draw(st.integers(1, 3))
    nodes = [_one(draw, list(graph.nodes)) for _ in range(count)]
    home = st.sampled_from((None, None, True, False))
    return tuple(NewPremise(id=uuid7(), node_id=node, home=draw(home)) for node in nodes)


def _add_node(draw: st.DrawFn, graph: EssayGraph) -> Single:
    anchors = ()
    if graph.text and draw(st.booleans()):
        start, end = _span(draw, graph)
        anchors = (NewAnchor(id=uuid7(), start=start, end=end),)
    relation = joins = None
    if graph.nodes and draw(st.booleans()):
        relation = _relation(draw, graph)
    elif graph.relations and draw(st.booleans()):
        joins = _one(draw, list(graph.relations))
    return AddNode(
        id=uuid7(),
        kind=draw(st.sampled_from(NodeKind)),
        text=draw(st.sampled_from(_STATEMENTS)),
        source_id=_one(draw, list(graph.sources)) if graph.sources else None,
        anchors=anchors,
        relation=relation,
        joins=joins,
    )


def _edit_node(draw: st.DrawFn, graph: EssayGraph) -> Single:
    return EditNode(
        id=_one(draw, list(graph.nodes)),
        kind=draw(st.sampled_from(NodeKind)),
        text=draw(st.sampled_from(_STATEMENTS)),
        implicit=draw(st.booleans()),
    )


def _add_relation(draw: st.DrawFn, graph: EssayGraph) -> Single:
    new = _relation(draw, graph)
    return AddRelation(
        id=new.id,
        kind=new.kind,
        target_node_id=new.target_node_id,
        target_relation_id=new.target_relation_id,
        premises=_premises(draw, graph),
        weight=draw(st.none() | st.floats(0, 1)),
    )


def _edit_relation(draw: st.DrawFn, graph: EssayGraph) -> Single:
    new = _relation(draw, graph)
    retarget = draw(st.booleans())
    changes = {"premises": _premises(draw, graph)} if draw(st.booleans()) else {}
    return EditRelation(
        id=_one(draw, list(graph.relations)),
        kind=new.kind,
        target_node_id=new.target_node_id if retarget else None,
        target_relation_id=new.target_relation_id if retarget else None,
        **changes,
    )


def _move(draw: st.DrawFn, graph: EssayGraph) -> Single:
    table = draw(st.sampled_from(("node", "relation", "premise")))
    id = _one(draw, list(graph.table(table)))
    if table == "premise" and draw(st.booleans()):
        return Move(table=table, id=id, home=draw(st.booleans()))
    return Move(table=table, id=id, position=stamped(uuid7()))


def _add_anchor(draw: st.DrawFn, graph: EssayGraph) -> Single:
    start, end = _span(draw, graph)
    if graph.relations and draw(st.booleans()):
        owner = {"relation_id": _one(draw, list(graph.relations))}
    else:
        owner = {"node_id": _one(draw, list(graph.nodes))}
    return AddAnchor(id=uuid7(), start=start, end=end, **owner)


def _edit_anchor(draw: st.DrawFn, graph: EssayGraph) -> Single:
    start, end = _span(draw, graph)
    return EditAnchor(id=_one(draw, list(graph.anchors)), start=start, end=end)


def _mark(draw: st.DrawFn, graph: EssayGraph) -> Single:
    start, end = _span(draw, graph)
    return MarkContext(id=uuid7(), start=start, end=end)


def _set_text(draw: st.DrawFn, graph: EssayGraph) -> Single:
    text = graph.text or TEXT
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, min(start + 40, len(text))))
    return SetText(
        text=text[:start] + draw(st.sampled_from(("", "Later. ", "x", "\n\n"))) + text[end:]
    )


def _add_source(draw: st.DrawFn, graph: EssayGraph) -> Single:
    return AddSource(
        id=uuid7(), citation="Pravda, 1956", status=draw(st.sampled_from(SourceStatus))
    )


_EDITS: "tuple[Callable[[st.DrawFn, EssayGraph], Single], ...]" = (
    _add_node,
    _add_node,
    _add_node,
    _edit_node,
    _add_relation,
    _add_relation,
    _edit_relation,
    _move,
    _add_anchor,
    _edit_anchor,
    _mark,
    _set_text,
    _add_source,
    lambda draw, graph: RemoveNode(id=_one(draw, list(graph.nodes))),
    lambda draw, graph: RemoveRelation(id=_one(draw, list(graph.relations))),
    lambda draw, graph: RemoveAnchor(id=_one(draw, list(graph.anchors))),
    lambda draw, graph: UnmarkContext(id=_one(draw, list(graph.context_marks))),
    lambda draw, graph: EditSource(id=_one(draw, list(graph.sources)), citation="Izvestia, 1957"),
    lambda draw, graph: RemoveSource(id=_one(draw, list(graph.sources))),
    lambda draw, graph: SetDetails(title=draw(st.sampled_from(("A map", "Another map")))),
)
