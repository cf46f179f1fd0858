"""Kialo's text export: numbered claims, for and against (docs/formats.md)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from essays.formats.base import Format, LossKind, LossLog, LossReport
from essays.formats.kialo_reading import TITLE, load
from essays.formats.kialo_words import escaped
from essays.formats.reducing import Thing, reduced
from essays.formats.walking import Item, items
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, Node

HOLDS = frozenset({Thing.TITLE, Thing.THESIS, Thing.SUPPORTS, Thing.SOURCES})
_LOOK = 4_000
_CLAIMS = re.compile(rb"^1\.(?:[0-9]+\.)+ (?:Pro|Con): ", re.MULTILINE)
_SIGNS = {RelationKind.SUPPORT: "Pro: ", RelationKind.ATTACK: "Con: "}


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the discussion in UTF-8, and what was flattened or left out.

    Further targets of a claim become `-> See`; roots after the first follow on an empty line.
    """
    log = LossLog()
    kept, _ = reduced(_with_addresses(graph, log), HOLDS, log=log)
    rows = list(items(kept))
    if rows and kept.thesis is None and rows[0].node is not None:
        log.add(LossKind.GUESSED, "root_became_thesis", id=rows[0].node.id)
    numbers = _numbers(rows)
    places = {
        item.node.id: number
        for item, number in zip(rows, numbers, strict=True)
        if item.node is not None and not item.is_repeated
    }
    out = [f"{TITLE}{kept.details.title}"]
    for item, number in zip(rows, numbers, strict=True):
        out += [] if item.depth else [""]
        out.append(f"{number} {_claim(item, kept, places)}")
    return ("\n".join(out) + "\n").encode(), log.report()


def _with_addresses(graph: EssayGraph, log: LossLog) -> EssayGraph:
    """Return the map without the sources that have no web address to link to."""
    nodes = dict(graph.nodes)
    for id, node in graph.nodes.items():
        if node.source_id is not None and not graph.sources[node.source_id].url:
            log.add(LossKind.DROPPED, "source", id=id)
            nodes[id] = replace(node, source_id=None)
    return replace(graph, nodes=nodes)


def _numbers(rows: Sequence[Item]) -> list[str]:
    """Return the numbers of the lines, such as `1.2.3.`"""
    found: list[str] = []
    above: list[str] = [""]
    counts: list[int] = [0]
    for item in rows:
        del above[item.depth + 1 :], counts[item.depth + 1 :]
        counts[item.depth] += 1
        number = f"{above[item.depth]}{counts[item.depth]}."
        above.append(number)
        counts.append(0)
        found.append(number)
    return found


def _claim(item: Item, graph: EssayGraph, places: dict[UUID, str]) -> str:
    sign = _SIGNS[item.relation.kind] if item.relation else ""
    if item.node is None:
        return sign
    if item.is_repeated:
        return f"{sign}-> See {places[item.node.id]}"
    return sign + _text(item.node, graph)


def _text(node: Node, graph: EssayGraph) -> str:
    text = escaped(node.text)
    if text.startswith("->"):
        text = f"\\{text}"
    if node.source_id is None:
        return text
    source = graph.sources[node.source_id]
    return f"{text} ([{escaped(source.citation)}]({escaped(source.url)}))"


def recognise(data: bytes) -> bool:
    """Return whether the bytes begin as a discussion does, or have its numbered claims."""
    head = data[:_LOOK].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(TITLE.encode()) or bool(_CLAIMS.search(head))


FORMAT = Format(
    name="kialo",
    title="Kialo discussion",
    extensions=("txt",),
    media_type="text/plain",
    load=load,
    dump=dump,
    recognise=recognise,
)
