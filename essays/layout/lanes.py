"""The lanes between the boxes, along which lines across the map are led, and what a step costs.

A lane runs through a point where a line may want to turn, beside the corner of a box or where it
leaves one, and reaches from one thing in its way to the next. Every such point has a row and a
column; where a row meets a column, a line may turn. M. Wybrow, K. Marriott, P. Stuckey, Orthogonal
connector routing (2009), call this an orthogonal visibility graph.
"""

import math
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from essays.layout.geometry import Point, Rect

NEAR: Final = 5.0  # lines nearer to each other than this run along each other
_CROSSED, _ALONG = 14.0, 2.0


class Stretch(NamedTuple):
    """A stretch of a row, whose place is a y, or of a column, whose place is an x."""

    place: float
    begin: float
    end: float


class Lanes:
    """The lanes through these points, numbered from 0: the rows by their y, then the columns by
    their x. `places` has the y and x of each, `rows` is how many are rows.

    No lane runs through a block; costs are higher along `lines`, and where they are crossed.
    """

    def __init__(
        self, points: Sequence[Point], blocks: Sequence[Rect], lines: Iterable[Sequence[Point]]
    ) -> None:
        rows = _free([(y, x) for x, y in points], [(r.y, r.bottom, r.x, r.right) for r in blocks])
        columns = _free(points, [(r.x, r.right, r.y, r.bottom) for r in blocks])
        upright, level = _split(lines)
        self._across = _Parallels(0, list(rows), sorted(level))
        self.rows = len(self._across.lanes)
        self._down = _Parallels(self.rows, list(columns), sorted(upright))
        self.places = [lane.place for way in (self._across, self._down) for lane in way.lanes]
        self._met = _met(self._across.lanes, self._down.lanes)
        self._costs: dict[int, list[float]] = {}

    def through(self, point: Point) -> tuple[int, int] | None:
        """Return the row and the column through a point, or None where something is in the way."""
        x, y = point
        row, column = self._across.through(y, x), self._down.through(x, y)
        return None if row is None or column is None else (row, column)

    def steps(self, number: int) -> tuple[Sequence[int], Sequence[float]]:
        """Return which lanes a lane meets, in order, and what it costs from each to the next."""
        met, costs = self._met[number], self._costs.get(number)
        if costs is None:
            own, others = self._across, self._down
            if number >= self.rows:
                own, others = others, own
            places = [self.places[other] for other in met]
            costs = _costs(own.lanes[number - own.first], places, own.lines, others.lines)
            self._costs[number] = costs
        return met, costs

    def take(self, line: Sequence[Point]) -> None:
        """Add a line to those that make steps dearer."""
        upright, level = _split([line])
        for own, others, parts in (
            (self._down, self._across, upright),
            (self._across, self._down, level),
        ):
            for part in parts:
                insort(own.lines, part)
                near = own.between(part.place - NEAR, part.place + NEAR)
                for number in (*near, *others.crossed(part)):
                    self._costs.pop(number, None)


class _Parallels:
    """The lanes of one direction, and the lines drawn in it, both in the order of their places."""

    def __init__(self, first: int, lanes: list[Stretch], lines: list[Stretch]) -> None:
        self.first = first
        self.lanes = lanes
        self.lines = lines

    def through(self, place: float, point: float) -> int | None:
        """Return the number of the lane at a place that runs through a point of it."""
        index = bisect_right(self.lanes, (place, point, math.inf)) - 1
        lane = self.lanes[index] if index >= 0 else None
        return index + self.first if lane and lane.place == place and lane.end >= point else None

    def crossed(self, line: Stretch) -> list[int]:
        """Return the numbers of the lanes that a line of the other direction crosses."""
        at, lanes = line.place, self.lanes
        found = self.between(line.begin, line.end)
        return [n for n in found if lanes[n - self.first][1] < at < lanes[n - self.first][2]]

    def between(self, low: float, high: float) -> range:
        """Return the numbers of the lanes from one place to another."""
        found = _between(self.lanes, low, high)
        return range(self.first + found.start, self.first + found.stop)


