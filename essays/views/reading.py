"""The reader's tools over the outline: filters, depth, focus, and finding."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from django.utils.translation import gettext_lazy

from essays.graph.sifting import Sort, counts
from essays.graph.tour import Order
from essays.views import searching
from essays.views.bench import Bench
from essays.views.place import Ask, Place


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter. `kind` is empty for a stance."""

    sort: Sort
    kind: str
    icon: str
    word: str
    count: int
    on: bool
    href: str


_CHIPS: Final = {
    Sort.SUPPORT: ("support", "support", gettext_lazy("Supports")),
    Sort.ATTACK: ("attack", "attack", gettext_lazy("Objects")),
    Sort.EVIDENCE: ("evidence", "evidence", gettext_lazy("Evidence")),
    Sort.LOOSE: ("claim", "claim", gettext_lazy("Not connected yet")),
    Sort.PRO: ("", "pro", gettext_lazy("For")),
    Sort.CON: ("", "con", gettext_lazy("Against")),
}


@dataclass(frozen=True)
class Reading:
    """What the tools say and where their links lead."""

    bench: Bench

    @cached_property
    def chips(self) -> tuple[Chip, ...]:
        """A filter for every sort that the map has."""
        found = counts(self.bench.outline, self.bench.bearing)
        place = self.bench.place
        return tuple(
            Chip(
                sort,
                kind,
                icon,
                str(word),
                found.get(sort, 0),
                on=sort not in place.off,
                href=self.bench.link(place.turned(sort)),
            )
            for sort, (kind, icon, word) in _CHIPS.items()
            if found.get(sort) or sort in place.off
        )

    @property
    def hidden(self) -> int:
        """How many boxes the filter hides."""
        return len(self.bench.sifted.gone)

    @property
    def all_link(self) -> str:
        """The address at which no filter is on."""
        return self.bench.link(replace(self.bench.place, off=()))

    @property
    def focus_number(self) -> str:
        """The number of the box whose branch alone shows, or nothing."""
        return self.bench.outline.number(self.bench.focus) if self.bench.focus else ""

    @property
    def whole_link(self) -> str:
        """The address at which the whole map shows."""
        return self.bench.link(self.bench.place.focused(None))

    @cached_property
    def out_of_sight(self) -> str:
        """The number of the chosen box where focus or filter hide it, or nothing."""
        chosen = self.bench.chosen
        shown = {row.row.id for row in self.bench.visible.rows}
        return self.bench.outline.number(chosen) if chosen and chosen not in shown else ""

    @property
    def show_link(self) -> str:
        """The address at which nothing hides the chosen box."""
        return self.bench.link(replace(self.bench.place.focused(None), off=()))

    @cached_property
    def deepest(self) -> int:
        """How many levels there are, from the roots or from the focus."""
        outline, focus = self.bench.outline, self.bench.focus
        if focus is None:
            return max((row.depth + 1 for row in outline.rows), default=1)
        top = outline.row(focus).depth
        return max(row.depth + 1 - top for row in outline.branch(focus))

    @cached_property
    def depth(self) -> int:
        """How many levels show."""
        if self.bench.place.depth:
            return min(self.bench.place.depth, self.deepest)
        top = self.bench.outline.row(self.bench.focus).depth if self.bench.focus else 0
        levels = (row.row.depth + 1 - top for row in self.bench.visible.rows)
        return max(1, *levels, 1)

    @property
    def folded_link(self) -> str:
        """The address at which all is folded; the choice goes up to what still shows."""
        bench = self.bench
        place = bench.place.to_depth(1)
        if bench.chosen:
            above = (*bench.outline.ancestors(bench.chosen), bench.chosen)
            at = above.index(bench.focus) if bench.focus in above else 0
            place = place.at(above[at])
        return bench.link(place)

    @property
    def unfolded_link(self) -> str:
        """The address at which all is open."""
        return self.bench.link(self.bench.place.to_depth(self.deepest))

    @property
    def find_link(self) -> str:
        """The address at which words can be looked for."""
        return self.bench.link(self.bench.place.finding(""), fragment="find")

    @property
    def found_link(self) -> str:
        """The address at which nobody looks for words."""
        return self.bench.link(self.bench.place.finding(None))

    @cached_property
    def hits(self) -> tuple[searching.Hit, ...]:
        """What was found."""
        return searching.hits(self.bench)

    @property
    def hit(self) -> int:
        """Which of them is at hand, from 1; 0 for none."""
        return min(self.bench.place.hit, len(self.hits))

    @property
    def next_hit(self) -> searching.Hit:
        """The next one found; after the last comes the first."""
        return self.hits[self.hit % len(self.hits)]

    @property
    def previous_hit(self) -> searching.Hit:
        """The one found before; before the first comes the last."""
        return self.hits[self.hit - 2 if self.hit else -1]

    @property
    def depth_fields(self) -> tuple[tuple[str, str], ...]:
        """What the form for the depth sends along."""
        return _without(self.bench.place, "depth", "fold", "open")

    @property
    def find_fields(self) -> tuple[tuple[str, str], ...]:
        """What the form for words sends along."""
        return _without(self.bench.place, "q", "hit")

    @property
    def tour_link(self) -> str:
        """The address at which the tour begins."""
        first = self.bench.outline.roots[0]
        return self.bench.link(self.bench.place.touring(Order.ARGUMENT, step=1, box=first))

    @property
    def focus_link(self) -> str:
        """The address at which only the branch of the chosen box shows."""
        place = self.bench.place.focused(self.bench.chosen)
        return self.bench.link(place, fragment=f"n-{self.bench.chosen}")

    @property
    def why_link(self) -> str:
        """The address at which the chosen box says why it is there; the plain one once it does."""
        return self._ask_link(Ask.WHY)

    @property
    def against_link(self) -> str:
        """The address at which it says what speaks against it; the plain one once it does."""
        return self._ask_link(Ask.AGAINST)

    def _ask_link(self, ask: Ask) -> str:
        place = self.bench.place
        asked = place.asking(None if place.ask is ask else ask)
        return self.bench.link(asked, fragment="inspector")


def _without(place: Place, *names: str) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in place.pairs if pair[0] not in names)
