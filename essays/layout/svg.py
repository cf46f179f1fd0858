"""A drawing as SVG: for pages, with classes and links, and for files that stand alone.

No element has a style attribute, so that pages need no exception in their content security policy.
"""

import base64
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from itertools import chain
from typing import Final, Literal, Protocol
from uuid import UUID

from essays.layout.faces import Face, Icon, Label, Style
from essays.layout.geometry import Point, Rect, beside
from essays.layout.icons import ICONS
from essays.layout.measure import Weight, width
from essays.layout.paint import Classes, Colours, Painter
from essays.layout.scene import ENGLISH, Box, Edge, Head, Pill, Scene
from essays.layout.theme import LIGHT, Theme
from essays.layout.words import Kind, Words

FONTS: Final = "Inter, system-ui, 'Segoe UI', sans-serif"
_ON_PAGES: Final = Classes()
_APART = 1.5  # half of what lies between the two lines of evidence


class Links(Protocol):
    """Where the parts of a drawing lead on a page."""

    def box(self, node_id: UUID) -> str:
        """Return the address that chooses a box."""

    def step(self, relation_id: UUID) -> str:
        """Return the address that chooses a step."""

    def fold(self, node_id: UUID) -> str:
        """Return the address that folds a box, or unfolds it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page adds to the drawing: what is chosen, and boxes that stand back (`dim`).

    `ordinals` says which ordinal a new reason, and a new undercut, would have under a box, `says`
    what the sentence about it is. The chosen box, or else the first, is where the one tab stop
    begins (`data-stop`).
    """

    links: Links
    chosen: UUID | None = None
    dim: Set[UUID] = frozenset()
    ordinals: Mapping[UUID, tuple[int, int]] = field(default_factory=dict)
    says: Mapping[UUID, str] = field(default_factory=dict)
    words: Words = ENGLISH


def page_svg(scene: Scene, shown: Shown) -> str:
    """Return the drawing for a page. The look is in map.css.

    A box is a group with the links in it: the box itself, what it refers to, and its fold. What
    scripts ask of it stands in the attributes that a row of the outline has too.
    """
    head = (
        f'<svg class="drawing" id="outline" role="group" aria-label="{escape(scene.label)}"'
        f' width="{_n(scene.width)}" height="{_n(scene.height)}"'
        f' viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" data-view="{scene.view}">'
    )
    stop = shown.chosen if _holds(scene, shown.chosen) else None
    if stop is None and scene.boxes:
        stop = scene.boxes[0].node_id
    parts = chain(
        _edges(scene, _ON_PAGES),
        (_linked_pill(pill, shown, stop) for pill in scene.pills),
        (_linked_box(box, shown, stop) for box in scene.boxes),
    )
    return f"{head}{''.join(parts)}</svg>"


def file_svg(
    scene: Scene, *, theme: Theme = LIGHT, font: bytes | None = None, words: Words = ENGLISH
) -> str:
    """Return the drawing as a file of its own, with `font` (woff2) inside if it is given.

    A folded box says, in `words`, how many boxes it stands for.
    """
    paint = Colours(theme)
    width, height = _n(scene.width), _n(scene.height)
    face = ""
    if font is not None:
        data = base64.b64encode(font).decode()
        face = (
            "<style>@font-face{font-family:Inter;font-weight:400 700;"
            f"src:url(data:font/woff2;base64,{data})}}</style>"
        )
    parts = chain(
        _edges(scene, paint),
        (f"<g{_at(p.rect)}>{_pill(p.face, p.kind, paint)}</g>" for p in scene.pills),
        (
            f"<g{_at(box.rect)}>{_boxed(box, paint)}{_folded(box, paint, words)}</g>"
            for box in scene.boxes
        ),
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" aria-label="{escape(scene.label)}"'
        f' font-family="{FONTS}" font-size="14" xml:space="preserve">{face}'
        f'<rect width="100%" height="100%" fill="{theme.ground}"/>{"".join(parts)}</svg>'
    )


def minimap_svg(scene: Scene) -> str:
    """Return the drawing as bare rectangles, for an overview."""
    rects = "".join(f'<rect class="sk-{box.kind}"{_area(box.rect)}/>' for box in scene.boxes)
    return (
        f'<svg class="minimap" viewBox="0 0 {_n(scene.width)} {_n(scene.height)}"'
        f' aria-hidden="true">{rects}</svg>'
    )


