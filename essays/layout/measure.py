"""The width of text in the font that pages load, and where a text breaks into lines.

Pages load Inter cut down to Latin letters at optical size 14; the same instance is measured here,
from the whole font. A letter that pages do not load is drawn in a font of the reader's system, so
its width is an estimate, with slack. Widths are px at zoom 1.
"""

import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import cache, lru_cache
from importlib import metadata
from itertools import groupby
from pathlib import Path
from typing import Final

import uharfbuzz as hb

OPTICAL_SIZE: Final = 14
# what pages load, as ranges of code points; the command that makes the font says the same
LATIN: Final = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x2010, 0x2027),
    (0x202F, 0x205E),
    (0x20AC, 0x20AC),
    (0x2116, 0x2116),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
    (0x2248, 0x2248),
    (0x2260, 0x2260),
    (0x2264, 0x2265),
)
_WIDE, _OTHER, _SLACK = 1.0, 0.66, 1.08  # em, em, factor
_REMEMBERED = 60_000


class Weight(IntEnum):
    """The weights that the drawing uses."""

    TEXT = 400
    CHIP = 550
    NUMBER = 600
    WORD = 650


def width(text: str, *, size: float = 14, weight: Weight = Weight.TEXT) -> float:
    """Return the width of a text on one line."""
    return sum(_em(word, weight) for word in _parts(text)) * size


def fits(text: str, room: float, *, size: float = 14, weight: Weight = Weight.TEXT) -> str:
    """Return the text, cut short with an ellipsis where it is wider than the room."""
    if width(text, size=size, weight=weight) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(text[:middle].rstrip() + "…", size=size, weight=weight) <= room:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + "…"


def font_file() -> Path:
    """Return where the whole upright font lies."""
    for file in metadata.files("fontpkg-inter") or []:
        if file.name == "Inter[opsz,wght].ttf":
            return Path(str(file.locate()))
    raise FileNotFoundError("fontpkg-inter holds no Inter[opsz,wght].ttf")


def _parts(text: str) -> Iterator[str]:
    """Yield words and the spaces between them, so that words are shaped once."""
    first = True
    for word in text.split(" "):
        if not first:
            yield " "
        first = False
        if word:
            yield word


@lru_cache(maxsize=_REMEMBERED)
def _em(word: str, weight: Weight) -> float:
    """Return the width of a word in em."""
    if word.isascii():
        return _shaped(word, weight)
    total = 0.0
    for known, letters in groupby(word, _is_loaded):
        run = "".join(letters)
        total += _shaped(run, weight) if known else sum(map(_estimated, run)) * _SLACK
    return total


@cache
def _font(weight: Weight) -> tuple[hb.Font, float]:
    face = hb.Face(hb.Blob.from_file_path(str(font_file())))
    font = hb.Font(face)
    font.set_variations({"opsz": OPTICAL_SIZE, "wght": float(weight)})
    return font, 1 / face.upem


def _shaped(run: str, weight: Weight) -> float:
    font, scale = _font(weight)
    buffer = hb.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    hb.shape(font, buffer, {"tnum": True} if weight is Weight.NUMBER else None)
    advance: int = sum(position.x_advance for position in buffer.glyph_positions)
    return advance * scale


@lru_cache(maxsize=4096)
def _is_loaded(letter: str) -> bool:
    code = ord(letter)
    return any(low <= code <= high for low, high in LATIN)


def _estimated(letter: str) -> float:
    if is_mark(letter):
        return 0.0
    return _WIDE if is_wide(letter) else _OTHER


def is_wide(letter: str) -> bool:
    """Return whether a letter takes a whole square, as in Chinese or as emoji do."""
    return unicodedata.east_asian_width(letter) in "WF"


def is_mark(letter: str) -> bool:
    """Return whether a character stands on the one before and takes no room of its own."""
    return letter == "\u200d" or unicodedata.category(letter) in ("Mn", "Me", "Cf")
