"""Where a bracket ends, or data do, in a text that is read from left to right.

A search is remembered until the reading has passed what it found, so that none is made twice.
"""

from bisect import bisect_left

from essays.formats.argdown_patterns import BREAKS, GOOD_END, STOP


class Finder:
    """Looks ahead in one text."""

    __slots__ = ("_breaks", "_ends", "_known", "_stops", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._breaks = [sign for sign in BREAKS if sign in text]
        self._known: dict[str, tuple[int, int]] = {}
        self._stops: list[int] | None = None
        self._ends: list[int] = []

    def next(self, words: str, pos: int) -> int:
        """Return where these words stand next; the length of the text when nowhere."""
        start, found = self._known.get(words, (0, -1))
        if found < pos:
            found = self._text.find(words, pos)
            found = len(self._text) if found < 0 else found
            self._known[words] = pos, found
        elif pos < start:
            before = self._text.find(words, pos, start + len(words) - 1)
            return found if before < 0 else before
        return found

    def inside(self, pos: int, closer: str) -> int:
        """Return where a bracket whose inside begins here ends: on the same line, something in
        it; -1 when nowhere."""
        end = self.before(closer, pos + 1)
        return end if end > 0 and self._text[pos] not in BREAKS else -1

    def before(self, words: str, pos: int) -> int:
        """Return where these words stand next on the same line; -1 when nowhere."""
        end = self.next(words, pos)
        if end == len(self._text):
            return -1
        for sign in self._breaks:
            if self.next(sign, pos) < end:
                return -1
        return end

    def data_end(self, pos: int) -> int:
        """Return the end of the data that begin here, or -1.

        They go on until a brace that is followed by space and then neither a comma nor a brace;
        where that one, or none, may end them, up to the last brace before it that may.
        """
        if self._stops is None:
            self._stops = [found.start() for found in STOP.finditer(self._text)]
            self._ends = [found.start() for found in GOOD_END.finditer(self._text)]
        index = bisect_left(self._stops, pos + 1)
        stop = self._stops[index] if index < len(self._stops) else len(self._text)
        last = bisect_left(self._ends, stop + 1) - 1
        return self._ends[last] + 1 if last >= 0 and self._ends[last] > pos else -1
