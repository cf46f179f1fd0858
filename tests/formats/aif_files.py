"""Small AIF graphs written by us, and what to compare of them."""

from uuid import UUID

import orjson

from essays.formats import aif
from essays.graph.checks import broken
from essays.graph.model import EssayGraph, target_of
from essays.text.normal import normalise_line


def document(nodes, edges, **more):
    """Nodes written as "id type words", edges as "from to"."""
    rows = [
        dict(zip(("nodeID", "type", "text"), node.split(" ", 2), strict=False)) for node in nodes
    ]
    pairs = [edge.split(" ") for edge in edges]
    return {
        "nodes": rows,
        "edges": [
            {"edgeID": str(n), "fromID": start, "toID": end} for n, (start, end) in enumerate(pairs)
        ],
        **more,
    }


def read(found):
    graph, report = aif.load(orjson.dumps(found))
    assert broken(graph) == []
    return graph, [loss.what for loss in report.losses]


def steps(graph: EssayGraph):
    """What backs what, by words; a step as target is the triple of its own."""
    said: dict[UUID, tuple[object, ...]] = {}
    for relation in sorted(
        graph.relations.values(), key=lambda r: r.target_relation_id is not None
    ):
        froms = {graph.nodes[p.node_id].text for p in graph.premises_of[relation.id]}
        target = target_of(relation)
        aim = graph.nodes[target].text if target in graph.nodes else said.get(target)
        said[relation.id] = (relation.kind.value, *sorted(froms), aim)
    return set(said.values())


def same_graph(before, after):
    """Whether two documents have the same nodes, by id, type and words, and the same edges."""

    def nodes(found):
        return {
            str(n["nodeID"]): (n["type"], normalise_line(n["text"] or "")) for n in found["nodes"]
        }

    def edges(found):
        return {(str(e["fromID"]), str(e["toID"])) for e in found["edges"]}

    return nodes(before) == nodes(after) and edges(before) == edges(after)


def given_back(found):
    """What is read and written again."""
    return orjson.loads(aif.dump(aif.load(orjson.dumps(found))[0])[0])


LINKED = document(
    ["1 I The match is off.", "2 I It rains.", "3 I Rain stops play.", "4 RA Default Inference"],
    ["2 4", "3 4", "4 1"],
)
UNDERCUT = document(
    [
        *("1 I Open late", "2 I It is loud", "3 I The walls are thick", "4 I So are the heads"),
        *("10 CA Default Conflict", "11 CA Default Conflict", "12 CA Default Conflict"),
    ],
    ["2 10", "10 1", "3 11", "11 10", "4 12", "12 11"],
)
