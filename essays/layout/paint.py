"""How each part of a drawing gets its look: by the classes of pages, or by colours of its own.

A painter returns the attributes of one element, beginning with a space.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from essays.layout.faces import SIZES, WEIGHTS, Style
from essays.layout.scene import Edge
from essays.layout.theme import Theme
from essays.layout.words import Kind

_CLASSES: Final = {
    Style.BODY: "",
    Style.WORD: "w",
    Style.NUMBER: "n",
    Style.TAG: "st",
    Style.WARNING: "chip",
    Style.REFERENCE: "chip-x",
    Style.STEP: "j-t",
}
_ICON_CLASSES: Final = {Style.WORD: "box-ic", Style.STEP: "box-ic", Style.TAG: "box-ic tag-ic"}
STRENGTHS: Final = 4  # how many line widths tell weights apart


def strength(weight: float | None) -> int:
    """Return the line width that stands for a weight, 1 to 4; 0 where there is none."""
    return 0 if weight is None else 1 + min(STRENGTHS - 1, int(weight * STRENGTHS))


class Painter(Protocol):
    """What the writer of a drawing asks for. Two that paint alike are equal."""

    def __hash__(self) -> int:
        """Return the same number for painters that paint alike."""

    def edge(self, edge: Edge) -> str:
        """Return the look of a line."""

    def cover(self) -> str:
        """Return the look of the gap that a line across leaves in those under it."""

    def head(self, kind: Kind) -> str:
        """Return the look of an arrow head."""

    def bar(self, kind: Kind) -> str:
        """Return the look of the bar that an arrow strikes."""

    def box(self, kind: Kind, *, implicit: bool) -> str:
        """Return the look of a box's ground."""

    def side(self, kind: Kind) -> str:
        """Return the look of a box's left edge."""

    def icon(self, kind: Kind, style: Style) -> str:
        """Return the look of an icon."""

    def text(self, kind: Kind, style: Style) -> str:
        """Return the look of a text."""

    def pill(self, kind: Kind) -> str:
        """Return the look of a pill's ground."""


@dataclass(frozen=True, slots=True)
class Classes:
    """The look by class, for pages; colours come from the kind of the element around."""

    def edge(self, edge: Edge) -> str:
        more = " edge-x" if edge.crosses else ""
        width = strength(edge.weight)
        return f' class="edge k-{edge.kind}{more}{f" edge-w{width}" if width else ""}"'

    def cover(self) -> str:
        return ' class="edge-cover"'

    def head(self, kind: Kind) -> str:
        return f' class="head k-{kind}"'

    def bar(self, kind: Kind) -> str:
        return f' class="head-bar k-{kind}"'

    def box(self, kind: Kind, *, implicit: bool) -> str:
        return ' class="box-bg"'

    def side(self, kind: Kind) -> str:
        return ' class="box-edge"'

    def icon(self, kind: Kind, style: Style) -> str:
        return f' class="{_ICON_CLASSES.get(style, "box-ic")}"'

    def text(self, kind: Kind, style: Style) -> str:
        name = _CLASSES[style]
        return f' class="{name}"' if name else ""

    def pill(self, kind: Kind) -> str:
        return ' class="j-bg"'


@dataclass(frozen=True, slots=True)
class Colours:
    """The look by colours of its own, for files that stand alone."""

    theme: Theme

    def edge(self, edge: Edge) -> str:
        width = 1.0 if edge.kind is Kind.EVIDENCE else 1.25 if edge.crosses else 1.75
        return _stroke(self.theme, edge.kind, width + max(0, strength(edge.weight) - 1))

    def cover(self) -> str:
        return f' fill="none" stroke="{self.theme.ground}" stroke-width="6"'

    def head(self, kind: Kind) -> str:
        return f' fill="{self.theme.lines[kind]}"'

    def bar(self, kind: Kind) -> str:
        return f' fill="none" stroke="{self.theme.lines[kind]}" stroke-width="2.25"'

    def box(self, kind: Kind, *, implicit: bool) -> str:
        fill = self.theme.sheet if implicit else self.theme.tints[kind]
        width = 2 if kind is Kind.THESIS else 1
        dash = ' stroke-dasharray="4 3"' if implicit else ""
        return f' fill="{fill}" stroke="{self.theme.lines[kind]}" stroke-width="{width}"{dash}'

    def side(self, kind: Kind) -> str:
        width = 1.75 if kind is Kind.EVIDENCE else 4
        dash = ' stroke-dasharray="6 4"' if kind is Kind.ATTACK else ""
        return f' fill="none" stroke="{self.theme.lines[kind]}" stroke-width="{width}"{dash}'

    def icon(self, kind: Kind, style: Style) -> str:
        colour = self.theme.ink_3 if style is Style.TAG else self.theme.lines[kind]
        return f' fill="none" stroke="{colour}" stroke-width="1.75" stroke-linecap="square"'

    def text(self, kind: Kind, style: Style) -> str:
        colours = {
            Style.BODY: self.theme.ink,
            Style.NUMBER: self.theme.ink_2,
            Style.TAG: self.theme.ink_3,
            Style.WARNING: self.theme.warning,
        }
        colour = colours.get(style, self.theme.lines[kind])
        if style is Style.BODY:
            return f' fill="{colour}"'
        tabular = ' font-feature-settings="&quot;tnum&quot;"' if style is Style.NUMBER else ""
        size, weight = SIZES[style], int(WEIGHTS[style])
        return f' font-size="{size}" font-weight="{weight}" fill="{colour}"{tabular}'

    def pill(self, kind: Kind) -> str:
        return f' fill="{self.theme.sheet}" stroke="{self.theme.lines[kind]}" stroke-width="1.5"'


@lru_cache(maxsize=256)
def _stroke(theme: Theme, kind: Kind, width: float) -> str:
    """Return the look of a line; there are few, and many lines."""
    dash = ' stroke-dasharray="6 4"' if kind is Kind.ATTACK else ""
    return f' fill="none" stroke="{theme.lines[kind]}" stroke-width="{width:g}"{dash}'
