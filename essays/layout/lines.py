"""A text broken into lines of a given width.

Lines break at spaces, after hyphens and dashes, and between ideographs; a word that is wider than
the line breaks where it must. The browser never breaks a line of the drawing itself, so this is
the only place where it is decided. After Unicode Standard Annex 14, what essays need of it.
"""

from collections.abc import Iterator

from essays.layout.measure import Weight, is_mark, is_wide, width

_SOFT, _ZERO = "\u00ad", "\u200b"
_BREAK_AFTER = f"-‐–—{_SOFT}{_ZERO}"
# marks that never begin a line, and marks that never end one
_NO_START = "、。，．！？：；」』）】〕〉》’”…,.!?:;)]}%»"
_NO_END = "「『（【〔〈《‘“([{«"


def broken(
    text: str, room: float, *, size: float = 14, weight: Weight = Weight.TEXT
) -> tuple[str, ...]:
    """Return the lines of a text, none wider than `room` px. At least one, even if empty."""
    lines: list[str] = []
    line, used = "", 0.0
    for whole, spaced in _pieces(text):
        piece, gap = whole, " " if spaced and line else ""
        wide = width(gap + piece.rstrip(_SOFT), size=size, weight=weight)
        if line and used + wide + _hyphen(piece, size, weight) > room:
            lines.append(_ended(line, room, size, weight))
            line, used, gap = "", 0.0, ""
            wide = width(piece, size=size, weight=weight)
        if wide > room:
            *full, piece = _cut(piece, room, size, weight)
            lines.extend(full)
            wide = width(piece, size=size, weight=weight)
        line, used = line.removesuffix(_SOFT) + gap + piece, used + wide
    if line or not lines:
        lines.append(line.rstrip(_SOFT + _ZERO))
    return tuple(lines)


def _ended(line: str, room: float, size: float, weight: Weight) -> str:
    """Return a line as it shows: a soft hyphen at its end is a hyphen, where there is room."""
    if not line.endswith(_SOFT):
        return line.removesuffix(_ZERO)
    hyphened = line[:-1] + "-"
    return hyphened if width(hyphened, size=size, weight=weight) <= room else line[:-1]


def _hyphen(piece: str, size: float, weight: Weight) -> float:
    return width("-", size=size, weight=weight) if piece.endswith(_SOFT) else 0.0


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Yield what stays together on a line, and whether a space stands before it."""
    for word in text.split():
        start = 0
        for index in range(1, len(word)):
            if _may_break(word, index):
                yield word[start:index], start == 0
                start = index
        yield word[start:], start == 0


def _may_break(word: str, index: int) -> bool:
    """Return whether a line may end before this place of a word."""
    before, after = word[index - 1], word[index]
    if is_mark(after) and after not in (_SOFT, _ZERO):
        return False
    if before in _BREAK_AFTER:
        # a hyphen that begins a word belongs to it, and so does one before a number
        return index > 1 and after not in _BREAK_AFTER and not (before == "-" and after.isdigit())
    if after in _NO_START or before in _NO_END:
        return False
    return is_wide(before) or is_wide(after)


def _cut(word: str, room: float, size: float, weight: Weight) -> list[str]:
    """Return a word in parts that fit, cut between letters."""
    parts, start = [], 0
    while start < len(word):
        end = _reach(word, start, room, size, weight)
        parts.append(word[start:end])
        start = end
    return parts


def _reach(word: str, start: int, room: float, size: float, weight: Weight) -> int:
    """Return the end of the longest part from `start` that fits, at least one letter."""
    low, high = start + 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if width(word[start:middle], size=size, weight=weight) <= room:
            low = middle
        else:
            high = middle - 1
    while low < len(word) and low > start + 1 and is_mark(word[low]):
        low -= 1
    return low