def _edges(scene: Scene, paint: Painter) -> Iterator[str]:
    """Yield the lines; those across come last and leave a gap in those they cross."""
    for edge in sorted(scene.edges, key=lambda edge: edge.crosses):
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
def _pill(face: Face, kind: Kind, paint: Painter) -> str:
    """Return the inside of a pill."""
    area = _area(Rect(0, 0, face.width, face.height))
    return f'<rect{paint.pill(kind)}{area} rx="12"/>{_inside(face, kind, paint)}'


@lru_cache(maxsize=10_000)
def _box(face: Face, kind: Kind, paint: Painter, implicit: Literal["implicit", ""]) -> str:
    """Return the inside of a box, but for what leads elsewhere on a page."""
    inset = 1 if kind is Kind.THESIS else 0.5
    ground = _area(Rect(inset, inset, face.width - 2 * inset, face.height - 2 * inset))
    lines = (2.5, 6.0) if kind is Kind.EVIDENCE else (3.0,)
    sides = "".join(f"M{_n(at)} 1v{_n(face.height - 2)}" for at in lines)
    return (
        f'<rect{paint.box(kind, implicit=bool(implicit))}{ground} rx="3"/>'
        f'<path{paint.side(kind)} d="{sides}"/>{_inside(face, kind, paint)}'
    )


def _inside(face: Face, kind: Kind, paint: Painter) -> str:
    linked = isinstance(paint, Classes)
    icons = (_icon(icon, kind, paint) for icon in face.icons)
    texts = (
        _text(label, label.kind or kind, paint)
        for label in face.labels
        if label.to is None or not linked
    )
    return "".join(chain(icons, texts))


def _icon(icon: Icon, kind: Kind, paint: Painter) -> str:
    return (
        f'<path{paint.icon(kind, icon.style)} transform="translate({_n(icon.x)} {_n(icon.y)})'
        f' scale({icon.size / 16:g})" d="{ICONS[icon.name]}"/>'
    )


def _text(label: Label, kind: Kind, paint: Painter) -> str:
    anchor = ' text-anchor="end"' if label.ends_at_x else ""
    return (
        f'<text{paint.text(kind, label.style)} x="{_n(label.x)}" y="{_n(label.y)}"{anchor}>'
        f"{escape(label.text, quote=False)}</text>"
    )


def _boxed(box: Box, paint: Painter) -> str:
    return _box(box.face, box.kind, paint, "implicit" if box.implicit else "")


def _linked_pill(pill: Pill, shown: Shown, stop: UUID | None) -> str:
    chosen = " is-chosen" if pill.relation_id == shown.chosen else ""
    return (
        f'<a href="{escape(shown.links.step(pill.relation_id))}" class="pill k-{pill.kind}{chosen}"'
        f'{_at(pill.rect)} data-step="{pill.relation_id}" data-above="{pill.above_id}"'
        f'{_stop(pill.relation_id, stop)} aria-label="{escape(pill.label)}">'
        f"{_pill(pill.face, pill.kind, _ON_PAGES)}</a>"
    )


def _linked_box(box: Box, shown: Shown, stop: UUID | None) -> str:
    classes = [f"k-{box.kind}"]
    classes += ["li-thesis"] if box.kind is Kind.THESIS else []
    classes += ["is-implicit"] if box.implicit else []
    classes += ["is-chosen"] if box.node_id == shown.chosen else []
    classes += ["is-dim"] if box.node_id in shown.dim else []
    ring = _area(Rect(0, 0, box.rect.width, box.rect.height).grown(4))
    return (
        f'<g id="n-{box.node_id}" class="{" ".join(classes)}"{_at(box.rect)}{_data(box, shown)}'
        f'{_stop(box.node_id, stop)}><a href="{escape(shown.links.box(box.node_id))}" class="row"'
        f' data-box="{box.node_id}" aria-label="{escape(box.label)}">'
        f'<rect class="box-ring"{ring} rx="5"/>{_boxed(box, _ON_PAGES)}</a>'
        f"{''.join(_references(box, shown.links))}{_fold(box, shown)}</g>"
    )


def _data(box: Box, shown: Shown) -> str:
    """Return what scripts ask of a box."""
    given = {
        "node": box.node_id,
        "number": box.number,
        "level": box.level,
        "above": box.above_id,
        "fold": ("folded" if box.reveals else "open") if box.turns else None,
    }
    reason, undercut = shown.ordinals.get(box.node_id, (None, None))
    says = escape(shown.says.get(box.node_id, ""))
    given |= {"next": reason, "last": undercut, "says": says}
    return "".join(f' data-{name}="{value}"' for name, value in given.items() if value)


