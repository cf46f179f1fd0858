"""Spans: half-open stretches of a text, counted in Unicode code points."""

import unicodedata
from dataclasses import dataclass

from essays.text.errors import SpanOutside
from essays.text.graphemes import ceiling, floor, is_boundary

# Written without spaces between words: a selection there keeps the ends that the person chose.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0xA4CF),  # kana, Han, Yi
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)

# Apostrophes, hyphens, the middle dot, and what stands in numbers and times.
_JOINTS = frozenset("'\u2019-\u2010\u2011\u00b7.,:")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The code points from `start` up to, not including, `end`."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: "Span") -> int:
        """Return how many code points the two share."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the words of the text on this span."""
        return text[self.start : self.end]


def checked(text: str, start: int, end: int) -> Span:
    """Return the span, or raise SpanOutside when it is empty or leaves the text."""
    if not 0 <= start < end <= len(text):
        raise SpanOutside(length=len(text), start=start, end=end)
    return Span(start, end)


def snap(text: str, start: int, end: int) -> Span | None:
    """Return the selection without outer white space and grown to whole words; None if it is blank.

    Neither end ever lies inside a grapheme cluster. Raises SpanOutside when the selection leaves
    the text.
    """
    if start == end and 0 <= start <= len(text):
        return None
    checked(text, start, end)
    start, end = floor(text, start), ceiling(text, end)
    while start < end and text[start].isspace() and is_boundary(text, start + 1):
        start += 1
    while end > start and text[end - 1].isspace() and is_boundary(text, end - 1):
        end -= 1
    if start == end:
        return None
    while within_word(text, start):
        start -= 1
    while within_word(text, end):
        end += 1
    return Span(floor(text, start), ceiling(text, end))


def within_word(text: str, index: int) -> bool:
    """Return whether a cut at `index` would fall inside a word (after UAX 29, with hyphens)."""
    if not 0 < index < len(text):
        return False
    before, after = text[index - 1], text[index]
    if _in_word(before) and _in_word(after):
        return not (_unspaced(before) or _unspaced(after))
    if _in_word(before) and _joins_words(after):
        return _joined(before, after, text[index + 1 : index + 2])
    if _joins_words(before) and _in_word(after):
        return index > 1 and _joined(text[index - 2], before, after)
    return False


def _in_word(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char)[0] == "M"


def _joins_words(char: str) -> bool:
    return char in _JOINTS


def _joined(before: str, joint: str, after: str) -> bool:
    """Return whether the joint makes one word of its neighbours: Lenin's, re-use, 1,000, 3.14."""
    if not after:
        return False
    if joint in ".,:":
        return before.isdecimal() and after.isdecimal()
    return _in_word(before) and _in_word(after)


def _unspaced(char: str) -> bool:
    code = ord(char)
    return code >= 0x0E00 and any(first <= code <= last for first, last in _UNSPACED)
