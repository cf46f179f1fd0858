"""Taking a revision back: the text, and the passages that lie on it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from essays.graph.changes import Change, Changes, changed_text, digest
from essays.graph.errors import Conflict
from essays.graph.kinds import AnchorState
from essays.graph.lookup import MemoryLookup
from essays.graph.model import Anchor, ContextMark, Details, Row
from essays.graph.plan_text import quote_of
from essays.text.anchors import Quote, describe, locate
from essays.text.reanchor import Reanchored, reanchor
from essays.text.splices import Splice

type Mark = Anchor | ContextMark

_KINDS: Mapping[str, type[Mark]] = {Anchor.table: Anchor, ContextMark.table: ContextMark}


def restored_passages(
    inverse: Changes, present: Mapping[tuple[str, UUID], Row], lookup: MemoryLookup
) -> tuple[Change, ...]:
    """Return the rows of an undo, with every passage on its words.

    Refused (Conflict) when the text no longer reads what the revision left, or a passage that was
    laid since lies on words that would go.
    """
    if not inverse.splices:
        return tuple(_standing(inverse.rows, present, lookup.text))
    if inverse.digests is None or digest(lookup.text) != inverse.digests[0]:
        raise Conflict([(Details.table, lookup.essay_id)], reason="undo_text_changed")
    text = changed_text(lookup.text, inverse)
    for change in inverse.rows:
        mark = _mark_after(change, present)
        if mark is not None and not _stands(mark, text):
            raise Conflict([(mark.table, mark.id)], reason="undo_text_in_use")
    return *inverse.rows, *_shifted(inverse, text, lookup)


def _shifted(inverse: Changes, text: str, lookup: MemoryLookup) -> Iterator[Change]:
    """Yield the shift of the passages that were laid since."""
    known = {(change.table, change.id) for change in inverse.rows}
    marks: list[Mark] = [
        *lookup.rows(Anchor, essay_id=lookup.essay_id),
        *lookup.rows(ContextMark, essay_id=lookup.essay_id),
    ]
    for mark in marks:
        if (mark.table, mark.id) in known or mark.start is None or mark.end is None:
            continue
        by = _shift(mark.start, mark.end, inverse.splices)
        if by is None:
            raise Conflict([(mark.table, mark.id)], reason="undo_text_in_use")
        yield from Change.update(mark, **_laid(text, mark.start + by, mark.end + by))


def _shift(start: int, end: int, cuts: Iterable[Splice]) -> int | None:
    """Return by how much a span moves, or None when a splice touches its inside."""
    by = 0
    for cut in cuts:
        if cut.end <= start:
            by += cut.growth
        elif cut.start < end:
            return None
    return by


def _standing(
    rows: Iterable[Change], present: Mapping[tuple[str, UUID], Row], text: str
) -> Iterator[Change]:
    """Yield the rows; a passage that comes back to a text that others changed is looked for."""
    for change in rows:
        mark = _mark_after(change, present)
        if mark is None or _stands(mark, text):
            yield change
            continue
        found = replace(mark, **_found(mark, text))
        if change.before is None:
            yield Change.insert(found)
        else:
            columns = found.columns()
            yield from Change.update(present[change.table, change.id], **columns)


def _mark_after(change: Change, present: Mapping[tuple[str, UUID], Row]) -> Mark | None:
    """Return a passage as it would stand after the change; None for what is none, or goes."""
    kind = _KINDS.get(change.table)
    if kind is None or change.after is None:
        return None
    row = present.get((change.table, change.id))
    columns = change.after if row is None else row.columns() | change.after
    return kind.of(change.id, columns)


def _stands(mark: Mark, text: str) -> bool:
    """Return whether a passage lies on the words it was laid on."""
    if mark.start is None or mark.end is None:
        return mark.state is AnchorState.LOST
    if not 0 <= mark.start < mark.end <= len(text):
        return False
    there = describe(text, mark.start, mark.end)
    if mark.state is AnchorState.FUZZY:
        return (there.prefix, there.suffix) == (mark.prefix, mark.suffix)
    return there.exact == quote_of(mark)


def _found(mark: Mark, text: str) -> dict[str, Any]:
    """Return where the words of a passage stand now."""
    quote = Quote(quote_of(mark), mark.prefix, mark.suffix)
    there = reanchor(text, text, (), start=None, end=None, quote=quote)
    if there.state is AnchorState.LOST:
        near = locate(text, quote, mark.start)
        if near is not None and not near.exact:
            there = Reanchored(near.span.start, near.span.end, AnchorState.FUZZY)
    columns: dict[str, Any] = {"start": there.start, "end": there.end, "state": there.state}
    if there.start is None or there.end is None:
        return columns
    return columns | _laid(text, there.start, there.end)


def _laid(text: str, start: int, end: int) -> dict[str, Any]:
    """Return the columns of a passage's place."""
    around = describe(text, start, end)
    return {"start": start, "end": end, "prefix": around.prefix, "suffix": around.suffix}
