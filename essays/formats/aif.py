"""AIF as JSON, in the shape AIFdb gives it out (docs/formats.md).

The Argument Interchange Format is that of Chesñevar et al., Towards an Argument Interchange Format
(2006); the shape of the files is that of AIFdb.
"""

import re

import orjson

from essays.formats.aif_reading import AifReading
from essays.formats.aif_writing import AifWriting, report_sources
from essays.formats.base import Flaw, Format, FormatError, LossKind, LossLog, LossReport
from essays.formats.building import Builder
from essays.formats.documents import read_json
from essays.formats.json_rows import words
from essays.graph.model import EssayGraph, JsonRow

_MARK = re.compile(rb'"(nodeID|fromID|locutions)"\s*:')
_WRAPPED = re.compile(rb'"AIF"\s*:')
_LISTS = re.compile(rb'"(nodes|edges)"\s*:')


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that an AIF graph draws. Raises FormatError.

    Dialogue (L, YA, TA), preferences and edges that join no step stay in the essay's `extra`.
    """
    document = read_json(data)
    if not isinstance(document, dict):
        raise FormatError(Flaw.WRONG_TYPE, pointer="", expected="object")
    if "nodes" not in document:
        raise FormatError(Flaw.MISSING_KEY, pointer="/nodes")
    reading = AifReading(Builder())
    reading.read(document)
    return reading.builder.finish(**details_of(document, reading.kept(document)))


def details_of(graph: JsonRow, kept: JsonRow) -> JsonRow:
    """Return what an essay says of itself, as `Builder.finish` takes it, for an AIF object."""
    own = graph.get("argmap")
    own = own if isinstance(own, dict) else {}
    more = own.get("extra")
    return {
        "title": words(own.get("title")),
        "author_line": words(own.get("author_line")),
        "language": words(own.get("language")) or "en",
        "extra": (more if isinstance(more, dict) else {}) | ({"aif": kept} if kept else {}),
    }


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the map as an AIF graph. The text, its passages and sources are lost, and reported."""
    log = LossLog()
    document = AifWriting(graph, log).write()
    report_sources(graph, log)
    if graph.text:
        log.add(LossKind.DROPPED, "text")
    for mark in graph.anchors.values():
        log.add(LossKind.DROPPED, "passage", id=mark.id, detail=mark.exact)
    return orjson.dumps(document), log.report()


def recognise(data: bytes) -> bool:
    """Return whether the bytes look like an AIF graph that stands by itself."""
    return bool(
        data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
        and _MARK.search(data)
        and _LISTS.search(data)
        and not _WRAPPED.search(data)
    )


FORMAT = Format(
    name="aif",
    title="AIF (AIFdb JSON)",
    extensions=("json", "aif"),
    media_type="application/json",
    load=load,
    dump=dump,
    recognise=recognise,
)
