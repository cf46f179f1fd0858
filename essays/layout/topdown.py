"""The view from the top down: levels side by side down to the hang level, columns below it.

Which branches share a column is a matter of the drawing's shape. The first root's branch stands on
top; what hangs on nothing stands in rows under it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from essays.layout import buses, hanging
from essays.layout.buses import Way
from essays.layout.faces import BOX_WIDTH
from essays.layout.geometry import Rect, bounds
from essays.layout.items import Item
from essays.layout.shape import Shape
from essays.layout.tree import Branch, tidy

ASPECT: Final = 1.8  # width to height: a screen; a little more, since shallow columns move less
_BESIDE, _BELOW = 28.0, 28.0
_TO_PREMISE = 34.0
_SPARE = 120.0  # the height of a box of a few lines, and air
_BETWEEN_ROOTS, _ROW_STEP = 56.0, 1200.0


@dataclass(slots=True)
class _Stand:
    """What stands side by side with others: one item, or a stack of branches in one column.

    `drop` is how far below its branch's start it stands.
    """

    heads: Sequence[Item]
    branch: Branch
    drop: float
    column: hanging.Column | None


def arrange(roots: Sequence[Item], shape: Shape) -> None:
    """Set place and line of every item."""
    trees = [_tree(root, shape) for root in roots]
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


def extent(roots: Sequence[Item], shape: Shape) -> Rect:
    """Return the size of the whole drawing, which stays as it is."""
    return bounds(_corners([_size(_tree(root, shape)) for root in roots]))


def hangs(item: Item, level: int) -> bool:
    """Return whether an item stands in a column."""
    return item.depth >= level


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


def _tree(root: Item, shape: Shape) -> list[_Stand]:
    """Return what stands side by side, laid out."""
    found: list[_Stand] = []
    first = _stand([root], 0.0, 0.0, shape)
    stack = [first]
    while stack:
        stand = stack.pop()
        found.append(stand)
        if stand.column is not None:
            continue
        item = stand.heads[0]
        for heads in _stacked(item, shape):
            drop = 0.0 if heads[0].is_pill else _pills(item)
            below = _stand(heads, stand.branch.end, drop, shape)
            stand.branch.children.append(below.branch)
            stack.append(below)
        if _keeps_place(item, shape):
            stand.branch.lead = len(stand.branch.children)
            stand.branch.children.append(Branch(BOX_WIDTH + _BESIDE, stand.branch.end, _SPARE))
    tidy(first.branch)
    return found


def _keeps_place(item: Item, shape: Shape) -> bool:
    """Return whether there is room for one reason more beside those below an item, until one comes.

    Without it, a reason more above the hang level would push away all that stands beside it.
    """
    return (
        0 < item.depth < shape.level - 1
        and not item.is_pill
        and bool(item.below)
        and all(child.id in shape.heads for child in item.below)
    )


def _stacked(item: Item, shape: Shape) -> list[list[Item]]:
    """Return what is below an item in stacks, each of which stands in one column."""
    found: list[list[Item]] = []
    for child in item.below:
        if found and hangs(child, shape.level) and child.id not in shape.heads:
            found[-1].append(child)
        else:
            found.append([child])
    return found


def _stand(heads: Sequence[Item], start: float, drop: float, shape: Shape) -> _Stand:
    item = heads[0]
    if hangs(item, shape.level) and (item.below or len(heads) > 1):
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
