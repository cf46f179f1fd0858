"""The rows of a new map in the order their document gave them."""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from functools import lru_cache
from uuid import UUID

from essays.formats.drafts import Statement, Step
from essays.graph.making import rows_of
from essays.graph.model import Node, Premise, Relation
from essays.graph.positions import spread


def placed_nodes(drafts: Collection[Statement]) -> list[Node]:
    """Return the nodes of these drafts."""
    return rows_of(
        Node,
        (
            (one.id, one.kind, one.text, one.note, one.implicit, one.source_id, key, one.extra)
            for one, key in zip(drafts, _keys(len(drafts)), strict=True)
        ),
    )


def placed_relations(drafts: Collection[Step], nodes: Container[UUID]) -> list[Relation]:
    """Return the relations of these drafts, each to a node or to another of them."""
    return rows_of(
        Relation,
        (
            (
                one.id,
                one.kind,
                *((one.target, None) if one.target in nodes else (None, one.target)),
                one.scheme,
                one.weight,
                one.note,
                key,
                one.extra,
            )
            for one, key in zip(drafts, _keys(len(drafts)), strict=True)
        ),
    )


def placed_premises(
    ids: Iterable[UUID], drafts: Iterable[Step], homes: Mapping[UUID, UUID]
) -> list[Premise]:
    """Return the premises of these relations; `homes` are those at which nodes hang."""
    return rows_of(Premise, _premises(iter(ids), drafts, homes))


def _premises(
    ids: Iterator[UUID], drafts: Iterable[Step], homes: Mapping[UUID, UUID]
) -> Iterator[tuple[object, ...]]:
    for one in drafts:
        keys = iter(_keys(len(one.premises)))
        for node in one.premises:
            at_home = homes.get(node) == one.id if homes else False
            yield next(ids), one.id, node, next(keys), at_home


@lru_cache(maxsize=64)
def _keys(count: int) -> tuple[str, ...]:
    return tuple(spread(count))
