"""Lines across the map, led between the boxes.

Each runs from side to side along a sparse grid, whose lines pass every box at a little distance,
on the cheapest way: short, with few corners, not along other lines and rarely across them.
P. Hart, N. Nilsson, B. Raphael, A formal basis for the heuristic determination of minimum cost
paths (1968).
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import Final

from essays.layout.geometry import Point, Rect, straightened

type Line = tuple[Point, ...]

_AWAY: Final = 9.0
_CLEAR = 4.0  # nearer than this to a box no line runs
_CORNER, _CROSSED, _ALONG, _TAKEN_PORT = 60.0, 14.0, 2.0, 90.0
_NEAR = 5.0
_MOST_STATES = 60_000
# above 1 the search looks at far less of the grid, and finds a way at most this much dearer
_DEARER: Final = 1.4


def routed(
    wanted: Sequence[tuple[Rect, Rect]],
    *,
    obstacles: Sequence[Rect],
    lines: Sequence[Line],
    heads: Sequence[Rect] = (),
) -> list[Line | None]:
    """Return a line for each pair of rectangles, or None where there is no way.

    The rectangles are obstacles like the others; `lines` are those already drawn, `heads` their
    arrow heads, which are not crossed either.
    """
    if not wanted:
        return []
    grid = _Grid(wanted, obstacles, lines, heads)
    return [grid.route(start, end) for start, end in wanted]


def curve(start: Rect, end: Rect) -> tuple[Point, Point, Point]:
    """Return both ends and the control point of a bow between two rectangles."""
    (ax, ay), (bx, by) = start.centre, end.centre
    length = math.hypot(bx - ax, by - ay) or 1.0
    bow = min(80.0, length * 0.12)
    control = (ax + bx) / 2 - (by - ay) / length * bow, (ay + by) / 2 + (bx - ax) / length * bow
    return _towards(start, control), control, _towards(end, control)


def _towards(rect: Rect, point: Point) -> Point:
    """Return where the line from the middle of a rectangle to a point leaves it."""
    (x, y), (dx, dy) = rect.centre, (point[0] - rect.centre[0], point[1] - rect.centre[1])
    shares = [
        half / abs(step)
        for half, step in ((rect.width / 2, dx), (rect.height / 2, dy))
        if abs(step) > 1e-9
    ]
    share = min(shares, default=0.0)
    return x + dx * share, y + dy * share


def _ports(rect: Rect) -> Iterator[tuple[Point, Point]]:
    """Yield where a line may leave a rectangle, and the place on the grid next to it."""
    low = rect.bottom - min(10.0, rect.height / 2)
    for y in (low, low - 14) if rect.height > 70 else (low,):
        yield (rect.x, y), (rect.x - _AWAY, y)
        yield (rect.right, y), (rect.right + _AWAY, y)
    for share in (0.7, 0.82):
        x = rect.x + rect.width * share
        yield (x, rect.y), (x, rect.y - _AWAY)
        yield (x, rect.bottom), (x, rect.bottom + _AWAY)


class _Grid:
    """The lines along which one may go, and what each step costs. Rows and columns are made once
    they are needed.
    """

    def __init__(
        self,
        wanted: Sequence[tuple[Rect, Rect]],
        obstacles: Sequence[Rect],
        lines: Sequence[Line],
        heads: Sequence[Rect],
    ) -> None:
        ends = [outside for pair in wanted for rect in pair for _port, outside in _ports(rect)]
        self.xs = sorted(
            {edge for r in obstacles for edge in (r.x - _AWAY, r.right + _AWAY)}
            | {x for x, _y in ends}
        )
        self.ys = sorted(
            {edge for r in obstacles for edge in (r.y - _AWAY, r.bottom + _AWAY)}
            | {y for _x, y in ends}
        )
        self.x_at = {x: index for index, x in enumerate(self.xs)}
        self.y_at = {y: index for index, y in enumerate(self.ys)}
        # upright lines as (x, from, to), level ones as (y, from, to)
        self.upright: list[tuple[float, float, float]] = []
        self.level: list[tuple[float, float, float]] = []
        self.taken_ports: list[Point] = []
        for line in lines:
            self._take(line)
        self.across = [
            (r.x - _CLEAR, r.right + _CLEAR, r.y - _CLEAR, r.bottom + _CLEAR)
            for r in (*obstacles, *heads)
        ]
        self.down = [(top, foot, left, right) for left, right, top, foot in self.across]
        self.rows: dict[int, list[float]] = {}
        self.columns: dict[int, list[float]] = {}

    def route(self, start: Rect, end: Rect) -> Line | None:
        """Return a cheap line, and count it among those to keep away from."""
        starts = {self._node(outside): port for port, outside in _ports(start)}
        goals = {self._node(outside): port for port, outside in _ports(end)}
        path = self._search(starts, goals, end)
        if path is None:
            return None
        inside = [(self.xs[node // len(self.ys)], self.ys[node % len(self.ys)]) for node in path]
        line = straightened([starts[path[0]], *inside, goals[path[-1]]])
        self._take(line)
        self._forget(line)
        return line

    def _node(self, point: Point) -> int:
        return self.x_at[point[0]] * len(self.ys) + self.y_at[point[1]]

    def _search(
        self, starts: dict[int, Point], goals: dict[int, Point], end: Rect
    ) -> list[int] | None:
        """Return the nodes of a cheap way. A state is a node and the way one came in."""
        best: dict[int, float] = {}
        before: dict[int, int] = {}
        left = self._left(end)
        high = len(self.ys)
        queue: list[tuple[float, float, int]] = []
        leave = {node: self._port_cost(port) for node, port in goals.items()}
        for node, port in starts.items():
            state, cost = node * 2 + self._way_out(node, port), self._port_cost(port)
            best[state] = cost
            heappush(queue, (cost + left[0][node // high] + left[1][node % high], cost, state))
        while queue and len(best) < _MOST_STATES:
            _estimate, cost, state = heappop(queue)
            if state < 0:
                return self._way_back(-state - 1, before)
            if cost > best[state]:
                continue
            node = state // 2
            if node in goals:
                turn = _CORNER if self._way_out(node, goals[node]) != state % 2 else 0.0
                total = cost + turn + leave[node]
                heappush(queue, (total, total, -state - 1))
            for next_state, step in self._steps(state, high):
                new = cost + step
                if new < best.get(next_state, math.inf):
                    best[next_state] = new
                    before[next_state] = state
                    i, j = divmod(next_state // 2, high)
                    heappush(queue, (new + left[0][i] + left[1][j], new, next_state))
        return None

    def _steps(self, state: int, high: int) -> Iterator[tuple[int, float]]:
        """Yield the states next to one, with what the step costs."""
        node, upright = divmod(state, 2)
        i, j = divmod(node, high)
        row = self.rows.get(j) or self._row(j)
        column = self.columns.get(i) or self._column(i)
        turn_level, turn_upright = (_CORNER, 0.0) if upright else (0.0, _CORNER)
        if i and row[i - 1] < math.inf:
            yield (node - high) * 2, row[i - 1] + turn_level
        if i < len(row) and row[i] < math.inf:
            yield (node + high) * 2, row[i] + turn_level
        if j and column[j - 1] < math.inf:
            yield (node - 1) * 2 + 1, column[j - 1] + turn_upright
        if j < len(column) and column[j] < math.inf:
            yield (node + 1) * 2 + 1, column[j] + turn_upright

    def _way_back(self, state: int, before: dict[int, int]) -> list[int]:
        path = [state // 2]
        while state in before:
            state = before[state]
            path.append(state // 2)
        return path[::-1]

    def _way_out(self, node: int, port: Point) -> int:
        """Return 1 where a line leaves its port up or down, 0 to the sides."""
        return int(self.xs[node // len(self.ys)] == port[0])

    def _left(self, end: Rect) -> tuple[list[float], list[float]]:
        """Return what is still to go from each x and from each y, reckoned dearer than it is."""
        return (
            [_DEARER * max(end.x - _AWAY - x, 0.0, x - end.right - _AWAY) for x in self.xs],
            [_DEARER * max(end.y - _AWAY - y, 0.0, y - end.bottom - _AWAY) for y in self.ys],
        )

    def _port_cost(self, port: Point) -> float:
        x, y = port
        taken = any(abs(x - a) < 2 * _NEAR and abs(y - b) < 2 * _NEAR for a, b in self.taken_ports)
        return _TAKEN_PORT if taken else 0.0

    def _row(self, j: int) -> list[float]:
        self.rows[j] = _costs(self.xs, self.ys[j], self.across, self.level, self.upright)
        return self.rows[j]

    def _column(self, i: int) -> list[float]:
        self.columns[i] = _costs(self.ys, self.xs[i], self.down, self.upright, self.level)
        return self.columns[i]

    def _take(self, line: Line) -> None:
        for (ax, ay), (bx, by) in pairwise(line):
            if abs(ax - bx) < abs(ay - by):
                self.upright.append((ax, min(ay, by), max(ay, by)))
            else:
                self.level.append((ay, min(ax, bx), max(ax, bx)))
        if line:
            self.taken_ports += [line[0], line[-1]]

    def _forget(self, line: Line) -> None:
        """Let the costs along a new line be reckoned anew."""
        for x, y in line:
            for j in range(bisect_left(self.ys, y - _NEAR), bisect_right(self.ys, y + _NEAR)):
                self.rows.pop(j, None)
            for i in range(bisect_left(self.xs, x - _NEAR), bisect_right(self.xs, x + _NEAR)):
                self.columns.pop(i, None)


def _costs(
    places: Sequence[float],
    at: float,
    obstacles: Sequence[tuple[float, float, float, float]],
    along: Sequence[tuple[float, float, float]],
    across: Sequence[tuple[float, float, float]],
) -> list[float]:
    """Return what each step from place to place costs on a line of the grid."""
    costs = [end - start for start, end in pairwise(places)]
    for begin, end, low, high in obstacles:
        if low < at < high:
            # a step is shut if any part of it lies inside
            for step in range(bisect_right(places, begin) - 1, bisect_left(places, end)):
                if 0 <= step < len(costs):
                    costs[step] = math.inf
    for place, begin, end in along:
        if abs(place - at) < _NEAR:
            for step in range(bisect_right(places, begin) - 1, bisect_left(places, end)):
                if 0 <= step < len(costs):
                    costs[step] *= 1 + _ALONG
    for place, begin, end in across:
        if begin < at < end:
            step = bisect_left(places, place) - 1
            if 0 <= step < len(costs):
                costs[step] += _CROSSED
    return costs
