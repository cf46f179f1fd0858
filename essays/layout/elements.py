"""The elements of a drawing in SVG: what a line, a box and a pill consist of.

No element has a style attribute, so that pages need no exception in their content security policy.
"""

from collections.abc import Iterator
from functools import lru_cache
from html import escape
from itertools import chain
from typing import Literal

from essays.layout.faces import Face, Icon, Label
from essays.layout.geometry import Point, Rect, beside
from essays.layout.icons import ICONS
from essays.layout.paint import Classes, Painter
from essays.layout.scene import Box, Edge, Head, Scene
from essays.layout.words import Kind

_APART = 1.5  # half of what lies between the two lines of evidence


def in_order(scene: Scene) -> list[Edge]:
    """Return the lines as they are drawn: those across the map come last."""
    return sorted(scene.edges, key=lambda edge: edge.crosses)


def edge_paths(edge: Edge, paint: Painter) -> Iterator[str]:
    """Yield what a line consists of; one across the map leaves a gap in those it crosses."""
    path = _path(edge)
    if edge.crosses:
        yield f'<path{paint.cover()} d="{path}"/>'
    yield f'<path{paint.edge(edge)} d="{path}"/>'
    if edge.head is not None:
        yield f'<path{paint.head(edge.kind)} d="{_head(edge.head)}"/>'
        if edge.head.bar:
            yield f'<path{paint.bar(edge.kind)} d="{_bar(edge.head)}"/>'


# What stands in a box is written from the box's corner, so that it is written once.


@lru_cache(maxsize=10_000)
def pill_inside(face: Face, kind: Kind, paint: Painter) -> str:
    """Return the inside of a pill."""
    area = sized(Rect(0, 0, face.width, face.height))
    return f'<rect{paint.pill(kind)}{area} rx="12"/>{_inside(face, kind, paint)}'


@lru_cache(maxsize=10_000)
def _box(face: Face, kind: Kind, paint: Painter, implicit: Literal["implicit", ""]) -> str:
    """Return the inside of a box, but for what leads elsewhere on a page."""
    inset = 1 if kind is Kind.THESIS else 0.5
    ground = sized(Rect(inset, inset, face.width - 2 * inset, face.height - 2 * inset))
    lines = (2.5, 6.0) if kind is Kind.EVIDENCE else (3.0,)
    sides = "".join(f"M{rounded(at)} 1v{rounded(face.height - 2)}" for at in lines)
    return (
        f'<rect{paint.box(kind, implicit=bool(implicit))}{ground} rx="3"/>'
        f'<path{paint.side(kind)} d="{sides}"/>{_inside(face, kind, paint)}'
    )


def _inside(face: Face, kind: Kind, paint: Painter) -> str:
    linked = isinstance(paint, Classes)
    icons = (_icon(icon, kind, paint) for icon in face.icons)
    texts = (
        text_element(label, label.kind or kind, paint)
        for label in face.labels
        if label.to is None or not linked
    )
    return "".join(chain(icons, texts))


def _icon(icon: Icon, kind: Kind, paint: Painter) -> str:
    place = f"translate({rounded(icon.x)} {rounded(icon.y)}) scale({icon.size / 16:g})"
    look = paint.icon(kind, icon.style)
    return f'<path{look} transform="{place}" d="{ICONS[icon.name]}"/>'


def text_element(label: Label, kind: Kind, paint: Painter) -> str:
    """Return one line of text."""
    anchor = ' text-anchor="end"' if label.ends_at_x else ""
    place = f' x="{rounded(label.x)}" y="{rounded(label.y)}"{anchor}'
    return f"<text{paint.text(kind, label.style)}{place}>{escape(label.text, quote=False)}</text>"


def box_inside(box: Box, paint: Painter) -> str:
    """Return what stands in a box, from its corner."""
    return _box(box.face, box.kind, paint, "implicit" if box.implicit else "")


def _path(edge: Edge) -> str:
    if edge.curved:
        (ax, ay), (bx, by), (cx, cy) = edge.points
        bend = f"Q{rounded(bx)} {rounded(by)} {rounded(cx)} {rounded(cy)}"
        return f"M{rounded(ax)} {rounded(ay)}{bend}"
    if edge.kind is Kind.EVIDENCE:
        return _polyline(beside(edge.points, _APART)) + _polyline(beside(edge.points, -_APART))
    return _polyline(edge.points)


def _polyline(points: tuple[Point, ...]) -> str:
    parts = []
    last: Point | None = None
    for x, y in points:
        if last is None:
            parts.append(f"M{rounded(x)} {rounded(y)}")
        elif abs(y - last[1]) < 0.05:
            parts.append(f"H{rounded(x)}")
        elif abs(x - last[0]) < 0.05:
            parts.append(f"V{rounded(y)}")
        else:
            parts.append(f"L{rounded(x)} {rounded(y)}")
        last = (x, y)
    return "".join(parts)


def _head(head: Head) -> str:
    (x, y), (dx, dy) = head.tip, head.way
    ax, ay = x - 8 * dx - 4.5 * dy, y - 8 * dy + 4.5 * dx
    bx, by = x - 8 * dx + 4.5 * dy, y - 8 * dy - 4.5 * dx
    return f"M{rounded(x)} {rounded(y)}L{rounded(ax)} {rounded(ay)}L{rounded(bx)} {rounded(by)}z"


def _bar(head: Head) -> str:
    (x, y), (dx, dy) = head.tip, head.way
    x, y = x + 2 * dx, y + 2 * dy
    ax, ay, bx, by = x - 7 * dy, y + 7 * dx, x + 7 * dy, y - 7 * dx
    return f"M{rounded(ax)} {rounded(ay)}L{rounded(bx)} {rounded(by)}"


def placed(rect: Rect) -> str:
    """Return the attribute that puts an element at the corner of a rectangle."""
    return f' transform="translate({rounded(rect.x)} {rounded(rect.y)})"'


def sized(rect: Rect) -> str:
    """Return place and size of a rectangle as attributes."""
    corner = f' x="{rounded(rect.x)}" y="{rounded(rect.y)}"'
    return f'{corner} width="{rounded(rect.width)}" height="{rounded(rect.height)}"'


def rounded(value: float) -> str:
    """Return a number with one decimal at most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")
