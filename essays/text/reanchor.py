"""Where passages stand after the text was edited. No passage is lost without saying so."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter, itemgetter

from essays.text.anchors import SAME_CONTEXT, Quote, best_place, occurrences, surroundings
from essays.text.shifts import Shifts
from essays.text.similar import LONGEST, Haystack, needed, ratio
from essays.text.spans import Span, snap
from essays.text.splices import Splice, splices

# In its own place a passage needs less likeness than anywhere else (see essays.text.similar).
_SIMILAR_HERE = 60
_SIMILAR_HERE_SHORT = 70
_SHORT = 40
# Words this long do not recur by chance; shorter ones only count where they stand alone.
_DISTINCT = 24
_DISTINCT_ALONE = 12
# So alike in its own place that nowhere else need be looked at.
_SURELY_HERE = 85
# The whole passage is kept rather than the part of it that scores a little higher.
_MARGIN = 5
# Stretches of new text searched one by one; more are searched as one.
_MOST_STRETCHES = 20


class AnchorState(StrEnum):
    """How a passage stands after an edit."""

    EXACT = "exact"  # the words chosen, where the edit put them
    MOVED = "moved"  # the words chosen, but cut and put elsewhere
    FUZZY = "fuzzy"  # words that differ a little
    LOST = "lost"  # not in the text; the quote is kept


@dataclass(frozen=True, slots=True)
class Passage:
    """A span of the old text, without ends when it was lost, and the words a person chose."""

    start: int | None
    end: int | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Reanchored:
    """The span in the new text, without ends when it is lost."""

    start: int | None
    end: int | None
    state: AnchorState


def reanchor_all(old: str, new: str, passages: Iterable[Passage]) -> list[Reanchored]:
    """Return where each passage stands after `old` became `new`, in the same order."""
    edit = _Edit(old, new, splices(old, new))
    return [edit.passage(passage) for passage in passages]


def reanchor(
    old: str,
    new: str,
    changes: Sequence[Splice],
    *,
    start: int | None,
    end: int | None,
    quote: Quote,
) -> Reanchored:
    """Return where one passage stands after the splices turned `old` into `new`."""
    return _Edit(old, new, changes).passage(Passage(start, end, quote))


class _Edit:
    """One edit of the text, and the questions that each passage asks about it."""

    def __init__(self, old: str, new: str, changes: Sequence[Splice]) -> None:
        self._length = len(old)
        self._new = new
        self._shifts = Shifts(changes)
        self._haystack = Haystack(new)
        self._written = _stretches(self._shifts.written())

    def passage(self, passage: Passage) -> Reanchored:
        quote, old = passage.quote, self._placed(passage)
        if old is None:
            return self._identical(quote) or self._similar(quote, None) or _LOST
        here, window = self._shifts.span(old), self._shifts.window(old)
        if here and here.of(self._new) == quote.exact:
            return _at(here, AnchorState.EXACT)
        place = self._new.find(quote.exact, window.start, window.end) if quote.exact else -1
        if place >= 0:
            return _at(Span(place, place + len(quote.exact)), AnchorState.EXACT)
        return (
            self._identical(quote, near=window.start, written=True)
            or self._similar(quote, old)
            or self._identical(quote, near=window.start)
            or _LOST
        )

    def _placed(self, passage: Passage) -> Span | None:
        start, end = passage.start, passage.end
        if start is None or end is None or not 0 <= start < end <= self._length:
            return None
        return Span(start, end)

    def _identical(
        self, quote: Quote, *, near: int | None = None, written: bool = False
    ) -> Reanchored | None:
        """Return where the very words stand elsewhere, if it is safe to say that they are meant."""
        places = list(occurrences(self._new, quote.exact, near or 0))
        alone = len(places) == 1
        if written:
            places = [place for place in places if self._count_written(place)]
        best = best_place(self._new, quote, places, near)
        if best is None:
            return None
        same = surroundings(self._new, best, quote) >= SAME_CONTEXT
        enough = _DISTINCT_ALONE if alone else _DISTINCT
        if not same and len(quote.exact) < enough:
            return None
        # Words that were lost had no place: they are back where they were if the context is.
        back = near is None and same
        return _at(best, AnchorState.EXACT if back else AnchorState.MOVED)

    def _similar(self, quote: Quote, old: Span | None) -> Reanchored | None:
        """Return the passage that the words became, here or among what the edit wrote."""
        if old and not self._shifts.touches(old):
            return _at(self._shifts.window(old), AnchorState.FUZZY)
        here = self._similar_here(quote, old) if old else None
        if here and here[1] >= _SURELY_HERE:
            return _at(here[0], AnchorState.FUZZY)
        there = self._rewritten(quote)
        if here and (there is None or there[1] < here[1] + 2 * _MARGIN):
            there = here
        return _at(there[0], AnchorState.FUZZY) if there else None

    def _similar_here(self, quote: Quote, old: Span) -> tuple[Span, float] | None:
        """Return the best of what is left of the passage and what replaced it."""
        here, window = self._shifts.span(old), self._shifts.window(old)
        cutoff = _SIMILAR_HERE_SHORT if len(quote.exact) < _SHORT else _SIMILAR_HERE
        best: tuple[Span, float] | None = None
        for span in (here, window):
            whole = snap(self._new, span.start, span.end) if span else None
            alike = self._alike(quote, old, whole) if whole else 0
            if whole and alike >= cutoff and (best is None or alike > best[1] + _MARGIN):
                best = whole, alike
        part = self._haystack.best(quote.exact, window, cutoff=cutoff)
        return part if part and (best is None or part[1] > best[1] + _MARGIN) else best

    def _alike(self, quote: Quote, old: Span, span: Span) -> float:
        """Return how alike what became of the passage is to its words (0-100)."""
        if max(len(quote.exact), len(span)) > LONGEST:
            return 200 * self._shifts.kept(old) / (len(quote.exact) + len(span))
        return ratio(self._new, span, quote.exact)

    def _rewritten(self, quote: Quote) -> tuple[Span, float] | None:
        """Return the passage most like the quote among what this edit wrote."""
        size = len(quote.exact)
        areas = [span for span in self._written if 2 * len(span) >= size]
        if len(areas) > _MOST_STRETCHES:
            areas = [Span(areas[0].start, areas[-1].end)]
        cutoff = needed(quote.exact)
        found: list[tuple[Span, float]] = []
        for area in areas:
            # Some of its words may have been left standing at either end.
            wider = Span(max(0, area.start - size // 2), min(len(self._new), area.end + size // 2))
            best = self._haystack.best(quote.exact, wider, cutoff=cutoff)
            if best and 2 * self._count_written(best[0]) >= len(best[0]):
                found.append(best)
        return max(found, key=itemgetter(1), default=None)

    def _count_written(self, span: Span) -> int:
        """Return how many code points of the span lie in what this edit wrote."""
        first = max(0, bisect_left(self._written, span.start, key=attrgetter("start")) - 1)
        behind = bisect_left(self._written, span.end, key=attrgetter("start"))
        return sum(span.overlap(written) for written in self._written[first:behind])


def _stretches(written: Iterable[Span]) -> list[Span]:
    """Return the spans, joined where little lies between them."""
    joined: list[Span] = []
    for span in written:
        if joined and span.start - joined[-1].end < _SHORT:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _at(span: Span, state: AnchorState) -> Reanchored:
    return Reanchored(span.start, span.end, state)


_LOST = Reanchored(None, None, AnchorState.LOST)
