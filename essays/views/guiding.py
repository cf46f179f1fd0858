"""The three moves of a first map, until it has all of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from essays.graph.describe import Word, word_of
from essays.graph.kinds import NodeKind
from essays.graph.model import EssayGraph
from essays.views.bench import Bench

_SAID: Final[Mapping[Word, tuple[Promise, Promise, str]]] = {
    Word.THESIS: (_("Thesis"), _("Select what the essay wants you to believe."), "T"),
    Word.SUPPORTS: (_("Reason"), _("Select what speaks for it."), "S"),
    Word.OBJECTS: (_("Objection"), _("Select what speaks against it."), "O"),
}


@dataclass(frozen=True, slots=True)
class Move:
    """One of the moves; the first that is not done is the one at hand."""

    name: str
    how: str
    key: str
    done: bool
    now: bool


def first_moves(bench: Bench) -> tuple[Move, ...]:
    """Return the moves; none where the map is empty, has all three, or is only read."""
    graph = bench.graph
    if not (bench.edits and graph.text and graph.nodes):
        return ()
    done = {word: _has(graph, word) for word in _SAID}
    now = next((word for word in _SAID if not done[word]), None)
    if now is None:
        return ()
    return tuple(
        Move(str(name), str(how), key, done=done[word], now=word is now)
        for word, (name, how, key) in _SAID.items()
    )


def _has(graph: EssayGraph, word: Word) -> bool:
    """Return whether some box is this to another, or the thesis; stops at the first."""
    if word is Word.THESIS:
        return any(node.kind is NodeKind.THESIS for node in graph.nodes.values())
    return any(
        word_of(graph.nodes[premise.node_id], relation) is word
        for relation in graph.relations.values()
        for premise in graph.premises_of.get(relation.id, ())
    )
