"""A map as an outline for formats that nest: what hangs where, and what is named there again."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from essays.graph.model import EssayGraph, Node, Relation
from essays.graph.outline import Outline, backbone

# The level whose nodes go on at a root: each line tells its level, so that a branch of ten thousand
# levels would take a hundred megabytes.
DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One line of an outline. `depth` counts from 0 at a root, which has no relation.

    Linked premises stand a level below a line of their own without `node`. A repeated node hangs
    at another place, with all that is below it; at a root it goes on from DEEPEST.
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
    deep: deque[Node] = deque()
    while stack or deep:
        item = stack.pop() if stack else Item(0, deep.popleft(), None, is_repeated=True)
        yield item
        if item.node is None or (item.is_repeated and item.relation is not None):
            continue
        steps = graph.incoming.get(item.node.id, ())
        if item.depth >= DEEPEST and steps:
            deep.append(item.node)
        else:
            stack += reversed(_below(graph, outline, item, steps))


def _below(
    graph: EssayGraph, outline: Outline, item: Item, steps: Sequence[Relation]
) -> list[Item]:
    """Return the lines one level below an item, and those of linked premises below them."""
    below: list[Item] = []
    for relation in steps:
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
    return below
