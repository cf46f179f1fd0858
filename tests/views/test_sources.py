import json

import pytest

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind
from essays.graph.operations import AddNode, AddSource, EditSource, RemoveSource
from essays.models import MemberRole, Node, Revision, Source
from essays.services.editing import apply
from tests.factories import ada, ben, cy, make_essay, make_member
from tests.views.edits import fields, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return make_essay()


@pytest.fixture
def source(essay):
    add = AddSource(id=uuid7(), citation="Price lists, 1789")
    apply(essay.pk, add, actor=ada())
    node = AddNode(id=uuid7(), kind=NodeKind.EVIDENCE, text="Four sous.", source_id=add.id)
    apply(essay.pk, node, actor=ada())
    return Source.objects.get()


@pytest.fixture
def client(client, essay):
    client.force_login(ada())
    return client


def at(essay, source, what="edit"):
    return f"/essays/{essay.pk}/sources/{source.pk}/{what}/"


@pytest.mark.parametrize("htmx", [False, True])
def test_a_source_is_checked_and_signed_by_who_saves_it(client, essay, source, htmx):
    make_member(essay, ben())
    client.force_login(ben())
    typed = {"status": "doubtful", "source_kind": "statistic", "url": "https://example.org"}
    answer = send(client, at(essay, source), htmx=htmx, **typed)
    assert answer.status_code == (200 if htmx else 303)
    source.refresh_from_db()
    assert (source.status, source.kind) == ("doubtful", "statistic")
    assert source.checked_by_id == ben().pk


def test_other_words_do_not_sign_the_check_again(client, essay, source):
    apply(essay.pk, EditSource(id=source.pk, status="confirmed"), actor=ada())
    make_member(essay, ben())
    client.force_login(ben())
    send(client, at(essay, source), citation="Price lists of 1789")
    source.refresh_from_db()
    assert (source.citation, source.checked_by_id) == ("Price lists of 1789", ada().pk)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"citation": " "}, "Say where it comes from"),
        ({"url": "ftp://example.org"}, "starts with https://"),
        ({"citation": "x" * 2_001}, "Up to 2000 characters fit, this has 2001."),
    ],
)
def test_what_a_source_cannot_hold_is_said(client, essay, source, typed, said):
    answer = send(client, at(essay, source), htmx=True, **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Source.objects.get().citation == "Price lists, 1789"


def test_a_source_that_changed_meanwhile_shows_both(client, essay, source):
    data = fields(client.get(at(essay, source)).content) | {"citation": "Price lists, Paris"}
    apply(essay.pk, EditSource(id=source.pk, citation="Price lists, Lyon"), actor=ada())
    answer = client.post(at(essay, source), data)
    assert answer.status_code == 409
    assert "<ins>Lyon</ins>" in answer.content.decode()
    assert client.post(at(essay, source), fields(answer.content)).status_code == 303
    assert Source.objects.get().citation == "Price lists, Paris"


def test_a_source_is_deleted_and_its_evidence_stays(client, essay, source):
    page = client.get(at(essay, source, "delete")).content.decode()
    assert "Source of 1 Four sous." in page
    answer = send(client, at(essay, source, "delete"), htmx=True)
    notice = json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]
    assert notice["text"] == "Deleted the source."
    assert Node.objects.get().source_id is None


def test_a_source_that_is_gone(client, essay, source):
    data = fields(client.get(at(essay, source)).content) | {"citation": "Too late"}
    apply(essay.pk, RemoveSource(id=source.pk), actor=ada())
    assert client.get(at(essay, source)).status_code == 404
    answer = client.post(at(essay, source), data)
    assert answer.status_code == 409
    assert "Too late" in answer.content.decode()


@pytest.mark.parametrize("what", ["edit", "delete"])
def test_viewers_are_refused_and_strangers_find_nothing(client, essay, source, what):
    data = fields(client.get(at(essay, source, what)).content) | {"citation": "No."}
    before = Revision.objects.count()
    for person, status in ((make_member(essay, ben(), MemberRole.VIEWER), 403), (cy(), 404)):
        client.force_login(person)
        assert client.get(at(essay, source, what)).status_code == status
        assert client.post(at(essay, source, what), data).status_code == status
    assert Revision.objects.count() == before
