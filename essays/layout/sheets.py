"""How a drawing that is larger than paper is cut into sheets. Units are px."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from essays.layout.geometry import Rect

BORDER: Final = 57.0  # 15 mm round each sheet: for marks, and for printers that leave it white


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its name, such as B2 for the second column and row, and what it shows."""

    name: str
    area: Rect


@dataclass(frozen=True, slots=True)
class Cut:
    """A drawing cut into sheets, row by row; what would be empty is left out."""

    columns: int
    rows: int
    paper: Rect
    sheets: tuple[Sheet, ...]


def cut(width: float, height: float, paper: tuple[float, float], shown: Iterable[Rect]) -> Cut:
    """Return how a drawing is cut, upright or across, whichever takes fewer sheets.

    `paper` is the size of a sheet, `shown` the places that hold something.
    """
    shown = tuple(shown)
    upright, across = (_cut(width, height, Rect(0, 0, *size), shown) for size in _ways(paper))
    return across if len(across.sheets) < len(upright.sheets) else upright


def column_name(column: int) -> str:
    """Return the letters of a column that counts from 0: A to Z, then AA."""
    name = ""
    while column >= 0:
        name = chr(ord("A") + column % 26) + name
        column = column // 26 - 1
    return name


def _ways(paper: tuple[float, float]) -> tuple[tuple[float, float], tuple[float, float]]:
    return paper, (paper[1], paper[0])


def _cut(width: float, height: float, paper: Rect, shown: tuple[Rect, ...]) -> Cut:
    across, down = paper.width - 2 * BORDER, paper.height - 2 * BORDER
    columns, rows = max(1, math.ceil(width / across)), max(1, math.ceil(height / down))
    # the drawing stands in the middle of its sheets, so that no margin is much wider than another
    left, top = (width - columns * across) / 2, (height - rows * down) / 2
    sheets = []
    for row in range(rows):
        for column in range(columns):
            area = Rect(left + column * across, top + row * down, across, down)
            if columns * rows == 1 or any(area.overlaps(rect.grown(1)) for rect in shown):
                sheets.append(Sheet(f"{column_name(column)}{row + 1}", area))
    return Cut(columns, rows, paper, tuple(sheets))
