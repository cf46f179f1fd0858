"""How boxes, steps and people are called in a sentence."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from essays.graph.model import EssayGraph, Relation
from essays.graph.outline import Outline, target_nodes
from essays.models import User

SHORT = 60  # characters of a statement in a list or a sentence
MOST_LISTED = 6  # numbers in a sentence before "and so many more"


def shortened(text: str, *, length: int = SHORT) -> str:
    """Return the text, cut at a word where it is longer."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    cut = head.rfind(" ")
    return f"{head[: cut if cut > length // 2 else None].rstrip()}…"


def box_name(outline: Outline, node_id: UUID) -> str:
    """Return number and words of a box."""
    row = outline.row(node_id)
    return f"{row.number} {shortened(row.node.text)}"


def step_numbers(graph: EssayGraph, outline: Outline, relation_id: UUID) -> str:
    """Return the numbers of a step's boxes: 1.2 + 1.3."""
    premises = graph.premises_of.get(relation_id, ())
    return " + ".join(outline.number(p.node_id) for p in premises if p.node_id in outline.places)


def step_name(graph: EssayGraph, outline: Outline, relation_id: UUID) -> str:
    """Return a step in words: the step 1.2 + 1.3."""
    return _("the step %(numbers)s") % {"numbers": step_numbers(graph, outline, relation_id)}


def target_name(graph: EssayGraph, outline: Outline, relation: Relation) -> str:
    """Return what a relation is about: a box with its words, or a step."""
    if relation.target_relation_id is not None:
        return step_name(graph, outline, relation.target_relation_id)
    return " + ".join(box_name(outline, id) for id in target_nodes(graph, relation))


def listed(names: Iterable[str]) -> str:
    """Return the names as one enumeration: 1.2, 1.3 and 1.4."""
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    return _("%(first)s and %(last)s") % {"first": ", ".join(found[:-1]), "last": found[-1]}


def numbered(outline: Outline, node_ids: Iterable[UUID]) -> str:
    """Return the numbers of boxes in reading order, as far as a sentence has room: 1.2, 1.3 and 8
    more."""
    numbers = [outline.number(id) for id in sorted(node_ids, key=outline.places.__getitem__)]
    if len(numbers) > MOST_LISTED:
        more = len(numbers) - MOST_LISTED + 1
        numbers = [*numbers[: MOST_LISTED - 1], _("%(count)s more") % {"count": more}]
    return listed(numbers)


def person_name(user: User | None) -> str:
    """Return how a person is called; whoever closed the account has no name."""
    if user is None or not user.is_active:
        return _("somebody who left")
    return str(user)
