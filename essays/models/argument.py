"""The content of an essay: rows that only the write door changes.

Columns follow the frozen rows in `essays.graph.model`. Each row carries its essay, no reference
crosses essays, and a deletion spreads in the database (ADR: docs/decisions). On PostgreSQL the
second migration replaces the single-column keys and their indexes by composite ones that lead
with the essay.
"""

from collections.abc import Sequence
from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from essays.graph.ids import uuid7
from essays.graph.kinds import (
    AnchorState,
    NodeKind,
    RelationKind,
    SourceKind,
    SourceStatus,
)
from essays.models.essay import Essay

NODE_TEXT_LENGTH = 2_000  # code points


def _one_of(column: str, kinds: type[StrEnum], name: str) -> models.CheckConstraint:
    values: Sequence[str] = [str(kind) for kind in kinds]
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": values}), name=name)


def _one_set(first: str, second: str, name: str) -> models.CheckConstraint:
    left = models.Q(**{f"{first}__isnull": False, f"{second}__isnull": True})
    right = models.Q(**{f"{first}__isnull": True, f"{second}__isnull": False})
    return models.CheckConstraint(condition=left | right, name=name)


def _is_span(name: str) -> models.CheckConstraint:
    nowhere = models.Q(start__isnull=True, end__isnull=True)
    # a comparison with null is neither true nor false, and a check lets that pass
    somewhere = models.Q(start__isnull=False, end__isnull=False, end__gt=models.F("start"))
    return models.CheckConstraint(condition=nowhere | somewhere, name=name)


class Content(models.Model):
    """What every row of an essay has. Compound indexes lead with the essay, so it needs no own."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    essay = models.ForeignKey(Essay, models.DB_CASCADE, db_index=False)
    changed_version = models.PositiveBigIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.pk}"


class Source(Content):
    """Where evidence comes from, and whether somebody checked it."""

    kind = models.CharField(max_length=16, default=SourceKind.OTHER.value)
    citation = models.TextField()
    url = models.TextField(blank=True)
    status = models.CharField(max_length=16, default=SourceStatus.UNCHECKED.value)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("essay", "id"), name="source_of_essay"),
            _one_of("kind", SourceKind, "source_kind_known"),
            _one_of("status", SourceStatus, "source_status_known"),
        )


class Node(Content):
    """One statement."""

    kind = models.CharField(max_length=16)
    text = models.TextField()
    note = models.TextField(blank=True)
    implicit = models.BooleanField(default=False)
    # DO_NOTHING: the database refuses, at commit, to drop a source that a node still names.
    source = models.ForeignKey(Source, models.DO_NOTHING, null=True, related_name="nodes")
    position = models.TextField(blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("essay", "id"), name="node_of_essay"),
            models.UniqueConstraint(
                fields=("essay",),
                condition=models.Q(kind="thesis"),
                name="node_one_thesis",
            ),
            _one_of("kind", NodeKind, "node_kind_known"),
            models.CheckConstraint(condition=~models.Q(text=""), name="node_text_given"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), NODE_TEXT_LENGTH),
                name="node_text_length",
            ),
        )
        indexes = (models.Index(fields=("essay", "source"), name="node_by_source"),)


class Relation(Content):
    """One inference from its premises to a node or to another relation."""

    kind = models.CharField(max_length=16)
    target_node = models.ForeignKey(Node, models.DB_CASCADE, null=True, related_name="incoming")
    target_relation = models.ForeignKey(
        "self", models.DB_CASCADE, null=True, related_name="incoming"
    )
    scheme = models.CharField(max_length=64, blank=True)
    weight = models.FloatField(null=True)
    note = models.TextField(blank=True)
    position = models.TextField(blank=True)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("essay", "id"), name="relation_of_essay"),
            _one_of("kind", RelationKind, "relation_kind_known"),
            _one_set("target_node", "target_relation", "relation_one_target"),
            models.CheckConstraint(
                condition=~models.Q(target_relation=models.F("id")),
                name="relation_not_its_target",
            ),
            models.CheckConstraint(
                condition=models.Q(weight=None) | models.Q(weight__gte=0, weight__lte=1),
                name="relation_weight_0_to_1",
            ),
        )
        indexes = (
            models.Index(fields=("essay", "target_node"), name="relation_by_node"),
            models.Index(fields=("essay", "target_relation"), name="relation_by_relation"),
        )


class Premise(Content):
    """A node's place in a relation; `home` marks where the node hangs."""

    relation = models.ForeignKey(Relation, models.DB_CASCADE, related_name="premises")
    node = models.ForeignKey(Node, models.DB_CASCADE, related_name="places")
    position = models.TextField(blank=True)
    home = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("essay", "relation", "node"), name="premise_once"),
            models.UniqueConstraint(
                fields=("essay", "node"),
                condition=models.Q(home=True),
                name="premise_one_home",
            ),
        )
        indexes = (models.Index(fields=("essay", "node"), name="premise_by_node"),)


class Anchor(Content):
    """A span of the text (code points, half-open; null when lost) under a node or a relation."""

    node = models.ForeignKey(Node, models.DB_CASCADE, null=True, related_name="anchors")
    relation = models.ForeignKey(Relation, models.DB_CASCADE, null=True, related_name="anchors")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    state = models.CharField(max_length=16, default=AnchorState.EXACT.value)

    class Meta:
        constraints = (
            _one_set("node", "relation", "anchor_one_owner"),
            _is_span("anchor_span"),
            _one_of("state", AnchorState, "anchor_state_known"),
        )
        indexes = (
            models.Index(fields=("essay", "node"), name="anchor_by_node"),
            models.Index(fields=("essay", "relation"), name="anchor_by_relation"),
        )


class ContextMark(Content):
    """A span of the text declared to be background (code points, half-open; null when lost)."""

    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    state = models.CharField(max_length=16, default=AnchorState.EXACT.value)

    class Meta:
        constraints = (
            _is_span("context_mark_span"),
            _one_of("state", AnchorState, "context_mark_state_known"),
        )
        indexes = (models.Index(fields=("essay", "start"), name="context_mark_by_start"),)
