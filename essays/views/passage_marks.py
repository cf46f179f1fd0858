"""Passages as links: how each looks, where it leads, and its number in the margin."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.html import escape
from django.utils.translation import gettext as _

from essays.graph.describe import marker
from essays.graph.model import Anchor
from essays.layout.icons import inline
from essays.views import wording
from essays.views.bench import Bench
from essays.views.quotes import step_numbers

# A number with more signs takes more of the margin than there is for the others.
_USUAL = 9


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of a box or of a step, as its link looks. Everything but `id` is escaped."""

    id: UUID
    classes: str
    owner: str
    kind: str
    icon: str
    number: str
    label: str
    href: str

    def around(self, inner: str, *, begins: bool) -> str:
        """Return markup with this passage around it."""
        named = f' id="p-{self.id}"' if begins else ""
        return (
            f'<span class="psg {self.classes}"{named} {self.owner} data-anchor="{self.id}"'
            f' data-href="{self.href}">{inner}</span>'
        )

    def link(self, words: str, start: int, *, begins: bool, stops: bool) -> str:
        """Return words as the passage's link; only the first link of a passage is a tab stop."""
        named = f' id="p-{self.id}"' if begins else ""
        stop = "" if stops else ' tabindex="-1"'
        return (
            f'<a class="psg {self.classes}"{named}{stop} href="{self.href}" {self.owner}'
            f' data-anchor="{self.id}" data-start="{start}" aria-describedby="r-{self.id}">'
            f"{escape(words)}</a>"
        )

    @property
    def reference(self) -> str:
        """The number that stands before the passage, or in the margin."""
        long = " ref--long" if len(self.number) > _USUAL else ""
        return (
            f'<a class="ref num {self.classes}{long}" id="r-{self.id}" href="{self.href}"'
            f' {self.owner} aria-label="{self.label}">{inline(self.icon)}{self.number}</a>'
        )


def mark_of(bench: Bench, anchor: Anchor) -> Mark:
    """Return how a passage looks on this page."""
    if anchor.node_id is not None:
        return _of_box(bench, anchor.id, anchor.node_id)
    relation = bench.graph.relations[anchor.relation_id]  # type: ignore[index]  # one of the two
    numbers = step_numbers(bench, relation)
    chosen = " is-on" if relation.id == bench.marked else ""
    return Mark(
        anchor.id,
        classes=f"k-{relation.kind}{chosen}",
        owner=f'data-step="{relation.id}"',
        kind=relation.kind,
        icon="linked",
        number=numbers[0],  # the margin has no room for more
        label=escape(_("The step %(numbers)s") % {"numbers": wording.step(numbers)}),
        href=escape(bench.step_link(relation.id)),
    )


def _of_box(bench: Bench, anchor_id: UUID, node_id: UUID) -> Mark:
    found = marker(bench.graph, bench.outline, node_id)
    look = wording.LOOKS[found.word]
    number = wording.short_number(bench.outline.number(node_id))
    return Mark(
        anchor_id,
        classes=f"k-{look.kind}{' is-on' if node_id == bench.marked else ''}",
        owner=f'data-box="{node_id}"',
        kind=look.kind,
        icon=look.icon,
        number=number,
        label=escape(f"{number} {wording.marker(found)}"),
        href=escape(bench.box_link(node_id)),
    )
