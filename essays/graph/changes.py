"""What an operation does, as rows before and after; swapping the two is the exact inverse."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, Self
from uuid import UUID

from essays.graph.model import Details, JsonRow, Row
from essays.text.splices import Splice, apply_splices, invert, splices


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after. Inserted and deleted rows are whole (the other side is None); of an
    updated row both sides hold only the columns that changed."""

    table: str
    id: UUID
    before: JsonRow | None
    after: JsonRow | None

    @classmethod
    def insert(cls, row: Row) -> Self:
        return cls(row.table, row.id, None, row.columns())

    @classmethod
    def delete(cls, row: Row) -> Self:
        return cls(row.table, row.id, row.columns(), None)

    @classmethod
    def update(cls, row: Row, **columns: Any) -> "tuple[Change, ...]":
        """Return the change to these column values, or nothing when the row holds them already."""
        old = row.columns()
        new = replace(row, **columns).columns()
        different = [name for name in new if new[name] != old[name]]
        if not different:
            return ()
        before = {name: old[name] for name in different}
        return (cls(row.table, row.id, before, {name: new[name] for name in different}),)

    def inverse(self) -> "Change":
        return Change(self.table, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything one revision changed: rows, each once, and the splices of the text.

    `digests` are those of the text before and after, so that splices are only ever taken back
    from the very text that they left.
    """

    rows: tuple[Change, ...] = ()
    splices: tuple[Splice, ...] = ()
    digests: tuple[str, str] | None = None

    @classmethod
    def of_text(cls, rows: Iterable[Change], old: str, new: str) -> Self:
        """Return the changes of these rows and of the text from `old` to `new`."""
        if old == new:
            return cls(tuple(rows))
        return cls(tuple(rows), splices(old, new), (digest(old), digest(new)))

    def __bool__(self) -> bool:
        return bool(self.rows or self.splices)

    def inverse(self) -> "Changes":
        """Return the changes that take these back."""
        rows = tuple(row.inverse() for row in reversed(self.rows))
        digests = None if self.digests is None else self.digests[::-1]
        return Changes(rows, invert(self.splices), digests)

    def to_json(self) -> dict[str, Any]:
        """Return the document that the revision log stores."""
        document: dict[str, Any] = {
            "rows": [[row.table, str(row.id), row.before, row.after] for row in self.rows]
        }
        if self.splices:
            document["splices"] = [[s.start, s.removed, s.inserted] for s in self.splices]
            document["digests"] = self.digests
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Changes":
        """Return the changes that `to_json` wrote."""
        return cls(
            tuple(
                Change(table, UUID(id), before, after)
                for table, id, before, after in document["rows"]
            ),
            tuple(Splice(*splice) for splice in document.get("splices", ())),
            tuple(document["digests"]) if "digests" in document else None,
        )


class Fold:
    """Gathers the changes of consecutive edits so that each row stands once, first before and last
    after. Texts are folded by the caller, who knows the first and the last one."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, UUID], Change] = {}

    def add(self, changes: Iterable[Change]) -> None:
        for change in changes:
            key = change.table, change.id
            earlier = self._rows.pop(key, None)
            merged = change if earlier is None else _merge(earlier, change)
            if merged is not None:
                self._rows[key] = merged

    def rows(self) -> tuple[Change, ...]:
        return tuple(self._rows.values())


def _merge(first: Change, second: Change) -> Change | None:
    """Return what two consecutive changes of one row do together; None when nothing is left."""
    before: JsonRow | None
    after: JsonRow | None
    if first.before is None:
        before = None
        after = None if second.after is None else {**(first.after or {}), **second.after}
    elif first.after is None:
        before, after = first.before, second.after
    else:
        before = {**(second.before or {}), **first.before}
        after = None if second.after is None else {**first.after, **second.after}
    if before is None and after is None:
        return None
    if before is not None and after is not None:
        same = {name for name in after if name in before and after[name] == before[name]}
        before = {name: value for name, value in before.items() if name not in same}
        after = {name: value for name, value in after.items() if name not in same}
        if not after:
            return None
    return Change(first.table, first.id, before, after)


def changed_details(details: Details, changes: Sequence[Change]) -> Details:
    """Return the essay's details after those of the changes that are about it."""
    for change in changes:
        if change.table == Details.table and change.after is not None:
            details = replace(details, **change.after)
    return details


def digest(text: str) -> str:
    """Return 16 hexadecimal digits that tell one text from another (BLAKE2b, RFC 7693)."""
    return blake2b(text.encode(), digest_size=8).hexdigest()


def changed_text(text: str, changes: Changes) -> str:
    """Return the text after the splices."""
    return apply_splices(text, changes.splices) if changes.splices else text
