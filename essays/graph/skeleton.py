"""A map as bare numbers: what hangs where and bears on what follows from nothing else.

Nodes are numbered 0, 1, 2, … in the order of their places, and so are relations: to compare two
numbers is to compare two places, and no walk has to hash an id. A skeleton is made from a graph in
memory, or from rows just as they were read. References to rows that are not there are left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# What a skeleton is made of; a row's own place comes first, its position before its id.
type NodeBone[Id] = tuple[str, Id, bool]  # whether it is the thesis
type RelationBone[Id] = tuple[str, Id, bool, Id | None, Id | None]  # is an attack; its targets
type PremiseBone[Id] = tuple[str, Any, Id, Id, bool]  # relation, node, whether it is the home


@dataclass(frozen=True, slots=True)
class Skeleton[Id]:
    """The numbers of a map. Ids, of whatever type, are only kept to name what was found."""

    nodes: Sequence[Id]
    relations: Sequence[Id]
    thesis: Sequence[bool]  # by node
    attack: Sequence[bool]  # by relation
    target_node: Sequence[int | None]  # by relation
    target_relation: Sequence[int | None]  # by relation
    premises: Sequence[Sequence[int]]  # by relation: its nodes, in order
    places: Sequence[Sequence[tuple[int, bool]]]  # by node: relations and homes, by place

    @classmethod
    def of(
        cls,
        nodes: Iterable[NodeBone[Id]],
        relations: Iterable[RelationBone[Id]],
        premises: Iterable[PremiseBone[Id]],
    ) -> "Skeleton[Id]":
        """Return the skeleton of these rows, whatever their order."""
        # ids differ, so that nothing behind them is ever compared
        node_bones: list[Any] = sorted(nodes)
        relation_bones: list[Any] = sorted(relations)
        premise_bones: list[Any] = sorted(premises)
        node_ids = [bone[1] for bone in node_bones]
        relation_ids = [bone[1] for bone in relation_bones]
        node_at = {id: number for number, id in enumerate(node_ids)}
        relation_at = {id: number for number, id in enumerate(relation_ids)}
        inside: list[list[int]] = [[] for _ in relation_ids]
        places: list[list[tuple[int, bool]]] = [[] for _ in node_ids]
        for _, _, relation_id, node_id, home in premise_bones:
            relation, node = relation_at.get(relation_id), node_at.get(node_id)
            if relation is not None and node is not None:
                inside[relation].append(node)
                places[node].append((relation, home))
        return cls(
            node_ids,
            relation_ids,
            [bone[2] for bone in node_bones],
            [bone[2] for bone in relation_bones],
            [None if bone[3] is None else node_at.get(bone[3]) for bone in relation_bones],
            [None if bone[4] is None else relation_at.get(bone[4]) for bone in relation_bones],
            inside,
            places,
        )

    @property
    def first_thesis(self) -> int | None:
        """The node that is the thesis, if there is one."""
        return self.thesis.index(True) if True in self.thesis else None

    def targets(self, relation: int) -> Sequence[int]:
        """Return the node that a relation targets, or the premises of the step it targets."""
        node, step = self.target_node[relation], self.target_relation[relation]
        if node is not None:
            return (node,)
        return self.premises[step] if step is not None else ()
