"""A map as it is read: in one statement, every value as it was stored, on either database."""

from uuid import UUID

import pytest

from essays.access.errors import EssayNotFound
from essays.formats import native
from essays.graph.ids import uuid7
from essays.graph.kinds import SourceStatus
from essays.graph.model import TABLES, Node, Source
from essays.graph.operations import AddAnchor, AddSource, Batch, MarkContext
from essays.graph.skeleton import Skeleton
from essays.models import Essay
from essays.models import Node as StoredNode
from essays.models import Relation as StoredRelation
from essays.services.editing import apply
from essays.services.loading import load, load_shape, rows
from tests.factories import ada, make_essay, make_map

pytestmark = pytest.mark.django_db
TEXT = "Winters were hard. Größe zählt, 3 × “so” \\ \U0001f33e."


@pytest.fixture
def essay() -> Essay:
    essay = make_essay(text=TEXT)
    make_map(essay, reasons=["Winters were hard.", "Grain was scarce."])
    node = StoredNode.objects.earliest("pk")
    apply(
        essay.pk,
        Batch(
            operations=(
                AddAnchor(id=uuid7(), start=0, end=7, node_id=node.pk),
                AddSource(id=uuid7(), citation="Prices", status=SourceStatus.CONFIRMED),
                MarkContext(id=uuid7(), start=19, end=24),
            )
        ),
        actor=ada(),
    )
    essay.refresh_from_db()
    return essay


def test_one_statement_reads_everything(essay: Essay, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        graph = load(essay.pk)
    assert (graph.details.id, graph.text, graph.version) == (essay.pk, TEXT, essay.version)
    assert {name: len(graph.table(name)) for name in TABLES} == {
        "source": 1,
        "node": 3,
        "relation": 2,
        "premise": 2,
        "anchor": 1,
        "context_mark": 1,
    }
    assert next(iter(graph.sources.values())).checked_by_id == ada().pk
    for table in TABLES:
        for row in graph.table(table).values():
            assert type(row) is TABLES[table]
            assert row == type(row).of(row.id, row.columns(), changed_version=row.changed_version)


def test_an_essay_without_rows_is_an_empty_map() -> None:
    essay = make_essay(text="")
    graph = load(essay.pk)
    assert (graph.nodes, graph.relations, graph.version) == ({}, {}, essay.version)
    assert rows(essay.pk).skeleton() == Skeleton.of([], [], [])


@pytest.mark.parametrize("read", [load, load_shape, rows])
def test_no_essay_is_not_found(read) -> None:
    with pytest.raises(EssayNotFound):
        read(uuid7())


@pytest.mark.parametrize("weight", [0.0, 1.0, 0.1 + 0.2, 1 / 3, 5e-324, 0.123456789012345678, None])
def test_a_weight_comes_back_to_the_bit(essay: Essay, weight: float | None) -> None:
    StoredRelation.objects.update(weight=weight)
    found = [relation.weight for relation in load(essay.pk).relations.values()]
    assert found == [weight, weight]
    assert all(type(one) is type(weight) for one in found)


def test_foreign_data_comes_back_whatever_it_is(essay: Essay) -> None:
    extra = {"b": [1, 2.5, None, True], "a": {"é": 'quo"te', "deep": [[{}]]}, "": "\n\t\\"}
    StoredNode.objects.update(extra=extra, note="Zeile\n\t“zwei”", implicit=True)
    for node in load(essay.pk).nodes.values():
        assert (node.extra, node.note, node.implicit) == (extra, "Zeile\n\t“zwei”", True)


def test_every_id_is_one_object_wherever_it_stands(essay: Essay) -> None:
    graph = load(essay.pk)
    nodes = {id: id for id in graph.nodes}
    for premise in graph.premises.values():
        assert premise.node_id is nodes[premise.node_id]
    for relation in graph.relations.values():
        assert relation.target_node_id is not None
        assert relation.target_node_id is nodes[relation.target_node_id]


def test_the_shape_has_boxes_and_steps_alone(essay: Essay, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        shape = load_shape(essay.pk)
    whole = load(essay.pk)
    assert (shape.nodes, shape.relations, shape.premises) == (
        whole.nodes,
        whole.relations,
        whole.premises,
    )
    assert (shape.anchors, shape.sources) == ({}, {})


def test_plain_rows_say_the_same_as_the_graph(essay: Essay) -> None:
    plain, graph = rows(essay.pk), load(essay.pk)
    assert native.document(plain.details, plain.text, plain.tables) == native.dump(graph)[0]
    assert [UUID(id).int for id in plain.skeleton().nodes] == graph.skeleton.nodes
    assert plain.skeleton().premises == graph.skeleton.premises
    assert plain.column(Node, "text") == {str(id): node.text for id, node in graph.nodes.items()}


def test_unsigned_rows_name_nobody(essay: Essay) -> None:
    plain = rows(essay.pk)
    [signed], [unsigned] = (
        found.column(Source, "checked_by_id").values() for found in (plain, plain.unsigned())
    )
    assert (signed, unsigned) == (str(ada().pk), None)
    assert plain.unsigned().tables["node"] == plain.tables["node"]
