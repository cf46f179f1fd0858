"""What a drawing keeps from edit to edit: where its branches hang, and which begin a column."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any, Self
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Shape:
    """How a map stands in the view from the top down: from `level` on its branches hang as columns.

    `heads` are the boxes and pills, by the ids of nodes and relations, that have a place beside
    their siblings: all above the level, and those at it that begin a column. Any other at the level
    stands under the sibling before it, as one does that came after the shape was chosen.
    """

    level: int
    heads: Set[UUID] = frozenset()

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {"level": self.level, "heads": sorted(str(head) for head in self.heads)}

    @classmethod
    def of(cls, stored: Mapping[str, Any] | None) -> Self | None:
        """Return the shape that was stored, if one was."""
        if stored is None:
            return None
        return cls(stored["level"], frozenset(UUID(head) for head in stored["heads"]))
