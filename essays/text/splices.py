"""The difference between two texts as splices: what was removed where, and what stands there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Postfix, Prefix

from essays.text.alignment import shared
from essays.text.errors import SpliceMismatch

# An agreement this short between two longer edits is chance ("of the"), not something kept.
_CHANCE = 8
# How far an insertion between equal characters is moved to a better seam.
_MAX_SLIDE = 500

_STOPS = frozenset(".!?\u2026:;)]\"'\u2019\u201d\u3002\uff01\uff1f")

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_WORD = re.compile(r"\w+[^\S\n]?|[^\S\n]+|\n+|[^\w\s]")

# old start, old end, new start, new end
type _Piece = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Splice:
    """At `start` of the old text, `removed` gives way to `inserted`."""

    start: int
    removed: str
    inserted: str

    @property
    def end(self) -> int:
        """Return where the removed words end in the old text."""
        return self.start + len(self.removed)

    @property
    def growth(self) -> int:
        """Return by how much the text behind the splice moves."""
        return len(self.inserted) - len(self.removed)


def splices(old: str, new: str) -> tuple[Splice, ...]:
    """Return what turns `old` into `new`: ascending, disjoint, in code points of `old`.

    Paragraphs that stay are aligned first, then words, so that both keep their anchors. Time grows
    little faster than the texts, whatever they say.
    """
    lines = _differing(old, new, (0, len(old), 0, len(new)), _LINE)
    words = (piece for line in lines for piece in _differing(old, new, line, _WORD))
    pieces = list(_merged(words))
    _seat(old, new, pieces)
    return tuple(
        Splice(start, old[start:end], new[new_start:new_end])
        for start, end, new_start, new_end in pieces
    )


def apply_splices(text: str, changes: Sequence[Splice]) -> str:
    """Return the text with the splices made; raises SpliceMismatch where it reads otherwise."""
    parts: list[str] = []
    done = 0
    for splice in changes:
        start = splice.start
        if not done <= start <= len(text) or not text.startswith(splice.removed, start):
            raise SpliceMismatch(start=start)
        parts += (text[done:start], splice.inserted)
        done = splice.end
    parts.append(text[done:])
    return "".join(parts)


def invert(changes: Sequence[Splice]) -> tuple[Splice, ...]:
    """Return the splices that turn the new text back into the old one."""
    inverse: list[Splice] = []
    growth = 0
    for splice in changes:
        inverse.append(Splice(splice.start + growth, splice.inserted, splice.removed))
        growth += splice.growth
    return tuple(inverse)


def _trimmed(old: str, new: str, piece: _Piece) -> _Piece:
    """Return the piece without the characters that both texts share at its ends."""
    start, end, new_start, new_end = piece
    removed, inserted = old[start:end], new[new_start:new_end]
    head = Prefix.similarity(removed, inserted)
    tail = Postfix.similarity(removed[head:], inserted[head:])
    return start + head, end - tail, new_start + head, new_end - tail


def _differing(old: str, new: str, piece: _Piece, unit: re.Pattern[str]) -> Iterator[_Piece]:
    """Yield the parts of a piece that differ when it is compared unit by unit."""
    start, end, new_start, new_end = piece = _trimmed(old, new, piece)
    if start == end or new_start == new_end:
        if start != end or new_start != new_end:
            yield piece
        return
    before, after = unit.findall(old, start, end), unit.findall(new, new_start, new_end)
    place, new_place = _places(before, start), _places(after, new_start)
    first = second = 0
    for i, j, length in (*shared(before, after), (len(before), len(after), 0)):
        if i > first or j > second:
            yield _trimmed(old, new, (place[first], place[i], new_place[second], new_place[j]))
        first, second = i + length, j + length


def _places(units: Sequence[str], start: int) -> list[int]:
    places = [start]
    for unit in units:
        places.append(places[-1] + len(unit))
    return places


def _merged(pieces: Iterator[_Piece]) -> Iterator[_Piece]:
    """Yield the pieces, joining two where the words between them agree by chance."""
    held: _Piece | None = None
    for piece in pieces:
        if held is None:
            held = piece
            continue
        gap = piece[0] - held[1]
        if gap < _CHANCE and gap <= min(_size(held), _size(piece)):
            held = (held[0], piece[1], held[2], piece[3])
        else:
            yield held
            held = piece
    if held is not None:
        yield held


def _size(piece: _Piece) -> int:
    start, end, new_start, new_end = piece
    return max(end - start, new_end - new_start)


def _seat(old: str, new: str, pieces: list[_Piece]) -> None:
    """Move pure insertions and deletions to the best seam among those that say the same.

    After "A. B." became "A. C. B.", either " C." or ". C" or "C. " may have been inserted: only the
    first and last leave the sentence A whole.
    """
    for index, (start, end, new_start, new_end) in enumerate(pieces):
        if start != end and new_start != new_end:
            continue
        text, left, right = (old, start, end) if end > start else (new, new_start, new_end)
        lowest = pieces[index - 1][1] if index else 0
        highest = pieces[index + 1][0] if index + 1 < len(pieces) else len(old)
        back = forth = 0
        low, high = min(_MAX_SLIDE, start - lowest), min(_MAX_SLIDE, highest - end)
        while back < low and text[left - back - 1] == text[right - back - 1]:
            back += 1
        while forth < high and text[left + forth] == text[right + forth]:
            forth += 1
        by = max(range(-back, forth + 1), key=lambda k: (_seam(text, left + k), -abs(k)))
        pieces[index] = (start + by, end + by, new_start + by, new_end + by)


def _seam(text: str, index: int) -> int:
    """Return how well a text comes apart at `index`: 4 between paragraphs, 0 within a word."""
    if index == 0 or text[index - 1] == "\n":
        return 4
    before, after = text[index - 1], text[index : index + 1]
    if before.isspace():
        return 3 if text[index - 2 : index - 1] in _STOPS else 1
    if not after or after.isspace():
        return 2 if before in _STOPS else 1
    return 0
