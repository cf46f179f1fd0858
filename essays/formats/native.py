"""Our own JSON: everything a map holds, in one document, and back to the byte (docs/formats.md)."""

import re
from collections.abc import Mapping, Sequence
from operator import attrgetter, itemgetter
from typing import Any
from uuid import UUID

import orjson

from essays.formats.base import Flaw, Format, FormatError, LossLog, LossReport
from essays.formats.columns import as_object, check_keys, read_columns, read_row, read_text
from essays.formats.documents import pointer, read_json
from essays.formats.soundness import check_references, check_relations, check_spans
from essays.graph.ids import uuid7
from essays.graph.model import (
    Anchor,
    ContextMark,
    Details,
    EssayGraph,
    JsonRow,
    Node,
    Premise,
    Relation,
    Row,
    Source,
    content_columns,
)
from essays.graph.rules import MOST_ROWS

VERSION = 1
# Where each table stands in the document, and how many rows of it one document may hold.
SECTIONS: Mapping[str, tuple[type[Row], int]] = {
    f"{kind.table}s": (kind, MOST_ROWS[kind.table])
    for kind in (Source, Node, Relation, Premise, Anchor, ContextMark)
}
_DETAILS = ("title", "author_line", "language", "text", "extra")


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the document, rows by id and keys in a fixed order; nothing is ever lost."""
    details = {name: getattr(graph.details, name) for name in _DETAILS if name != "text"}
    tables = {
        kind.table: list(
            map(attrgetter("id", *content_columns(kind)), graph.table(kind.table).values())
        )
        for kind, _ in SECTIONS.values()
    }
    return document(details, graph.text, tables), LossReport()


def document(
    details: Mapping[str, Any],
    text: str,
    tables: Mapping[str, list[Any]],
    *,
    derived: Mapping[Any, Mapping[str, str]] | None = None,
) -> bytes:
    """Return the document of rows as they are, each its id and content in order; it sorts them.

    `derived` adds to nodes what is worked out from the whole map (stance, role, number); `load`
    leaves it out again.
    """
    written: dict[str, Any] = {
        "argmap": VERSION,
        "essay": {
            "title": details["title"],
            "author_line": details["author_line"],
            "language": details["language"],
            "text": text,
            "extra": _sorted(details["extra"]),
        },
    }
    for section, (kind, _) in SECTIONS.items():
        written[section] = _write_rows(tables[kind.table], kind)
    if derived is not None:
        for row in written["nodes"]:
            row["derived"] = derived[row["id"]]
    return orjson.dumps(written)


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map that a document holds, under a new essay id. Raises FormatError.

    Strict: a key, type, value, reference or span that does not fit is refused, with its pointer.
    Only blanks around and within lines are put right, and reported.
    """
    document = as_object(read_json(data), "")
    _check_version(document)
    check_keys(document, ("argmap", "essay", *SECTIONS), "")
    log, places = LossLog(), dict[UUID, tuple[str, int]]()
    if "essay" not in document:
        raise FormatError(Flaw.MISSING_KEY, pointer="/essay")
    details, text = _read_details(as_object(document["essay"], "/essay"), log)
    _check_counts(document)
    rows: list[Row] = []
    for section, (kind, _) in SECTIONS.items():
        for index, columns in enumerate(document.get(section, ())):
            if kind is Node and type(columns) is dict:
                columns.pop("derived", None)
            row = read_row(kind, columns, f"/{section}/{index}", log)
            if row.id in places:
                raise FormatError(Flaw.DUPLICATE, pointer=pointer(section, index, "id"))
            places[row.id] = section, index
            rows.append(row)
    graph = EssayGraph.of(details, rows, text=text)
    for check in (check_references, check_relations, check_spans):
        check(graph, lambda id, column="": pointer(*places[id], *filter(None, [column])))
    return graph, log.report()


def recognise(data: bytes) -> bool:
    """Return whether the bytes carry our mark."""
    return data[:100].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and bool(
        re.search(rb'"argmap"\s*:\s*\d', data)
    )


FORMAT = Format(
    name="native",
    title="Argmap JSON",
    extensions=("json", "argmap"),
    media_type="application/json",
    load=load,
    dump=dump,
    recognise=recognise,
)


def _write_rows(rows: list[Any], kind: type[Row]) -> list[JsonRow]:
    names = ("id", *content_columns(kind))
    # ids as text stand in the order of their numbers
    rows.sort(key=_id_number if rows and isinstance(rows[0][0], UUID) else _id)
    found = [dict(zip(names, row, strict=False)) for row in rows]
    if "extra" in names:
        for row in found:
            if row["extra"]:
                row["extra"] = _sorted(row["extra"])
    return found


_id = itemgetter(0)


def _id_number(row: Sequence[Any]) -> int:
    id: UUID = row[0]
    return id.int


def _sorted(extra: JsonRow) -> Any:
    """Return foreign data with its keys in order: databases do not keep theirs."""
    return orjson.Fragment(orjson.dumps(extra, option=orjson.OPT_SORT_KEYS)) if extra else {}


def _check_version(document: JsonRow) -> None:
    if "argmap" not in document:
        raise FormatError(Flaw.MISSING_KEY, pointer="/argmap")
    if type(document["argmap"]) is not int or document["argmap"] != VERSION:
        raise FormatError(Flaw.VERSION, pointer="/argmap", known=[VERSION])


def _check_counts(document: JsonRow) -> None:
    """Raise FormatError for a section that is no list, or holds too many rows to read any."""
    for section, (_, limit) in SECTIONS.items():
        documents = document.get(section, [])
        if type(documents) is not list:
            raise FormatError(Flaw.WRONG_TYPE, pointer=pointer(section), expected="list")
        if len(documents) > limit:
            raise FormatError(Flaw.TOO_MANY, pointer=pointer(section), limit=limit)


def _read_details(columns: JsonRow, log: LossLog) -> tuple[Details, str]:
    check_keys(columns, _DETAILS, "/essay")
    # spans count the text's code points, so nothing in it can be put right here
    text = read_text(columns.pop("text", ""), "/essay/text")
    return Details(id=uuid7(), **read_columns(Details, columns, "/essay", log)), text
