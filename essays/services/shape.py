"""Reads what numbers and names need: boxes and steps alone, in two queries."""

from uuid import UUID

from essays import models
from essays.graph.model import Details, EssayGraph, Node, Row
from essays.services.loading import steps_of
from essays.services.rows import read


def shape(essay_id: UUID) -> EssayGraph:
    """Return boxes and steps of an essay, without text, passages and sources. Two queries.

    For words about a map and for finding a row's neighbours: whether a writer came between the
    two is not asked. The caller, or the write door after it, checks access.
    """
    nodes = read(Node, models.Node.objects.filter(essay_id=essay_id))
    rows: list[Row] = [*nodes, *steps_of(essay_id)]
    return EssayGraph.of(Details(id=essay_id, title=""), rows)


def text_of(essay_id: UUID) -> str:
    """Return the text of an essay, empty when there is no such essay. One query."""
    texts = models.Essay.objects.filter(pk=essay_id).values_list("text", flat=True)
    return texts.first() or ""
