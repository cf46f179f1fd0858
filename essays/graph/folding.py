"""Which rows of an outline show: what a reader folded, and a limit on what opens by itself."""

from collections.abc import Set
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class VisibleRow:
    """A row that shows. `reveals` counts the rows that the next click shows, if it is folded.

    `left_out` are the children of an open row for which there is no room. `turns` says whether a
    click folds or unfolds anything.
    """

    row: Row
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
    return _Folding(outline, folded, opened, limit, focus, show, depth, gone).visible()


@dataclass(slots=True)
class _Folding:
    outline: Outline
    folded: Set[UUID]
    opened: Set[UUID]
    limit: int
    focus: UUID | None
    show: UUID | None
    depth: int
    gone: Set[UUID]
    path: frozenset[UUID] = field(init=False)
    trail: frozenset[UUID] = field(init=False)

    def __post_init__(self) -> None:
        self.path = frozenset(self._upwards(self.show))
        self.trail = frozenset(self._upwards(self.focus))

    def _upwards(self, node_id: UUID | None) -> tuple[UUID, ...]:
        if node_id is None or node_id not in self.outline.places:
            return ()
        return (*self.outline.ancestors(node_id), node_id)

    def visible(self) -> Visible:
        outline = self.outline
        roots, left_out = self._room(self._children(None))
        unfolded = self._unfolded(roots)
        is_open = {row.id: self._opens(row.id, unfolded) for row in outline.rows}
        revealed = self._revealed(is_open)
        found: list[VisibleRow] = []
        stack = list(reversed(roots))
        while stack:
            row = outline.row(stack.pop())
            children, rest = self._room(self._children(row.id))
            is_folded = bool(children) and not is_open[row.id]
            reveals = revealed[row.id] if is_folded else 0
            turns = bool(children) and not self._above_focus(row.id)
            rest = NOTHING if is_folded else rest
            found.append(VisibleRow(row, is_folded, reveals, rest, turns))
            if not is_folded:
                stack.extend(reversed(children))
        return Visible(tuple(found), left_out)

    def _opens(self, node_id: UUID, unfolded: Set[UUID]) -> bool:
        if node_id in self.path and node_id != self.show:
            return True
        if node_id in self.opened or self._above_focus(node_id):
            return True
        return node_id in unfolded and node_id not in self.folded

    def _above_focus(self, node_id: UUID) -> bool:
        return node_id in self.trail and node_id != self.focus

    def _children(self, node_id: UUID | None) -> tuple[UUID, ...]:
        """Return what hangs under a node, as far as focus and filter let it show."""
        children = self._focused(node_id)
        if not self.gone:
            return children
        return tuple(child for child in children if child not in self.gone)

    def _focused(self, node_id: UUID | None) -> tuple[UUID, ...]:
        children = self.outline.children(node_id)
        if not self.trail:
            return children
        if node_id is None:
            row = self.outline.row
            return tuple(
                child
                for child in children
                if child in self.trail or row(child).node.kind is NodeKind.THESIS
            )
        if self._above_focus(node_id):
            return tuple(child for child in children if child in self.trail)
        is_other_root = node_id not in self.trail and self.outline.row(node_id).parent is None
        return () if is_other_root else children

    def _room(self, children: tuple[UUID, ...]) -> tuple[tuple[UUID, ...], LeftOut]:
        """Return the children there is room for, and those that are left out."""
        if len(children) <= self.limit:
            return children, NOTHING
        wanted = next((n for n, child in enumerate(children) if child in self.path), 0)
        start = wanted - wanted % self.limit
        page = children[start : start + self.limit]
        earlier = children[start - self.limit] if start else None
        later = next(iter(children[start + self.limit :]), None)
        if start and self.outline.row(children[0]).node.kind is NodeKind.THESIS:
            page = (children[0], *page)
        return page, LeftOut(len(children) - len(page), earlier, later)

    def _unfolded(self, roots: tuple[UUID, ...]) -> set[UUID]:
        """Return the rows that open by themselves."""
        found: set[UUID] = set()
        room = self.limit - len(roots)
        level = roots
        full = False
        deepest = self.depth + max(0, len(self.trail) - 1) if self.depth else len(self.outline.rows)
        reached = 1
        while level and not full and reached < deepest:
            reached += 1
            below: list[UUID] = []
            for node_id in level:
                children = self._children(node_id)
                if len(children) <= room:
                    room -= len(children)
                    found.add(node_id)
                    below.extend(children)
                else:
                    full = True
            level = tuple(below)
        return found

    def _revealed(self, is_open: dict[UUID, bool]) -> dict[UUID, int]:
        """Return for each row how many rows show under it once it is open."""
        found: dict[UUID, int] = {}
        for row in reversed(self.outline.rows):
            children, _ = self._room(self._children(row.id))
            found[row.id] = sum(1 + (found[child] if is_open[child] else 0) for child in children)
        return found
