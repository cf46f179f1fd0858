"""A second essay with the same text and map, made through the write door like everything."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.graph import rules
from essays.graph.copying import with_new_ids
from essays.graph.kinds import SourceStatus
from essays.graph.model import EssayGraph, Source
from essays.graph.operations import Batch
from essays.models import Essay, User
from essays.services.assembling import operations_of
from essays.services.editing import apply
from essays.services.essays import create_essay_of
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
    with transaction.atomic():
        essay = create_essay_of(person, graph)
        apply(essay.pk, Batch(operations=operations_of(graph), origin="copy"), actor=person)
    return Essay.objects.get(pk=essay.pk)


def _apart(graph: EssayGraph, person: User) -> EssayGraph:
    """Return the map with an id of its own for every row, in the same order."""
    copy = with_new_ids(graph)
    title = shorten(_("Copy of %(title)s") % {"title": graph.details.title}, rules.TITLE)
    sources = {id: _unchecked(source, person) for id, source in copy.sources.items()}
    return replace(copy, details=replace(copy.details, title=title), sources=sources)


def _unchecked(source: Source, person: User) -> Source:
    if source.checked_by_id == person.pk:
        return source
    return replace(source, status=SourceStatus.UNCHECKED, checked_by_id=None)
