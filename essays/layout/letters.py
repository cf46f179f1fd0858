"""The letters of a PDF: Inter embedded by weight, words kerned as they were measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

from essays.layout.instances import instances
from essays.layout.measure import Weight

# one glyph for a letter, so that what is copied out of the PDF is what was written
_FEATURES = {"kern": True, "calt": False, "liga": False, "clig": False, "ccmp": False}


@dataclass(frozen=True, slots=True, eq=False)
class LetterFont:
    """One weight: the name it has in reportlab, and the same file for shaping."""

    name: str
    plain: TTFont
    shape: hb.Font
    em: float

    def shaped(self, words: str, size: float) -> tuple[str, float]:
        """Return words for a text object of reportlab, and their width at this size."""
        shaped, width = _shaped(self, words)
        return shaped, width * size / 1000


@lru_cache(maxsize=20_000)
def _shaped(font: LetterFont, words: str) -> tuple[str, float]:
    """Return words with the place of each letter, and their width in thousandths of an em."""
    buffer = hb.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    hb.shape(font.shape, buffer, _FEATURES)
    widths, scale = font.plain.face.charWidths, 1000 / font.em
    places = buffer.glyph_positions or ()
    if len(places) != len(words) or any(ord(one) not in widths for one in words):
        # a letter that Inter lacks shows as an empty box; `lacking` tells of it
        return words, pdfmetrics.stringWidth(words, font.name, 1000)
    data = [
        ShapeData(
            index,
            place.x_advance * scale,
            0,
            place.x_offset * scale,
            place.y_offset * scale,
            widths[ord(letter)],
        )
        for index, (letter, place) in enumerate(zip(words, places, strict=True))
    ]
    return ShapedStr(words, shapeData=data), sum(one.x_advance for one in data)


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """All weights."""

    fonts: Mapping[Weight, LetterFont]

    def font(self, weight: Weight) -> LetterFont:
        """Return one weight."""
        return self.fonts[weight]

    def lacking(self, words: str) -> str:
        """Return the letters of these words that show as empty boxes, each once."""
        known = self.fonts[Weight.TEXT].plain.face.charWidths
        return "".join(
            letter for letter in dict.fromkeys(words) if ord(letter) not in known and letter > " "
        )


@cache
def letters(folder: Path) -> Letters:
    """Return the letters whose font files stand in the folder; makes what is missing there."""
    return Letters({weight: _font(file) for weight, file in instances(folder).items()})


def _font(file: Path) -> LetterFont:
    face = hb.Face(hb.Blob.from_file_path(str(file)))
    plain = TTFont(file.stem, str(file))
    pdfmetrics.registerFont(plain)
    return LetterFont(file.stem, plain, hb.Font(face), face.upem)
