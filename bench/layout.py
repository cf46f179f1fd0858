"""What drawing a map costs, as ratios to Graphviz dot on the same boxes in the same run.

Also prints what the tests count: overlaps, lines through boxes, crossings, and how many boxes an
edit moves, and the same of Argdown's own drawing where it is installed. Quickest of some rounds by
the clock, since dot is a process that has to be started. dot lays out only; ours is outline, layout
and SVG; Argdown's is all from its text to SVG, in a process that has been warmed up.
"""

import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import argdown
from essays.graph.kinds import Stance
from essays.graph.model import EssayGraph, Row
from essays.graph.outline import Outline, backbone
from essays.graph.stance import stances
from essays.layout.scene import Scene, View, Wish, scene, shape_of
from essays.layout.shape import Shape
from essays.layout.svg import file_svg
from tests.graph.maps import rows_of
from tests.layout.maps import (
    claims,
    crossings,
    hits,
    moved,
    overlaps,
    random_map,
    things,
    with_leaf,
)

# boxes, share of lines across, at most this many times what dot needs
CASES = ((100, 0.0, 0.4), (300, 0.0, 0.4), (100, 0.05, 1.5))
SEEDS, ROUNDS = 5, 5
WHOLE, HUGE, GROWTH = 100, 10_000, 10.0
TO_ARGDOWN = 1.0
PX_PER_INCH = 72


