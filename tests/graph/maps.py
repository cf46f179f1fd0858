"""Small maps for tests, written down as one reads them.

    graph_of(
        {"T": thesis("Cats rule"), "A": "They sleep", "B": evidence("A study")},
        r := supports("A", "T"),
        linked("A", "B", to="T"),
        attacks("B", r),
    )

Names stand for ids: `id_of("A")` is the same in every map. Rows are ordered as written, and the
first relation that names a node is its home, unless `home=` says otherwise.
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from hypothesis import strategies as st

from essays.graph.kinds import AnchorState, NodeKind, RelationKind
from essays.graph.model import (
    Anchor,
    ContextMark,
    Details,
    EssayGraph,
    Node,
    Premise,
    Relation,
    Row,
    Source,
)
from essays.graph.positions import spread

_NAMES = UUID("01890000-0000-7000-8000-000000000000")
DETAILS = Details(id=_NAMES, title="A map")


def id_of(name: str) -> UUID:
    """Return the id that a name stands for."""
    return uuid5(_NAMES, name)


def ids_of(names: str) -> list[UUID]:
    """Return the ids of names with spaces between them."""
    return [id_of(name) for name in names.split()]


@dataclass(frozen=True)
class Statement:
    """A node before it has an id."""

    text: str
    kind: NodeKind = NodeKind.CLAIM
    columns: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Link:
    """A relation before its names are ids. `home` tells which premises hang by it (None: the first
    relation of each node).
    """

    name: str
    kind: RelationKind
    premises: tuple[str, ...]
    target: "str | Link"
    home: bool | None = None
    columns: Mapping[str, Any] | None = None


def thesis(text: str, **columns: Any) -> Statement:
    return Statement(text, NodeKind.THESIS, columns)


def claim(text: str, **columns: Any) -> Statement:
    return Statement(text, NodeKind.CLAIM, columns)


def evidence(text: str, **columns: Any) -> Statement:
    return Statement(text, NodeKind.EVIDENCE, columns)


def supports(
    premise: str, target: str | Link, *, home: bool | None = None, name: str = "", **columns: Any
) -> Link:
    return linked(premise, to=target, home=home, name=name, **columns)


def attacks(
    premise: str, target: str | Link, *, home: bool | None = None, name: str = "", **columns: Any
) -> Link:
    return linked(premise, to=target, kind=RelationKind.ATTACK, home=home, name=name, **columns)


def linked(
    *premises: str,
    to: str | Link,
    kind: RelationKind = RelationKind.SUPPORT,
    home: bool | None = None,
    name: str = "",
    **columns: Any,
) -> Link:
    """Return a relation with these premises; its name is made of theirs and the target's."""
    goal = to if isinstance(to, str) else f"[{to.name}]"
    sign = "+" if kind is RelationKind.SUPPORT else "-"
    return Link(name or f"{','.join(premises)}{sign}{goal}", kind, premises, to, home, columns)


undercuts = attacks
warrants = supports


def graph_of(
    statements: Mapping[str, Statement | str],
    *links: Link,
    rows: Iterable[Row] = (),
    text: str = "",
) -> EssayGraph:
    """Return the map of these statements and relations, and of further rows as they are."""
    made: list[Row] = list(rows)
    for (name, given), position in zip(statements.items(), spread(len(statements)), strict=True):
        statement = Statement(given) if isinstance(given, str) else given
        node = Node(id=id_of(name), kind=statement.kind, text=statement.text, position=position)
        made.append(replace(node, **(statement.columns or {})))
    at_home: set[str] = set()
    for link, position in zip(links, spread(len(links)), strict=True):
        made.extend(_rows(link, position, at_home))
    return EssayGraph.of(DETAILS, made, text=text)


def _rows(link: Link, position: str, at_home: set[str]) -> Iterable[Row]:
    target = link.target
    relation = Relation(
        id=id_of(link.name),
        kind=link.kind,
        target_node_id=id_of(target) if isinstance(target, str) else None,
        target_relation_id=None if isinstance(target, str) else id_of(target.name),
        position=position,
    )
    yield replace(relation, **(link.columns or {}))
    for name, key in zip(link.premises, spread(len(link.premises)), strict=True):
        home = name not in at_home if link.home is None else link.home
        if home:
            at_home.add(name)
        yield Premise(
            id=id_of(f"{link.name}:{name}"),
            relation_id=id_of(link.name),
            node_id=id_of(name),
            position=key,
            home=home,
        )


