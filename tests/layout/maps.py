"""Random maps shaped like those that people draw, and the counts by which a drawing is judged."""

import math
import random
import statistics
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, pairwise
from uuid import UUID

from essays.graph.kinds import NodeKind
from essays.graph.model import EssayGraph
from essays.layout.geometry import Point, Rect
from essays.layout.scene import Edge, Scene
from tests.graph.maps import (
    Link,
    Statement,
    attacks,
    claim,
    evidence,
    graph_of,
    id_of,
    linked,
    rows_of,
    supports,
    thesis,
)

_STEPS = 24  # into which a bow is cut
_WORDS = (
    *(
        [
            "reform",
            "power",
            "council",
            "plan",
            "party",
            "law",
            "harvest",
            "price",
            "school",
            "border",
            "strike",
            "letter",
        ]
    ),
    *(
        [
            "speech",
            "trial",
            "amnesty",
            "ministry",
            "region",
            "worker",
            "newspaper",
            "rumour",
            "statistic",
            "witness",
        ]
    ),
    *(
        [
            "committee",
            "a",
            "the",
            "of",
            "and",
            "in",
            "that",
            "was",
            "by",
            "under",
            "without",
            "because",
            "although",
        ]
    ),
    *(["unemployment", "industrialisation", "co-operation"]),
)


def sentence(rng: random.Random) -> str:
    """Return a statement of a usual length: mostly 10 to 40 words, rarely more."""
    count = min(60, max(4, int(rng.lognormvariate(3, 0.45))))
    return " ".join(rng.choice(_WORDS) for _ in range(count)).capitalize() + "."


def random_map(
    boxes: int, *, seed: int = 0, across: float = 0.05, joined: float = 0.12, struck: float = 0.06
) -> EssayGraph:
    """Return a map of so many boxes. The shares are of lines across, linked premises, undercuts."""
    rng = random.Random(f"{seed} {boxes}")
    statements: dict[str, Statement | str] = {"n0": thesis(sentence(rng))}
    links: list[Link] = []
    depth = {"n0": 0}
    below = {"n0": 0}
    while len(statements) < boxes:
        target = min(
            rng.sample(list(below), min(3, len(below))), key=lambda n: _pull(rng, n, depth, below)
        )
        fresh = [f"n{len(statements) + extra}" for extra in range(3)]
        share = rng.random()
        count = 1
        if share < joined:
            count = rng.choice((2, 2, 3))
        names = fresh[: min(count, boxes - len(statements))]
        objects = rng.random() < 0.3
        for name in names:
            statements[name] = _statement(rng, under_thesis=target == "n0", implicit=share < joined)
            depth[name] = depth[target] + 1
            below[name] = 0
        below[target] += 1
        make = attacks if objects else supports
        link = make(names[0], target) if len(names) == 1 else linked(*names, to=target)
        links.append(link)
        if rng.random() < struck and len(statements) < boxes:
            name = f"n{len(statements)}"
            statements[name] = _statement(rng, under_thesis=False, implicit=False)
            depth[name], below[name] = depth[target] + 1, 0
            links.append(rng.choice((attacks, attacks, supports))(name, link))
    links += _across(rng, depth, links, int(boxes * across))
    return graph_of(statements, *links)


def _pull(rng: random.Random, name: str, depth: dict[str, int], below: dict[str, int]) -> float:
    full = below[name] >= (5 if name == "n0" else 4)
    return 10.0 * full + depth[name] * 0.6 + below[name] * 0.8 + rng.random() * 2.5


def _statement(rng: random.Random, *, under_thesis: bool, implicit: bool) -> Statement:
    if not under_thesis and rng.random() < 0.2:
        return evidence(sentence(rng))
    return claim(sentence(rng), implicit=implicit and rng.random() < 0.4)


def _across(
    rng: random.Random, depth: dict[str, int], links: list[Link], count: int
) -> Iterator[Link]:
    taken = {
        (premise, link.target)
        for link in links
        for premise in link.premises
        if isinstance(link.target, str)
    }
    steps = [link for link in links if isinstance(link.target, str)]
    for _ in range(count * 50):
        if not count:
            return
        start, end = rng.choice(list(depth)), rng.choice(list(depth))
        if start in ("n0", end) or (start, end) in taken or depth[end] >= depth[start]:
            continue
        count -= 1
        taken.add((start, end))
        if rng.random() < 0.15 and start not in (step := rng.choice(steps)).premises:
            yield attacks(start, step, home=False, name=f"{start} across {step.name}")
        else:
            yield rng.choice((supports, attacks))(start, end, home=False)