def spent(work: Callable[[], object], *, clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds that some work takes."""
    begun = clock()
    work()
    return clock() - begun


def ratio(
    work: Callable[[], object],
    floor: Callable[[], object],
    *,
    clock: Callable[[], float] = time.perf_counter,
) -> float:
    """Return what some work takes beside a floor: the quickest rounds of both, taken in turn."""
    work()
    floor()
    rounds = [(spent(work, clock=clock), spent(floor, clock=clock)) for _ in range(ROUNDS)]
    return min(ours for ours, _ in rounds) / min(theirs for _, theirs in rounds)


def draw_whole(graph: EssayGraph, rows: Sequence[Row], shape: Shape) -> str:
    """Return the map as SVG, with nothing worked out before but the widths of words."""
    fresh = EssayGraph.of(graph.details, rows)
    return file_svg(scene(fresh, Wish(shape=shape)))


def draw(graph: EssayGraph, outline: Outline, bearing: Mapping[UUID, Stance], shape: Shape) -> str:
    """Return the map as SVG, on a page that has worked out its outline and stances."""
    return file_svg(scene(graph, Wish(shape=shape), outline=outline, bearing=bearing))


def dot_source(drawing: Scene) -> str:
    """Return the boxes, pills and lines of a drawing as dot reads them."""
    lines = ['digraph { nodesep=.33; ranksep=.6; node [shape=box, fixedsize=true, label=""];']
    lines += [
        f'"{id}" [width={rect.width / PX_PER_INCH:.3f}, height={rect.height / PX_PER_INCH:.3f}];'
        for id, rect in things(drawing).items()
    ]
    lines += [f'"{edge.end_id}" -> "{edge.start_id}";' for edge in drawing.edges]
    return "\n".join([*lines, "}"])


def lay_out_by_dot(dot: str, source: str) -> None:
    """Let dot lay out a graph."""
    subprocess.run(  # noqa: S603
        [dot, "-Tjson"], input=source.encode(), stdout=subprocess.DEVNULL, check=True
    )


def line(name: str, ratio: float, gate: float) -> bool:
    """Print one row of the table; return whether the gate holds."""
    held = ratio <= gate
    sys.stdout.write(f"{name:<56}{ratio:>8.2f} x{gate:>8.2f} x   {'ok' if held else 'OVER'}\n")
    return held


def against_dot() -> list[bool]:
    """Compare layout and SVG with dot's layout."""
    dot = shutil.which("dot")
    if dot is None:
        sys.stdout.write("Graphviz dot is not installed: no ratios against it.\n")
        return []
    found = []
    for boxes, across, gate in CASES:
        ratios = []
        for seed in range(SEEDS):
            graph = random_map(boxes, seed=seed, across=across)
            shape = shape_of(graph, None)
            source = dot_source(scene(graph, Wish(shape=shape)))
            ours = partial(draw, graph, backbone(graph), stances(graph), shape)
            ratios.append(ratio(ours, partial(lay_out_by_dot, dot, source)))
        name = f"layout and SVG of {boxes} boxes, {across:.0%} lines across, to dot"
        found.append(line(name, statistics.median(ratios), gate))
    return found


def edits() -> None:
    """Print how many boxes and pills a leaf more under a claim moves, in both views.

    Counted as `tests.layout.maps.moved` says, with the shape kept; the mean of all edits.
    """
    for view in View:
        shares = []
        for seed in range(SEEDS):
            graph = random_map(WHOLE, seed=seed)
            wish = Wish(view=view, shape=shape_of(graph, None))
            before = scene(graph, wish)
            shares += [
                moved(before, scene(with_leaf(graph, name), wish)) for name in claims(graph)[::4]
            ]
        sys.stdout.write(
            f"{view}, a leaf more moves {statistics.mean(shares):.1%} of the others by more than"
            f" 50 px (mean of {len(shares)} edits; median {statistics.median(shares):.1%})\n"
        )


def against_argdown() -> list[bool]:
    """Compare layout and SVG with Argdown's, and print how its drawings of our maps look."""
    place = argdown.folder()
    if place is None:
        sys.stdout.write(f"Argdown is not installed: no ratios against it. {argdown.HOW}\n")
        return []
    graphs = [random_map(WHOLE, seed=seed) for seed in range(SEEDS)]
    theirs = argdown.drawn(place, graphs, rounds=2)
    ratios = []
    for graph, picture in zip(graphs, theirs, strict=True):
        shape = shape_of(graph, None)
        ours = partial(draw, graph, backbone(graph), stances(graph), shape)
        ratios.append(min(spent(ours) for _round in range(ROUNDS)) / picture.seconds)
    edits = [with_leaf(graphs[0], f"n{number}") for number in range(1, WHOLE, 10)]
    shares = [theirs[0].moved(after) for after in argdown.drawn(place, edits)]
    sys.stdout.write(
        f"Argdown, the same maps: {sum(one.overlaps() for one in theirs)} overlaps,"
        f" {sum(one.hits() for one in theirs)} lines through boxes,"
        f" {statistics.mean(one.crossings() for one in theirs):.0f} crossings a map; a leaf more"
        f" moves {statistics.median(shares):.0%} of the others (median of {len(shares)} edits)\n"
    )
    name = f"layout and SVG of {WHOLE} boxes, 5% lines across, to Argdown"
    return [line(name, statistics.median(ratios), TO_ARGDOWN)]


def growth() -> bool:
    """Compare the folded drawing of a huge map with a drawing of 100 boxes, by processor time."""
    small, huge = random_map(WHOLE), random_map(HUGE, across=0.01)
    shape = shape_of(huge, None)
    clock = time.process_time
    ours = partial(draw_whole, huge, rows_of(huge), shape)
    floor = partial(draw_whole, small, rows_of(small), shape_of(small, None))
    found = ratio(ours, floor, clock=clock)
    return line(f"{HUGE} boxes, folded, to a whole map of {WHOLE}", found, GROWTH)


def counts() -> list[bool]:
    """Print what a drawing of 100 boxes looks like."""
    found = []
    for view in View:
        drawings = [scene(random_map(WHOLE, seed=seed), Wish(view=view)) for seed in range(SEEDS)]
        lying = sum(len(overlaps(drawing)) for drawing in drawings)
        through = sum(len(hits(drawing)) for drawing in drawings)
        crossed = statistics.mean(crossings(drawing) for drawing in drawings)
        sys.stdout.write(
            f"{view}, {SEEDS} maps of {WHOLE} boxes: {lying} overlaps, {through} lines through"
            f" boxes, {crossed:.0f} crossings a map\n"
        )
        found.append(lying == through == 0)
    return found


def main() -> int:
    """Print the table; return 1 where a gate does not hold."""
    looks = counts()
    edits()
    held = [*looks, *against_dot(), *against_argdown(), growth()]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
