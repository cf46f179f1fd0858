import json

import pytest

from essays.graph.ids import uuid7
from essays.graph.operations import AddAnchor, EditNode, SetText
from essays.models import Anchor, MemberRole, Revision
from essays.services.editing import apply
from tests.factories import TEXT, ada, ben, cy, make_essay, make_map, make_member
from tests.views.edits import HTMX, fields, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return make_essay()


@pytest.fixture
def client(client, essay):
    client.force_login(ada())
    return client


def at(essay):
    return f"/essays/{essay.pk}/text/"


def words(essay):
    essay.refresh_from_db()
    return essay.text


@pytest.mark.parametrize("htmx", [False, True])
def test_the_text_changes_and_passages_are_counted(client, essay, htmx):
    thesis = make_map(essay)
    for part in ("Winters were hard.", "Prices rose all the same."):
        start = TEXT.index(part)
        end = start + len(part)
        apply(essay.pk, AddAnchor(id=uuid7(), start=start, end=end, node_id=thesis), actor=ada())
    new = "It is told again. Winters were hard.\r\n\r\nBread was dear."
    answer = send(client, at(essay), htmx=htmx, text=new)
    said = "Saved the text. Passages: 1 exact and 1 lost."
    if htmx:
        assert json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]["text"] == said
    else:
        assert said in client.get(answer.headers["Location"]).content.decode()
    assert words(essay) == new.replace("\r\n", "\n")
    assert set(Anchor.objects.values_list("state", flat=True)) == {"exact", "lost"}


def test_the_same_text_makes_no_revision(client, essay):
    assert send(client, at(essay)).status_code == 303
    assert not Revision.objects.exists()


def test_a_text_that_cannot_be_kept_comes_back(client, essay):
    answer = send(client, at(essay), text="A\x07bell.")
    assert answer.status_code == 422
    assert "control character" in answer.content.decode()
    assert words(essay) == TEXT


def test_edits_of_boxes_do_not_stand_in_the_way(client, essay):
    thesis = make_map(essay)
    data = fields(client.get(at(essay)).content) | {"text": "All new."}
    apply(essay.pk, EditNode(id=thesis, text="Other words."), actor=ada())
    assert client.post(at(essay), data).status_code == 303
    assert words(essay) == "All new."


def test_a_newer_text_of_somebody_else_is_never_lost(client, essay):
    make_member(essay, ben())
    data = fields(client.get(at(essay)).content) | {"text": f"{TEXT} Mine."}
    apply(essay.pk, SetText(text=f"{TEXT} Theirs."), actor=ben())
    answer = client.post(at(essay), data, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ben Achterberg" in page
    assert "<ins>Theirs</ins>" in page
    assert words(essay) == f"{TEXT} Theirs."
    assert client.post(at(essay), fields(answer.content)).status_code == 303
    assert words(essay) == f"{TEXT} Mine."


def test_a_long_text_fits_through_the_form(client, essay):
    long = "𝒜 " * 99_999
    assert send(client, at(essay), text=long).status_code == 303
    assert words(essay) == long


def test_viewers_are_refused_and_strangers_find_nothing(client, essay):
    data = fields(client.get(at(essay)).content) | {"text": "No."}
    for person, status in ((make_member(essay, ben(), MemberRole.VIEWER), 403), (cy(), 404)):
        client.force_login(person)
        assert client.get(at(essay)).status_code == status
        assert client.post(at(essay), data).status_code == status
    assert words(essay) == TEXT
