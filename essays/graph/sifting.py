"""Which boxes a reader lets show: by what they do, and by how they bear on the thesis."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from essays.graph.describe import Word, word_of
from essays.graph.kinds import Stance
from essays.graph.outline import Outline, Row


class Sort(StrEnum):
    """What can be turned off: four kinds of boxes, and two stances. The thesis has none."""

    SUPPORT = "support"
    ATTACK = "attack"
    EVIDENCE = "evidence"
    LOOSE = "loose"
    PRO = "pro"
    CON = "con"


_KINDS: Final = {
    Word.SUPPORTS: Sort.SUPPORT,
    Word.WARRANTS: Sort.SUPPORT,
    Word.OBJECTS: Sort.ATTACK,
    Word.UNDERCUTS: Sort.ATTACK,
    Word.EVIDENCE: Sort.EVIDENCE,
    Word.ROOT: Sort.LOOSE,
}
_STANCES: Final = {
    Stance.PRO: frozenset({Sort.PRO}),
    Stance.CON: frozenset({Sort.CON}),
    Stance.BOTH: frozenset({Sort.PRO, Sort.CON}),
    Stance.NONE: frozenset[Sort](),
}


@dataclass(frozen=True, slots=True)
class Sifted:
    """What a filter leaves: `gone` does not show; `ways` is off, but leads to what shows."""

    gone: frozenset[UUID] = frozenset()
    ways: frozenset[UUID] = frozenset()


def sift(outline: Outline, bearing: Mapping[UUID, Stance], off: Set[Sort]) -> Sifted:
    """Return what does not show while these sorts are off.

    A box goes when its kind is off, or every stance it has. The thesis stays, and so does a box
    under which something shows. Linear in the number of boxes.
    """
    if not off:
        return Sifted()
    gone, ways = set(), set()
    shows: set[UUID] = set()  # boxes under which something shows
    for row in reversed(outline.rows):
        is_off = _is_off(row, bearing[row.id], off)
        if is_off and row.id not in shows:
            gone.add(row.id)
            continue
        if is_off:
            ways.add(row.id)
        if row.parent_id is not None:
            shows.add(row.parent_id)
    return Sifted(frozenset(gone), frozenset(ways))


def counts(outline: Outline, bearing: Mapping[UUID, Stance]) -> Mapping[Sort, int]:
    """Return how many boxes there are of every sort."""
    return Counter(sort for row in outline.rows for sort in _sorts(row, bearing[row.id]))


def _sorts(row: Row, stance: Stance) -> Iterator[Sort]:
    word = word_of(row.node, row.relation)
    if word is not Word.THESIS:
        yield _KINDS[word]
        yield from _STANCES[stance]


def _is_off(row: Row, stance: Stance, off: Set[Sort]) -> bool:
    word = word_of(row.node, row.relation)
    if word is Word.THESIS:
        return False
    stances = _STANCES[stance]
    return _KINDS[word] in off or bool(stances and stances <= off)
