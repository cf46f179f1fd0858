"""CSV: one row for each statement, in the order of the outline (docs/formats.md)."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from uuid import UUID

import orjson

from essays.formats.base import Format, LossReport
from essays.formats.reducing import Thing, reduced
from essays.formats.spreadsheet_reading import load
from essays.formats.spreadsheet_rows import names_columns
from essays.graph.kinds import RelationKind
from essays.graph.model import (
    Anchor,
    ContextMark,
    EssayGraph,
    JsonRow,
    Node,
    Premise,
    place,
    target_of,
    text_place,
)
from essays.graph.outline import backbone

COLUMNS = (
    "id",
    "kind",
    "text",
    "relation",
    "target",
    "step",
    "premise",
    "weight",
    "scheme",
    "implicit",
    "note",
    "step_note",
    "citation",
    "url",
    "source_kind",
    "status",
    "passages",
    "step_passages",
    "extra",
    "step_extra",
)
HOLDS = frozenset(Thing) - {
    Thing.LOST,
    Thing.CHECKERS,
    Thing.UNUSED,
    Thing.QUOTES,
}
# A spreadsheet cuts a cell at 32,767 characters.
LONGEST = 30_000
# What a spreadsheet takes for a formula. The apostrophe before it is taken off again on reading.
_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
type Cells = dict[str, str]


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the table, UTF-8 with a byte order mark and commas, and what it does not hold."""
    kept, log = reduced(graph, HOLDS)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for cells in (*_head(kept), *_statements(kept), *_lines(kept)):
        writer.writerow([_guarded(cells.get(name, "")) for name in COLUMNS])
    return b"\xef\xbb\xbf" + out.getvalue().encode(), log.report()


def _head(graph: EssayGraph) -> Iterator[Cells]:
    details = graph.details
    yield {"kind": "title", "text": details.title}
    if details.author_line:
        yield {"kind": "author", "text": details.author_line}
    yield {"kind": "language", "text": details.language}
    if details.extra:
        yield from _split("extra", _json(details.extra))


def _statements(graph: EssayGraph) -> Iterator[Cells]:
    """Yield a row for each statement with the step it hangs by, then one for each further step."""
    outline = backbone(graph)
    names = {row.id: str(number) for number, row in enumerate(outline.rows, 1)}
    steps = sorted(graph.relations.values(), key=place)
    names |= {step.id: f"R{number}" for number, step in enumerate(steps, 1)}
    told: set[UUID] = set()
    for row in outline.rows:
        cells = {"id": names[row.id], **_node(graph, row.node)}
        places = sorted(
            graph.places_of.get(row.id, ()),
            key=lambda one: row.relation is None or one.relation_id != row.relation.id,
        )
        # reading lets a statement hang by the step in its own row, and a root hangs nowhere
        if row.relation is None:
            yield cells
            cells = {"id": names[row.id]}
        for premise in places:
            cells |= _step(graph, premise, names, is_first=premise.relation_id not in told)
            told.add(premise.relation_id)
            yield cells
            cells = {"id": names[row.id]}


def _node(graph: EssayGraph, node: Node) -> Cells:
    cells = {
        "kind": str(node.kind),
        "text": node.text,
        "implicit": "yes" if node.implicit else "",
        "note": node.note,
        "passages": _passages(graph.anchors_of.get(node.id, ())),
        "extra": _json(node.extra),
    }
    source = graph.sources.get(node.source_id) if node.source_id else None
    if source is not None:
        cells |= {
            "citation": source.citation,
            "url": source.url,
            "source_kind": str(source.kind),
            "status": str(source.status),
        }
    return cells


def _step(graph: EssayGraph, premise: Premise, names: dict[UUID, str], *, is_first: bool) -> Cells:
    """Return the cells of a premise's step; what the step says of itself stands there once."""
    step = graph.relations[premise.relation_id]
    among = [one.id for one in graph.premises_of[step.id]]
    cells = {
        "relation": _WORDS[step.kind],
        "target": names[target_of(step)],
        "step": names[step.id],
        "premise": str(among.index(premise.id) + 1) if len(among) > 1 else "",
    }
    if is_first:
        cells |= {
            "weight": "" if step.weight is None else repr(step.weight),
            "scheme": step.scheme,
            "step_note": step.note,
            "step_passages": _passages(graph.anchors_of.get(step.id, ())),
            "step_extra": _json(step.extra),
        }
    return cells


_WORDS = {RelationKind.SUPPORT: "supports", RelationKind.ATTACK: "attacks"}


def _passages(marks: Iterable[Anchor | ContextMark]) -> str:
    return "; ".join(f"{mark.start}..{mark.end}" for mark in marks)


def _json(extra: JsonRow) -> str:
    return orjson.dumps(extra).decode() if extra else ""


def _lines(graph: EssayGraph) -> Iterator[Cells]:
    """Yield a row for each line of the essay, then one for each passage of background."""
    for line in graph.text.split("\n") if graph.text else ():
        yield from _split("line", line)
    for mark in sorted(graph.context_marks.values(), key=text_place):
        yield {"kind": "context", "passages": _passages([mark])}


def _split(kind: str, text: str) -> Iterator[Cells]:
    """Yield a row with these words; `more` goes on where a cell would be too long."""
    yield {"kind": kind, "text": text[:LONGEST]}
    for start in range(LONGEST, len(text), LONGEST):
        yield {"kind": "more", "text": text[start : start + LONGEST]}


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


FORMAT = Format(
    name="csv",
    title="Table (CSV)",
    extensions=("csv", "tsv"),
    media_type="text/csv",
    load=load,
    dump=dump,
    recognise=names_columns,
)
