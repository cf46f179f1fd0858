"""The language of Graphviz (docs/formats.md)."""

import textwrap

from essays.formats.base import Format, LossReport
from essays.formats.figure import Line, figure
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph

WIDTH = 32  # characters to a line of a box
_SHAPES = {
    NodeKind.THESIS: "shape=box, style=bold",
    NodeKind.CLAIM: "shape=box",
    NodeKind.EVIDENCE: "shape=note",
}
_STROKES = {
    RelationKind.SUPPORT: "style=solid",
    RelationKind.ATTACK: "style=dashed, arrowhead=tee",
}


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the graph in UTF-8, targets above, and what it does not show."""
    found = figure(graph)
    out = ["digraph {", f"  rankdir=BT; labelloc=t; label={_quoted(found.title)};"]
    out += [
        f"  {name} [{_SHAPES[node.kind]}, label={_quoted(*textwrap.wrap(node.text, WIDTH))}];"
        for name, node in found.boxes.items()
    ]
    out += [f"  {name} [shape=point];" for name in found.points]
    out += [f"  {line.start} -> {line.end} [{_look(line)}];" for line in found.lines]
    return ("\n".join([*out, "}"]) + "\n").encode(), found.report


def _look(line: Line) -> str:
    if line.relation is None:
        return "dir=none"
    return f"{_STROKES[line.relation.kind]}, label={_quoted(line.words)}"


def _quoted(*lines: str) -> str:
    r"""Return lines as one string: `\` is doubled, since `\N` and `\G` stand for names."""
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(escaped) + '"'


FORMAT = Format(
    name="dot",
    title="Graphviz",
    extensions=("dot", "gv"),
    media_type="text/vnd.graphviz",
    dump=dump,
)
