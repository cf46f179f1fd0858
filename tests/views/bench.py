"""Maps and texts for the tests of the workbench, and what they look for in a page."""

import re
from uuid import UUID

from django.http import HttpResponseBase

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import AddNode, AddRelation, Batch, NewAnchor, NewPremise, NewRelation
from essays.models import Essay
from essays.services.editing import apply
from tests.factories import ada

HTMX = {"HX-Request": "true", "HX-Target": "inspector"}


def statement(
    essay: Essay,
    text: str,
    *,
    to: UUID | None = None,
    step: UUID | None = None,
    attacks: bool = False,
    spans: tuple[tuple[int, int], ...] = (),
    kind: NodeKind = NodeKind.CLAIM,
) -> UUID:
    """Return a new box on a box or a step, with passages at these places."""
    node_id = uuid7()
    relation = None
    if to or step:
        relation = NewRelation(
            id=uuid7(),
            kind=RelationKind.ATTACK if attacks else RelationKind.SUPPORT,
            target_node_id=to,
            target_relation_id=step,
        )
    anchors = tuple(NewAnchor(id=uuid7(), start=start, end=end) for start, end in spans)
    operation = AddNode(id=node_id, kind=kind, text=text, relation=relation, anchors=anchors)
    apply(essay.pk, operation, actor=ada())
    return node_id


def together(essay: Essay, *boxes: UUID, to: UUID) -> UUID:
    """Return a step in which these boxes support another only together."""
    premises = tuple(NewPremise(id=uuid7(), node_id=box) for box in boxes)
    relation_id = uuid7()
    step = AddRelation(
        id=relation_id, kind=RelationKind.SUPPORT, premises=premises, target_node_id=to
    )
    apply(essay.pk, step, actor=ada())
    return relation_id


def chain(essay: Essay, *, length: int) -> list[UUID]:
    """Return the boxes of a map in which each supports the one before."""
    ids = [uuid7() for _ in range(length)]
    first = AddNode(id=ids[0], kind=NodeKind.THESIS, text="Box 0")
    rest = [
        AddNode(
            id=ids[at],
            kind=NodeKind.CLAIM,
            text=f"Box {at}",
            relation=NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=ids[at - 1]),
        )
        for at in range(1, length)
    ]
    apply(essay.pk, Batch(operations=(first, *rest)), actor=ada())
    return ids


def wide(essay: Essay, *, boxes: int) -> list[UUID]:
    """Return the boxes of a map with a thesis and reasons right under it."""
    ids = [uuid7() for _ in range(boxes)]
    first = AddNode(id=ids[0], kind=NodeKind.THESIS, text="Box 0")
    rest = [
        AddNode(
            id=one,
            kind=NodeKind.CLAIM,
            text=f"Box {at}",
            relation=NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=ids[0]),
            anchors=(NewAnchor(id=uuid7(), start=0, end=6),) if at < 20 else (),
        )
        for at, one in enumerate(ids[1:], 1)
    ]
    apply(essay.pk, Batch(operations=(first, *rest)), actor=ada())
    return ids


def html(response: HttpResponseBase) -> str:
    """Return the page of an answer."""
    return getattr(response, "content").decode()  # noqa: B009 - streams have none


def words_of_text(page: str) -> str:
    """Return the words that the runs of the text hold, in order, as a script would read them."""
    runs = re.findall(r'<(?:a|span)[^>]* data-start="\d+"[^>]*>([^<]*)<', page)
    return "".join(runs)


def balanced(page: str, tag: str) -> bool:
    """Return whether a page opens this element as often as it closes it."""
    return len(re.findall(rf"<{tag}[ >]", page)) == page.count(f"</{tag}>")
