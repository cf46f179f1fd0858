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
        return trimmed(f"M{ax:.1f} {ay:.1f}Q{bx:.1f} {by:.1f} {cx:.1f} {cy:.1f}")
    if edge.kind is Kind.EVIDENCE:
        return _polyline(beside(edge.points, _APART)) + _polyline(beside(edge.points, -_APART))
    return _polyline(edge.points)


def _polyline(points: tuple[Point, ...]) -> str:
    (x, y), *others = points
    parts = [f"M{x:.1f} {y:.1f}"]
    for next_x, next_y in others:
        if abs(next_y - y) < 0.05:
            parts.append(f"H{next_x:.1f}")
        elif abs(next_x - x) < 0.05:
            parts.append(f"V{next_y:.1f}")
        else:
            parts.append(f"L{next_x:.1f} {next_y:.1f}")
        x, y = next_x, next_y
    return trimmed("".join(parts))


def _head(head: Head) -> str:
    (x, y), (dx, dy) = head.tip, head.way
    ax, ay = x - 8 * dx - 4.5 * dy, y - 8 * dy + 4.5 * dx
    bx, by = x - 8 * dx + 4.5 * dy, y - 8 * dy - 4.5 * dx
    return trimmed(f"M{x:.1f} {y:.1f}L{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}z")


def _bar(head: Head) -> str:
    (x, y), (dx, dy) = head.tip, head.way
    x, y = x + 2 * dx, y + 2 * dy
    ax, ay, bx, by = x - 7 * dy, y + 7 * dx, x + 7 * dy, y - 7 * dx
    return trimmed(f"M{ax:.1f} {ay:.1f}L{bx:.1f} {by:.1f}")


def placed(rect: Rect) -> str:
    """Return the attribute that puts an element at the corner of a rectangle."""
    return trimmed(f' transform="translate({rect.x:.1f} {rect.y:.1f})"')


def sized(rect: Rect) -> str:
    """Return place and size of a rectangle as attributes."""
    x, y, width, height = rect
    return trimmed(f' x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"')


def rounded(value: float) -> str:
    """Return a number with one decimal at most."""
    return trimmed(f"{value:.1f}")


def trimmed(text: str) -> str:
    """Return a text whose numbers all have one decimal without those decimals that are 0."""
    return text.replace(".0", "")
