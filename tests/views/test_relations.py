import json

import pytest

from essays.forms.labels import SCHEMES
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import AddNode, EditRelation, NewRelation
from essays.graph.schemes import QUESTIONS
from essays.models import MemberRole, Node, Relation, Revision
from essays.services.editing import apply
from tests.factories import ada, ben, cy, make_essay, make_map, make_member
from tests.views.edits import HTMX, fields, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return make_essay()


@pytest.fixture
def thesis(essay):
    return make_map(essay, reasons=("A.", "B."))


@pytest.fixture
def step(essay, thesis):
    return Relation.objects.get(premises__node__text="A.")


@pytest.fixture
def client(client, essay):
    client.force_login(ada())
    return client


def at(essay, step, what="edit"):
    return f"/essays/{essay.pk}/relations/{step.pk}/{what}/"


def node(text):
    return Node.objects.get(text=text)


@pytest.mark.parametrize("htmx", [False, True])
def test_a_step_turns_into_an_objection_with_scheme_strength_and_note(client, essay, step, htmx):
    typed = {"kind": "attack", "scheme": "analogy", "weight": "0.75", "note": "Weak."}
    answer = send(client, at(essay, step), htmx=htmx, **typed)
    assert answer.status_code == (200 if htmx else 303)
    step.refresh_from_db()
    assert (step.kind, step.scheme, step.weight, step.note) == ("attack", "analogy", 0.75, "Weak.")


def test_only_what_was_typed_is_in_the_edit(client, essay, step):
    send(client, at(essay, step), note="Look again.")
    operation = Revision.objects.latest("number").operation
    assert operation == {"op": "edit_relation", "id": str(step.pk), "note": "Look again."}


def test_a_step_is_pointed_at_another_box_or_step(client, essay, step):
    other = Relation.objects.get(premises__node__text="B.")
    send(client, at(essay, step), target=f"box-{node('B.').pk}")
    step.refresh_from_db()
    assert step.target_node_id == node("B.").pk
    send(client, at(essay, step), target=f"step-{other.pk}")
    step.refresh_from_db()
    assert (step.target_node_id, step.target_relation_id) == (None, other.pk)


def test_boxes_join_a_step_and_leave_it(client, essay, step):
    send(client, at(essay, step), joins=f"box-{node('B.').pk}")
    assert set(step.premises.values_list("node__text", flat=True)) == {"A.", "B."}
    send(client, at(essay, step), premises=node("B.").pk)
    assert list(step.premises.values_list("node__text", flat=True)) == ["B."]


def test_a_step_without_boxes_is_refused(client, essay, step):
    answer = send(client, at(essay, step), htmx=True, premises=None)
    assert answer.status_code == 422
    assert "A step needs at least one box." in answer.content.decode()


def test_a_box_cannot_support_itself(client, essay, step):
    answer = send(client, at(essay, step), htmx=True, target=f"box-{node('A.').pk}")
    assert answer.status_code == 422
    assert "cannot support or attack itself" in answer.content.decode()


def test_a_strength_lies_between_0_and_1(client, essay, step):
    answer = send(client, at(essay, step), weight="7")
    assert answer.status_code == 422
    assert "such as 0.7" in answer.content.decode()


def test_a_step_that_changed_meanwhile_shows_both(client, essay, step):
    data = fields(client.get(at(essay, step)).content) | {"note": "Mine."}
    apply(essay.pk, EditRelation(id=step.pk, note="Theirs."), actor=ada())
    answer = client.post(at(essay, step), data, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<ins>Theirs</ins>." in page
    assert client.post(at(essay, step), fields(answer.content)).status_code == 303
    assert Relation.objects.get(pk=step.pk).note == "Mine."


def test_a_scheme_from_elsewhere_stays_until_another_is_chosen(client, essay, step):
    apply(essay.pk, EditRelation(id=step.pk, scheme="my-own"), actor=ada())
    send(client, at(essay, step), note="Kept.")
    assert Relation.objects.get(pk=step.pk).scheme == "my-own"


def test_deleting_a_step_says_what_goes_and_leaves_its_boxes(client, essay, step):
    undercut = NewRelation(id=uuid7(), kind=RelationKind.ATTACK, target_relation_id=step.pk)
    new = AddNode(id=uuid7(), kind=NodeKind.CLAIM, text="Not so.", relation=undercut)
    apply(essay.pk, new, actor=ada())
    page = client.get(at(essay, step, "delete")).content.decode()
    assert "Delete the step 1.1?" in page
    assert "1.1.1 against the step 1.1" in page
    answer = send(client, at(essay, step, "delete"), htmx=True)
    said = json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]["text"]
    assert said == "Deleted the step 1.1. 2 boxes are not connected any more."
    assert Relation.objects.count() == 1
    assert Node.objects.count() == 4


def test_a_step_that_is_not_there_is_404(client, essay, thesis):
    for what in ("edit", "delete"):
        address = f"/essays/{essay.pk}/relations/{uuid7()}/{what}/"
        assert client.get(address).status_code == 404
        assert client.post(address, {"kind": "attack"}).status_code in (404, 422)


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_viewers_are_refused_and_strangers_find_nothing(client, essay, step, what):
    data = fields(client.get(at(essay, step, what)).content) | {"kind": "attack"}
    before = Revision.objects.count()
    for person, status in ((make_member(essay, ben(), MemberRole.VIEWER), 403), (cy(), 404)):
        client.force_login(person)
        for sent in (data, {"kind": "wrong"}):
            assert client.get(at(essay, step, what)).status_code == status
            assert client.post(at(essay, step, what), sent).status_code == status
    assert Revision.objects.count() == before


@pytest.mark.parametrize("boxes", [2, 60])
def test_statements_do_not_grow_with_the_map(client, essay, boxes, django_assert_max_num_queries):
    make_map(essay, reasons=[f"R{n}." for n in range(boxes)])
    step = Relation.objects.get(premises__node__text="R0.")
    with django_assert_max_num_queries(9):
        data = fields(client.get(at(essay, step), headers=HTMX).content)
    with django_assert_max_num_queries(22):
        target = f"box-{node('R1.').pk}"
        sent = client.post(at(essay, step), data | {"target": target}, headers=HTMX)
    assert sent.status_code == 200


def test_the_questions_of_a_scheme_are_asked_in_the_inspector(client, essay, step):
    place = f"/essays/{essay.pk}/?relation={step.pk}"
    assert "Not said yet." in client.get(place).content.decode()
    apply(essay.pk, EditRelation(id=step.pk, scheme="analogy"), actor=ada())
    page = client.get(place).content.decode()
    assert "Analogy" in page
    assert "Are the two cases alike in what matters here?" in page


def test_every_scheme_that_can_be_chosen_has_questions():
    assert set(SCHEMES) == set(QUESTIONS)
