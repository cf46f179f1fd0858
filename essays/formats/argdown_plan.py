"""How a map is told in Argdown: which relations stand in the tree, and which need an argument.

A relation of one premise is a line below its target. One that links premises, that others target,
or that would be taken for another one, is an argument with its steps written out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from essays.formats.argdown_titles import Titles, words
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, Node, Relation, place, target_of
from essays.graph.outline import Outline, backbone

KEY = "argdown"  # where a row's `extra` keeps what only Argdown knows

_OF_ARGUMENTS = {"title", "description", "tags", "data", "rules", "inference"}


@dataclass(slots=True)
class Plan:
    """The decisions. Titles are by the id of a node or of a relation that is an argument."""

    graph: EssayGraph
    outline: Outline
    titles: dict[UUID, str] = field(default_factory=dict)
    arguments: set[UUID] = field(default_factory=set)
    bare: set[UUID] = field(default_factory=set)  # nodes that are arguments without steps

    def lines(self, id: UUID) -> list[Relation]:
        """Return the relations that are lines below a node or an argument."""
        return [one for one in self.graph.incoming.get(id, ()) if one.id not in self.arguments]

    def steps(self, id: UUID) -> list[Relation]:
        """Return the arguments that bear on a node or on another argument."""
        return [one for one in self.graph.incoming.get(id, ()) if one.id in self.arguments]


def plan(graph: EssayGraph) -> Plan:
    """Return how to write a map down."""
    found = Plan(graph, backbone(graph))
    said: set[tuple[RelationKind, UUID, UUID]] = set()
    for relation in sorted(graph.relations.values(), key=place):
        premises = graph.premises_of[relation.id]
        key = relation.kind, premises[0].node_id, target_of(relation)
        if len(premises) > 1 or key in said or _needs_steps(graph, relation):
            found.arguments.add(relation.id)
        else:
            said.add(key)
    found.bare = {node.id for node in graph.nodes.values() if own(node).get("form") == "argument"}
    # Steps consist of statements alone; what can no longer stand without steps brings more of them.
    more = set(found.arguments)
    while more:
        for id in more:
            found.bare -= {premise.node_id for premise in graph.premises_of[id]}
            found.bare.discard(graph.relations[id].target_node_id or id)
        more = {
            id
            for id in graph.relations.keys() - found.arguments
            if graph.incoming.get(id) and graph.premises_of[id][0].node_id not in found.bare
        }
        found.arguments |= more
    _entitle(found)
    return found


def own(row: Node | Relation) -> Mapping[str, Any]:
    """Return what a row keeps for Argdown alone."""
    kept = row.extra.get(KEY)
    return kept if isinstance(kept, dict) else {}


def _needs_steps(graph: EssayGraph, relation: Relation) -> bool:
    """Return whether a relation came as an argument with steps, or is undercut or warranted, other
    than by way of the one argument without steps that makes it."""
    if own(relation).keys() & _OF_ARGUMENTS:
        return True
    onto = graph.incoming.get(relation.id, ())
    if not onto:
        return False
    premise = graph.nodes[graph.premises_of[relation.id][0].node_id]
    return (
        own(premise).get("form") != "argument"
        or len(graph.places_of[premise.id]) > 1
        or any(one.kind is RelationKind.SUPPORT for one in onto)
        or any(len(graph.premises_of[one.id]) > 1 for one in onto)
        or any(graph.incoming.get(one.id) for one in onto)
    )


def _entitle(found: Plan) -> None:
    """Give every statement and argument its title, in reading order."""
    graph = found.graph
    statements, arguments = Titles("]"), Titles(">")
    rows: list[tuple[Node | Relation, Titles, str, str]] = [
        (row.node, arguments if row.id in found.bare else statements, row.node.text, "Statement")
        for row in found.outline.rows
    ]
    ordered = sorted((graph.relations[id] for id in found.arguments), key=place)
    rows += [
        (one, arguments, graph.nodes[graph.premises_of[one.id][0].node_id].text, "Argument")
        for one in ordered
    ]
    numbers: dict[str, int] = {}
    later = []
    for row, titles, text, name in rows:
        numbers[name] = numbers.get(name, 0) + 1
        otherwise = f"{name} {numbers[name]}"
        wish = own(row).get("title")
        # a title that came with a row goes before one that is made up for another
        if isinstance(wish, str) and wish:
            found.titles[row.id] = titles.unique(wish, otherwise)
        else:
            later.append((row.id, titles, words(text), otherwise))
    for id, titles, wish, otherwise in later:
        found.titles[id] = titles.unique(wish, otherwise)
