"""Tidy trees: branches of any size side by side, as close as they fit, parents over their children.

Trees are not layered: a branch starts where it says, so one may reach down beside the children of
another. A. van der Ploeg, Drawing non-layered tidy trees in linear time (2014), without recursion.

Breadth is the axis along which siblings stand, depth the one that leads away from the root.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True, eq=False)
class Branch:
    """A thing of the tree: `breadth` wide, from `start` on `extent` deep, gaps included.

    It stands over the first `lead` of its children, or over all of them. `at` is the result: where
    its breadth begins.
    """

    breadth: float
    start: float
    extent: float
    children: list["Branch"] = field(default_factory=list)
    lead: int = 0
    at: float = 0.0
    # place before its ancestors move, and by how much it and all below it have moved
    place: float = 0.0
    moved: float = 0.0
    # what is still to be shared out to the siblings on the left
    shift: float = 0.0
    change: float = 0.0
    # the contour: its lowest branch on each side, the moves down to it, and the way on from there
    left: "Branch | None" = None
    right: "Branch | None" = None
    left_moved: float = 0.0
    right_moved: float = 0.0
    left_thread: "Branch | None" = None
    right_thread: "Branch | None" = None

    @property
    def end(self) -> float:
        """Where its depth ends."""
        return self.start + self.extent


class _Lowest(NamedTuple):
    """How deep a sibling reaches; `before` are those on its left that reach deeper still."""

    depth: float
    sibling: int
    before: "_Lowest | None"


def tidy(root: Branch) -> None:
    """Set `at` of every branch, the root's at 0 or wherever its children put it."""
    for branch in _children_first(root):
        branch.left = branch.right = branch
        if branch.children:
            _set_apart(branch)
            _put_over(branch)
    stack = [(root, 0.0)]
    while stack:
        branch, above = stack.pop()
        above += branch.moved
        branch.at = branch.place + above
        _share_out(branch)
        stack.extend((child, above) for child in branch.children)


def branches(root: Branch) -> Iterator[Branch]:
    """Yield every branch, parents first."""
    stack = [root]
    while stack:
        branch = stack.pop()
        yield branch
        stack.extend(branch.children)


def _children_first(root: Branch) -> Iterator[Branch]:
    return reversed(list(branches(root)))


def _set_apart(parent: Branch) -> None:
    """Move each child to the right of those before it."""
    first = parent.children[0]
    lowest: _Lowest | None = _Lowest(_low(first.left), 0, None)
    for index, child in enumerate(parent.children[1:], 1):
        reach = _low(child.right)
        _separate(parent, index, lowest)
        while lowest is not None and reach >= lowest.depth:
            lowest = lowest.before
        lowest = _Lowest(reach, index, lowest)


def _separate(parent: Branch, index: int, lowest: _Lowest | None) -> None:
    """Move a child so that its left contour clears the right one of its siblings before it."""
    child = parent.children[index]
    right: Branch | None = parent.children[index - 1]
    left: Branch | None = child
    right_moves, left_moves = parent.children[index - 1].moved, child.moved
    is_first = True  # a child may also come nearer, if only its own children hold it away
    while right is not None and left is not None:
        while lowest is not None and right.end > lowest.depth:
            lowest = lowest.before
        overlap = right_moves + right.place + right.breadth - left_moves - left.place
        if overlap > 0 or is_first:
            left_moves += overlap
            _move(parent, index, lowest.sibling if lowest else 0, overlap)
        is_first = False
        right_end, left_end = right.end, left.end
        if right_end <= left_end:
            right = right.children[-1] if right.children else right.right_thread
            right_moves += right.moved if right else 0.0
        if right_end >= left_end:
            left = left.children[0] if left.children else left.left_thread
            left_moves += left.moved if left else 0.0
    if right is None and left is not None:
        _thread_left(parent, index, left, left_moves)
    elif left is None and right is not None:
        _thread_right(parent, index, right, right_moves)


def _move(parent: Branch, index: int, since: int, by: float) -> None:
    """Move a child and share the move out to the siblings after `since`."""
    child = parent.children[index]
    child.moved += by
    child.left_moved += by
    child.right_moved += by
    between = index - since
    if between > 1:
        parent.children[since + 1].shift += by / between
        child.shift -= by / between
        child.change -= by - by / between


def _thread_left(parent: Branch, index: int, to: Branch, moves: float) -> None:
    """Lead the left contour on, from the first child's lowest branch into a deeper child's."""
    first, child = parent.children[0], parent.children[index]
    lowest = first.left or first
    lowest.left_thread = to
    difference = moves - to.moved - first.left_moved
    lowest.moved += difference
    lowest.place -= difference
    first.left, first.left_moved = child.left, child.left_moved


def _thread_right(parent: Branch, index: int, to: Branch, moves: float) -> None:
    """Lead the right contour on, from a child's lowest branch into a deeper sibling's."""
    child, before = parent.children[index], parent.children[index - 1]
    lowest = child.right or child
    lowest.right_thread = to
    difference = moves - to.moved - child.right_moved
    lowest.moved += difference
    lowest.place -= difference
    child.right, child.right_moved = before.right, before.right_moved


def _put_over(parent: Branch) -> None:
    """Put a parent over the middle of its leading children, and take over their contour."""
    first, last = parent.children[0], parent.children[-1]
    over = parent.children[parent.lead - 1] if parent.lead else last
    begin = first.place + first.moved
    end = over.place + over.moved + over.breadth
    parent.place = (begin + end - parent.breadth) / 2
    parent.left, parent.left_moved = first.left, first.left_moved
    parent.right, parent.right_moved = last.right, last.right_moved


def _share_out(parent: Branch) -> None:
    """Move the children between two that were set apart, so that all gaps are alike."""
    step = move = 0.0
    for child in parent.children:
        step += child.shift
        move += step + child.change
        child.moved += move


def _low(branch: Branch | None) -> float:
    return branch.end if branch else 0.0
