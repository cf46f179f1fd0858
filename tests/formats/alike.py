"""What two maps have in common whatever their ids and keys of order: a fingerprint to compare."""

from collections import Counter
from collections.abc import Collection, Hashable
from uuid import UUID

from essays.graph.model import EssayGraph, content_columns, target_of

_LINKS = ("source_id", "target_node_id", "target_relation_id", "position")


def shape(graph: EssayGraph, *, ignore: Collection[str] = ()) -> Counter[Hashable]:
    """Return how often each node and relation occurs, each with all that it stands among.

    Colours are refined by their neighbours until they no longer part (Weisfeiler and Leman), so
    that maps with equal counters are the same but for ids, order, and what `ignore` names:
    columns, `anchors` and `sources`.
    """
    colours = _first(graph, ignore)
    for _ in range(len(colours)):
        finer = _refined(graph, colours)
        if len(set(finer.values())) == len(set(colours.values())):
            break
        colours = finer
    return Counter(_refined(graph, colours).values())


def _first(graph: EssayGraph, ignore: Collection[str]) -> dict[UUID, Hashable]:
    colours: dict[UUID, Hashable] = {}
    for row in (*graph.nodes.values(), *graph.relations.values()):
        columns = [
            (name, repr(getattr(row, name)))
            for name in content_columns(type(row))
            if name not in _LINKS and name not in ignore
        ]
        marks = [] if "anchors" in ignore else graph.anchors_of.get(row.id, ())
        spans = sorted((mark.start or 0, mark.end or 0, mark.exact) for mark in marks)
        named = None if "sources" in ignore else getattr(row, "source_id", None)
        source = graph.sources.get(named) if named else None
        words = (source.citation, source.url, source.status) if source else None
        colours[row.id] = hash((row.table, tuple(columns), tuple(spans), words))
    return colours


def _refined(graph: EssayGraph, colours: dict[UUID, Hashable]) -> dict[UUID, Hashable]:
    finer: dict[UUID, Hashable] = {}
    for node_id in graph.nodes:
        outgoing = sorted(str(colours[p.relation_id]) for p in graph.places_of.get(node_id, ()))
        incoming = sorted(str(colours[r.id]) for r in graph.incoming.get(node_id, ()))
        finer[node_id] = hash((colours[node_id], tuple(outgoing), tuple(incoming)))
    for id, relation in graph.relations.items():
        froms = sorted(str(colours[p.node_id]) for p in graph.premises_of.get(id, ()))
        incoming = sorted(str(colours[r.id]) for r in graph.incoming.get(id, ()))
        ends = (tuple(froms), tuple(incoming), colours[target_of(relation)])
        finer[id] = hash((colours[id], ends))
    return finer
