"""A drawing as PNG of a chosen width."""

from pathlib import Path
from typing import Final

import resvg_py

from essays.layout.instances import HUNDREDS, instances
from essays.layout.scene import ENGLISH, Scene
from essays.layout.svg import file_svg
from essays.layout.theme import LIGHT, Theme
from essays.layout.words import Words

LEAST_WIDTH: Final = 100  # px
MOST_WIDTH: Final = 20_000
MOST_PIXELS: Final = 40_000_000  # four bytes each while it is drawn
# resvg takes no other weights than whole hundreds
_WEIGHTS: Final = "".join(
    f'text[font-weight="{int(weight)}"]{{font-weight:{hundreds}}}'
    for weight, hundreds in HUNDREDS.items()
)
_FINE: Final = 2  # pixels for one px of the drawing, as on a fine screen


def png(
    drawing: Scene, *, width: int, fonts: Path, theme: Theme = LIGHT, words: Words = ENGLISH
) -> bytes:
    """Return the drawing so many px wide, 1 to `widest`; the height follows.

    `fonts` is a folder for font files. Letters that Inter lacks come from the fonts of the system.
    Raises ValueError for another width.
    """
    if not 1 <= width <= widest(drawing):
        raise ValueError(width)
    return resvg_py.svg_to_bytes(
        svg_string=file_svg(drawing, theme=theme, words=words),
        width=width,
        font_files=[str(file) for file in instances(fonts).values()],
        sans_serif_family="Inter",
        style_sheet=_WEIGHTS,
    )


def widest(drawing: Scene) -> int:
    """Return the largest width in px at which the picture still has few enough pixels."""
    return max(1, min(MOST_WIDTH, int((MOST_PIXELS * drawing.width / drawing.height) ** 0.5)))


def usual_width(drawing: Scene) -> int:
    """Return the width in px that is taken where nobody chooses one."""
    return min(widest(drawing), round(drawing.width * _FINE))
