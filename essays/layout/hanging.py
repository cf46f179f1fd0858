"""A hanging column: a branch that reads like a thread, each box below and right of its target.

Every reason has a lane of its own down from the foot of what it bears on, the first one on the
right, so that no two lines cross. Premises share the lane into their pill. Only where more than
`MOST_LANES` hang at one foot do those of one kind share a lane.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from essays.layout.geometry import Point, Rect
from essays.layout.items import Item

MOST_LANES: Final = 6

_LANE, _BESIDE = 14.0, 14.0
ENTRY: Final = 18.0  # how far below its top a line leaves a box: the height of its first words
_TO_CHILD, _TO_PREMISE = 24.0, 16.0
NEXT: Final = 18.0  # from a branch to the sibling below it


@dataclass(frozen=True, slots=True)
class Column:
    """A branch as a column: every item with its place, the first at (0, 0)."""

    places: tuple[tuple[Item, float, float], ...]
    width: float
    height: float


def column(top: Item) -> Column:
    """Return the column of an item and of all below it."""
    places: list[tuple[Item, float, float]] = []
    ahead = [(top, 0.0)]
    foot = width = 0.0
    previous: Item | None = None
    while ahead:
        item, x = ahead.pop()
        y = foot + _gap(previous, item) if previous else 0.0
        places.append((item, x, y))
        foot, width, previous = y + item.face.height, max(width, x + item.face.width), item
        if item.below:
            inside = x + indent(item)
            ahead += [(child, inside) for child in reversed(item.below)]
    return Column(tuple(places), width, foot)


def stack(heads: Sequence[Item]) -> Column:
    """Return siblings and all below them in one column, with lanes for all but the first."""
    if len(heads) == 1:
        return column(heads[0])
    inside = 2 * _BESIDE + _LANE * (len(heads) - 2)
    places: list[tuple[Item, float, float]] = []
    y = width = 0.0
    for head in heads:
        part = column(head)
        places += [(item, inside + dx, y + dy) for item, dx, dy in part.places]
        y, width = y + part.height + NEXT, max(width, part.width)
    return Column(tuple(places), inside + width, y - NEXT)


def set_lanes(heads: Sequence[Item]) -> None:
    """Set the lanes of a stack whose items have their places."""
    for index, head in enumerate(heads[1:]):
        head.lane = head.rect.x - _BESIDE - _LANE * index


def draw_lines(placed: Sequence[Item]) -> None:
    """Set the line of every item but the first of a column whose items have their places."""
    for item in placed:
        if not item.below:
            continue
        lanes = _lanes(item)
        inside = item.rect.x + _indent(lanes) - _BESIDE
        for child, lane in zip(item.below, lanes, strict=True):
            child.line = _line(item.rect, child, inside - _LANE * lane)
        for premise in item.below[: max(item.lead - 1, 0)]:
            # the last premise draws the lane they share, or dashes would fill each other's gaps
            premise.line = premise.line[:2]


def _line(above: Rect, child: Item, lane: float) -> tuple[Point, ...]:
    y = child.rect.y + min(ENTRY, child.height / 2)
    return ((child.rect.x, y), (lane, y), (lane, above.bottom))


def _gap(previous: Item, item: Item) -> float:
    if item.above is not previous:
        return NEXT
    return _TO_PREMISE if previous.is_pill and previous.lead == len(previous.below) else _TO_CHILD


def _lanes(item: Item) -> list[int]:
    """Return for each child the number of its lane, counted from the right."""
    if len(item.below) == 1:
        return [0]
    own = [
        *([0] * item.lead),
        *range(bool(item.lead), bool(item.lead) + len(item.below) - item.lead),
    ]
    if not own or own[-1] < MOST_LANES:
        return own
    kinds = list(dict.fromkeys((child.kind, child.join) for child in reversed(item.below)))[::-1]
    return [kinds.index((child.kind, child.join)) for child in item.below]


def indent(item: Item) -> float:
    """Return how far to the right of an item what hangs under it stands."""
    return _indent(_lanes(item))


def _indent(lanes: Sequence[int]) -> float:
    return 2 * _BESIDE + _LANE * max(lanes, default=0)
