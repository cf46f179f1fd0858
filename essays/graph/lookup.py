"""The small questions that a plan asks of the essay, and their answers from memory.

The write door answers them from the database, so that an edit reads only what it touches.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from essays.graph.changes import Changes, changed_details, changed_text
from essays.graph.errors import NotFound, Taken
from essays.graph.kinds import NodeKind
from essays.graph.model import (
    REFERENCES,
    ROW_TYPES,
    TABLES,
    Details,
    EssayGraph,
    Node,
    Premise,
    Relation,
    Row,
)

MAX_CHAIN = 16


# A row that an edit refers to: its kind and id.
type Wanted = tuple[type[Row], UUID]


@dataclass(frozen=True, slots=True)
class Removal:
    """What goes when some nodes and relations go: relations that lose their target or their last
    premise, with what stands on them (`fallen`), and every premise of the nodes and the fallen."""

    fallen: tuple[Relation, ...]
    premises: tuple[Premise, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What an edit found of all that it builds on: rows that are there, the places of nodes, the
    premises of a step, the relations from a target down to a node, the present thesis."""

    there: frozenset[Wanted] = frozenset()
    places: Mapping[UUID, Sequence[Premise]] = field(default_factory=dict)
    mates: Sequence[Premise] = ()
    chain: Sequence[UUID] = ()
    thesis: Sequence[UUID] = ()

    def require(self, wanted: Collection[Wanted]) -> None:
        """Refuse (NotFound) an edit that refers to a row which is not there."""
        for kind, id in wanted:
            if (kind, id) not in self.there:
                raise NotFound(kind.table, id)


class Lookup(Protocol):
    """Read access to one essay as it stands now. Each method costs at most one statement."""

    @property
    def essay_id(self) -> UUID: ...

    @property
    def details(self) -> Details: ...

    @property
    def text(self) -> str: ...

    def rows[R: Row](self, kind: type[R], /, **columns: Any) -> list[R]:
        """Return the rows in which a column holds its value, or one of its values, by id.

        `essay_id=` asks for every row of the table.
        """
        ...

    def ground(
        self,
        *,
        rows: Collection[Wanted] = (),
        nodes: Collection[UUID] = (),
        step: UUID | None = None,
        target: UUID | None = None,
        thesis: bool = False,
    ) -> Ground:
        """Return which of the rows are there, the places of those of the nodes that are, the
        premises of a step, a target relation with what it targets, and the thesis if asked for."""
        ...

    def removal(
        self, *, node_ids: Collection[UUID] = (), relation_ids: Collection[UUID] = ()
    ) -> Removal:
        """Return what goes with these nodes and relations."""
        ...


def one[R: Row](lookup: Lookup, kind: type[R], id: UUID) -> R:
    """Return the row with this id; NotFound when the essay has none."""
    for row in lookup.rows(kind, id=id):
        return row
    raise NotFound(kind.table, id)


def applied(graph: EssayGraph, changes: Changes) -> EssayGraph:
    """Return the graph after the changes; the given one stays as it is."""
    lookup = MemoryLookup(graph)
    lookup.apply(changes)
    return lookup.graph()


