"""Whether a whole map that was just read is sound, and where in its document it is not."""

from typing import Protocol
from uuid import UUID

from essays.formats.base import Flaw, FormatError
from essays.graph.checks import unsound
from essays.graph.kinds import AnchorState
from essays.graph.model import Anchor, ContextMark, EssayGraph, Relation
from essays.graph.plan_relations import MAX_PREMISES


class PointerOf(Protocol):
    """Says where in the document a row, or a column of it, stands."""

    def __call__(self, id: UUID, column: str = "", /) -> str: ...


def check_references(graph: EssayGraph, pointer_of: PointerOf) -> None:
    """Raise FormatError where a row names a row that is not there, or not exactly one of two."""
    for node in graph.nodes.values():
        if node.source_id is not None and node.source_id not in graph.sources:
            raise _dangling(node.source_id, pointer_of(node.id, "source_id"))
    for relation in graph.relations.values():
        _check_owner(relation, graph, pointer_of)
    for premise in graph.premises.values():
        if premise.relation_id not in graph.relations:
            raise _dangling(premise.relation_id, pointer_of(premise.id, "relation_id"))
        if premise.node_id not in graph.nodes:
            raise _dangling(premise.node_id, pointer_of(premise.id, "node_id"))
    for anchor in graph.anchors.values():
        _check_owner(anchor, graph, pointer_of)


def check_relations(graph: EssayGraph, pointer_of: PointerOf) -> None:
    """Raise FormatError where a rule that every map keeps is broken. References must hold."""
    for finding in unsound(graph):
        _, id = finding.rows[0]
        raise FormatError(Flaw.UNSOUND, pointer=pointer_of(id), reason=finding.code)
    for relation_id, premises in graph.premises_of.items():
        if len(premises) > MAX_PREMISES:
            pointer = pointer_of(relation_id)
            raise FormatError(Flaw.TOO_MANY, pointer=pointer, limit=MAX_PREMISES)


def check_spans(graph: EssayGraph, pointer_of: PointerOf) -> None:
    """Raise FormatError where a passage leaves the text, or is exact over other words."""
    for anchor in graph.anchors.values():
        _check_span(anchor, anchor.exact, graph.text, pointer_of)
    for mark in graph.context_marks.values():
        _check_span(mark, mark.quote, graph.text, pointer_of)


def _check_span(mark: Anchor | ContextMark, words: str, text: str, pointer_of: PointerOf) -> None:
    if mark.state is AnchorState.LOST:
        if mark.start is not None or mark.end is not None:
            raise FormatError(Flaw.BAD_SPAN, pointer=pointer_of(mark.id, "start"))
        return
    if mark.start is None or mark.end is None or not 0 <= mark.start < mark.end <= len(text):
        pointer = pointer_of(mark.id, "start")
        raise FormatError(Flaw.BAD_SPAN, pointer=pointer, length=len(text))
    found = text[mark.start : mark.end]
    if mark.state is AnchorState.EXACT and found != words:
        raise FormatError(Flaw.BAD_SPAN, pointer=pointer_of(mark.id, "start"), found=found[:200])


def _check_owner(row: Relation | Anchor, graph: EssayGraph, pointer_of: PointerOf) -> None:
    """Check that a row names a node or a relation that is there, and not both."""
    if isinstance(row, Relation):
        prefix, rule = "target_", "one_target"
        node_id, relation_id = row.target_node_id, row.target_relation_id
    else:
        prefix, rule = "", "one_owner"
        node_id, relation_id = row.node_id, row.relation_id
    if (node_id is None) == (relation_id is None):
        pointer = pointer_of(row.id, f"{prefix}node_id")
        raise FormatError(Flaw.UNSOUND, pointer=pointer, reason=rule)
    if node_id is not None and node_id not in graph.nodes:
        raise _dangling(node_id, pointer_of(row.id, f"{prefix}node_id"))
    if relation_id is not None and relation_id not in graph.relations:
        raise _dangling(relation_id, pointer_of(row.id, f"{prefix}relation_id"))


def _dangling(id: UUID, pointer: str) -> FormatError:
    return FormatError(Flaw.DANGLING, pointer=pointer, id=str(id))
