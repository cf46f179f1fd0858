"""Draws what the SVG of a drawing says onto a canvas of reportlab, so that both show the same.

It knows the elements and attributes that `essays.layout.svg.file_svg` writes, and no others. Where
it draws, units are px and y runs downwards, as in the SVG.
"""

from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from fontTools.pens.basePen import BasePen
from fontTools.pens.boundsPen import ControlBoundsPen
from fontTools.svgLib.path import parse_path
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from essays.layout.geometry import Rect, bounds
from essays.layout.letters import Letters
from essays.layout.measure import Weight
from essays.layout.theme import Theme

_SVG: Final = "{http://www.w3.org/2000/svg}"
_SIZE, _MITER = 14.0, 4.0  # what SVG takes where nothing is said
_ROUND: Final = 0.5523  # of a radius: the handles of a quarter of a circle
_CAPS: Final = {"butt": 0, "square": 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, a box or a pill of a drawing, and the place it takes, without the width of lines."""

    area: Rect
    element: Element


def pieces_of(svg: str) -> list[Piece]:
    """Return what a drawing consists of beside its ground, in the order in which it is painted."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own
    return [Piece(_area(element), element) for element in root if not _is_ground(element)]


class Pen:
    """Draws pieces. The canvas has to count in px, y downwards."""

    def __init__(self, canvas: Canvas, letters: Letters) -> None:
        self.canvas = canvas
        self.letters = letters

    def draw(self, element: Element, *, words: bool = True) -> None:
        """Draw an element with all it holds, or with all but the words."""
        kind = element.tag.removeprefix(_SVG)
        self.canvas.saveState()
        for name, numbers in _transforms(element):
            getattr(self.canvas, name)(*(numbers if len(numbers) > 1 else numbers * 2))
        if kind == "g":
            for child in element:
                self.draw(child, words=words)
        elif kind == "text":
            if words:
                self._text(element)
        else:
            self._shape(element, _rounded(element) if kind == "rect" else element.attrib["d"])
        self.canvas.restoreState()

    def fill(self, area: Rect, theme: Theme) -> None:
        """Paint the ground."""
        self.canvas.setFillColor(HexColor(theme.ground))
        self.canvas.rect(area.x, area.y, area.width, area.height, stroke=0, fill=1)

    def _shape(self, element: Element, line: str) -> None:
        # in SVG a shape is filled with black unless it says otherwise
        fill, stroke = element.get("fill", "#000000"), element.get("stroke", "none")
        if fill != "none":
            self.canvas.setFillColor(HexColor(fill))
        if stroke != "none":
            self.canvas.setStrokeColor(HexColor(stroke))
            self.canvas.setLineWidth(float(element.get("stroke-width", "1")))
            self.canvas.setLineCap(_CAPS[element.get("stroke-linecap", "butt")])
            self.canvas.setMiterLimit(_MITER)
            if dash := element.get("stroke-dasharray"):
                self.canvas.setDash([float(part) for part in dash.split()])
        path = self.canvas.beginPath()
        parse_path(line, _PathPen(path))
        self.canvas.drawPath(path, stroke=stroke != "none", fill=fill != "none")

    def _text(self, element: Element) -> None:
        words = element.text or ""
        size = float(element.get("font-size", _SIZE))
        font = self.letters.font(Weight(int(element.get("font-weight", Weight.TEXT))))
        shaped, width = font.shaped(words, size)
        x, y = float(element.attrib["x"]), float(element.attrib["y"])
        if element.get("text-anchor") == "end":
            x -= width
        self.canvas.setFillColor(HexColor(element.get("fill", "#000000")))
        text = self.canvas.beginText()
        text.setTextTransform(1, 0, 0, -1, x, y)
        text.setFont(font.name, size)
        text.textOut(shaped)
        self.canvas.drawText(text)


class _PathPen(BasePen):  # type: ignore[misc]  # the library has no types
    """Draws a path of SVG as one of reportlab."""

    def __init__(self, path: Any) -> None:
        super().__init__(None)
        self.path = path

    def _moveTo(self, at: tuple[float, float]) -> None:  # noqa: N802 - as the library says
        self.path.moveTo(*at)

    def _lineTo(self, at: tuple[float, float]) -> None:  # noqa: N802
        self.path.lineTo(*at)

    def _curveToOne(self, one: Any, two: Any, at: Any) -> None:  # noqa: N802
        self.path.curveTo(*one, *two, *at)

    def _closePath(self) -> None:  # noqa: N802
        self.path.close()


def _is_ground(element: Element) -> bool:
    return element.get("width") == "100%" or element.tag == f"{_SVG}style"


def _transforms(element: Element) -> list[tuple[str, tuple[float, ...]]]:
    """Return the transforms of an element by name, such as translate and its two numbers."""
    found = []
    for part in element.get("transform", "").split(")")[:-1]:
        name, _bracket, numbers = part.strip().partition("(")
        found.append((name, tuple(float(number) for number in numbers.split())))
    return found


def _area(element: Element) -> Rect:
    """Return the place of a line, or of a box or pill that was moved to where it stands."""
    if (line := element.get("d")) is not None:
        return _around(line)
    (_name, (dx, dy)), *_others = _transforms(element)
    ground = element[0].attrib
    x, y, width, height = (float(ground[name]) for name in ("x", "y", "width", "height"))
    return Rect(x, y, width, height).moved(dx, dy)


def _around(line: str) -> Rect:
    pen = ControlBoundsPen(None)
    parse_path(line, pen)
    left, top, right, bottom = pen.bounds
    return bounds((), ((left, top), (right, bottom)))


def _rounded(element: Element) -> str:
    """Return the outline of a rectangle with round corners as a path."""
    x, y, width, height = (float(element.attrib[name]) for name in ("x", "y", "width", "height"))
    r = min(float(element.get("rx", "0")), width / 2, height / 2)
    h, right, bottom = r * (1 - _ROUND), x + width, y + height
    return (
        f"M{x + r} {y}H{right - r}C{right - h} {y} {right} {y + h} {right} {y + r}"
        f"V{bottom - r}C{right} {bottom - h} {right - h} {bottom} {right - r} {bottom}"
        f"H{x + r}C{x + h} {bottom} {x} {bottom - h} {x} {bottom - r}"
        f"V{y + r}C{x} {y + h} {x + h} {y} {x + r} {y}z"
    )
