"""The view from left to right: depth as columns, which scrolls like a page.

All boxes of one depth begin at the same x, and what bears on a box begins beside it. What hangs
under a pill stands below the pill and a little to its right, as in a thread. The channel between
two columns holds the lines.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from essays.layout import buses, hanging
from essays.layout.buses import Way
from essays.layout.geometry import Rect
from essays.layout.items import Item, walk
from essays.layout.tree import Branch, tidy

_BELOW: Final = 18.0


def arrange(roots: Sequence[Item]) -> None:
    """Set place and line of every item."""
    items = list(walk(roots))
    indents = _indents(items)
    begins, ends = _columns(items, indents)
    trunk = Branch(0, -1, 1)
    branches: dict[int, Branch] = {}
    for item in items:
        above = _box_above(item)
        over = branches[id(above)] if above else trunk
        # as deep as its whole column, so that nothing comes between an item and what is beside it
        extent = begins[item.depth + 1] - over.end
        branch = Branch(item.height + _BELOW, over.end, extent, lead=1)
        over.children.append(branch)
        branches[id(item)] = branch
    tidy(trunk)
    for item in reversed(items):
        if item.is_pill and item.below:
            # the room between siblings is shared out, but a pill belongs to what hangs under it
            branches[id(item)].at = branches[id(item.below[0])].at - item.height - _BELOW
    top = min((branch.at for branch in branches.values()), default=0.0)
    for item in items:
        x = begins[item.depth] + indents[id(item)]
        item.rect = Rect(x, branches[id(item)].at - top, item.width, item.height)
    hanging.draw_lines([item for item in items if item.is_pill])
    for item in items:
        if not item.is_pill:
            buses.draw_lines(item, Way.RIGHT, clear=ends[item.depth])


def _box_above(item: Item) -> Item | None:
    """Return the box that an item hangs under, maybe through pills."""
    above = item.above
    while above is not None and above.is_pill:
        above = above.above
    return above


def _indents(items: Iterable[Item]) -> dict[int, float]:
    """Return how far from the left of its column each item stands."""
    found: dict[int, float] = {}
    for item in items:
        pill = item.above if item.above and item.above.is_pill else None
        found[id(item)] = found[id(pill)] + hanging.indent(pill) if pill else 0.0
    return found


def _columns(items: Sequence[Item], indents: dict[int, float]) -> tuple[list[float], list[float]]:
    """Return for each depth the x at which its column begins, and that at which it ends."""
    count = 2 + max((item.depth for item in items), default=0)
    lines, widths = [0.0] * count, [0.0] * count
    for item in items:
        widths[item.depth] = max(widths[item.depth], indents[id(item)] + item.width)
        if item.below and not item.is_pill:
            deeper = item.depth + 1
            lines[deeper] = max(lines[deeper], buses.room_for(len(item.below)))
    begins: list[float] = []
    ends: list[float] = []
    x = 0.0
    for room, width in zip(lines, widths, strict=True):
        begins.append(x + room)
        x += room + width
        ends.append(x)
    return begins, ends