def with_leaf(graph: EssayGraph, under: str) -> EssayGraph:
    """Return the map with one box more, a reason for the one of this name."""
    fresh = graph_of({"new": claim("A reason more."), under: "x"}, supports("new", under))
    relations = [replace(relation, position="zz") for relation in fresh.relations.values()]
    node = fresh.nodes[id_of("new")]
    return EssayGraph.of(
        graph.details, [*rows_of(graph), node, *relations, *fresh.premises.values()]
    )


# ------------------------------------------------------------------ counts


def things(drawing: Scene) -> dict[UUID, Rect]:
    """Return the rectangles of boxes and pills by id."""
    boxes = {box.node_id: box.rect for box in drawing.boxes}
    return boxes | {pill.relation_id: pill.rect for pill in drawing.pills}


def overlaps(drawing: Scene) -> list[tuple[Rect, Rect]]:
    """Return the pairs of boxes or pills that lie on each other."""
    return [pair for pair in combinations(things(drawing).values(), 2) if pair[0].overlaps(pair[1])]


def inside(drawing: Scene) -> bool:
    """Return whether every box and pill lies within the drawing."""
    return all(
        rect.x >= 0
        and rect.y >= 0
        and rect.right <= drawing.width
        and rect.bottom <= drawing.height
        for rect in things(drawing).values()
    )


def hits(drawing: Scene) -> list[Edge]:
    """Return the lines, bows among them, that run through a box or a pill not their own."""
    rects = things(drawing)
    return [
        edge
        for edge in drawing.edges
        if any(
            rect.crossed_by(*segment)
            for segment in pairwise(_bow(edge.points) if edge.curved else edge.points)
            for thing, rect in rects.items()
            if thing not in (edge.start_id, edge.end_id)
        )
    ]


def _bow(points: tuple[Point, ...]) -> list[Point]:
    """Return a curve as short straight lines."""
    (ax, ay), (bx, by), (cx, cy) = points
    shares = [step / _STEPS for step in range(_STEPS + 1)]
    return [
        (
            (1 - t) ** 2 * ax + 2 * t * (1 - t) * bx + t * t * cx,
            (1 - t) ** 2 * ay + 2 * t * (1 - t) * by + t * t * cy,
        )
        for t in shares
    ]


def claims(graph: EssayGraph) -> list[str]:
    """Return the names of the boxes of a random map to which an edit may add a reason."""
    return [
        name
        for number in range(1, len(graph.nodes))
        if graph.nodes[id_of(name := f"n{number}")].kind is NodeKind.CLAIM
    ]


def moved(before: Scene, after: Scene, *, by: float = 50) -> float:
    """Return the share of boxes and pills that an edit moved by more than this.

    The middles of those in both drawings are compared. First the median move of all is taken off,
    across and down apart, since a reader who scrolls along notices only the rest.
    """
    old, new = things(before), things(after)
    moves = [
        (new[id].centre[0] - rect.centre[0], new[id].centre[1] - rect.centre[1])
        for id, rect in old.items()
        if id in new
    ]
    dx, dy = (statistics.median(way) for way in zip(*moves, strict=True))
    return sum(math.hypot(x - dx, y - dy) > by for x, y in moves) / len(moves)


def crossings(drawing: Scene) -> int:
    """Return how often lines of different relations cross."""
    segments = [
        (edge.relation_id, *segment) for edge in drawing.edges for segment in pairwise(edge.points)
    ]
    return sum(
        one[0] != two[0] and _cross(one[1], one[2], two[1], two[2])
        for one, two in combinations(segments, 2)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    (a, b), (c, d) = sorted((a, b)), sorted((c, d))
    level, upright = ((a, b), (c, d)) if a[1] == b[1] else ((c, d), (a, b))
    return level[0][0] < upright[0][0] < level[1][0] and upright[0][1] < level[0][1] < upright[1][1]
