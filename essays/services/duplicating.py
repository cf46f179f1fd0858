"""A second essay with the same text and map, made through the write door like everything."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.graph import rules
from essays.graph.ids import uuid7
from essays.graph.kinds import SourceStatus
from essays.graph.model import TABLES, EssayGraph, Row, Source
from essays.graph.operations import Batch
from essays.models import Essay, User
from essays.services.assembling import operations_of
from essays.services.editing import apply
from essays.services.essays import create_essay
from essays.services.loading import load
from essays.text.statements import shorten


def duplicate(person: User, essay_id: UUID) -> Essay:
    """Return a private copy of an essay that a person may read, theirs from now on.

    It has ids of its own and neither history nor members. Passages that lost their words stay
    behind, and a check of a source that somebody else made has to be made again. Raises
    EssayNotFound.
    """
    reach(person, essay_id, Permission.VIEW_MAP)
    graph = _apart(load(essay_id), person)
    details = graph.details
    with transaction.atomic():
        essay = create_essay(
            person,
            id=details.id,
            title=details.title,
            author_line=details.author_line,
            language=details.language,
            text=graph.text,
        )
        apply(essay.pk, Batch(operations=operations_of(graph), origin="copy"), actor=person)
    return Essay.objects.get(pk=essay.pk)


def _apart(graph: EssayGraph, person: User) -> EssayGraph:
    """Return the map with an id of its own for every row, in the same order."""
    ids = {id: uuid7() for name in TABLES for id in sorted(graph.table(name))}
    ids[graph.details.id] = uuid7()
    rows = (_renamed(row, ids, person) for name in TABLES for row in graph.table(name).values())
    title = shorten(_("Copy of %(title)s") % {"title": graph.details.title}, rules.TITLE)
    details = replace(graph.details, id=ids[graph.details.id], title=title)
    return EssayGraph.of(details, rows, text=graph.text)


def _renamed(row: Row, ids: dict[UUID, UUID], person: User) -> Row:
    """Return a row of the copy."""
    if isinstance(row, Source) and row.checked_by_id != person.pk:
        row = replace(row, status=SourceStatus.UNCHECKED, checked_by_id=None)
    references: dict[str, Any] = dict(_references(row, ids))
    return replace(row, **references)


def _references(row: Row, ids: dict[UUID, UUID]) -> Iterator[tuple[str, UUID]]:
    """Yield what a row calls itself and other rows in the copy."""
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, UUID) and value in ids:
            yield field.name, ids[value]
