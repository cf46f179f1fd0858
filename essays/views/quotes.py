"""Passages as the inspector lists them: quote, state, and where in the text."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from essays.graph.kinds import AnchorState
from essays.graph.model import Anchor, Relation
from essays.views import wording
from essays.views.bench import Bench

MOST_LOST = 20
QUOTE_SIDE = 6  # words on either side of a long quote's gap


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of the text under a box or step. `style` is that of the state: ok, warn or bad."""

    id: UUID
    quote: str
    state: str
    icon: str
    style: str
    paragraph: int | None
    href: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A passage whose words are gone from the text, and the box, or step, that it is under."""

    id: UUID
    quote: str
    number: str
    href: str


def lost(bench: Bench) -> tuple[Lost, ...]:
    """Return the passages that lost their place, the first few by box."""
    graph, outline = bench.graph, bench.outline
    found = []
    for row in outline.rows:
        for anchor in graph.anchors_of.get(row.id, ()):
            if anchor.state is AnchorState.LOST:
                href = bench.box_link(row.id)
                found.append(Lost(anchor.id, short_quote(anchor), row.number, href))
    for relation in graph.relations.values():
        for anchor in graph.anchors_of.get(relation.id, ()):
            if anchor.state is AnchorState.LOST:
                name = wording.step(step_numbers(bench, relation))
                href = bench.step_link(relation.id)
                found.append(Lost(anchor.id, short_quote(anchor), name, href))
    return tuple(found[:MOST_LOST])


def step_numbers(bench: Bench, relation: Relation) -> tuple[str, ...]:
    """Return the numbers of a step's premises."""
    premises = bench.graph.premises_of.get(relation.id, ())
    return tuple(bench.outline.number(premise.node_id) for premise in premises)


def passages_of(bench: Bench, owner: UUID) -> Iterator[Passage]:
    """Yield the passages of a box or step, in the order of the text."""
    for anchor in bench.graph.anchors_of.get(owner, ()):
        icon, style = _STATES[anchor.state]
        number = bench.paragraph_number(anchor.start) if anchor.start is not None else None
        href = bench.link(bench.place, fragment=f"p-{anchor.id}") if number else ""
        state = {
            AnchorState.EXACT: _("exact"),
            AnchorState.MOVED: _("moved"),
            AnchorState.FUZZY: _("changed a little"),
            AnchorState.LOST: _("lost"),
        }[anchor.state]
        yield Passage(anchor.id, short_quote(anchor), state, icon, style, number, href)


def short_quote(anchor: Anchor) -> str:
    """Return the quote, a long one with a gap in the middle."""
    words = anchor.exact.split()
    if len(words) <= 2 * QUOTE_SIDE + 2:
        return " ".join(words)
    return f"{' '.join(words[:QUOTE_SIDE])} … {' '.join(words[-QUOTE_SIDE:])}"


_STATES = {
    AnchorState.EXACT: ("check", "ok"),
    AnchorState.MOVED: ("jump", "ok"),
    AnchorState.FUZZY: ("warn", "warn"),
    AnchorState.LOST: ("x", "bad"),
}
