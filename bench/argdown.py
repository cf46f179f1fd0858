"""Argdown's own drawing of the same boxes and lines, as a rival in the same run.

It is a package for Node that is no part of the project: ARGMAP_ARGDOWN names the folder it was
installed in. Argdown knows no lines to lines as we do: what bears on a step there bears on what the
step is for.
"""

import json
import math
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path
from uuid import UUID
from xml.etree import ElementTree

from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, Relation
from essays.layout.geometry import Point, Rect

HOW = "mkdir argdown && npm install --prefix argdown @argdown/core, then ARGMAP_ARGDOWN=argdown"
_PLACE = "node_modules/@argdown/core/dist/argdown.js"
_SVG = "{http://www.w3.org/2000/svg}"
_STEPS = 8  # into which a curve is cut
# one process for all maps; each is drawn once to warm up and then as often as asked, quickest wins
_SCRIPT = """
const {argdown} = require(process.argv[1]);
const {sources, rounds} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(sources.map((input) => {
    const draw = () => argdown.run({input, process: 'export-svg', logLevel: 'silent'});
    let [svg, best] = [draw().svg, Infinity];
    for (let round = 0; round < rounds; round += 1) {
        const begun = process.hrtime.bigint();
        draw();
        best = Math.min(best, Number(process.hrtime.bigint() - begun) / 1e9);
    }
    return {svg, seconds: best};
})));
"""


@dataclass(frozen=True)
class Picture:
    """A drawing of theirs: its boxes by name, its lines with the names of their ends."""

    boxes: dict[str, Rect]
    lines: list[tuple[str, str, list[Point]]]
    seconds: float

    def overlaps(self) -> int:
        """Count the pairs of boxes that lie on each other."""
        return sum(one.overlaps(other) for one, other in combinations(self.boxes.values(), 2))

    def hits(self) -> int:
        """Count the lines that run through a box that is not their own."""
        return sum(
            any(
                rect.crossed_by(*segment)
                for segment in pairwise(points)
                for name, rect in self.boxes.items()
                if name not in (start, end)
            )
            for start, end, points in self.lines
        )

    def crossings(self) -> int:
        """Count how often lines cross."""
        segments = [(n, *pair) for n, line in enumerate(self.lines) for pair in pairwise(line[2])]
        return sum(
            one[0] != other[0] and _cross(one[1], one[2], other[1], other[2])
            for one, other in combinations(segments, 2)
        )

    def moved(self, after: "Picture", *, by: float = 50) -> float:
        """Return the share of boxes that lie elsewhere, once both lie on each other best."""
        steps = [
            (after.boxes[name].x - rect.x, after.boxes[name].y - rect.y)
            for name, rect in self.boxes.items()
        ]
        dx, dy = (sorted(values)[len(steps) // 2] for values in zip(*steps, strict=True))
        far = [step for step in steps if math.dist(step, (dx, dy)) > by]
        return len(far) / len(steps)


def folder() -> Path | None:
    """Return where Argdown is installed."""
    named = os.environ.get("ARGMAP_ARGDOWN")
    if not named or shutil.which("node") is None or not (Path(named) / _PLACE).exists():
        return None
    return Path(named).resolve()


def drawn(place: Path, graphs: list[EssayGraph], *, rounds: int = 0) -> list[Picture]:
    """Return Argdown's drawings of maps. Without rounds they are not timed."""
    sources = [source(graph) for graph in graphs]
    done = subprocess.run(  # noqa: S603
        [str(shutil.which("node")), "-e", _SCRIPT, str(place / _PLACE)],
        input=json.dumps({"sources": sources, "rounds": rounds}).encode(),
        capture_output=True,
        check=True,
    )
    return [_read(made["svg"], made["seconds"] or 0.0) for made in json.loads(done.stdout)]


def source(graph: EssayGraph) -> str:
    """Return a map in Argdown: every statement with the relations it is a premise of."""
    numbers = {id: number for number, id in enumerate(graph.nodes)}
    parts = ["===\nmodel:\n  mode: loose\n==="]
    for id, node in graph.nodes.items():
        lines = [f"[n{numbers[id]}]: {re.sub(r'[^\w .,-]', '', node.text)}"]
        for premise in graph.premises.values():
            if premise.node_id != id:
                continue
            relation = graph.relations[premise.relation_id]
            sign = "+>" if relation.kind is RelationKind.SUPPORT else "->"
            lines.append(f"  {sign} [n{numbers[_goal(graph, relation)]}]")
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _goal(graph: EssayGraph, relation: Relation) -> UUID:
    while relation.target_node_id is None:
        relation = graph.relations[relation.target_relation_id]  # type: ignore[index]
    return relation.target_node_id


def _read(svg: str, seconds: float) -> Picture:
    names: dict[str, str] = {}
    boxes: dict[str, Rect] = {}
    lines = []
    for group in ElementTree.fromstring(svg).iter(f"{_SVG}g"):  # noqa: S314
        title, path = group.findtext(f"{_SVG}title", ""), group.find(f"{_SVG}path")
        if path is None:
            continue
        points = _points(path.get("d", ""))
        if group.get("class") == "node":
            names[title] = group.findtext(f"{_SVG}text", "")
            xs, ys = zip(*points, strict=True)
            boxes[names[title]] = Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
        elif group.get("class") == "edge":
            start, _arrow, end = title.partition("->")
            lines.append((names[start], names[end], _bent(points)))
    return Picture(boxes, lines, seconds)


def _points(path: str) -> list[Point]:
    numbers = [float(number) for number in re.findall(r"-?[\d.]+", path)]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def _bent(points: list[Point]) -> list[Point]:
    """Return cubic curves, each beginning where the one before ends, as short straight lines."""
    found = points[:1]
    for at in range(0, len(points) - 3, 3):
        curve = points[at : at + 4]
        for step in range(1, _STEPS + 1):
            t = step / _STEPS
            shares = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            x = sum(share * point[0] for share, point in zip(shares, curve, strict=True))
            y = sum(share * point[1] for share, point in zip(shares, curve, strict=True))
            found.append((x, y))
    return found


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) * _side(a, b, d) < 0 and _side(c, d, a) * _side(c, d, b) < 0


def _side(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
