"""A stretch of text cut where marks begin and end, so that overlapping marks can be drawn."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from essays.text.spans import Span


@dataclass(frozen=True, slots=True)
class Run[K: Hashable](Span):
    """A stretch over which the same marks lie; `keys` names them, the outermost first."""

    keys: tuple[K, ...]


def runs[K: Hashable](area: Span, marks: Iterable[tuple[Span, K]]) -> list[Run[K]]:
    """Return consecutive runs that together are the area, cut wherever a mark begins or ends.

    Marks are in the same coordinates as the area and may overlap, leave it, or repeat a key. Of
    two over one run the one that began first is the outer one, then the longer, then the first
    given. Time: the number of marks times how many lie over one another.
    """
    waiting = sorted(
        (
            (max(span.start, area.start), min(span.end, area.end), span, order, key)
            for order, (span, key) in enumerate(marks)
            if span.overlap(area)
        ),
        key=lambda mark: (mark[2].start, -mark[2].end, mark[3]),
    )
    cuts = {area.start, area.end}
    cuts.update(place for start, end, *_ in waiting for place in (start, end))
    found: list[Run[K]] = []
    over: list[tuple[int, K]] = []  # the end and key of the marks over this run, outermost first
    start, index = area.start, 0
    for cut in sorted(cuts - {area.start}):
        while index < len(waiting) and waiting[index][0] <= start:
            over.append((waiting[index][1], waiting[index][4]))
            index += 1
        over = [mark for mark in over if mark[0] > start]
        found.append(Run(start, cut, tuple(dict.fromkeys(key for _, key in over))))
        start = cut
    return found
