"""A drawing as SVG for a page: links, classes, and elements that can be told apart."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape
from typing import Final, Protocol
from uuid import UUID

from essays.layout.elements import (
    box_inside,
    edge_paths,
    in_order,
    pill_inside,
    placed,
    rounded,
    sized,
    text_element,
)
from essays.layout.geometry import Rect
from essays.layout.icons import ICONS
from essays.layout.measure import Weight, width
from essays.layout.paint import Classes
from essays.layout.scene import ENGLISH, Box, Edge, Pill, Scene
from essays.layout.words import Kind, Words

_PAINT: Final = Classes()


class Layer(StrEnum):
    """What lies over what; the value is the id of its group."""

    LINES = "map-lines"
    PILLS = "map-pills"
    BOXES = "map-boxes"


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
    version: int = 0
    words: Words = ENGLISH


@dataclass(frozen=True, slots=True)
class Piece:
    """One element of a drawing: a line, a pill or a box, by its id.

    It stands at a place of its own, and `rest`, all behind that, knows nothing of the place: so
    what only moved can be told from what changed.
    """

    id: str
    layer: Layer
    tag: str
    x: float
    y: float
    rest: str

    @property
    def html(self) -> str:
        """The whole element."""
        return f'<{self.tag} id="{self.id}"{placed(Rect(self.x, self.y, 0, 0))}{self.rest}'


def page_svg(scene: Scene, shown: Shown) -> str:
    """Return the drawing for a page. The look is in map.css.

    A box is a group with the links in it: the box itself, what it refers to, and its fold. What
    scripts ask of it stands in the attributes that a row of the outline has too.
    """
    size = f'width="{rounded(scene.width)}" height="{rounded(scene.height)}"'
    head = (
        f'<svg class="drawing" id="outline" role="group" aria-label="{escape(scene.label)}" {size}'
        f' viewBox="0 0 {rounded(scene.width)} {rounded(scene.height)}" data-view="{scene.view}"'
        f' data-version="{shown.version}">'
    )
    layers: dict[Layer, list[str]] = {layer: [] for layer in Layer}
    for piece in pieces(scene, shown):
        layers[piece.layer].append(piece.html)
    parts = (f'<g id="{layer}">{"".join(found)}</g>' for layer, found in layers.items())
    return f"{head}{''.join(parts)}</svg>"


def pieces(scene: Scene, shown: Shown) -> Iterator[Piece]:
    """Yield the elements of the drawing in the order in which they are drawn."""
    stop = shown.chosen if _holds(scene, shown.chosen) else None
    if stop is None and scene.boxes:
        stop = scene.boxes[0].node_id
    counted: Counter[UUID] = Counter()
    for edge in in_order(scene):
        counted[edge.relation_id] += 1
        yield _line(edge, counted[edge.relation_id])
    for pill in scene.pills:
        yield _linked_pill(pill, shown, stop)
    for box in scene.boxes:
        yield _linked_box(box, shown, stop)


def _line(edge: Edge, number: int) -> Piece:
    x, y = edge.points[0]
    here = edge._replace(
        points=tuple((px - x, py - y) for px, py in edge.points),
        head=edge.head and edge.head._replace(tip=(edge.head.tip[0] - x, edge.head.tip[1] - y)),
    )
    rest = f">{''.join(edge_paths(here, _PAINT))}</g>"
    return Piece(f"e-{edge.relation_id}-{number}", Layer.LINES, "g", x, y, rest)


def _linked_pill(pill: Pill, shown: Shown, stop: UUID | None) -> Piece:
    chosen = " is-chosen" if pill.relation_id == shown.chosen else ""
    rest = (
        f' href="{escape(shown.links.step(pill.relation_id))}" class="pill k-{pill.kind}{chosen}"'
        f' data-step="{pill.relation_id}" data-above="{pill.above_id}"'
        f'{_stop(pill.relation_id, stop)} aria-label="{escape(pill.label)}">'
        f"{pill_inside(pill.face, pill.kind, _PAINT)}</a>"
    )
    return Piece(f"s-{pill.relation_id}", Layer.PILLS, "a", pill.rect.x, pill.rect.y, rest)


def _linked_box(box: Box, shown: Shown, stop: UUID | None) -> Piece:
    classes = [f"k-{box.kind}"]
    classes += ["li-thesis"] if box.kind is Kind.THESIS else []
    classes += ["is-implicit"] if box.implicit else []
    classes += ["is-chosen"] if box.node_id == shown.chosen else []
    classes += ["is-dim"] if box.node_id in shown.dim else []
    ring = sized(Rect(0, 0, box.rect.width, box.rect.height).grown(4))
    rest = (
        f' class="{" ".join(classes)}"{_data(box, shown)}{_stop(box.node_id, stop)}>'
        f'<a href="{escape(shown.links.box(box.node_id))}" class="row" data-box="{box.node_id}"'
        f' aria-label="{escape(box.label)}"><rect class="box-ring"{ring} rx="5"/>'
        f"{box_inside(box, _PAINT)}</a>"
        f"{''.join(_references(box, shown.links))}{_fold(box, shown)}</g>"
    )
    return Piece(f"n-{box.node_id}", Layer.BOXES, "g", box.rect.x, box.rect.y, rest)


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
            text = text_element(label, kind, _PAINT)
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
        f'<a href="{escape(shown.links.fold(box.node_id))}" class="fold k-{box.kind}"{placed(area)}'
        f' data-turns="" aria-label="{escape(name)}">'
        f'<rect class="fold-at" x="-4" y="-4" width="{rounded(across + 8)}" height="24"/>'
        f'<rect class="j-bg" width="{rounded(across)}" height="16" rx="8"/>'
        f'<path class="box-ic" transform="translate(3 3) scale(.625)"'
        f' d="{ICONS["plus" if box.reveals else "minus"]}"/>{text}</a>'
    )


def _holds(scene: Scene, chosen: UUID | None) -> bool:
    return any(box.node_id == chosen for box in scene.boxes) or any(
        pill.relation_id == chosen for pill in scene.pills
    )


def _stop(item: UUID, stop: UUID | None) -> str:
    return ' data-stop=""' if item == stop else ""
