"""The bar of a reading tour: which box it is at, what that box is, and where the tour goes on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy

from essays.graph.describe import describe, word_of
from essays.graph.tour import Order
from essays.views import wording
from essays.views.bench import Bench

WIDTH = 1000  # of the row of segments
MOST_SEGMENTS = 100  # above this two stand for all

ORDERS: Final = {
    Order.ARGUMENT: gettext_lazy("Argument order"),
    Order.ESSAY: gettext_lazy("Essay order"),
    Order.DEBATE: gettext_lazy("Debate order"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the row that shows how far the tour is."""

    style: str
    at: str
    length: str


@dataclass(frozen=True)
class Tour:
    """A tour at one of its steps."""

    bench: Bench

    @property
    def step(self) -> int:
        """Which step, from 1."""
        return self.bench.step

    @property
    def total(self) -> int:
        """How many steps there are."""
        return len(self.bench.tour)

    @property
    def box(self) -> UUID:
        """The box of the step."""
        return self.bench.tour[self.step - 1]

    @property
    def number(self) -> str:
        """The number of the box."""
        return wording.short_number(self.bench.outline.number(self.box))

    @property
    def text(self) -> str:
        """What the box says."""
        return self.bench.graph.nodes[self.box].text

    @property
    def kind(self) -> str:
        """The kind of the box, as a class suffix."""
        row = self.bench.outline.row(self.box)
        return wording.LOOKS[word_of(row.node, row.relation)].kind

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """What the box is to the others."""
        bench = self.bench
        return wording.sentences(describe(bench.graph, bench.outline, bench.bearing, self.box))

    @property
    def segments(self) -> tuple[Segment, ...]:
        """One segment for each step; of a long tour one for what is done, and one for the rest."""
        if self.total <= MOST_SEGMENTS:
            lengths = [1] * self.total
            styles = ["ts-done"] * (self.step - 1) + ["ts-now"] + ["ts"] * (self.total - self.step)
        else:
            lengths = [self.step, self.total - self.step]
            styles = ["ts-done", "ts"]
        unit = WIDTH / self.total
        found, at = [], 0.0
        for style, length in zip(styles, lengths, strict=True):
            wide = length * unit
            found.append(Segment(style, f"{at + 1:.1f}", f"{max(wide - 3, 1):.1f}"))
            at += wide
        return tuple(found)

    @property
    def orders(self) -> tuple[tuple[Order, str, bool], ...]:
        """The orders to choose from: value, words, and whether it is this one."""
        return tuple((one, str(word), one is self.bench.place.tour) for one, word in ORDERS.items())

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """What the form for the order sends along: the box stays, the step follows from it."""
        pairs = self.bench.place.at(self.box).pairs
        return tuple(pair for pair in pairs if pair[0] not in ("tour", "step"))

    @property
    def back(self) -> str:
        """The address of the step before, or nothing."""
        return self._link(self.step - 1) if self.step > 1 else ""

    @property
    def onwards(self) -> str:
        """The address of the next step, or nothing."""
        return self._link(self.step + 1) if self.step < self.total else ""

    @property
    def leaving(self) -> str:
        """The address at which the tour is over; the box stays chosen."""
        place = self.bench.place.at(self.bench.chosen).touring(None)
        return self.bench.link(place)

    def _link(self, step: int) -> str:
        box = self.bench.tour[step - 1]
        place = self.bench.place.touring(self.bench.place.tour, step=step, box=box)
        return self.bench.link(place, fragment=f"n-{box}")


def touring(bench: Bench) -> Tour | None:
    """Return the tour that is on, if one is."""
    return Tour(bench) if bench.tour else None
