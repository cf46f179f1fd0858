"""The view from the top down: levels side by side down to the hang level, columns below it.

The first root's branch stands on top; what hangs on nothing stands in rows under it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from essays.layout import buses, hanging
from essays.layout.buses import Way
from essays.layout.geometry import Rect, bounds
from essays.layout.items import Item, walk
from essays.layout.tree import Branch, tidy

ASPECT: Final = 1.8  # width to height: a screen; a little more, since shallow columns move less
DEEPEST: Final = 12
# the stored level stays while its shape is at most this many times worse than the best one
_WORTH_IT: Final = 1.75

_BESIDE, _BELOW = 28.0, 28.0
_TO_PREMISE = 34.0
_BETWEEN_ROOTS, _ROW_STEP = 56.0, 1200.0
# boxes with nothing below them that stand under each other, and boxes of a stack in all
_MOST_LEAVES, _MOST_IN_STACK = 8, 24


@dataclass(slots=True)
class _Stand:
    """What stands side by side with others: one item, or a stack of branches in one column.

    `drop` is how far below its branch's start it stands.
    """

    heads: Sequence[Item]
    branch: Branch
    drop: float
    column: hanging.Column | None


def arrange(roots: Sequence[Item], level: int) -> None:
    """Set place and line of every item. From this level on, branches hang as columns."""
    trees = [_tree(root, level) for root in roots]
    for stands, corner in zip(trees, _corners([_size(stands) for stands in trees]), strict=True):
        left = min(stand.branch.at for stand in stands)
        for stand in stands:
            _place(stand, corner.x - left, corner.y)
        for stand in stands:
            if stand.column is not None:
                hanging.set_lanes(stand.heads)
                hanging.draw_lines([item for item, _x, _y in stand.column.places])
        for stand in stands:
            if stand.column is None:
                buses.draw_lines(stand.heads[0], Way.DOWN)


def hang_level(roots: Sequence[Item], stored: int | None) -> int:
    """Return the level from which branches hang, so that the drawing has the shape of a screen.

    The stored level is kept unless another gives a clearly better shape.
    """
    deepest = min(max((item.depth for item in walk(roots)), default=0), DEEPEST)
    badness = {level: _badness(_extent(roots, level)) for level in range(deepest + 1)}
    best = min(badness, key=lambda level: (badness[level], level))
    if stored is None:
        return best
    kept = min(max(stored, 0), deepest)
    return best if badness[kept] > badness[best] + math.log(_WORTH_IT) else kept


def _badness(extent: Rect) -> float:
    if not extent.width or not extent.height:
        return 0.0
    return abs(math.log(extent.width / extent.height / ASPECT))


def _extent(roots: Sequence[Item], level: int) -> Rect:
    """Return the size of the whole drawing."""
    return bounds(_corners([_size(_tree(root, level)) for root in roots]))


def _corners(sizes: Sequence[tuple[float, float]]) -> list[Rect]:
    """Return where each root's branch stands: the first on top, the others in rows under it."""
    if not sizes:
        return []
    area = sum(width * height for width, height in sizes)
    needed = max(math.sqrt(area * ASPECT), *(width for width, _height in sizes))
    # in large steps, so that a box more does not send others into another row
    across = math.ceil(needed / _ROW_STEP) * _ROW_STEP
    found = [Rect(0, 0, *sizes[0])]
    x, y, tallest = 0.0, sizes[0][1] + _BETWEEN_ROOTS, 0.0
    for width, height in sizes[1:]:
        if x and x + width > across:
            x, y, tallest = 0.0, y + tallest + _BETWEEN_ROOTS, 0.0
        found.append(Rect(x, y, width, height))
        x, tallest = x + width + _BESIDE, max(tallest, height)
    return found


def _size(stands: Sequence[_Stand]) -> tuple[float, float]:
    """Return width and height of a branch."""
    left = min(stand.branch.at for stand in stands)
    right = max(stand.branch.at + stand.branch.breadth for stand in stands) - _BESIDE
    foot = max(stand.branch.start + stand.drop + _height(stand) for stand in stands)
    return right - left, foot


def _height(stand: _Stand) -> float:
    return stand.column.height if stand.column else stand.heads[0].height


def _tree(root: Item, level: int) -> list[_Stand]:
    """Return what stands side by side, laid out."""
    found: list[_Stand] = []
    first = _stand([root], 0.0, 0.0, level)
    stack = [first]
    while stack:
        stand = stack.pop()
        found.append(stand)
        if stand.column is not None:
            continue
        item = stand.heads[0]
        for heads in _stacked(item, level):
            drop = 0.0 if heads[0].is_pill else _pills(item)
            below = _stand(heads, stand.branch.end, drop, level)
            stand.branch.children.append(below.branch)
            stack.append(below)
    tidy(first.branch)
    return found


def _stacked(item: Item, level: int) -> list[list[Item]]:
    """Return what is below an item in stacks: where branches hang, a box with nothing below it
    stands under the branch before it. So a new reason mostly moves nothing else.
    """
    found: list[list[Item]] = []
    size = leaves = 0
    for child in item.below:
        is_leaf = not child.below
        if (
            is_leaf
            and found
            and leaves < _MOST_LEAVES
            and size < _MOST_IN_STACK
            and not item.is_pill
            and _hangs(found[-1][0], level)
            and _hangs(child, level)
        ):
            found[-1].append(child)
            size, leaves = size + 1, leaves + 1
        else:
            found.append([child])
            size, leaves = sum(1 for _item in walk([child])), int(is_leaf)
    return found


def _hangs(item: Item, level: int) -> bool:
    return item.depth >= level and not item.is_pill


def _stand(heads: Sequence[Item], start: float, drop: float, level: int) -> _Stand:
    item = heads[0]
    if _hangs(item, level) and (item.below or len(heads) > 1):
        column = hanging.stack(heads)
        branch = Branch(column.width + _BESIDE, start, drop + column.height + _BELOW)
        return _Stand(heads, branch, drop, column)
    extent = drop + item.height + _gap(item)
    if item.is_pill and not item.below and item.above is not None:
        extent += _pills(item.above)
    branch = Branch(item.width + _BESIDE, start, extent, lead=item.lead)
    return _Stand(heads, branch, drop, None)


def _gap(item: Item) -> float:
    """Return the space under an item."""
    if item.is_pill:
        return _TO_PREMISE
    return max(_BELOW, buses.room_for(len(item.below)))


def _pills(item: Item) -> float:
    """Return how far pills put off the boxes under an item."""
    deepest = 0.0
    stack = [(child, 0.0) for child in item.below if child.is_pill]
    while stack:
        pill, above = stack.pop()
        depth = above + pill.height + _TO_PREMISE
        deepest = max(deepest, depth)
        stack.extend((child, depth) for child in pill.below if child.is_pill)
    return deepest


def _place(stand: _Stand, dx: float, dy: float) -> None:
    x = stand.branch.at + dx
    y = stand.branch.start + stand.drop + dy
    if stand.column is None:
        item = stand.heads[0]
        item.rect = Rect(x, y, item.width, item.height)
        return
    for item, inside_x, inside_y in stand.column.places:
        item.rect = Rect(x + inside_x, y + inside_y, item.width, item.height)
