"""What stands in a box or a pill: its size, and its words and icons at their places.

Places are px from the upper left corner; the y of a text is that of its baseline.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from uuid import UUID

from essays.layout.lines import broken
from essays.layout.measure import Weight, fits, width
from essays.layout.words import Kind

BOX_WIDTH: Final = 204
THESIS_WIDTH: Final = 264
PILL_HEIGHT: Final = 24

_LEFT, _RIGHT = 15, 14
_FIRST, _BODY, _LINE = 20, 42, 19
_UNDER = 15  # from the last baseline to the foot
_ICON, _AFTER_ICON, _GAP = 13, 18, 8
_SMALL: Final = 12


class Style(StrEnum):
    """How a text looks; the class of pages stands in `essays.layout.svg`."""

    BODY = "body"
    WORD = "word"
    NUMBER = "number"
    TAG = "tag"
    WARNING = "warning"
    REFERENCE = "reference"
    STEP = "step"


WEIGHTS: Final = {
    Style.BODY: Weight.TEXT,
    Style.WORD: Weight.WORD,
    Style.NUMBER: Weight.NUMBER,
    Style.TAG: Weight.TEXT,
    Style.WARNING: Weight.CHIP,
    Style.REFERENCE: Weight.CHIP,
    Style.STEP: Weight.NUMBER,
}
SIZES: Final = {style: 14 if style is Style.BODY else _SMALL for style in Style}


@dataclass(frozen=True, slots=True)
class Target:
    """What a reference leads to: a box, or a step."""

    id: UUID
    is_step: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A text on one line: from `x` on, or up to it. `to` is what a reference leads to."""

    text: str
    x: float
    y: float
    style: Style
    ends_at_x: bool = False
    to: Target | None = None
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon of the given name, `size` px square."""

    name: str
    x: float
    y: float
    style: Style = Style.WORD
    size: float = _ICON


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """Everything in a box or a pill. The same words give the same face, so it is its own key."""

    width: float
    height: float
    labels: tuple[Label, ...]
    icons: tuple[Icon, ...]


class Tag(NamedTuple):
    """A remark on a box: `short` on its first line where there is room, else below its text."""

    text: str
    short: str = ""
    icon: str = ""
    style: Style = Style.TAG
    to: Target | None = None
    kind: Kind | None = None


@lru_cache(maxsize=20_000)
def box_face(
    text: str, *, number: str, word: str, icon: str, wide: bool = False, tags: tuple[Tag, ...] = ()
) -> Face:
    """Return what stands in a box."""
    across = THESIS_WIDTH if wide else BOX_WIDTH
    room = across - _LEFT - _RIGHT
    word = fits(word, room - _AFTER_ICON, size=_SMALL, weight=Weight.WORD)
    x = _LEFT + _AFTER_ICON + width(word, size=_SMALL, weight=Weight.WORD) + _GAP
    number = _shortened(number, across - _RIGHT - x)
    end = across - _RIGHT - width(number, size=_SMALL, weight=Weight.NUMBER) - _GAP
    labels = [
        Label(word, _LEFT + _AFTER_ICON, _FIRST, Style.WORD),
        Label(number, across - _RIGHT, _FIRST, Style.NUMBER, ends_at_x=True),
    ]
    icons = [Icon(icon, _LEFT, _FIRST - 11)]
    below = []
    for tag in tags:
        short = tag._replace(text=tag.short)
        if tag.short and x + _tag_width(short) <= end:
            _put(short, x, _FIRST, labels, icons)
            x += _tag_width(short) + _GAP
        else:
            below.append(tag)
    lines = broken(text, room)
    labels += [Label(line, _LEFT, _BODY + _LINE * n, Style.BODY) for n, line in enumerate(lines)]
    count = len(lines)
    for tag in below:
        for line in _tag_lines(tag, room):
            _put(line, _LEFT, _BODY + _LINE * count, labels, icons)
            count += 1
    height = _BODY + _LINE * (count - 1) + _UNDER
    return Face(across, height, tuple(labels), tuple(icons))


@lru_cache(maxsize=64)
def pill_face(text: str, icon: str) -> Face:
    """Return what stands in a junction pill."""
    across = 9 + 17 + width(text, size=_SMALL, weight=Weight.NUMBER) + 12
    label = Label(text, 26, 16, Style.STEP)
    return Face(round(across), PILL_HEIGHT, (label,), (Icon(icon, 9, 5.5, Style.STEP),))


def _tag_width(tag: Tag) -> float:
    words = width(tag.text, size=_SMALL, weight=WEIGHTS[tag.style])
    return words + (_SMALL + 4 if tag.icon else 0)


def _tag_lines(tag: Tag, room: float) -> Sequence[Tag]:
    """Return a tag in lines that fit."""
    lines = broken(
        tag.text, room - (_SMALL + 4 if tag.icon else 0), size=_SMALL, weight=WEIGHTS[tag.style]
    )
    return [tag._replace(text=line, icon="" if n else tag.icon) for n, line in enumerate(lines)]


def _put(tag: Tag, x: float, y: float, labels: list[Label], icons: list[Icon]) -> None:
    after = _SMALL + 4 if tag.icon else 0
    if tag.icon:
        icons.append(Icon(tag.icon, x, y - 10, tag.style, 12))
    labels.append(Label(tag.text, x + after, y, tag.style, to=tag.to, kind=tag.kind))


def _shortened(number: str, room: float) -> str:
    """Return a number, without its first parts where it is too long for the room."""
    if len(number) <= 8 and width(number, size=_SMALL, weight=Weight.NUMBER) <= room:
        return number
    parts = number.split(".")
    kept: list[str] = []
    while (
        parts
        and width("…." + ".".join([parts[-1], *kept]), size=_SMALL, weight=Weight.NUMBER) <= room
    ):
        kept.insert(0, parts.pop())
    return ".".join(kept) if not parts else "…." + ".".join(kept) if kept else "…"
