import json

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind
from essays.graph.operations import AddNode, EditNode, RemoveNode
from essays.models import MemberRole, Node, Revision
from essays.services.editing import apply
from tests.factories import ada, add_reason, ben, cy, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "inspector"}


@pytest.fixture
def essay():
    return make_essay()


@pytest.fixture
def client(client, essay):
    client.force_login(ada())
    return client


def test_undo_takes_back_the_newest_edit_and_redo_makes_it_again(client, essay):
    thesis = make_map(essay, reasons=())
    assert client.post(f"/essays/{essay.pk}/undo/").status_code == 303
    assert not Node.objects.filter(pk=thesis).exists()
    assert client.post(f"/essays/{essay.pk}/redo/").status_code == 303
    assert Node.objects.filter(pk=thesis).exists()


def test_htmx_gets_the_regions_and_a_notice(client, essay):
    make_map(essay)
    answer = client.post(f"/essays/{essay.pk}/undo/", headers=HTMX)
    assert answer.status_code == 200
    triggers = {**json.loads(answer.headers["HX-Trigger"] or "{}")}
    assert triggers["map:changed"] == {"version": 3}


def test_nothing_to_undo_is_said_and_stores_nothing(client, essay):
    answer = client.post(f"/essays/{essay.pk}/undo/", headers=HTMX)
    assert answer.status_code == 204
    assert json.loads(answer.headers["HX-Trigger"])["notice"]["text"] == "Nothing to undo."
    page = client.post(f"/essays/{essay.pk}/redo/", follow=True)
    assert b"Nothing to redo." in page.content
    assert not Revision.objects.exists()


def test_an_undo_in_the_way_of_others_names_them_and_their_version(client, essay):
    thesis = make_map(essay, reasons=())
    make_member(essay, ben())
    apply(essay.pk, EditNode(id=thesis, text="Grain was short."), actor=ben())
    answer = client.post(f"/essays/{essay.pk}/undo/", headers=HTMX)
    said = json.loads(answer.headers["HX-Trigger"])["notice"]["text"]
    assert "version 2 by Ben Achterberg" in said
    assert said.startswith("Cannot undo: ")
    assert Revision.objects.count() == 2


def test_the_history_says_who_did_what(client, essay):
    thesis = make_map(essay, reasons=())
    objection = uuid7()
    make_member(essay, ben())
    apply(essay.pk, AddNode(id=objection, kind=NodeKind.CLAIM, text="Not so."), actor=ben())
    apply(essay.pk, EditNode(id=thesis, note="Look again.", implicit=True), actor=ada())
    apply(essay.pk, RemoveNode(id=objection), actor=ben())
    page = client.get(f"/essays/{essay.pk}/history/").content.decode()
    for line in (
        "Wrote the thesis: “Bread was dear for want of grain.”",
        "Added a box: “Not so.”",
        "Edited 1: note and stated or unstated",
        "Deleted “Not so.”",
        "Ben Achterberg",
    ):
        assert line in page
    assert page.index("Deleted") < page.index("Wrote the thesis")


def test_one_revision_is_undone_by_its_button(client, essay):
    thesis = make_map(essay, reasons=())
    apply(essay.pk, EditNode(id=thesis, text="Once."), actor=ada())
    add_reason(essay, thesis, "Twice.")
    answer = client.post(f"/essays/{essay.pk}/history/2/undo/", follow=True)
    assert Node.objects.get(pk=thesis).text.startswith("Bread")
    page = answer.content.decode()
    assert "Undid version 2: New words for 1: “Once.”" in page
    assert "undone by version 4" in page


def test_a_revision_that_others_build_on_is_refused_with_409(client, essay):
    make_map(essay)
    answer = client.post(f"/essays/{essay.pk}/history/1/undo/")
    assert answer.status_code == 409
    assert "Cannot undo version 1: something was built on what it added." in answer.content.decode()
    assert Revision.objects.count() == 2


def test_a_revision_that_is_not_there_is_404(client, essay):
    assert client.post(f"/essays/{essay.pk}/history/9/undo/").status_code == 404


def test_a_viewer_reads_the_history_but_changes_nothing(client, essay):
    make_map(essay)
    client.force_login(make_member(essay, ben(), MemberRole.VIEWER))
    page = client.get(f"/essays/{essay.pk}/history/")
    assert page.status_code == 200
    assert b"/undo/" not in page.content
    for address in ("undo/", "redo/", "history/1/undo/"):
        assert client.post(f"/essays/{essay.pk}/{address}").status_code == 403
    assert Revision.objects.count() == 2


def test_a_stranger_gets_404(client, essay):
    make_map(essay)
    client.force_login(cy())
    assert client.get(f"/essays/{essay.pk}/history/").status_code == 404
    for address in ("undo/", "redo/", "history/1/undo/"):
        assert client.post(f"/essays/{essay.pk}/{address}").status_code == 404


@pytest.mark.parametrize("edits", [2, 70])
def test_a_page_of_history_costs_the_same_however_long(
    client: Client, essay, edits, django_assert_num_queries: DjangoAssertNumQueries
):
    thesis = make_map(essay, reasons=())
    for number in range(edits):
        apply(essay.pk, EditNode(id=thesis, text=f"Version {number}."), actor=ada())
    with django_assert_num_queries(8):
        page = client.get(f"/essays/{essay.pk}/history/")
    assert (b'rel="next"' in page.content) == (edits > 50)
