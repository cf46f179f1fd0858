"""What an SVG and a page of a PDF paint, read back from the files: shapes and words by place.

Both are read by their own rules, so that two files which agree here look alike. Places are px of
the drawing; of a curve only its ends count.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

from pypdf import PageObject
from pypdf.generic import ContentStream

from essays.layout.geometry import Point, Rect

SVG = "{http://www.w3.org/2000/svg}"
PX = 4 / 3  # of a point
type Matrix = tuple[float, float, float, float, float, float]
_STEPS = {"M": 2, "L": 2, "H": 1, "V": 1, "Q": 4, "Z": 0}


@dataclass(frozen=True)
class Shape:
    """A painted path. Colours are #rrggbb, or nothing."""

    stroke: str
    fill: str
    width: float
    dashes: tuple[float, ...]
    points: tuple[Point, ...]

    def near(self, other: "Shape", by: float = 0.03) -> bool:
        return (
            (self.stroke, self.fill, self.dashes) == (other.stroke, other.fill, other.dashes)
            and abs(self.width - other.width) < by
            and len(self.points) == len(other.points)
            and all(
                abs(ax - bx) < by and abs(ay - by_) < by
                for (ax, ay), (bx, by_) in zip(self.points, other.points, strict=True)
            )
        )


@dataclass(frozen=True)
class Words:
    """A text and where its baseline begins, or ends."""

    text: str
    at: Point
    size: float
    ends: bool = False


@dataclass
class Ink:
    """Everything on a page, in the order in which it is painted."""

    shapes: list[Shape] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    clips: list[Rect] = field(default_factory=list)


# ------------------------------------------------------------------ SVG


def of_svg(svg: str) -> Ink:
    """Return what an SVG of ours paints, but for its ground."""
    ink = Ink()
    for element in ElementTree.fromstring(svg):
        if element.get("width") != "100%":
            _svg_element(element, (1, 0, 0, 1, 0, 0), ink)
    return ink


def _svg_element(element: ElementTree.Element, at: Matrix, ink: Ink) -> None:
    for name, numbers in re.findall(r"(\w+)\(([^)]*)\)", element.get("transform", "")):
        given = [float(number) for number in numbers.split()]
        step = (1, 0, 0, 1, *given) if name == "translate" else (given[0], 0, 0, given[0], 0, 0)
        at = _times(step, at)
    kind = element.tag.removeprefix(SVG)
    if kind == "g":
        for child in element:
            _svg_element(child, at, ink)
    elif kind == "text":
        place = _put((float(element.get("x")), float(element.get("y"))), at)
        size = float(element.get("font-size", 14))
        ends = element.get("text-anchor") == "end"
        ink.words.append(Words(element.text or "", place, size, ends))
    else:
        points = _rect_points(element) if kind == "rect" else _path_points(element.get("d"))
        stroke = element.get("stroke", "")
        dashes = element.get("stroke-dasharray", "")
        ink.shapes.append(
            Shape(
                stroke,
                "" if element.get("fill") == "none" else element.get("fill"),
                float(element.get("stroke-width", 1)) * at[0] if stroke else 0,
                tuple(float(dash) * at[0] for dash in dashes.split()),
                _once(_put(point, at) for point in points),
            )
        )


def _rect_points(element: ElementTree.Element) -> list[Point]:
    x, y, w, h, r = (float(element.get(name)) for name in ("x", "y", "width", "height", "rx"))
    right, foot = x + w, y + h
    upper = [(x + r, y), (right - r, y), (right, y + r)]
    lower = [(right, foot - r), (right - r, foot), (x + r, foot), (x, foot - r), (x, y + r)]
    return [*upper, *lower, (x + r, y)]


def _path_points(line: str) -> Iterator[Point]:
    x = y = 0.0
    start = (x, y)
    for letter, rest in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", line):
        numbers = [float(number) for number in re.findall(r"-?\d*\.?\d+", rest)]
        many = _STEPS[letter.upper()]
        if not many:
            yield start
        for index in range(0, len(numbers), many or 1):
            given = numbers[index : index + many]
            base = (x, y) if letter.islower() else (0.0, 0.0)
            if letter.upper() == "H":
                x = base[0] + given[0]
            elif letter.upper() == "V":
                y = base[1] + given[0]
            else:
                x, y = base[0] + given[-2], base[1] + given[-1]
            if letter.upper() == "M" and not index:
                start = (x, y)
            yield x, y


# ------------------------------------------------------------------ PDF


