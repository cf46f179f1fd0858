"""Graphs of statements and steps joined by edges, as many programs draw arguments.

A step is a node of its own there: what leads into it are its premises, what it leads to is its
target, a statement or another step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from essays.formats.base import Flaw, FormatError, LossKind
from essays.formats.building import Builder
from essays.formats.fitting import At, place
from essays.graph.kinds import RelationKind
from essays.graph.model import Relation
from essays.graph.rules import MOST_ROWS

# Code points that are searched for passages without their offset: those of a thousand passages in
# an essay of 100,000. Of ten thousand, each nearly repeating the text, every search is slow.
MAX_SEARCHED = 100_000_000
_MOST_STEPS = MOST_ROWS[Relation.table]


@dataclass(slots=True)
class _Step:
    kind: RelationKind
    at: At
    more: Mapping[str, Any]
    id: UUID
    home: frozenset[str]
    premises: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Joining:
    """Collects such a graph by the ids of its file, then builds its steps and lays its passages."""

    builder: Builder
    statements: dict[str, UUID] = field(default_factory=dict)
    steps: dict[str, _Step] = field(default_factory=dict)
    passages: list[tuple[UUID, int, int, At]] = field(default_factory=list)
    _arcs: set[tuple[str, str]] = field(default_factory=set)
    _searched: int = 0

    def is_new(self, key: str, at: At) -> bool:
        """Return whether an id stands for nothing yet; report it otherwise."""
        if key and key not in self.statements and key not in self.steps:
            return True
        self.builder.lost(LossKind.DROPPED, "id_twice" if key else "node_without_id", at, key)
        return False

    def step(
        self,
        key: str,
        kind: RelationKind,
        at: At,
        *,
        home: frozenset[str] = frozenset(),
        **more: Any,
    ) -> None:
        """Add a step. `home` names premises that hang here; `more` is for `Builder.relation`.

        Raises FormatError for more of them than a map may have.
        """
        if len(self.steps) >= _MOST_STEPS:
            raise FormatError(Flaw.TOO_MANY, **place(at), limit=_MOST_STEPS)
        self.steps[key] = _Step(kind, at, more, self.builder.fresh(), home)

    def edge(self, start: str, end: str, at: At, kind: RelationKind | None = None) -> None:
        """Add an edge. One that joins two statements is a step of this kind."""
        there = [key in self.statements or key in self.steps for key in (start, end)]
        if not all(there):
            self.builder.lost(LossKind.DROPPED, "dangling_edge", at, f"{start} {end}")
        elif (start, end) in self._arcs:
            self.builder.lost(LossKind.REPAIRED, "edge_twice", at, f"{start} {end}")
        else:
            self._arcs.add((start, end))
            if start in self.steps:
                self.steps[start].targets.append(end)
            elif end in self.steps:
                self.steps[end].premises.append(start)
            elif kind is None:
                self.builder.lost(LossKind.GUESSED, "edge_became_support", at, f"{start} {end}")
                kind = RelationKind.SUPPORT
            if start in self.statements and end in self.statements and kind is not None:
                target = self.statements[end]
                self.builder.relation(kind, [self.statements[start]], target, at)

    def owner(self, key: str) -> UUID | None:
        """Return what an id of the file stands for."""
        return self.statements.get(key) or (self.steps[key].id if key in self.steps else None)

    def build(self) -> None:
        """Add the steps to the builder; one with several targets is added for each."""
        for step in self.steps.values():
            if len(step.targets) > 1:
                self.builder.lost(LossKind.REPAIRED, "step_with_several_targets", step.at)
            for number, target in enumerate(step.targets or [""]):
                self.builder.relation(
                    step.kind,
                    [self.statements[key] for key in step.premises],
                    self.owner(target) or self.builder.fresh(),
                    step.at,
                    id=self.builder.fresh() if number else step.id,
                    home=[self.statements[key] for key in step.premises if key in step.home],
                    **step.more,
                )
        for passage in self.passages:
            self.builder.anchor(*passage)

    def place_quote(self, offset: Any, quote: str) -> tuple[int, int] | None:
        """Return where a quoted passage stands: at its offset, else at its only place in the text,
        as long as MAX_SEARCHED is not used up."""
        text = self.builder.text
        if not quote:
            return None
        start = offset if type(offset) is int and offset >= 0 else -1
        if start < 0 or not text.startswith(quote, start):
            self._searched += len(text)
            start = text.find(quote) if self._searched <= MAX_SEARCHED else -1
            if start < 0 or text.find(quote, start + 1) >= 0:
                return None
        return start, start + len(quote)
