"""The passage of a text that reads most like given words."""

import heapq
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from statistics import median_low

from rapidfuzz import fuzz

from essays.text.spans import Span, snap, within_word

# Scores are rapidfuzz ratios (0-100: the share of characters kept, by longest common subsequence).
# Between whole sentences of one essay that have nothing to do with each other they are 39 in the
# middle and 52 at most. The best stretch of a whole essay for a foreign sentence scores up to 57,
# for 60 characters up to 62, for 30 up to 77, and for 15 above 90. A sentence put into other words
# scores 60-85. So the shorter the words, and the more text is searched, the more is needed.
_NEEDED = ((12, 101), (30, 90), (60, 80))  # words shorter than this, and what they need
_NEEDED_LONG = 75

# Longer words are compared only where they are known to stand.
LONGEST = 2_000
# Words up to this length are aligned as a whole, longer ones by their two ends.
_WHOLE = 200
_END = 64
_NUDGE = 12
# An area up to this size beyond the words is searched whole; a larger one only around shared words.
_NEAR = 4_000
# Where it may stand, by its rarest words: a word in more places than this tells nothing.
_PLACES = 3
_RAREST = 24
_POSTINGS = 100
_GRAM = 4

_RUN = re.compile(r"\w+|[^\w\s]{4,}")


def ratio(text: str, span: Span, words: str, *, cutoff: float = 0) -> float:
    """Return how alike the span and the words are (0-100), or 0 when below the cutoff."""
    return fuzz.ratio(span.of(text), words, score_cutoff=cutoff)


def needed(words: str) -> float:
    """Return the score from which words found just anywhere in a text are taken for the same."""
    return next((score for length, score in _NEEDED if len(words) < length), _NEEDED_LONG)


class Haystack:
    """A text in which similar passages are sought; its words are indexed at the first need."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._index: dict[str, list[int]] | None = None

    def best(self, words: str, area: Span, *, cutoff: float) -> tuple[Span, float] | None:
        """Return the passage within the area most like the words, and its score; None below cutoff.

        It begins and ends at whole words.
        """
        if not words or len(words) > LONGEST or not len(area):
            return None
        found: tuple[Span, float] | None = None
        for span in self._spans(words, area, cutoff=cutoff):
            whole = snap(self._text, span.start, span.end)
            score = ratio(self._text, whole, words, cutoff=cutoff) if whole else 0
            if whole and score >= cutoff and (found is None or score > found[1]):
                found = whole, score
        if found and len(words) > _WHOLE:
            span = self._fitted(words, found[0], area, reach=_NUDGE)
            found = span, ratio(self._text, span, words)
        return found

    def _spans(self, words: str, area: Span, *, cutoff: float) -> Iterator[Span]:
        """Yield the stretches of the area that the words may have become."""
        if len(words) > _WHOLE:
            for start in self._starts(words, area):
                yield self._between_ends(words, start, area)
        elif len(area) <= 2 * len(words) + _NEAR:
            yield from self._aligned(words, area, cutoff=cutoff)
        else:
            margin = len(words) // 2 + 32
            for start in self._starts(words, area):
                end = min(area.end, start + len(words) + margin)
                near = Span(max(area.start, start - margin), end)
                yield from self._aligned(words, near, cutoff=cutoff)

    def _starts(self, words: str, area: Span) -> list[int]:
        """Return the places of the area where most of the rarest words would fall into line."""
        index = self._indexed()
        tokens = [
            (len(index[token]), offset, token) for token, offset in _tokens(words) if token in index
        ]
        width = max(32, len(words) // 2)
        votes: dict[int, float] = defaultdict(float)
        starts: dict[int, list[int]] = defaultdict(list)
        for count, offset, token in heapq.nsmallest(_RAREST, tokens):
            postings = index[token]
            first = bisect_left(postings, area.start)
            for position in postings[first : first + _POSTINGS]:
                if position >= area.end:
                    break
                start = max(area.start, position - offset)
                for place in (start // width, start // width + 1):  # each place overlaps the next
                    votes[place] += 1 / count
                    starts[place].append(start)
        found: list[int] = []
        for place in heapq.nsmallest(2 * _PLACES, votes, key=lambda place: (-votes[place], place)):
            start = median_low(starts[place])
            if all(abs(start - other) > width // 2 for other in found):
                found.append(start)
        return found[:_PLACES]

    def _aligned(self, words: str, area: Span, *, cutoff: float) -> Iterator[Span]:
        """Yield the stretch of the area that fits the words best, if any comes near the cutoff."""
        # Its window is as long as the words; the right length may yet add to the score.
        loose = max(0.0, cutoff - 25)
        found = fuzz.partial_ratio_alignment(words, area.of(self._text), score_cutoff=loose)
        if found and found.dest_start < found.dest_end:
            # Whole words first: an end within a word fits nothing.
            span = snap(self._text, area.start + found.dest_start, area.start + found.dest_end)
            reach = min(60, max(16, len(words) // 3))
            if span:
                yield self._fitted(words, span, area, reach=reach)

    def _between_ends(self, words: str, start: int, area: Span) -> Span:
        """Return the stretch from where the words' beginning fits best to where their end does."""
        reach = max(100, len(words) // 3)
        end = min(start + len(words), area.end)
        near = Span(max(area.start, start - reach), min(area.end, start + reach))
        head = fuzz.partial_ratio_alignment(words[:_END], near.of(self._text), score_cutoff=60)
        if head:
            start = near.start + head.dest_start
        near = Span(max(start, end - reach), min(area.end, end + reach))
        tail = fuzz.partial_ratio_alignment(words[-_END:], near.of(self._text), score_cutoff=60)
        if tail:
            end = near.start + tail.dest_end
        return Span(start, max(start, end))

    def _fitted(self, words: str, span: Span, area: Span, *, reach: int) -> Span:
        """Return the span with both ends moved to the word boundaries that fit best."""
        for _ in range(2):
            starts = self._seams(span.start, reach, low=area.start, high=span.end)
            options = [span, *(Span(start, span.end) for start in starts)]
            span = max(options, key=lambda option: self._fit(option, words))
            ends = self._seams(span.end, reach, low=span.start, high=area.end)
            options = [span, *(Span(span.start, end) for end in ends)]
            span = max(options, key=lambda option: self._fit(option, words))
        return span

    def _fit(self, span: Span, words: str) -> float:
        return (
            ratio(self._text, span, words) if snap(self._text, span.start, span.end) == span else 0
        )

    def _seams(self, index: int, reach: int, *, low: int, high: int) -> Iterator[int]:
        for place in range(max(low, index - reach), min(high, index + reach) + 1):
            if not within_word(self._text, place) and self._blank_beside(place):
                yield place

    def _blank_beside(self, place: int) -> bool:
        around = self._text[max(0, place - 1) : place + 1]
        return len(around) < 2 or not around.isalnum()

    def _indexed(self) -> dict[str, list[int]]:
        if self._index is None:
            index: dict[str, list[int]] = defaultdict(list)
            for token, position in _tokens(self._text):
                index[token].append(position)
            self._index = dict(index)
        return self._index


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    """Yield words with their places; long runs, as in unspaced scripts, in overlapping fours."""
    for match in _RUN.finditer(text):
        run, start = match.group().casefold(), match.start()
        if len(run) <= 3 * _GRAM:
            yield run, start
        else:
            for offset in range(len(run) - _GRAM + 1):
                yield run[offset : offset + _GRAM], start + offset