class MemoryLookup:
    """Answers from a graph in memory, which `apply` changes step by step. `looked` counts the rows
    that questions cost."""

    def __init__(self, graph: EssayGraph) -> None:
        self.looked = 0
        self.essay_id = graph.details.id
        self.details = graph.details
        self.text = graph.text
        self._version = graph.version
        self._next = graph.version + 1
        self._tables: dict[str, dict[UUID, Row]] = {name: {} for name in TABLES}
        self._index: dict[tuple[str, str], dict[UUID, dict[UUID, None]]] = {
            (reference.table, reference.column): {} for reference in REFERENCES
        }
        for name in TABLES:
            for row in graph.table(name).values():
                self._put(row)

    def graph(self) -> EssayGraph:
        """Return the essay as it stands now."""
        rows = (row for table in self._tables.values() for row in table.values())
        return EssayGraph.of(self.details, rows, text=self.text, version=self._version)

    def counts(self) -> dict[str, int]:
        """Return how many rows each table has."""
        return {name: len(rows) for name, rows in self._tables.items()}

    def rows[R: Row](self, kind: type[R], /, **columns: Any) -> list[R]:
        found: dict[UUID, Row] = {}
        for column, wanted in columns.items():
            values = wanted if isinstance(wanted, (set, frozenset, list, tuple)) else (wanted,)
            for row in self._having(kind.table, column, values):
                found[row.id] = row
        return [found[id] for id in sorted(found)]  # type: ignore[misc]  # the table holds only R

    def there(self, wanted: Collection[Wanted]) -> set[Wanted]:
        return {(kind, id) for kind, id in wanted if id in self._tables[kind.table]}

    def ground(
        self,
        *,
        rows: Collection[Wanted] = (),
        nodes: Collection[UUID] = (),
        step: UUID | None = None,
        target: UUID | None = None,
        thesis: bool = False,
    ) -> Ground:
        there = self._tables[Node.table]
        present = self.rows(Node, kind=NodeKind.THESIS) if thesis else []
        return Ground(
            there=frozenset(self.there(rows)),
            places={id: self.rows(Premise, node_id=id) for id in nodes if id in there},
            mates=self.rows(Premise, relation_id=step) if step else (),
            chain=[row.id for row in self.chain(target)] if target else (),
            thesis=[row.id for row in present],
        )

    def chain(self, relation_id: UUID) -> list[Relation]:
        found: dict[UUID, Relation] = {}
        at: UUID | None = relation_id
        while at is not None and at not in found:
            row = self._tables["relation"].get(at)
            if not isinstance(row, Relation):
                break
            found[at] = row
            at = row.target_relation_id
        return list(found.values())

    def removal(
        self, *, node_ids: Collection[UUID] = (), relation_ids: Collection[UUID] = ()
    ) -> Removal:
        nodes = set(node_ids)
        fallen: dict[UUID, Relation] = {}
        waiting = self.rows(Relation, id=set(relation_ids), target_node_id=nodes)
        for premise in self.rows(Premise, node_id=nodes):
            mates = self.rows(Premise, relation_id=premise.relation_id)
            if all(mate.node_id in nodes for mate in mates):
                waiting += self.rows(Relation, id=premise.relation_id)
        while waiting:
            relation = waiting.pop()
            if relation.id not in fallen:
                fallen[relation.id] = relation
                waiting += self.rows(Relation, target_relation_id=relation.id)
        premises = self.rows(Premise, node_id=nodes, relation_id=set(fallen))
        return Removal(tuple(fallen[id] for id in sorted(fallen)), tuple(premises))

    def apply(self, changes: Changes) -> None:
        """Change the essay in place, as its next version. Taken when any row has the id of a new
        one; KeyError when a row is not there."""
        version = self._next
        self._version = version if changes else self._version
        for change in changes.rows:
            if change.table == Details.table:
                continue
            table = self._tables[change.table]
            kind = ROW_TYPES[change.table]
            if change.after is None:
                self._drop(table[change.id])
            elif change.before is None:
                if any(change.id in rows for rows in self._tables.values()):
                    raise Taken
                self._put(kind.of(change.id, change.after, changed_version=version))
            else:
                row = table[change.id]
                self._drop(row)
                merged = {**row.columns(), **change.after}
                self._put(kind.of(row.id, merged, changed_version=version))
        self.details = changed_details(self.details, changes.rows)
        self.text = changed_text(self.text, changes)

    def _having(self, table: str, column: str, values: Iterable[Any]) -> Iterable[Row]:
        rows = self._tables[table]
        if column == "id":
            return (rows[value] for value in values if value in rows)
        index = self._index.get((table, column))
        if index is not None:
            found = [id for value in values for id in index.get(value, ())]
            self.looked += len(found)
            return (rows[id] for id in found)
        self.looked += len(rows)
        if column == "essay_id":
            return rows.values()
        return (row for row in rows.values() if getattr(row, column) in values)

    def _put(self, row: Row) -> None:
        self._tables[row.table][row.id] = row
        for (table, column), index in self._index.items():
            value = getattr(row, column) if table == row.table else None
            if value is not None:
                index.setdefault(value, {})[row.id] = None

    def _drop(self, row: Row) -> None:
        del self._tables[row.table][row.id]
        for (table, column), index in self._index.items():
            value = getattr(row, column) if table == row.table else None
            if value is not None:
                del index[value][row.id]
