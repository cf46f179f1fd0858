"""Where a place of the old text lies in the new one."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from essays.text.spans import Span
from essays.text.splices import Splice


class Shifts:
    """The splices of one edit, ready to map many spans (in logarithmic time each)."""

    def __init__(self, changes: Sequence[Splice]) -> None:
        self._changes = changes
        self._starts = [splice.start for splice in changes]
        self._ends = [splice.end for splice in changes]
        self._growth = [0, *accumulate(splice.growth for splice in changes)]

    def span(self, span: Span) -> Span | None:
        """Return what is left of the span, with what replaced words inside it; None if nothing is.

        What is inserted at its very ends stays outside.
        """
        first, behind = self._touching(span)
        start, end = span.start + self._growth[first], span.end + self._growth[behind]
        if first < behind:
            head, tail = self._changes[first], self._changes[behind - 1]
            if head.start < span.start:
                start = head.end + self._growth[first + 1]
            if tail.end > span.end:
                end = tail.start + self._growth[behind - 1]
        return Span(start, end) if start < end else None

    def window(self, span: Span) -> Span:
        """Return the span with all that replaced any of its words; it may be empty."""
        first, behind = self._touching(span)
        start, end = span.start, span.end
        if first < behind:
            start = min(start, self._changes[first].start)
            end = max(end, self._changes[behind - 1].end)
        return Span(start + self._growth[first], end + self._growth[behind])

    def touches(self, span: Span) -> bool:
        """Return whether any splice changes the span."""
        first, behind = self._touching(span)
        return first < behind

    def kept(self, span: Span) -> int:
        """Return how many code points of the span are still there."""
        first, behind = self._touching(span)
        cuts = (Span(splice.start, splice.end) for splice in self._changes[first:behind])
        return len(span) - sum(cut.overlap(span) for cut in cuts)

    def written(self) -> list[Span]:
        """Return the stretches of the new text that the edit wrote."""
        return [
            Span(splice.start + growth, splice.start + growth + len(splice.inserted))
            for splice, growth in zip(self._changes, self._growth, strict=False)
            if splice.inserted
        ]

    def _touching(self, span: Span) -> tuple[int, int]:
        """Return the first splice that changes the span, and the one behind the last."""
        first = bisect_right(self._ends, span.start)
        return first, max(first, bisect_left(self._starts, span.end))


def shift(span: Span, changes: Sequence[Splice]) -> Span | None:
    """Return where the span lies after the splices, or None if nothing of it is left."""
    return Shifts(changes).span(span)
