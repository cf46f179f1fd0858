"""The steps of a map in words, for tests to compare at a glance."""

from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, target_of


def words(graph: EssayGraph) -> list[tuple[str, str, str]]:
    """Each step as its premises, its sign and its target, in the order of the alphabet."""
    found = []
    for step in graph.relations.values():
        sign = "+" if step.kind is RelationKind.SUPPORT else "-"
        found.append((_premises(graph, step.id), sign, _target(graph, target_of(step))))
    return sorted(found)


def _premises(graph: EssayGraph, id) -> str:
    return " & ".join(graph.nodes[premise.node_id].text for premise in graph.premises_of[id])


def _target(graph: EssayGraph, id) -> str:
    return graph.nodes[id].text if id in graph.nodes else f"step of {_premises(graph, id)}"
