"""Several boxes in one form, and several lines in one box's form."""

import pytest

from essays.graph.outline import backbone
from essays.models import Node, Relation, Revision
from essays.services.loading import load
from tests.factories import ada, make_essay, make_map
from tests.views.edits import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay(client):
    client.force_login(ada())
    essay = make_essay()
    make_map(essay, reasons=("A.", "B.", "C."))
    return essay


def box(text):
    return Node.objects.get(text=text).pk


def send(client, essay, *texts, act, **more):
    boxes = [box(text) for text in texts]
    data = {"boxes": boxes, "act": act, **more}
    return client.post(f"/essays/{essay.pk}/nodes/several/", data, headers=HTMX)


def places(essay):
    return [f"{row.number} {row.node.text}" for row in backbone(load(essay.pk)).rows][1:]


def test_every_box_can_be_ticked_without_script(client, essay):
    page = client.get(f"/essays/{essay.pk}/nodes/several/").content.decode()
    assert page.count('name="boxes"') == 4
    page = client.get(f"/essays/{essay.pk}/nodes/several/?box={box('A.')}&box=x").content.decode()
    assert page.count('name="boxes"') == 1
    assert "Chosen: 1.1" in page
    thesis = Node.objects.get(kind="thesis").pk
    page = client.get(f"/essays/{essay.pk}/nodes/several/?box={thesis}").content.decode()
    assert "go too: 1.1, 1.2 and 1.3" in page
    page = client.get(f"/essays/{essay.pk}/nodes/several/?box={thesis}&box={box('B.')}")
    assert "go too: 1.1 and 1.3" in page.content.decode()


def test_boxes_are_linked_moved_and_deleted_by_one_edit_each(client, essay):
    assert send(client, essay, "A.", "B.", act="link").status_code == 200
    assert Relation.objects.count() == 2
    moved = send(client, essay, "C.", act="move", target=f"box-{box('A.')}")
    assert moved.status_code == 200
    assert places(essay) == ["1.1 A.", "1.1.1 C.", "1.2 B."]
    assert send(client, essay, "A.", "B.", act="kind", becomes="attack").status_code == 200
    assert Relation.objects.filter(kind="attack").count() == 1
    before = Revision.objects.count()
    assert send(client, essay, "A.", "B.", act="delete", under="go").status_code == 200
    assert places(essay) == []
    assert Revision.objects.count() == before + 1
    client.post(f"/essays/{essay.pk}/undo/")
    assert places(essay) == ["1.1 A.", "1.1.1 C.", "1.2 B."]


def test_what_does_not_go_is_said(client, essay):
    thesis = Node.objects.get(kind="thesis").text
    for texts, more, words in (
        (("A.",), {"act": "link"}, "Choose two boxes or more"),
        ((thesis, "A."), {"act": "link"}, "part of no step"),
        (("A.",), {"act": "move"}, "Choose the box or the step"),
        (("A.",), {"act": "move", "target": f"box-{box('A.')}"}, "itself"),
        ((), {"act": "delete"}, "Choose at least one box"),
        ((thesis,), {"act": "kind", "becomes": "support"}, "nothing to change"),
    ):
        answer = send(client, essay, *texts, **more)
        assert answer.status_code == 422, words
        assert words in answer.content.decode(), words


def test_each_of_several_lines_becomes_a_box(client, essay):
    form = {"kind": "objection", "to": f"box-{box('A.')}", "text": "- One.\n\n- Two.\r\n3) Three."}
    answer = client.post(f"/essays/{essay.pk}/nodes/add/", form, headers=HTMX)
    assert "Added 3 boxes." in str(answer.headers)
    assert places(essay)[:4] == ["1.1 A.", "1.1.1 One.", "1.1.2 Two.", "1.1.3 Three."]
    client.post(f"/essays/{essay.pk}/undo/")
    assert places(essay) == ["1.1 A.", "1.2 B.", "1.3 C."]


def test_one_line_that_is_too_long_makes_no_box_at_all(client, essay):
    form = {"kind": "claim", "text": "One.\n" + "x" * 2001}
    assert client.post(f"/essays/{essay.pk}/nodes/add/", form).status_code == 422
    form = {"kind": "claim", "text": "x.\n" * 300}
    answer = client.post(f"/essays/{essay.pk}/nodes/add/", form)
    assert "at most 200 lines" in answer.content.decode()
    assert len(places(essay)) == 3


def test_a_thesis_stays_one_box_over_several_lines(client):
    client.force_login(ada())
    essay = make_essay()
    form = {"kind": "thesis", "text": "Bread was\ndear."}
    client.post(f"/essays/{essay.pk}/nodes/add/", form)
    assert Node.objects.get(essay=essay).text == "Bread was dear."
