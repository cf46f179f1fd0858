"""Lines from siblings that stand side by side to the foot of what they bear on.

Each has a line and a port of its own; the ports stand in the order of the siblings, and the line
of an outer sibling runs nearer to the foot, so that no two lines cross. Premises share one line
into their pill. What bears on a step comes in at the pill's end.

Breadth and depth are those of `essays.layout.tree`; who calls turns them into x and y.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from essays.layout.geometry import Point, straightened
from essays.layout.hanging import ENTRY
from essays.layout.items import Item

_HEAD_ROOM: Final = 20.0  # from the foot to the first line along it: an arrow head, and air
_FOOT_ROOM: Final = 16.0  # from the last of them to the siblings
_STEP, _MOST_STEPS = 7.0, 56.0
_PORTS = 56.0
_BEYOND = 14.0  # an arrow head and its bar


@dataclass(frozen=True, slots=True)
class Foot:
    """The side of an item at which lines come in; none comes nearer to its corners than so."""

    begin: float
    end: float
    top: float
    depth: float
    corner: float
    clear: float

    @property
    def middle(self) -> float:
        """The middle of its breadth."""
        return (self.begin + self.end) / 2


@dataclass(frozen=True, slots=True)
class Sibling:
    """Where the line of a sibling begins."""

    at: float
    depth: float


class Way(Enum):
    """Where depth leads."""

    DOWN = "down"
    RIGHT = "right"


def draw_lines(item: Item, way: Way, *, clear: float = 0.0) -> None:
    """Set the lines of all that stands below an item, whose places are known.

    They run along its foot beyond the depth `clear`, as far as others of its column reach.
    """
    foot = _foot(item, way, clear)
    siblings = [_sibling(child, way) for child in item.below]
    beyond = item.lead
    while beyond < len(siblings) and siblings[beyond].at < foot.end + _BEYOND:
        beyond += 1
    if item.lead:
        lines = [
            *together(foot, siblings[: item.lead]),
            *to_foot(foot, siblings[item.lead : beyond]),
            *to_end(foot, siblings[beyond:]),
        ]
    else:
        order = sorted(range(len(siblings)), key=lambda index: siblings[index].at)
        sorted_lines = to_foot(foot, [siblings[index] for index in order])
        lines = [line for _index, line in sorted(zip(order, sorted_lines, strict=True))]
    for child, line in zip(item.below, lines, strict=True):
        if child.lane is not None:
            child.line = straightened([(child.rect.x, line[0][1]), *line])
        else:
            turned = line if way is Way.DOWN else tuple((depth, at) for at, depth in line)
            child.line = straightened(turned)


def _foot(item: Item, way: Way, clear: float) -> "Foot":
    rect = item.rect
    if way is Way.DOWN:
        # the control that folds a box stands in its corner
        corner = 16.0 if item.is_pill else 34.0
        return Foot(rect.x, rect.right, rect.y, rect.bottom, corner, max(clear, rect.bottom))
    corner = min(14.0, rect.height / 2)
    return Foot(rect.y, rect.bottom, rect.x, rect.right, corner, max(clear, rect.right))


def _sibling(child: Item, way: Way) -> "Sibling":
    if child.lane is not None:
        return Sibling(child.lane, child.rect.y + min(ENTRY, child.height / 2))
    x, y = child.rect.centre
    return Sibling(x, child.rect.y) if way is Way.DOWN else Sibling(y, child.rect.x)


def room_for(siblings: int) -> float:
    """Return the depth that lines of so many siblings take between a foot and them."""
    levels = max(0, (siblings + 1) // 2 - 1)
    return _HEAD_ROOM + _FOOT_ROOM + min(_STEP * levels, _MOST_STEPS)


def to_foot(foot: Foot, siblings: Sequence[Sibling]) -> list[tuple[Point, ...]]:
    """Return the lines, as (breadth, depth), from siblings in order to ports of their own."""
    ports = _ports(foot, siblings)
    left = [index for index, sibling in enumerate(siblings) if sibling.at < ports[index]]
    right = [index for index, sibling in enumerate(siblings) if sibling.at > ports[index]][::-1]
    levels = {index: rank for side in (left, right) for rank, index in enumerate(side)}
    most = max(levels.values(), default=0)
    room = room_for(len(siblings)) - _HEAD_ROOM - _FOOT_ROOM
    step = min(_STEP, room / most) if most else 0.0
    lines: list[tuple[Point, ...]] = []
    for index, (sibling, port) in enumerate(zip(siblings, ports, strict=True)):
        level = foot.clear + _HEAD_ROOM + step * levels.get(index, 0)
        corners = ((sibling.at, level), (port, level)) if index in levels else ()
        lines.append(((sibling.at, sibling.depth), *corners, (port, foot.depth)))
    return lines


def together(foot: Foot, siblings: Sequence[Sibling]) -> list[tuple[Point, ...]]:
    """Return the lines from linked premises into the middle of their pill.

    Only the first runs all the way: drawn twice, dashes would fill each other's gaps.
    """
    level = foot.clear + _FOOT_ROOM
    at = foot.middle
    if len(siblings) == 1 and foot.begin + foot.corner <= siblings[0].at <= foot.end - foot.corner:
        at = siblings[0].at
    lines: list[tuple[Point, ...]] = [((s.at, s.depth), (s.at, level)) for s in siblings]
    lines[-1] = (*lines[-1], (at, level))
    lines[0] = (*lines[0], (at, level), (at, foot.depth))
    return lines


def to_end(foot: Foot, siblings: Sequence[Sibling]) -> list[tuple[Point, ...]]:
    """Return the lines from siblings beyond a pill to its end, the outermost nearest its top."""
    span = foot.depth - foot.top
    step = min(14.0, (span - 10) / max(len(siblings) - 1, 1))
    first = (foot.top + foot.depth) / 2 - step * (len(siblings) - 1) / 2
    lines: list[tuple[Point, ...]] = []
    for index, sibling in enumerate(reversed(siblings)):
        level = first + step * index
        lines.append(((sibling.at, sibling.depth), (sibling.at, level), (foot.end, level)))
    return lines[::-1]


def _ports(foot: Foot, siblings: Sequence[Sibling]) -> list[float]:
    """Return where each line enters; straight above its sibling where that is next to its port."""
    count = len(siblings)
    room = foot.end - foot.begin - 2 * foot.corner
    if count == 1:
        return [min(max(siblings[0].at, foot.begin + foot.corner), foot.end - foot.corner)]
    step = min(_PORTS, max(room, 0) / (count - 1))
    first = foot.middle - step * (count - 1) / 2
    ports = [first + step * index for index in range(count)]
    return [
        sibling.at
        if abs(sibling.at - port) < step / 2
        and foot.begin + foot.corner <= sibling.at <= foot.end - foot.corner
        else port
        for sibling, port in zip(siblings, ports, strict=True)
    ]
