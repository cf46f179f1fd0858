"""Reads an essay and its whole map into a frozen graph, in six queries whatever the size."""

from uuid import UUID

from django.db.models import CharField, QuerySet, UUIDField, Value

from essays import models
from essays.access.errors import EssayNotFound
from essays.graph.model import (
    Anchor,
    ContextMark,
    EssayGraph,
    Node,
    Premise,
    Relation,
    Row,
    Source,
)
from essays.services.rows import columns_of, details_of, read, row_of

_TRIES = 5


def load(essay_id: UUID, *, read: models.Essay | None = None) -> EssayGraph:
    """Return the essay as it stood at one version. Six queries: the last one asks whether a writer
    came between, and then all is read again. Five for who has just `read` the essay's row whole."""
    for _ in range(_TRIES):
        graph = load_locked(read or _essay(essay_id))
        read = None
        if _version(essay_id) == graph.version:
            return graph
    # Someone writes faster than this reads. Waiting for the row is then the only fair way.
    from django.db import transaction

    with transaction.atomic():
        row = models.Essay.objects.select_for_update(no_key=True).filter(pk=essay_id).first()
        if row is None:
            raise EssayNotFound
        return load_locked(row)


def load_locked(essay: models.Essay) -> EssayGraph:
    """Return the essay whose row nobody else can change meanwhile. Four queries."""
    rows: list[Row] = []
    rows += read(Source, models.Source.objects.filter(essay_id=essay.pk))
    rows += read(Node, models.Node.objects.filter(essay_id=essay.pk))
    rows += steps_of(essay.pk)
    rows += _marks(essay.pk)
    return EssayGraph.of(details_of(essay), rows, text=essay.text, version=essay.version)


def _essay(essay_id: UUID) -> models.Essay:
    essay = models.Essay.objects.filter(pk=essay_id).first()
    if essay is None:
        raise EssayNotFound
    return essay


def _version(essay_id: UUID) -> int | None:
    return models.Essay.objects.filter(pk=essay_id).values_list("version", flat=True).first()


def steps_of(essay_id: UUID) -> list[Row]:
    """Return relations and premises. Every relation has a premise, so one query finds both."""
    own = columns_of(Premise)
    reached = (f"relation__{name}" for name in columns_of(Relation))
    found: dict[UUID, Row] = {}
    for values in models.Premise.objects.filter(essay_id=essay_id).values_list(*own, *reached):
        relation_id = values[len(own)]
        if relation_id not in found:
            found[relation_id] = row_of(Relation, values[len(own) :])
        found[values[0]] = row_of(Premise, values[: len(own)])
    return list(found.values())


def _marks(essay_id: UUID) -> list[Row]:
    """Return anchors and context marks: one union, since they have nearly the same columns."""
    anchors: QuerySet[models.Anchor] = models.Anchor.objects.filter(essay_id=essay_id)
    nobody = Value(None, output_field=UUIDField(null=True))
    context = models.ContextMark.objects.filter(essay_id=essay_id).annotate(
        no_node=nobody, no_relation=nobody, is_context=Value("c", output_field=CharField())
    )
    as_anchor = (
        "id",
        "changed_version",
        "no_node",
        "no_relation",
        "start",
        "end",
        "quote",
        "prefix",
        "suffix",
        "state",
        "is_context",
    )
    union = (
        anchors.annotate(is_context=Value("", output_field=CharField()))
        .values_list(*columns_of(Anchor), "is_context")
        .union(context.values_list(*as_anchor), all=True)
    )
    rows: list[Row] = []
    for *values, is_context in union:
        if is_context:
            rows.append(row_of(ContextMark, (*values[:2], *values[4:])))
        else:
            rows.append(row_of(Anchor, values))
    return rows
