"""Rectangles and lines of right angles. Units are px, x to the right and y downwards."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

type Point = tuple[float, float]

_NEAR = 0.01


class Rect(NamedTuple):
    """A rectangle by its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its foot."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> "Rect":
        """Return the same rectangle elsewhere."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def grown(self, by: float) -> "Rect":
        """Return a rectangle larger by so much on every side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def overlaps(self, other: "Rect") -> bool:
        """Return whether two rectangles share more than an edge."""
        return (
            self.x < other.right
            and other.x < self.right
            and self.y < other.bottom
            and other.y < self.bottom
        )

    def crossed_by(self, start: Point, end: Point) -> bool:
        """Return whether a segment runs through the inside. L. Liang, B. Barsky (1984)."""
        (x, y), (dx, dy) = start, (end[0] - start[0], end[1] - start[1])
        low, high = 0.0, 1.0
        for step, near, far in (
            (dx, self.x - x, self.right - x),
            (dy, self.y - y, self.bottom - y),
        ):
            if abs(step) < 1e-9:
                if near >= 0 or far <= 0:
                    return False
                continue
            first, last = sorted((near / step, far / step))
            low, high = max(low, first), min(high, last)
        return high - low > 1e-9


def bounds(rects: Iterable[Rect], points: Iterable[Point] = ()) -> Rect:
    """Return the smallest rectangle around these, or an empty one."""
    inside, corners = list(rects), list(points)
    if not inside and not corners:
        return Rect(0, 0, 0, 0)
    xs, ys = [x for x, _y in corners], [y for _x, y in corners]
    left = min(xs + [rect.x for rect in inside])
    top = min(ys + [rect.y for rect in inside])
    right = max(xs + [rect.x + rect.width for rect in inside])
    bottom = max(ys + [rect.y + rect.height for rect in inside])
    return Rect(left, top, right - left, bottom - top)


def straightened(points: Sequence[Point]) -> tuple[Point, ...]:
    """Return a line without doubled points and without corners that turn nowhere."""
    kept: list[Point] = []
    for point in points:
        if kept and _same(kept[-1], point):
            continue
        if len(kept) > 1 and _in_line(kept[-2], kept[-1], point):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)


def beside(points: Sequence[Point], distance: float) -> tuple[Point, ...]:
    """Return a line of right angles that runs this far to the right of another, seen in its way."""
    if len(points) < 2:
        return tuple(points)
    ways = [_way(start, end) for start, end in pairwise(points)]
    moved = []
    for (x, y), before, after in zip(points, [ways[0], *ways], [*ways, ways[-1]], strict=True):
        across, down = -before[1], before[0]
        if after != before:
            across, down = across - after[1], down + after[0]
        moved.append((x + distance * across, y + distance * down))
    return tuple(moved)


def _way(start: Point, end: Point) -> tuple[int, int]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    if abs(dx) >= abs(dy):
        return (1 if dx > 0 else -1, 0)
    return (0, 1 if dy > 0 else -1)


def _same(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < _NEAR and abs(one[1] - other[1]) < _NEAR


def _in_line(one: Point, two: Point, three: Point) -> bool:
    """Return whether three points lie on one upright or level line, in order or not."""
    upright = abs(one[0] - two[0]) < _NEAR and abs(two[0] - three[0]) < _NEAR
    level = abs(one[1] - two[1]) < _NEAR and abs(two[1] - three[1]) < _NEAR
    return upright or level
