"""A drawing as SVG: as a file that stands alone, and as bare rectangles. For pages: page.py."""

import base64
from html import escape
from itertools import chain
from typing import Final

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
from essays.layout.faces import Label, Style
from essays.layout.geometry import Rect
from essays.layout.measure import Weight, width
from essays.layout.paint import Colours, Painter
from essays.layout.scene import ENGLISH, Box, Scene
from essays.layout.theme import LIGHT, Theme
from essays.layout.words import Words

FONTS: Final = "Inter, system-ui, 'Segoe UI', sans-serif"


def file_svg(
    scene: Scene, *, theme: Theme = LIGHT, font: bytes | None = None, words: Words = ENGLISH
) -> str:
    """Return the drawing as a file of its own, with `font` (woff2) inside if it is given.

    A folded box says, in `words`, how many boxes it stands for.
    """
    paint = Colours(theme)
    width, height = rounded(scene.width), rounded(scene.height)
    face = ""
    if font is not None:
        data = base64.b64encode(font).decode()
        face = (
            "<style>@font-face{font-family:Inter;font-weight:400 700;"
            f"src:url(data:font/woff2;base64,{data})}}</style>"
        )
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}" role="img" aria-label="{escape(scene.label)}"'
        f' font-family="{FONTS}" font-size="14" xml:space="preserve">{face}'
        f'<rect width="100%" height="100%" fill="{theme.ground}"/>'
    )
    parts = chain(
        [head],
        chain.from_iterable(edge_paths(edge, paint) for edge in in_order(scene)),
        (f"<g{placed(p.rect)}>{pill_inside(p.face, p.kind, paint)}</g>" for p in scene.pills),
        (
            f"<g{placed(box.rect)}>{box_inside(box, paint)}{_folded(box, paint, words)}</g>"
            for box in scene.boxes
        ),
        ["</svg>"],
    )
    return "".join(parts)


def minimap_svg(scene: Scene) -> str:
    """Return the drawing as bare rectangles, for an overview."""
    rects = "".join(f'<rect class="sk-{box.kind}"{sized(box.rect)}/>' for box in scene.boxes)
    return (
        f'<svg class="minimap" viewBox="0 0 {rounded(scene.width)} {rounded(scene.height)}"'
        f' aria-hidden="true">{rects}</svg>'
    )


def _folded(box: Box, paint: Painter, words: Words) -> str:
    """Return what a folded box of a file says at its foot."""
    if not box.reveals:
        return ""
    said = words.folded(box.reveals)
    across = 14 + width(said, size=12, weight=Weight.NUMBER)
    area = Rect(box.rect.width - 10 - across, box.rect.height - 8, across, 16)
    label = Label(said, area.x + 7, area.y + 12, Style.NUMBER)
    return (
        f'<rect{paint.pill(box.kind)}{sized(area)} rx="8"/>{text_element(label, box.kind, paint)}'
    )
