"""Which shape a drawing takes from the top down.

A map that can be read whole at the width of a screen is packed until it fits. A larger one is laid
out wide, in short columns, since there an edit moves little.
"""

import math
from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from essays.layout import hanging, topdown
from essays.layout.geometry import Rect
from essays.layout.items import Item, walk
from essays.layout.shape import Shape

DEEPEST: Final = 12
# px: a drawing this wide is read without going sideways; higher than so, it is lost from sight
_SCREEN: Final = 1392.0
_HIGHEST: Final = 3 * _SCREEN
# the stored shape stays while it overflows a screen by no more than so, and while its proportions
# are at most so many times worse than the best
_OVERFLOW: Final = 1.15
_WORTH_IT: Final = 1.75
_TRIES: Final = 6  # at halving the height of columns
# boxes with nothing below them that stand under each other, and boxes of a stack in all
_MOST_LEAVES, _MOST_IN_STACK = 8, 24
# worse than any proportions
_DOES_NOT_FIT: Final = 100.0

type _Row = Sequence[Item]


def shape(roots: Sequence[Item], stored: Shape | None = None) -> Shape:
    """Return the shape of a drawing: the stored one, unless another is clearly better."""
    kept = math.inf
    if stored is not None:
        kept = _badness(topdown.extent(roots, stored), overflow=_OVERFLOW) - math.log(_WORTH_IT)
        if kept <= 0:
            return stored
    best, badness = min(_tries(roots), key=lambda found: found[1])
    return best if stored is None or badness < kept else stored


def _tries(roots: Sequence[Item]) -> Iterator[tuple[Shape, float]]:
    """Yield shapes with their badness."""
    items = list(walk(roots))
    deepest = min(max((item.depth for item in items), default=0), DEEPEST)
    # packed or not, the boxes of a drawing do not lie on each other
    may_fit = sum(item.width * item.height for item in items) <= _SCREEN * _HIGHEST
    for level in range(deepest + 1):
        above = [item.id for item in items if not topdown.hangs(item, level)]
        rows = _rows(roots, level)
        loose = Shape(level, frozenset(above).union(*map(_loose, rows)))
        extent = topdown.extent(roots, loose)
        yield loose, _badness(extent)
        if extent.width > _SCREEN:
            packed = _packed(roots, level, above, rows) if may_fit else None
            if packed is not None:
                yield packed
            # a deeper level is only wider
            may_fit = packed is not None
            if extent.width > topdown.ASPECT * extent.height:
                return


def _rows(roots: Sequence[Item], level: int) -> list[_Row]:
    """Return the siblings that hang side by side."""
    if level == 0:
        return [[root] for root in roots]
    above = (item for item in walk(roots) if not topdown.hangs(item, level))
    rows = ([child for child in item.below if topdown.hangs(child, level)] for item in above)
    return [row for row in rows if row]


def _loose(row: _Row) -> Iterator[UUID]:
    """Yield which siblings begin a column where there is room: all but those with nothing below
    them, which stand under the branch before."""
    size = leaves = 0
    for index, item in enumerate(row):
        is_leaf = not item.below
        if index and is_leaf and leaves < _MOST_LEAVES and size < _MOST_IN_STACK:
            size, leaves = size + 1, leaves + 1
        else:
            yield item.id
            size, leaves = sum(1 for _item in walk([item])), int(is_leaf)


def _packed(
    roots: Sequence[Item], level: int, above: Sequence[UUID], rows: Sequence[_Row]
) -> tuple[Shape, float] | None:
    """Return the shape with the lowest columns that fits the width of a screen, if one does."""
    heights = [[hanging.column(item).height for item in row] for row in rows]
    lowest, limit = max((max(row) for row in heights), default=_HIGHEST), _HIGHEST
    found = None
    for _try in range(_TRIES):
        heads = (_full(*row, limit) for row in zip(rows, heights, strict=True))
        packed = Shape(level, frozenset(above).union(*heads))
        extent = topdown.extent(roots, packed)
        if extent.width <= _SCREEN:
            found, highest = (packed, _badness(extent)), limit
        elif found is None:
            return None
        else:
            lowest = limit
        limit = (lowest + highest) / 2
    return found


def _full(row: _Row, heights: Sequence[float], limit: float) -> Iterator[UUID]:
    """Yield which siblings begin a column where columns are filled up to a height."""
    filled = math.inf
    for item, height in zip(row, heights, strict=True):
        if filled + height > limit:
            yield item.id
            filled = 0.0
        filled += height + hanging.NEXT


def _badness(extent: Rect, *, overflow: float = 1.0) -> float:
    """Return how badly a drawing is shaped; any that fits a screen is better than all others."""
    if not extent.width or not extent.height:
        return 0.0
    fits = extent.width <= _SCREEN * overflow and extent.height <= _HIGHEST * overflow
    unlike = abs(math.log(extent.width / extent.height / topdown.ASPECT))
    return unlike if fits else unlike + _DOES_NOT_FIT
