"""Whatever a document says, an edit is made or refused: nothing else reaches the database."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

import orjson
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essays.graph.checks import broken
from essays.graph.documents import read_operation
from essays.graph.errors import ArgmapError
from essays.graph.ids import uuid7
from essays.graph.kinds import RelationKind
from essays.graph.model import TABLES, EssayGraph
from essays.graph.operations import KEEP, OPERATIONS, AddRelation, NewPremise
from essays.services import history
from essays.services.editing import apply
from essays.services.loading import load
from tests.factories import TEXT, ada, add_reason, add_thesis, make_essay
from tests.graph.edits import edits

pytestmark = pytest.mark.django_db

WORDS = ["thesis", "evidence", "attack", "statistic", "wrong", "node", "relation", "premise"]
ODD: list[Any] = [
    *("", " ", "\0", "a\0b", "\ud800", "\u202e", "\x85", "é" * 2_001, "x" * 300, "0" * 300),
    *("javascript:alert(1)", "http://[", "https://\0", "http://a.example/", "V", "V0", "en"),
    *(0, 1, -1, 5, 30, 1 << 31, 1 << 63, -(1 << 63), 10**400, 0.5, -0.0, 1e308),
    *(float("nan"), float("inf"), True, False, None, [], {}, [[]], [None]),
    *({"a": "\0"}, {"\0": 1}, {"a": 1 << 64}, {"a": float("nan")}, {"a": "x" * 20_000}),
    *("{00000000000000000000000000000000}", "urn:uuid:00000000-0000-0000-0000-000000000001"),
]
NAMES = sorted({f.name for kind in OPERATIONS.values() for f in fields(kind)})


@st.composite
def documents(draw: st.DrawFn, graph: EssayGraph) -> dict[str, Any]:
    """Return the document of an edit, up to two of its values replaced or added."""
    several = draw(st.integers(0, 3))
    if several > 1:
        singles = [_written(draw(edits(graph))) for _ in range(several)]
        document = {"op": "batch", "operations": singles}
    else:
        document = _written(draw(edits(graph)))
    ids = [str(id) for name in TABLES for id in sorted(graph.table(name))] or [str(uuid7())]
    value = st.sampled_from(ODD) | st.sampled_from(ids) | st.sampled_from(WORDS) | st.text()
    for _ in range(draw(st.integers(0, 2))):
        inside = draw(st.sampled_from(list(_objects(document))))
        name = draw(st.sampled_from(sorted(inside) or NAMES) | st.sampled_from(NAMES))
        inside[name] = deepcopy(draw(value))  # the next round may write into it
    return document


def _written(value: Any) -> Any:
    if isinstance(value, (UUID, StrEnum)):
        return str(value)
    if isinstance(value, tuple):
        return [_written(item) for item in value]
    if not is_dataclass(value):
        return value
    given = {f.name: getattr(value, f.name) for f in fields(value)}
    document = {name: _written(item) for name, item in given.items() if item is not KEEP}
    return {"op": value.op, **document} if hasattr(value, "op") else document


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a document."""
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from _objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item)


@settings(suppress_health_check=list(HealthCheck), max_examples=30)
@given(st.data())
def test_any_document_is_an_edit_or_a_refusal(data: st.DataObject) -> None:
    # one of the odd values is an id: a row that an earlier example made under it would decide
    # whether this one may, and the same choices would not lead to the same map
    with transaction.atomic():
        _try_documents(data)
        transaction.set_rollback(True)


def _try_documents(data: st.DataObject) -> None:
    essay = make_essay(text=TEXT)
    add_reason(essay, add_thesis(essay))
    graph = load(essay.pk)
    for _ in range(8):
        document = data.draw(documents(graph))
        try:
            done = apply(essay.pk, read_operation(document), actor=ada())
        except ArgmapError as refused:
            orjson.dumps(refused.data, default=str)
            continue
        connection.check_constraints()
        graph = load(essay.pk)
        assert graph.version == done.version
        assert not broken(graph)
    history.undo(essay.pk, actor=ada())


def test_a_new_step_under_the_id_of_its_own_target_is_refused() -> None:
    essay = make_essay(text=TEXT)
    add_reason(essay, add_thesis(essay))
    graph = load(essay.pk)
    (step,) = graph.relations
    premise = NewPremise(id=uuid7(), node_id=next(iter(graph.nodes)))
    again = AddRelation(
        id=step, kind=RelationKind.ATTACK, premises=(premise,), target_relation_id=step
    )
    with pytest.raises(ArgmapError):
        apply(essay.pk, again, actor=ada())
