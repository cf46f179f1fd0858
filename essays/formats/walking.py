"""A map as an outline for formats that nest: what hangs where, and what is named there again."""

from collections.abc import Iterator
from dataclasses import dataclass

from essays.graph.model import EssayGraph, Node, Relation
from essays.graph.outline import backbone


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an outline. `depth` counts from 0 at a root, which has no relation.

    Linked premises stand a level below a line of their own without `node`. A repeated node hangs
    at another place, with all that is below it.
    """

    depth: int
    node: Node | None
    relation: Relation | None
    is_linked: bool = False
    is_repeated: bool = False


def items(graph: EssayGraph) -> Iterator[Item]:
    """Yield every node where it hangs and, repeated, at its other targets. All steps of the graph
    have to target nodes (`essays.formats.reducing`)."""
    outline = backbone(graph)
    stack = [Item(0, graph.nodes[node_id], None) for node_id in reversed(outline.roots)]
    while stack:
        item = stack.pop()
        yield item
        if item.node is None or item.is_repeated:
            continue
        below: list[Item] = []
        for relation in graph.incoming.get(item.node.id, ()):
            premises = graph.premises_of.get(relation.id, ())
            is_linked = len(premises) > 1
            if is_linked:
                below.append(Item(item.depth + 1, None, relation))
            for premise in premises:
                here = outline.row(premise.node_id).relation
                below.append(
                    Item(
                        item.depth + 1 + is_linked,
                        graph.nodes[premise.node_id],
                        relation,
                        is_linked,
                        here is None or here.id != relation.id,
                    )
                )
        stack += reversed(below)