def rows_of(graph: EssayGraph) -> list[Row]:
    """Return every row of a map but its details."""
    tables = ("source", "node", "relation", "premise", "anchor", "context_mark")
    return [row for table in tables for row in graph.table(table).values()]


def chain(length: int, *, home: bool | None = None) -> EssayGraph:
    """Return a thesis and claims n1, n2, … where each supports the one before."""
    names = ["T", *(f"n{number}" for number in range(1, length))]
    links = (supports(low, high, home=home) for high, low in itertools.pairwise(names))
    return graph_of({"T": thesis("T"), **{name: name for name in names[1:]}}, *links)


@st.composite
def graphs(draw: st.DrawFn, *, max_nodes: int = 12) -> EssayGraph:
    """Any map that keeps the rules: circles, relations on relations, linked and shared premises."""
    count = draw(st.integers(0, max_nodes))
    names = [f"n{number}" for number in range(count)]
    keys = st.sampled_from(["", "1", "V", "VV", "k", "x"])
    with_thesis = count > 0 and draw(st.booleans())
    sources = [f"s{number}" for number in range(draw(st.integers(0, 2)))]
    rows: list[Row] = [Source(id=id_of(name), citation=name) for name in sources]
    for number, name in enumerate(names):
        kind = draw(st.sampled_from([NodeKind.CLAIM, NodeKind.EVIDENCE]))
        rows.append(
            Node(
                id=id_of(name),
                kind=NodeKind.THESIS if with_thesis and number == 0 else kind,
                text=draw(st.sampled_from(["so", "thus", "hence", name])),
                implicit=draw(st.booleans()),
                source_id=draw(st.sampled_from([None, *map(id_of, sources)])),
                position=draw(keys),
            )
        )
    rows.extend(_drawn_relations(draw, names, keys) if count else ())
    rows.extend(_drawn_spans(draw, names))
    return EssayGraph.of(DETAILS, draw(st.permutations(rows)), text="x" * 40)


def _drawn_relations(
    draw: st.DrawFn, names: list[str], keys: st.SearchStrategy[str]
) -> Iterable[Row]:
    made: list[Relation] = []
    homes: set[str] = set()
    for number in range(draw(st.integers(0, 2 * len(names)))):
        on = draw(st.sampled_from(made)) if made and draw(st.integers(0, 3)) == 0 else None
        target = None if on else draw(st.sampled_from(names))
        premises = draw(
            st.lists(
                st.sampled_from([name for name in names if name != target] or [""]),
                min_size=1,
                max_size=3,
                unique=True,
            )
        )
        if premises == [""]:
            continue
        relation = Relation(
            id=id_of(f"r{number}"),
            kind=draw(st.sampled_from(list(RelationKind))),
            target_node_id=id_of(target) if target else None,
            target_relation_id=on.id if on else None,
            position=draw(keys),
        )
        made.append(relation)
        yield relation
        for name in premises:
            home = name not in homes and draw(st.booleans())
            homes.update([name] if home else [])
            yield Premise(
                id=id_of(f"r{number}:{name}"),
                relation_id=relation.id,
                node_id=id_of(name),
                position=draw(keys),
                home=home,
            )


def _drawn_spans(draw: st.DrawFn, names: list[str]) -> Iterable[Row]:
    for number, name in enumerate(
        draw(st.lists(st.sampled_from(names), max_size=3)) if names else ()
    ):
        start = draw(st.one_of(st.none(), st.integers(0, 30)))
        end = None if start is None else start + 5
        state = AnchorState.LOST if start is None else AnchorState.EXACT
        anchor_id = id_of(f"a{number}")
        yield Anchor(
            id=anchor_id, node_id=id_of(name), start=start, end=end, exact="xxxxx", state=state
        )
    if draw(st.booleans()):
        yield ContextMark(id=id_of("c"), start=30, end=40, quote="x" * 10)