def _between(stretches: Sequence[Stretch], low: float, high: float) -> slice:
    """Return which of the stretches, in order, stand from one place to another."""
    return slice(bisect_left(stretches, (low,)), bisect_right(stretches, (high, math.inf)))


def _met(rows: Sequence[Stretch], columns: Sequence[Stretch]) -> list[list[int]]:
    """Return which lanes each lane meets, in order, swept from row to row."""
    met: list[list[int]] = [[] for _lane in (*rows, *columns)]
    first = len(rows)
    ends = sorted(((lane.end, first + at) for at, lane in enumerate(columns)), reverse=True)
    begins = sorted(((lane.begin, first + at) for at, lane in enumerate(columns)), reverse=True)
    there: list[int] = []  # the columns that have begun and not yet ended
    for row, (y, left, right) in enumerate(rows):
        while begins and begins[-1][0] <= y:
            insort(there, begins.pop()[1])
        while ends and ends[-1][0] < y:
            there.remove(ends.pop()[1])
        reached = _between(columns, left, right)
        begin, end = (bisect_left(there, first + at) for at in (reached.start, reached.stop))
        met[row] = there[begin:end]
        for column in met[row]:
            met[column].append(row)
    return met


def _split(lines: Iterable[Sequence[Point]]) -> tuple[list[Stretch], list[Stretch]]:
    """Return the parts of lines that run up or down, and those that run to the side."""
    upright, level = [], []
    for line in lines:
        for (ax, ay), (bx, by) in pairwise(line):
            left, right, top, foot = min(ax, bx), max(ax, bx), min(ay, by), max(ay, by)
            if right - left < foot - top:
                upright.append(Stretch(ax, top, foot))
            else:
                level.append(Stretch(ay, left, right))
    return upright, level


def _costs(
    lane: Stretch, places: Sequence[float], along: Sequence[Stretch], across: Sequence[Stretch]
) -> list[float]:
    """Return what each step from place to place costs: its length, and more where it runs along a
    line or across one.
    """
    costs = [end - begin for begin, end in pairwise(places)]
    for _place, begin, end in along[_between(along, lane.place - NEAR, lane.place + NEAR)]:
        first = max(bisect_right(places, begin) - 1, 0)
        for step in range(first, min(bisect_left(places, end), len(costs))):
            costs[step] *= 1 + _ALONG
    reached = across[_between(across, lane.begin, lane.end)]
    for crossed in [at for at, begin, end in reached if begin < lane[0] < end]:
        step = bisect_left(places, crossed) - 1
        if 0 <= step < len(costs):
            costs[step] += _CROSSED
    return costs


def _free(
    points: Iterable[Point], blocks: Iterable[tuple[float, float, float, float]]
) -> Iterator[Stretch]:
    """Yield the free stretches through these points, swept from place to place.

    A block stands in the way from one place to another, and takes a stretch of each.
    """
    wanted: dict[float, list[float]] = defaultdict(list)
    for place, point in points:
        wanted[place].append(point)
    ahead = sorted(blocks, reverse=True)
    taken: list[tuple[float, float, float]] = []  # begin, end, and up to which place
    for place in sorted(wanted):
        taken = [block for block in taken if block[2] > place]
        while ahead and ahead[-1][0] < place:
            _low, high, begin, end = ahead.pop()
            if high > place:
                insort(taken, (begin, end, high))
        wishes = sorted(wanted[place])
        free = -math.inf
        for begin, end, _high in [*taken, (math.inf, math.inf, place)]:
            if begin > free:
                wish = bisect_left(wishes, free)
                if wish < len(wishes) and wishes[wish] <= begin:
                    yield Stretch(place, free, begin)
            free = max(free, end)
