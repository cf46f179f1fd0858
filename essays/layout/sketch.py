"""A map's shape at 160 × 96: bars by kind under the thesis, objections hollow.

The first root stands on top, what hangs under it starts the columns, and
everything deeper lies in its column in reading order. Sizes are px of the viewBox.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.outline import Outline, Row

WIDTH: Final = 160
HEIGHT: Final = 96

_TOP_WIDTH, _TOP_HEIGHT = 40.0, 10.0
_COLUMNS_Y = 24.0
_BAR, _EVIDENCE_BAR, _GAP = 9.0, 5.0, 4.0
_MOST_COLUMNS = 9
_WIDEST = 40.0
_INDENT, _MOST_INDENTS = 2.5, 3
# thinner than this share of its height a bar is no longer seen, so a longer column is cut
_THINNEST = 0.4


class Bar(StrEnum):
    """What a bar stands for: the thesis, how a box bears on what it hangs under, or neither."""

    THESIS = "thesis"
    SUPPORT = "support"
    ATTACK = "attack"
    EVIDENCE = "evidence"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class _Drawn:
    bar: Bar
    indent: int


def bars(outline: Outline) -> list[tuple[int, Bar]]:
    """Return depth and bar of every row, in reading order."""
    return [(row.depth, bar_of(row)) for row in outline.rows]


def bar_of(row: Row) -> Bar:
    """Return the bar of a box. An objection shows as one even if it is evidence."""
    if row.node.kind is NodeKind.THESIS:
        return Bar.THESIS
    if row.relation is not None and row.relation.kind is RelationKind.ATTACK:
        return Bar.ATTACK
    if row.node.kind is NodeKind.EVIDENCE:
        return Bar.EVIDENCE
    return Bar.CLAIM if row.relation is None else Bar.SUPPORT


def sketch(rows: Iterable[tuple[int, Bar]]) -> str:
    """Return the shape of a map as SVG, or an empty string for a map without boxes."""
    listed = list(rows)
    if not listed:
        return ""
    top, columns = _columns(listed)
    parts = [_rect(top, (WIDTH - _TOP_WIDTH) / 2, 1, _TOP_WIDTH, _TOP_HEIGHT)]
    if columns:
        slot = WIDTH / len(columns)
        width = min(slot * 0.76, _WIDEST)
        squeeze = _squeeze([column for column, _ in columns])
        for index, (column, hangs) in enumerate(columns):
            middle = slot * (index + 0.5)
            if hangs:
                parts.append(_line(middle))
            parts += _column(column, middle - width / 2, width, squeeze)
    return (
        f'<svg class="sketch" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f"{''.join(parts)}</svg>"
    )


def _columns(rows: Sequence[tuple[int, Bar]]) -> tuple[Bar, list[tuple[list[_Drawn], bool]]]:
    """Return the bar on top, and the columns with whether they hang from it."""
    (first_depth, top), *rest = rows
    columns: list[tuple[list[_Drawn], bool]] = []
    below_top, base = True, first_depth + 1
    for depth, bar in rest:
        if depth <= first_depth:
            below_top, base = False, depth
        if depth == base:
            columns.append(([], below_top))
        columns[-1][0].append(_Drawn(bar, min(max(depth - base, 0), _MOST_INDENTS)))
        if not below_top and len(columns) > _MOST_COLUMNS:
            break
    return top, columns[:_MOST_COLUMNS]


def _squeeze(columns: Sequence[Sequence[_Drawn]]) -> float:
    """Return by how much the heights shrink so that the longest column fits."""
    longest = max(sum(_height(drawn) + _GAP for drawn in column) for column in columns) - _GAP
    return max(min(1.0, (HEIGHT - _COLUMNS_Y - 1) / longest), _THINNEST)


def _column(column: Sequence[_Drawn], x: float, width: float, squeeze: float) -> list[str]:
    y, parts = _COLUMNS_Y, []
    for drawn in column:
        height = _height(drawn) * squeeze
        if y + height > HEIGHT:
            break
        indent = min(drawn.indent * _INDENT, width / 2)
        parts.append(_rect(drawn.bar, x + indent, y, width - indent, height))
        y += height + _GAP * squeeze
    return parts


def _height(drawn: _Drawn) -> float:
    return _EVIDENCE_BAR if drawn.bar is Bar.EVIDENCE else _BAR


def _line(to: float) -> str:
    foot = _TOP_HEIGHT + 2
    return f'<path class="sk-line" d="M{WIDTH // 2} {foot:g}v6H{to:.1f}v6"/>'


def _rect(bar: Bar, x: float, y: float, width: float, height: float) -> str:
    if bar is Bar.ATTACK:  # its line lies inside the bar
        x, y, width, height = x + 0.75, y + 0.75, width - 1.5, max(height - 1.5, 0.5)
    return (
        f'<rect class="sk-{bar}" x="{x:.1f}" y="{y:.1f}" '
        f'width="{width:.1f}" height="{height:.1f}" rx="1"/>'
    )
