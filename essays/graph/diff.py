"""What differs between two states of an essay, row by row. Bookkeeping does not count."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from essays.graph.model import TABLES, Details, EssayGraph, Row


@dataclass(frozen=True, slots=True)
class TableDifference:
    """The rows of one table that differ, by id; a changed row as it was and as it is."""

    added: tuple[Row, ...] = ()
    removed: tuple[Row, ...] = ()
    changed: tuple[tuple[Row, Row], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed)


@dataclass(frozen=True, slots=True)
class Difference:
    """The tables that differ, and the details and the text before and after where they differ."""

    tables: Mapping[str, TableDifference] = field(default_factory=dict)
    details: tuple[Details, Details] | None = None
    text: tuple[str, str] | None = None

    def __bool__(self) -> bool:
        return bool(self.tables or self.details or self.text)


def diff(before: EssayGraph, after: EssayGraph) -> Difference:
    """Return what must be added, removed and changed to come from one state to the other."""
    found = {name: _between(before.table(name), after.table(name)) for name in TABLES}
    return Difference(
        {name: difference for name, difference in found.items() if difference},
        None if _same(before.details, after.details) else (before.details, after.details),
        None if before.text == after.text else (before.text, after.text),
    )


def same_content(one: EssayGraph, other: EssayGraph) -> bool:
    """Return whether two states hold the same rows, details and text."""
    return not diff(one, other)


def _between(before: Mapping[UUID, Row], after: Mapping[UUID, Row]) -> TableDifference:
    both = sorted(before.keys() & after.keys())
    return TableDifference(
        tuple(after[row] for row in sorted(after.keys() - before.keys())),
        tuple(before[row] for row in sorted(before.keys() - after.keys())),
        tuple((before[row], after[row]) for row in both if not _same(before[row], after[row])),
    )


def _same(one: Row, other: Row) -> bool:
    return one is other or (one.id == other.id and one.columns() == other.columns())
