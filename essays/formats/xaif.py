"""xAIF: an AIF graph beside the text it was drawn from (docs/formats.md).

The shape is that of the Open Argument Mining Framework and of OVA3: `{"AIF": …, "text": …}`.
"""

import re
from collections.abc import Iterator
from typing import Any

import orjson

from essays.formats.aif import details_of
from essays.formats.aif_reading import AifReading
from essays.formats.aif_writing import AifWriting, report_sources
from essays.formats.base import Flaw, Format, FormatError, LossKind, LossLog, LossReport
from essays.formats.building import At, Builder
from essays.formats.documents import read_json
from essays.formats.json_rows import words
from essays.formats.marked_text import Mark, read_marked, write_marked
from essays.formats.ova import as_xaif, is_older
from essays.graph.model import Anchor, EssayGraph, JsonRow, text_place

# Opening and closing, of every passage a map may hold, and as many line breaks.
MAX_TAGS = 100_000
_MARK = re.compile(rb'"AIF"\s*:\s*\{')
_OLDER = re.compile(rb'"from"\s*:\s*\{')
_TEXT_AT = At(pointer="/text")
# What a program finds where a map says nothing of its own.
_DEFAULTS: JsonRow = {
    "dialog": False,
    "OVA": {"firstname": "", "surname": "", "url": "", "nodes": [], "edges": []},
}


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map of the AIF part, with the marked passages of the text under its statements.

    Raises FormatError. A passage marked for a locution is that of what the locution asserts.
    """
    document = read_json(data)
    if not isinstance(document, dict):
        raise FormatError(Flaw.WRONG_TYPE, pointer="", expected="object")
    if is_older(document):
        document = as_xaif(document)
    graph = document.get("AIF")
    if not isinstance(graph, dict):
        flaw = Flaw.WRONG_TYPE if "AIF" in document else Flaw.MISSING_KEY
        raise FormatError(flaw, pointer="/AIF", expected="object")
    builder = Builder()
    html = _text_of(document.get("text"))
    if html.count("<") > MAX_TAGS:
        raise FormatError(Flaw.TOO_MANY, pointer="/text", limit=MAX_TAGS)
    text, marks = read_marked(builder.printable(html, _TEXT_AT))
    builder.set_text(text, _TEXT_AT)
    reading = AifReading(builder, "/AIF")
    reading.read(graph)
    _lay(reading, marks if builder.text == text else [])
    if builder.text != text and marks:
        builder.lost(LossKind.DROPPED, "passages", _TEXT_AT, f"{len(marks)}")
    details = details_of(graph, reading.kept(graph))
    kept = {
        key: value
        for key, value in document.items()
        if key not in ("AIF", "text") and not (key in _DEFAULTS and value == _DEFAULTS[key])
    }
    if isinstance(document.get("text"), dict):
        kept["text"] = {key: value for key, value in document["text"].items() if key != "txt"}
    details["extra"] |= {"xaif": kept} if kept else {}
    return builder.finish(**details)


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the map as xAIF. Sources, background, and passages that cross others are lost."""
    log = LossLog()
    kept = graph.details.extra.get("xaif")
    kept = dict(kept) if isinstance(kept, dict) else {}
    writing = AifWriting(graph, log, ("aif", "xaif"))
    aif = writing.write()
    report_sources(graph, log)
    said: dict[Mark, list[Anchor]] = {}
    speakers = _speakers(aif)
    for anchor in sorted(graph.anchors.values(), key=text_place):
        owner = anchor.node_id or anchor.relation_id
        if owner is None or anchor.start is None or anchor.end is None:
            log.add(LossKind.DROPPED, "passage", id=anchor.id, detail=anchor.exact)
            continue
        key = str(writing.ids[owner])
        mark = Mark(f"node{speakers.get(key, key)}", anchor.start, anchor.end)
        said.setdefault(mark, []).append(anchor)
    html, crossing = write_marked(graph.text, [mark for mark, rows in said.items() for _ in rows])
    for mark in crossing:
        anchor = said[mark].pop()
        log.add(LossKind.DROPPED, "passage", id=anchor.id, detail=anchor.exact)
    style = kept.pop("text", None)
    text: Any = {**style, "txt": html} if isinstance(style, dict) else html
    document = {"AIF": aif, "text": text, **_DEFAULTS}
    if "ova" in kept:
        del document["OVA"]
    return orjson.dumps(document | kept), log.report()


def recognise(data: bytes) -> bool:
    """Return whether the bytes look like an AIF graph beside a text."""
    if not data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return False
    return bool(_MARK.search(data) or (b'"analysis"' in data and _OLDER.search(data)))


FORMAT = Format(
    name="xaif",
    title="xAIF (OVA, oAMF)",
    extensions=("json", "xaif"),
    media_type="application/json",
    load=load,
    dump=dump,
    recognise=recognise,
)


def _text_of(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("txt")
    return value if isinstance(value, str) else ""


def _lay(reading: AifReading, marks: list[Mark]) -> None:
    """Lay each passage under what its id names, or under what that locution asserts."""
    asserted: dict[str, list[str]] = {}
    for locution, key in _assertions(reading.nodes, reading.edges):
        asserted.setdefault(locution, []).append(key)
    for mark in marks:
        bare = mark.id.removeprefix("node")
        name = bare if reading.knows(bare) else mark.id
        owners = [owner for key in (name, *asserted.get(name, ())) if (owner := reading.owner(key))]
        for owner in dict.fromkeys(owners):
            if mark.start < mark.end:
                reading.builder.anchor(owner, mark.start, mark.end, _TEXT_AT)
        if not owners or mark.start == mark.end:
            reading.builder.lost(LossKind.DROPPED, "passage_of_nothing", _TEXT_AT, mark.id)


def _speakers(aif: JsonRow) -> dict[str, str]:
    """Return for a statement the locution that asserts it and nothing else."""
    asserted: dict[str, list[str]] = {}
    for locution, key in _assertions(aif["nodes"], aif["edges"]):
        asserted.setdefault(locution, []).append(key)
    return {keys[0]: locution for locution, keys in reversed(asserted.items()) if len(keys) == 1}


def _assertions(nodes: list[JsonRow], edges: list[JsonRow]) -> Iterator[tuple[str, str]]:
    """Yield locution and statement or step for each pair with a YA node between them."""
    types = {words(row.get("nodeID")): str(row.get("type")).upper() for row in nodes}
    spoken: dict[str, list[str]] = {}
    pairs = [(words(edge.get("fromID")), words(edge.get("toID"))) for edge in edges]
    for start, end in pairs:
        if types.get(start) == "L" and types.get(end) == "YA":
            spoken.setdefault(end, []).append(start)
    for start, end in pairs:
        if types.get(end, "I") not in ("L", "YA", "TA"):
            yield from ((locution, end) for locution in spoken.get(start, ()))
