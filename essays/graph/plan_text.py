"""The text and the passages in it: what marking words and editing the text does."""

from typing import Any
from uuid import UUID

from essays.graph import operations as ops
from essays.graph import rules
from essays.graph.changes import Change, Changes
from essays.graph.errors import BadValue
from essays.graph.kinds import AnchorState
from essays.graph.lookup import Lookup, one
from essays.graph.model import Anchor, ContextMark, Node, Relation
from essays.text.anchors import Quote, describe
from essays.text.errors import SpanOutside
from essays.text.reanchor import Passage, reanchor_all

type Marked = ops.NewAnchor | ops.AddAnchor | ops.EditAnchor | ops.MarkContext


def anchor_row(
    new: ops.NewAnchor | ops.AddAnchor,
    text: str,
    *,
    node_id: UUID | None = None,
    relation_id: UUID | None = None,
) -> Anchor:
    """Return the row of a passage laid over words of the text."""
    quote = _quote(new, text)
    return Anchor(
        id=new.id,
        node_id=node_id,
        relation_id=relation_id,
        start=new.start,
        end=new.end,
        exact=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
    )


def add_anchor(op: ops.AddAnchor, lookup: Lookup) -> Changes:
    if (op.node_id is None) == (op.relation_id is None):
        raise BadValue("node_id", "one_owner")
    if op.node_id is not None:
        one(lookup, Node, op.node_id)
    elif op.relation_id is not None:
        one(lookup, Relation, op.relation_id)
    row = anchor_row(op, lookup.text, node_id=op.node_id, relation_id=op.relation_id)
    return Changes((Change.insert(row),))


def edit_anchor(op: ops.EditAnchor, lookup: Lookup) -> Changes:
    anchor = one(lookup, Anchor, op.id)
    quote = _quote(op, lookup.text)
    return Changes(
        Change.update(
            anchor,
            start=op.start,
            end=op.end,
            exact=quote.exact,
            prefix=quote.prefix,
            suffix=quote.suffix,
            state=AnchorState.EXACT,
        )
    )


def mark_context(op: ops.MarkContext, lookup: Lookup) -> Changes:
    quote = _quote(op, lookup.text)
    mark = ContextMark(
        id=op.id,
        start=op.start,
        end=op.end,
        quote=quote.exact,
        prefix=quote.prefix,
        suffix=quote.suffix,
    )
    return Changes((Change.insert(mark),))


def unmark_context(op: ops.UnmarkContext, lookup: Lookup) -> Changes:
    return Changes((Change.delete(one(lookup, ContextMark, op.id)),))


def set_text(op: ops.SetText, lookup: Lookup) -> Changes:
    """Return the new text, and where each passage stands in it."""
    new = rules.text(op.text)
    if new == lookup.text:
        return Changes()
    marks: list[Anchor | ContextMark] = [
        *lookup.rows(Anchor, essay_id=lookup.essay_id),
        *lookup.rows(ContextMark, essay_id=lookup.essay_id),
    ]
    passages = [
        Passage(mark.start, mark.end, Quote(quote_of(mark), mark.prefix, mark.suffix))
        for mark in marks
    ]
    rows: list[Change] = []
    found = reanchor_all(lookup.text, new, passages)
    for mark, there in zip(marks, found, strict=True):
        columns: dict[str, Any] = {"start": there.start, "end": there.end, "state": there.state}
        if there.start is not None and there.end is not None:
            around = describe(new, there.start, there.end)
            columns |= {"prefix": around.prefix, "suffix": around.suffix}
        rows += Change.update(mark, **columns)
    return Changes.of_text(rows, lookup.text, new)


def quote_of(mark: Anchor | ContextMark) -> str:
    """Return the words that a person chose."""
    return mark.exact if isinstance(mark, Anchor) else mark.quote


def _quote(new: Marked, text: str) -> Quote:
    """Return the words on a span; refuse it when they are not those that the client saw."""
    try:
        quote = describe(text, new.start, new.end)
    except SpanOutside as error:
        field = "end" if 0 <= new.start < len(text) else "start"
        raise BadValue(field, error.code, **error.data) from error
    if new.exact is not None and new.exact != quote.exact:
        raise BadValue("exact", "words_changed", found=quote.exact[:200])
    return quote
