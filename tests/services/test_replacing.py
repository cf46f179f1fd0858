"""Another state is put in the place of a map, whole, and can be taken back."""

import re
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essays.access.permissions import Permission
from essays.formats.native import dump
from essays.graph.model import EssayGraph
from essays.models import Essay, Revision
from essays.services.editing import Applied
from essays.services.history import NothingToUndo, undo
from essays.services.holding import held
from essays.services.loading import load
from essays.services.replacing import put_map
from tests.factories import ada, make_essay
from tests.formats.maps import maps

pytestmark = pytest.mark.django_db


def put(essay: Essay, graph: EssayGraph) -> Applied:
    with held(ada(), essay.pk, Permission.EDIT) as locked:
        return put_map(locked, graph, actor=ada())


def unsigned(document: bytes) -> bytes:
    """Return a document without who checked sources, which is for the door to say."""
    return re.sub(rb'"checked_by_id":("[0-9a-f-]+"|null)', b"", document)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(maps(), min_size=2, max_size=3))
def test_a_map_that_is_put_reads_as_it_was_sent(states: list[EssayGraph]) -> None:
    Essay.objects.all().delete()
    essay = make_essay(text="")
    before = dump(load(essay.pk))
    for graph in states:
        put(essay, graph)
        assert unsigned(dump(load(essay.pk))[0]) == unsigned(dump(graph)[0])
    with suppress(NothingToUndo):
        while True:
            undo(essay.pk, actor=ada())
    assert dump(load(essay.pk)) == before


def test_what_is_there_already_makes_no_revision() -> None:
    essay = make_essay()
    graph = load(essay.pk)
    assert put(essay, graph).number is None
    assert not Revision.objects.exists()
