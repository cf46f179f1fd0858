"""Lines across the map, led between the boxes.

Each runs from side to side along the lanes between the boxes on the cheapest way: short, with few
corners, not along other lines and rarely across them. P. Hart, N. Nilsson, B. Raphael, A formal
basis for the heuristic determination of minimum cost paths (1968).
"""

import math
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from heapq import heapify, heappop, heappush
from itertools import chain, product
from typing import Final

from essays.layout.geometry import Point, Rect, straightened
from essays.layout.lanes import NEAR, Lanes

type Line = tuple[Point, ...]

_AWAY: Final = 9.0  # from a box to the lanes that pass it
_CLEAR: Final = 4.0  # nearer than this to a box or an arrow head no lane runs
_CORNER, _TAKEN_PORT = 60.0, 90.0
# above 1 the search looks at fewer lanes, and finds a way at most this much dearer
_DEARER: Final = 1.2


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
    net = _Net(wanted, obstacles, lines, heads)
    return [net.route(start, end) for start, end in wanted]


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
    """Yield where a line may leave a rectangle, and the place on the lanes next to it."""
    low = rect.bottom - min(10.0, rect.height / 2)
    for y in (low, low - 14) if rect.height > 70 else (low,):
        yield (rect.x, y), (rect.x - _AWAY, y)
        yield (rect.right, y), (rect.right + _AWAY, y)
    for share in (0.7, 0.82):
        x = rect.x + rect.width * share
        yield (x, rect.y), (x, rect.y - _AWAY)
        yield (x, rect.bottom), (x, rect.bottom + _AWAY)


class _Net:
    """The lanes between the boxes as a net to search.

    A state is a lane and the lane that one has reached on it, together one number.
    """

    def __init__(
        self,
        wanted: Sequence[tuple[Rect, Rect]],
        obstacles: Sequence[Rect],
        lines: Sequence[Line],
        heads: Sequence[Rect],
    ) -> None:
        points = [outside for pair in wanted for rect in pair for _port, outside in _ports(rect)]
        for rect in obstacles:
            around = rect.grown(_AWAY)
            points += product((around.x, around.right), (around.y, around.bottom))
        blocks = [rect.grown(_CLEAR) for rect in (*obstacles, *heads)]
        self.lanes = Lanes(points, blocks, lines)
        self.count = len(self.lanes.places)
        self.taken_ports = sorted(port for line in lines for port in line[:1] + line[-1:])

    def route(self, start: Rect, end: Rect) -> Line | None:
        """Return a cheap line, and count it among those to keep away from."""
        starts, goals = self._doors(start), self._doors(end)
        path = self._search(starts, goals, self._left(end))
        if path is None:
            return None
        line = straightened([starts[path[0]], *map(self._point, path), goals[path[-1]]])
        self.lanes.take(line)
        for port in (line[0], line[-1]):
            insort(self.taken_ports, port)
        return line

    def _doors(self, rect: Rect) -> dict[int, Point]:
        """Return the ports of a rectangle by the states in which lines leave them."""
        found = {}
        for port, outside in _ports(rect):
            crossing = self.lanes.through(outside)
            if crossing is not None:
                row, column = crossing
                lane, met = (column, row) if port[0] == outside[0] else (row, column)
                found[lane * self.count + met] = port
        return found

    def _point(self, state: int) -> Point:
        row, column = sorted(divmod(state, self.count))
        return self.lanes.places[column], self.lanes.places[row]

    def _left(self, end: Rect) -> list[float]:
        """Return how far it still is from each lane to the end, reckoned dearer than it is."""
        around = end.grown(_AWAY)
        rows, columns = self.lanes.places[: self.lanes.rows], self.lanes.places[self.lanes.rows :]
        down = (max(around.y - y, 0.0, y - around.bottom) for y in rows)
        across = (max(around.x - x, 0.0, x - around.right) for x in columns)
        return [_DEARER * far for far in chain(down, across)]

    def _search(
        self, starts: dict[int, Point], goals: dict[int, Point], left: Sequence[float]
    ) -> list[int] | None:
        """Return the states of a cheap way."""
        best = {state: self._port_cost(port) for state, port in starts.items()}
        leave = {state: self._port_cost(port) for state, port in goals.items()}
        before: dict[int, int] = {}
        # only where one arrives need one not turn
        last = {state // self.count for state in goals}
        ahead = [far + _CORNER * (lane not in last) for lane, far in enumerate(left)]
        queue = [(cost, cost, state) for state, cost in best.items()]
        heapify(queue)
        while queue:
            _estimate, cost, state = heappop(queue)
            if state < 0:
                return _way_back(~state, before)
            if cost > best[state]:
                continue
            if state in leave:
                total = cost + leave[state]
                heappush(queue, (total, total, ~state))
            for lane, met, step in self._moves(*divmod(state, self.count)):
                after, new = lane * self.count + met, cost + step
                if new < best.get(after, math.inf):
                    best[after], before[after] = new, state
                    heappush(queue, (new + ahead[lane] + left[met], new, after))
        return None

    def _moves(self, lane: int, met: int) -> list[tuple[int, int, float]]:
        """Return where one comes next, on a lane or by turning, and what it costs."""
        meets, costs = self.lanes.steps(lane)
        here = bisect_left(meets, met)
        found = [(met, lane, _CORNER)]
        if here:
            found.append((lane, meets[here - 1], costs[here - 1]))
        if here < len(costs):
            found.append((lane, meets[here + 1], costs[here]))
        return found

    def _port_cost(self, port: Point) -> float:
        (x, y), ports, most = port, self.taken_ports, 2 * NEAR
        near = ports[bisect_right(ports, (x - most, math.inf)) : bisect_left(ports, (x + most,))]
        return _TAKEN_PORT if any(abs(y - other) < most for _x, other in near) else 0.0


def _way_back(state: int, before: dict[int, int]) -> list[int]:
    """Return the states on the way to one, the first first."""
    path = [state]
    while state in before:
        state = before[state]
        path.append(state)
    return path[::-1]