def _references(box: Box, links: Links) -> Iterator[str]:
    """Yield the links in a box that lead elsewhere."""
    for label in box.face.labels:
        if label.to is not None:
            to, kind = label.to, label.kind or box.kind
            href = links.step(to.id) if to.is_step else links.box(to.id)
            data = f'data-{"step" if to.is_step else "box"}="{to.id}"'
            text = _text(label, kind, _ON_PAGES)
            yield f'<a href="{escape(href)}" class="k-{kind}" {data}>{text}</a>'


def _fold(box: Box, shown: Shown) -> str:
    """Return the control at the foot of a box that folds or unfolds what hangs under it."""
    if not box.turns:
        return ""
    words = shown.words
    said = words.folded(box.reveals) if box.reveals else ""
    name = words.unfold(box.number, box.reveals) if box.reveals else words.fold(box.number)
    across = 16 + (width(said, size=12, weight=Weight.NUMBER) + 7 if said else 0)
    area = Rect(box.rect.width - 10 - across, box.rect.height - 8, across, 16)
    text = f'<text class="n" x="16" y="12">{escape(said)}</text>' if said else ""
    return (
        f'<a href="{escape(shown.links.fold(box.node_id))}" class="fold k-{box.kind}"{_at(area)}'
        f' data-turns="" aria-label="{escape(name)}">'
        f'<rect class="fold-at" x="-4" y="-4" width="{_n(across + 8)}" height="24"/>'
        f'<rect class="j-bg" width="{_n(across)}" height="16" rx="8"/>'
        f'<path class="box-ic" transform="translate(3 3) scale(.625)"'
        f' d="{ICONS["plus" if box.reveals else "minus"]}"/>{text}</a>'
    )


def _folded(box: Box, paint: Painter, words: Words) -> str:
    """Return what a folded box of a file says at its foot."""
    if not box.reveals:
        return ""
    said = words.folded(box.reveals)
    across = 14 + width(said, size=12, weight=Weight.NUMBER)
    area = Rect(box.rect.width - 10 - across, box.rect.height - 8, across, 16)
    label = Label(said, area.x + 7, area.y + 12, Style.NUMBER)
    return f'<rect{paint.pill(box.kind)}{_area(area)} rx="8"/>{_text(label, box.kind, paint)}'


def _holds(scene: Scene, chosen: UUID | None) -> bool:
    return any(box.node_id == chosen for box in scene.boxes) or any(
        pill.relation_id == chosen for pill in scene.pills
    )


def _stop(item: UUID, stop: UUID | None) -> str:
    return ' data-stop=""' if item == stop else ""


def _path(edge: Edge) -> str:
    if edge.curved:
        (ax, ay), (bx, by), (cx, cy) = edge.points
        return f"M{_n(ax)} {_n(ay)}Q{_n(bx)} {_n(by)} {_n(cx)} {_n(cy)}"
    if edge.kind is Kind.EVIDENCE:
        return _polyline(beside(edge.points, _APART)) + _polyline(beside(edge.points, -_APART))
    return _polyline(edge.points)


def _polyline(points: tuple[Point, ...]) -> str:
    parts = []
    last: Point | None = None
    for x, y in points:
        if last is None:
            parts.append(f"M{_n(x)} {_n(y)}")
        elif abs(y - last[1]) < 0.05:
            parts.append(f"H{_n(x)}")
        elif abs(x - last[0]) < 0.05:
            parts.append(f"V{_n(y)}")
        else:
            parts.append(f"L{_n(x)} {_n(y)}")
        last = (x, y)
    return "".join(parts)


def _head(head: Head) -> str:
    (x, y), (dx, dy) = head.tip, head.way
    ax, ay = x - 8 * dx - 4.5 * dy, y - 8 * dy + 4.5 * dx
    bx, by = x - 8 * dx + 4.5 * dy, y - 8 * dy - 4.5 * dx
    return f"M{_n(x)} {_n(y)}L{_n(ax)} {_n(ay)}L{_n(bx)} {_n(by)}z"


def _bar(head: Head) -> str:
    (x, y), (dx, dy) = head.tip, head.way
    x, y = x + 2 * dx, y + 2 * dy
    return f"M{_n(x - 7 * dy)} {_n(y + 7 * dx)}L{_n(x + 7 * dy)} {_n(y - 7 * dx)}"


def _at(rect: Rect) -> str:
    return f' transform="translate({_n(rect.x)} {_n(rect.y)})"'


def _area(rect: Rect) -> str:
    return f' x="{_n(rect.x)}" y="{_n(rect.y)}" width="{_n(rect.width)}" height="{_n(rect.height)}"'


def _n(value: float) -> str:
    """Return a number with one decimal at most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")
