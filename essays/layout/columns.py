"""The view from left to right: depth as columns, which scrolls like a page.

All boxes of one depth begin at the same x. The channel between two columns holds the lines, then
the pills, those of steps on steps one beside the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from essays.layout import buses
from essays.layout.buses import Way
from essays.layout.geometry import Rect
from essays.layout.items import Item, walk
from essays.layout.tree import Branch, tidy

_BELOW: Final = 18.0
_AFTER_PILL: Final = 30.0


@dataclass(slots=True)
class _Channel:
    """What stands before a column of boxes: `box` is where they begin, `pills` the widest pill."""

    box: float = 0.0
    width: float = 0.0
    lines: float = 0.0
    pill: float = 0.0
    chained: int = 0
    steps: dict[int, float] = field(default_factory=dict)


def arrange(roots: Sequence[Item]) -> None:
    """Set place and line of every item."""
    items = list(walk(roots))
    ranks = _ranks(items)
    channels = _channels(items, ranks)
    trunk = Branch(0, -1, 1)
    branches: dict[int, Branch] = {}
    for item in items:
        above = branches[id(item.above)] if item.above else trunk
        x = _x(item, ranks, channels)
        branch = Branch(item.height + _BELOW, above.end, 0, lead=item.lead)
        branch.extent = _end(item, x, ranks, channels) - above.end
        above.children.append(branch)
        branches[id(item)] = branch
    tidy(trunk)
    top = min((branch.at for branch in branches.values()), default=0.0)
    for item in items:
        y = branches[id(item)].at - top
        item.rect = Rect(_x(item, ranks, channels), y, item.width, item.height)
    for item in items:
        channel = channels[item.depth]
        widest = channel.pill if item.is_pill else channel.width
        buses.draw_lines(item, Way.RIGHT, clear=item.rect.x + widest)


def _ranks(items: Sequence[Item]) -> dict[int, int]:
    """Return for each pill how many pills stand between it and its boxes, itself included."""
    found: dict[int, int] = {}
    for item in reversed(items):
        if item.is_pill:
            found[id(item)] = 1 + max((found.get(id(child), 0) for child in item.below), default=0)
    return found


def _channels(items: Sequence[Item], ranks: dict[int, int]) -> list[_Channel]:
    """Return for each depth where its boxes begin, and where its pills do by their rank."""
    channels = [_Channel() for _depth in range(1 + max((item.depth for item in items), default=0))]
    for item in items:
        channel = channels[item.depth]
        if item.is_pill:
            channel.chained = max(channel.chained, ranks[id(item)])
            channel.pill = max(channel.pill, item.width)
        else:
            channel.width = max(channel.width, item.width)
            if item.below:
                below = channels[item.depth + 1]
                below.lines = max(below.lines, buses.room_for(len(item.below)))
    x = 0.0
    for channel in channels:
        x += channel.lines
        pitch = channel.pill + _AFTER_PILL
        channel.steps = {
            rank: x + pitch * (channel.chained - rank) for rank in range(1, channel.chained + 1)
        }
        channel.box = x + pitch * channel.chained
        x = channel.box + channel.width
    return channels


def _x(item: Item, ranks: dict[int, int], channels: Sequence[_Channel]) -> float:
    channel = channels[item.depth]
    return channel.steps[ranks[id(item)]] if item.is_pill else channel.box


def _end(item: Item, x: float, ranks: dict[int, int], channels: Sequence[_Channel]) -> float:
    """Return the x at which what stands below an item may begin."""
    channel = channels[item.depth]
    if item.is_pill and item.below:
        rank = ranks[id(item)] - 1
        return channel.steps[rank] if rank else channel.box
    after = channels[item.depth + 1] if item.depth + 1 < len(channels) else None
    if after is None:
        return max(channel.box + channel.width, x + item.width)
    return min(after.steps.values(), default=after.box)