def of_pdf(page: PageObject) -> Ink:
    """Return what a page paints; its upper left corner is the origin."""
    return _PdfReading(float(page.mediabox.height)).read(page)


class _PdfReading:
    def __init__(self, height: float) -> None:
        self.at: Matrix = (PX, 0, 0, -PX, 0, height * PX)
        self.stroke = self.fill = "#000000"
        self.width = 1.0
        self.dashes: tuple[float, ...] = ()
        self.kept: list[tuple[Any, ...]] = []
        self.points: list[Point] = []
        self.start: Point = (0, 0)
        self.text: Matrix = (1, 0, 0, 1, 0, 0)
        self.size = 0.0
        self.clips = False
        self.ink = Ink()

    def read(self, page: PageObject) -> Ink:
        for given, operator in ContentStream(page.get_contents(), page.pdf).operations:
            name = operator.decode()
            action = getattr(self, f"_{_NAMES.get(name)}", None)
            if action is not None:
                action([float(one) if isinstance(one, int | float) else one for one in given])
        return self.ink

    def _save(self, _given) -> None:
        self.kept.append((self.at, self.stroke, self.fill, self.width, self.dashes))

    def _restore(self, _given) -> None:
        self.at, self.stroke, self.fill, self.width, self.dashes = self.kept.pop()

    def _transform(self, given) -> None:
        self.at = _times(tuple(given), self.at)

    def _stroke_colour(self, given) -> None:
        self.stroke = _colour(given)

    def _fill_colour(self, given) -> None:
        self.fill = _colour(given)

    def _line_width(self, given) -> None:
        self.width = given[0]

    def _dash(self, given) -> None:
        self.dashes = tuple(float(dash) for dash in given[0])

    def _move(self, given) -> None:
        self.start = (given[0], given[1])
        self.points.append(_put(self.start, self.at))

    def _line(self, given) -> None:
        self.points.append(_put((given[-2], given[-1]), self.at))

    def _close(self, _given) -> None:
        self.points.append(_put(self.start, self.at))

    def _rectangle(self, given) -> None:
        x, y, w, h = given
        corners = ((x, y), (x + w, y), (x + w, y + h), (x, y + h))
        self.points += [_put(corner, self.at) for corner in corners]

    def _clip(self, _given) -> None:
        self.clips = True

    def _paint(self, *, stroke: bool, fill: bool) -> None:
        scale = abs(self.at[0])
        self.ink.shapes.append(
            Shape(
                self.stroke if stroke else "",
                self.fill if fill else "",
                self.width * scale if stroke else 0,
                tuple(dash * scale for dash in self.dashes) if stroke else (),
                _once(self.points),
            )
        )
        self.points = []

    def _strokes(self, _given) -> None:
        self._paint(stroke=True, fill=False)

    def _fills(self, _given) -> None:
        self._paint(stroke=False, fill=True)

    def _both(self, _given) -> None:
        self._paint(stroke=True, fill=True)

    def _nothing(self, _given) -> None:
        if self.clips:
            (ax, ay), (bx, by) = min(self.points), max(self.points)
            self.ink.clips.append(Rect(ax, ay, bx - ax, by - ay))
        self.points, self.clips = [], False

    def _place(self, given) -> None:
        self.text = tuple(given)

    def _font(self, given) -> None:
        self.size = given[1]

    def _show(self, _given) -> None:
        at = _times(self.text, self.at)
        place = (at[4], at[5])
        if not self.ink.words or self.ink.words[-1].at != place:
            self.ink.words.append(Words("", place, self.size * abs(at[0])))


_NAMES = {
    "q": "save",
    "Q": "restore",
    "cm": "transform",
    "RG": "stroke_colour",
    "rg": "fill_colour",
    "w": "line_width",
    "d": "dash",
    "m": "move",
    "l": "line",
    "c": "line",
    "h": "close",
    "re": "rectangle",
    "W": "clip",
    "S": "strokes",
    "f": "fills",
    "B": "both",
    "n": "nothing",
    "Tm": "place",
    "Tf": "font",
    "Tj": "show",
    "TJ": "show",
    "f*": "fills",
    "B*": "both",
    "W*": "clip",
}


def _once(points: Iterable[Point]) -> tuple[Point, ...]:
    """Return points without those that stand where the one before does: a path may close twice."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) > 0.01:
            kept.append((x, y))
    return tuple(kept)


def _colour(given: list[float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in given)


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, l = two  # noqa: E741
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l,
    )


def _put(point: Point, at: Matrix) -> Point:
    x, y = point
    return x * at[0] + y * at[2] + at[4], x * at[1] + y * at[3] + at[5]
