"""Which rows of an outline show: what a reader folded, and a limit on what opens by itself."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from essays.graph.kinds import NodeKind
from essays.graph.outline import Outline, Row


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Siblings for which there is no room, how many they are, and the box that shows those before
    or after the ones in sight once it is chosen. False when nothing is left out."""

    boxes: int = 0
    earlier: UUID | None = None
    later: UUID | None = None

    def __bool__(self) -> bool:
        return self.boxes > 0


NOTHING = LeftOut()


class VisibleRow(NamedTuple):
    """A row that shows, with its number. `reveals` counts the rows that the next click shows, if it
    is folded.

    `left_out` are the children of an open row for which there is no room. `turns` says whether a
    click folds or unfolds anything.
    """

    row: Row
    number: str
    folded: bool
    reveals: int
    left_out: LeftOut
    turns: bool


@dataclass(frozen=True, slots=True)
class Visible:
    """The rows that show, in reading order, and the roots there is no room for."""

    rows: tuple[VisibleRow, ...]
    left_out: LeftOut


def visible_rows(
    outline: Outline,
    folded: Set[UUID] = frozenset(),
    *,
    opened: Set[UUID] = frozenset(),
    limit: int = 300,
    focus: UUID | None = None,
    show: UUID | None = None,
    depth: int = 0,
    gone: Set[UUID] = frozenset(),
) -> Visible:
    """Return the rows that show.

    By itself the outline opens level by level while at most `limit` rows show; on the last level
    only as many boxes open, in reading order, as there is room for. This depends on neither
    `folded` nor `opened`, so that a click moves nothing but what was clicked. A row that was
    opened by hand shows its children on top of the limit, but at most `limit` of them: of many
    siblings a page of so many shows, the one with what is on the way to `show`, or the first.

    With `focus` only that node, what is above it and what hangs under it show. The path to `show`
    is open and never left out. A thesis always shows. With a `depth` so many levels open by
    themselves, counted from the roots or from the focus. What is `gone` does not show, nor what
    hangs under it.
    """
    places = outline.places
    to_focus, to_show = _upwards(outline, focus), _upwards(outline, show)
    above_focus = frozenset(to_focus[:-1])
    return _Folding(
        rows=outline.rows,
        folded={places[id] for id in folded if id in places},
        opened={places[id] for id in opened if id in places} | above_focus | {*to_show[:-1]},
        limit=limit,
        above_focus=above_focus,
        trail=frozenset(to_focus),
        path=frozenset(to_show),
        depth=depth,
        gone={places[id] for id in gone if id in places},
    ).visible()


def _upwards(outline: Outline, node_id: UUID | None) -> list[int]:
    """Return the places of what stands above a node, the root first, and its own."""
    if node_id is None or node_id not in outline.places:
        return []
    return [outline.places[id] for id in (*outline.ancestors(node_id), node_id)]


@dataclass(slots=True, kw_only=True)
class _Folding:
    """Rows are known by their places in the outline, which are quicker to look up than ids.

    `trail` leads down to the focus, and `path` to the box to show; both are open above these.
    """

    rows: Sequence[Row]
    folded: Set[int]
    opened: Set[int]
    limit: int
    above_focus: Set[int]
    trail: Set[int]
    path: Set[int]
    depth: int
    gone: Set[int]
    unfolded: Set[int] = frozenset()

    def visible(self) -> Visible:
        roots, left_out = self._room(self._children(None))
        self.unfolded = self._unfolded(roots)
        found: list[VisibleRow] = []
        stack = [(root, "") for root in reversed(roots)]
        while stack:
            place, above = stack.pop()
            row = self.rows[place]
            number = f"{above}{row.ordinal}"
            children, rest = self._room(self._children(place))
            folded = bool(children) and not self._opens(place)
            reveals = self._revealed(children) if folded else 0
            turns = bool(children) and place not in self.above_focus
            rest = NOTHING if folded else rest
            found.append(VisibleRow(row, number, folded, reveals, rest, turns))
            if not folded:
                stack += [(child, f"{number}.") for child in reversed(children)]
        return Visible(tuple(found), left_out)

    def _opens(self, place: int) -> bool:
        return place in self.opened or (place in self.unfolded and place not in self.folded)

    def _children(self, place: int | None) -> Sequence[int]:
        """Return what hangs under a row, as far as focus and filter let it show; roots for None."""
        children = self._below(place)
        if self.trail and children:
            children = self._focused(place, children)
        return [child for child in children if child not in self.gone] if self.gone else children

    def _below(self, place: int | None) -> Sequence[int]:
        """Return what hangs under a row: each child comes after all that the one before holds."""
        rows = self.rows
        child = 0 if place is None else place + 1
        end = len(rows) if place is None else child + rows[place].descendants
        found = []
        while child < end:
            found.append(child)
            child += 1 + rows[child].descendants
        return found

    def _focused(self, place: int | None, children: Sequence[int]) -> Sequence[int]:
        """Return those of a row's children that the focus lets show."""
        trail, rows = self.trail, self.rows
        if place is None:
            return [c for c in children if c in trail or rows[c].node.kind is NodeKind.THESIS]
        if place in self.above_focus:
            return [child for child in children if child in trail]
        is_other_root = place not in trail and rows[place].parent is None
        return [] if is_other_root else children

    def _room(self, children: Sequence[int]) -> tuple[Sequence[int], LeftOut]:
        """Return the children there is room for, and those that are left out."""
        if len(children) <= self.limit:
            return children, NOTHING
        rows, limit = self.rows, self.limit
        wanted = next((n for n, child in enumerate(children) if child in self.path), 0)
        start = wanted - wanted % limit
        page = children[start : start + limit]
        earlier = rows[children[start - limit]].id if start else None
        later = rows[children[start + limit]].id if start + limit < len(children) else None
        if start and rows[children[0]].node.kind is NodeKind.THESIS:
            page = [children[0], *page]
        return page, LeftOut(len(children) - len(page), earlier, later)

    def _unfolded(self, roots: Sequence[int]) -> Set[int]:
        """Return the rows that open by themselves."""
        if not self.depth and len(self.rows) <= self.limit:
            return frozenset(range(len(self.rows)))
        found: set[int] = set()
        room = self.limit - len(roots)
        level, full = roots, False
        deepest = self.depth + max(0, len(self.trail) - 1) if self.depth else len(self.rows)
        reached = 1
        while level and not full and reached < deepest:
            reached += 1
            below: list[int] = []
            for place in level:
                children = self._children(place)
                if len(children) <= room:
                    room -= len(children)
                    found.add(place)
                    below.extend(children)
                else:
                    full = True
            level = below
        return found

    def _revealed(self, children: Sequence[int]) -> int:
        """Return how many rows show once their parent is open, these among them."""
        count = 0
        stack = list(children)
        while stack:
            place = stack.pop()
            count += 1
            below, _left_out = self._room(self._children(place))
            if self._opens(place):
                stack.extend(below)
        return count
