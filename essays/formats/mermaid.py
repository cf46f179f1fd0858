"""Mermaid flowcharts (docs/formats.md)."""

import re

import orjson

from essays.formats.base import Format, LossReport
from essays.formats.figure import Line, figure
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph

# What would end a label, open markup, a directive or an entity. Entities are `#` and a number.
_ACTIVE = re.compile(r"[\"#&<>%`\\;|{}\[\]()*_~]")
_SHAPES = {
    NodeKind.THESIS: ('(["', '"])'),
    NodeKind.CLAIM: ('["', '"]'),
    NodeKind.EVIDENCE: ('[/"', '"/]'),
}


def dump(graph: EssayGraph) -> tuple[bytes, LossReport]:
    """Return the flowchart in UTF-8, targets above, and what it does not show."""
    found = figure(graph)
    out = ["---", f"title: {_yaml(found.title)}", "---", "flowchart BT"]
    for name, node in found.boxes.items():
        begin, end = _SHAPES[node.kind]
        out.append(f"  {name}{begin}{_escaped(node.text)}{end}")
    out += [f'  {name}((" "))' for name in found.points]
    out += [f"  {_arrow(line)}" for line in found.lines]
    return ("\n".join(out) + "\n").encode(), found.report


def _arrow(line: Line) -> str:
    if line.relation is None:
        return f"{line.start} --- {line.end}"
    stroke = "-.->" if line.relation.kind is RelationKind.ATTACK else "-->"
    return f'{line.start} {stroke}|"{_escaped(line.words)}"| {line.end}'


def _escaped(text: str) -> str:
    return _ACTIVE.sub(lambda found: f"#{ord(found[0])};", text)


def _yaml(text: str) -> str:
    """Return a text in double quotes, which JSON and YAML read alike; no directive in it."""
    return orjson.dumps(text).decode().replace("%", "\\u0025")


FORMAT = Format(
    name="mermaid",
    title="Mermaid",
    extensions=("mmd",),
    media_type="text/plain",
    dump=dump,
)
