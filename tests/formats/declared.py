"""What a report declares lost, taken off the map that was written: what reading has to give back.

Written apart from `essays.formats.reducing`, so that a thing which goes without being declared, or
is declared and stays, shows as a difference.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from hypothesis import given

from essays.formats.base import Format, LossReport
from essays.graph.checks import broken
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, SourceKind, SourceStatus
from essays.graph.model import EssayGraph, Premise, Relation, Row
from essays.text.normal import normalise_line
from tests.formats.alike import shape
from tests.formats.maps import maps

type Rows = dict[UUID, Any]

_PLAIN = {
    "evidence_became_claim": {"kind": NodeKind.CLAIM},
    "thesis_became_claim": {"kind": NodeKind.CLAIM},
    "root_became_thesis": {"kind": NodeKind.THESIS},
    "note": {"note": ""},
    "implicit": {"implicit": False},
    "scheme": {"scheme": ""},
    "weight": {"weight": None},
    "source": {"source_id": None},
    "source_details": {"kind": SourceKind.OTHER, "status": SourceStatus.UNCHECKED},
    "source_checker": {"checked_by_id": None},
}
_GONE = {
    *("support", "undercut", "warrant", "step_without_ends", "unanchored", "passage"),
    *("step_passage", "lost_passage", "unused_source", "context_mark"),
}
# of the essay as a whole, which a shape does not show
_OF_ESSAY = {"text", "title", "author_line", "language"}


def comes_back(format: Format) -> Callable[[], None]:
    """Return the test that a map written and read is itself but for what the report declares."""

    @given(maps())
    def test(graph: EssayGraph) -> None:
        assert format.dump is not None
        assert format.load is not None
        data, report = format.dump(graph)
        again, losses = format.load(data)
        assert broken(again) == []
        assert not losses, losses
        expected = lessened(graph, report)
        assert shape(again) == shape(expected)
        assert background(again) == background(expected)

    return test


def background(graph: EssayGraph) -> list[tuple[int | None, int | None, str]]:
    """Return the passages that are declared background."""
    return sorted((mark.start, mark.end, mark.quote) for mark in graph.context_marks.values())


def lessened(graph: EssayGraph, report: LossReport) -> EssayGraph:
    """Return the map without everything that the report declares."""
    rows: Rows = {}
    for name in ("source", "node", "relation", "premise", "anchor", "context_mark"):
        rows |= graph.table(name)
    text = graph.text
    for loss in report.losses:
        if loss.what in _GONE:
            del rows[loss.id]
        elif loss.what in _PLAIN:
            rows[loss.id] = replace(rows[loss.id], **_PLAIN[loss.what])
        elif loss.what == "foreign_data":
            if loss.id in rows:
                rows[loss.id] = replace(rows[loss.id], extra={})
        elif loss.what in _OF_ESSAY:
            text = "" if loss.what == "text" else text
        else:
            _OTHERS[loss.what](graph, rows, loss.id)
    owned = [row for row in rows.values() if _has_owner(row, rows)]
    return EssayGraph.of(graph.details, owned, text=text)


def _has_owner(row: Row, rows: Rows) -> bool:
    owners = (getattr(row, name, None) for name in ("relation_id", "node_id"))
    return all(owner is None or owner in rows for owner in owners)


def _retargeted(graph: EssayGraph, rows: Rows, id: UUID) -> None:
    """A step on a step now targets the first of its premises that is no premise of its own."""
    own = {premise.node_id for premise in graph.premises_of[id]}
    step = graph.relations[id].target_relation_id
    ends = [p.node_id for p in graph.premises_of[step] if p.node_id not in own]
    rows[id] = replace(rows[id], target_relation_id=None, target_node_id=ends[0])


def _separated(graph: EssayGraph, rows: Rows, id: UUID) -> None:
    """Every further premise has a step of its own."""
    step: Relation = rows[id]
    for premise in [one for one in graph.premises_of[id] if one.node_id in rows][1:]:
        own = replace(step, id=uuid7())
        moved: Premise = replace(premise, relation_id=own.id)
        rows |= {own.id: own, premise.id: moved}


def _quoted_anew(graph: EssayGraph, rows: Rows, id: UUID) -> None:
    row = rows[id]
    words = "quote" if row.table == "context_mark" else "exact"
    rows[id] = replace(row, **{words: graph.text[row.start : row.end]})


def _cut_at_lines(graph: EssayGraph, rows: Rows, id: UUID) -> None:
    row = rows.pop(id)
    start = row.start
    for line in row.exact.split("\n"):
        if line.strip():
            part = replace(row, id=uuid7(), start=start, end=start + len(line), exact=line)
            rows[part.id] = part
        start += len(line) + 1


def _worded_as_in_the_text(graph: EssayGraph, rows: Rows, id: UUID) -> None:
    marks = [row for row in rows.values() if row.table == "anchor" and row.node_id == id]
    spans = sorted((mark.start, -mark.end) for mark in marks)
    if rows[id].kind is NodeKind.THESIS:
        spans = spans[:1]
    words = " ".join(graph.text[start:-end] for start, end in spans)
    rows[id] = replace(rows[id], text=normalise_line(words))


_OTHERS: dict[str, Callable[[EssayGraph, Rows, UUID], None]] = {
    "undercut_became_attack": _retargeted,
    "warrant_became_support": _retargeted,
    "linked_became_separate": _separated,
    "quote": _quoted_anew,
    "passage_cut_at_lines": _cut_at_lines,
    "statement_became_passage": _worded_as_in_the_text,
}
