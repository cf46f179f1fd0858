import json
from uuid import UUID

import pytest

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import AddNode, EditNode, RemoveNode
from essays.models import Anchor, Essay, MemberRole, Node, Premise, Relation, Revision, Source
from essays.services.editing import apply
from tests.factories import ada, add_reason, ben, cy, make_essay, make_map, make_member
from tests.views.edits import HTMX, fields, send

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return make_essay()


@pytest.fixture
def thesis(essay):
    return make_map(essay)


@pytest.fixture
def client(client, essay):
    client.force_login(ada())
    return client


def adding(essay: Essay, kind: str, to: object = "") -> str:
    return f"/essays/{essay.pk}/nodes/add/?kind={kind}&to={to}"


def editing(essay: Essay, node: UUID, what: str = "edit") -> str:
    return f"/essays/{essay.pk}/nodes/{node}/{what}/"


def reason(essay: Essay) -> Node:
    return Node.objects.get(essay=essay, text="Winters were hard.")


@pytest.mark.parametrize("htmx", [False, True])
def test_a_reason_is_added_and_chosen(client, essay, thesis, htmx):
    answer = send(client, adding(essay, "support", thesis), htmx=htmx, text=" Mills  stood still. ")
    made = Node.objects.get(text="Mills stood still.")
    assert answer.status_code == (200 if htmx else 303)
    if htmx:
        assert json.loads(answer.headers["HX-Trigger"])["map:changed"] == {"version": 3}
    else:
        assert f"box={made.pk}" in answer.headers["Location"]
    relation = Relation.objects.get(premises__node=made)
    assert (relation.kind, relation.target_node_id) == ("support", thesis)


@pytest.mark.parametrize(
    ("kind", "node_kind", "relation_kind", "on_step"),
    [
        ("objection", "claim", "attack", False),
        ("evidence", "evidence", "support", False),
        ("undercut", "claim", "attack", True),
        ("warrant", "claim", "support", True),
    ],
)
def test_each_kind_makes_its_own_relation(
    client, essay, thesis, kind, node_kind, relation_kind, on_step
):
    target = reason(essay)
    send(client, adding(essay, kind, target.pk), text="New here.")
    made = Node.objects.get(text="New here.")
    relation = Relation.objects.get(premises__node=made)
    step = Relation.objects.get(premises__node=target)
    assert (made.kind, relation.kind) == (node_kind, relation_kind)
    assert relation.target_relation_id == (step.pk if on_step else None)
    assert relation.target_node_id == (None if on_step else target.pk)


def test_a_copremise_joins_the_step_of_the_box_it_is_added_to(client, essay, thesis):
    send(client, adding(essay, "copremise", reason(essay).pk), text="Roads were mud.")
    step = Relation.objects.get()
    assert set(step.premises.values_list("node__text", flat=True)) == {
        "Winters were hard.",
        "Roads were mud.",
    }


def test_a_bare_post_needs_no_open_form(client, essay, thesis):
    answer = client.post(
        f"/essays/{essay.pk}/nodes/add/",
        {"kind": "undercut", "to": reason(essay).pk, "text": "Not that year."},
        headers=HTMX,
    )
    assert answer.status_code == 200
    assert Relation.objects.filter(target_relation__isnull=False).count() == 1


def test_a_new_thesis_turns_the_old_one_into_a_claim(client, essay, thesis):
    send(client, adding(essay, "thesis"), text="Bread was cheap.")
    kinds = dict(Node.objects.values_list("text", "kind"))
    assert kinds["Bread was cheap."] == "thesis"
    assert kinds["Bread was dear for want of grain."] == "claim"


def test_evidence_comes_with_its_source_in_one_revision(client, essay, thesis):
    send(
        client,
        adding(essay, "evidence", thesis),
        text="A loaf cost four sous.",
        citation="Price lists of 1789",
        source_kind="primary",
        url="https://example.org/prices",
        status="confirmed",
    )
    source = Source.objects.get()
    assert Node.objects.get(kind="evidence").source_id == source.pk
    assert (source.kind, source.status, source.checked_by_id) == ("primary", "confirmed", ada().pk)
    assert Revision.objects.count() == 3


def test_a_wrong_address_of_a_source_is_said_beside_its_field(client, essay, thesis):
    answer = send(
        client,
        adding(essay, "evidence", thesis),
        htmx=True,
        text="A loaf cost four sous.",
        citation="Prices",
        url="javascript:alert(1)",
    )
    assert answer.status_code == 422
    assert 'id="edit-url_error"' in answer.content.decode()
    assert "A loaf cost four sous." in answer.content.decode()
    assert not Source.objects.exists()


def test_words_of_the_text_become_statement_and_passage(client, essay, thesis):
    start = essay.text.index("Prices")
    address = f"{adding(essay, 'support', thesis)}&start={start}&end={len(essay.text)}"
    answer = send(client, address)
    assert answer.status_code == 303
    made = Node.objects.get(text="Prices rose all the same.")
    assert Anchor.objects.get(node=made).exact == "Prices rose all the same."


def test_words_that_changed_meanwhile_are_refused(client, essay, thesis):
    start = essay.text.index("Prices")
    address = f"{adding(essay, 'support', thesis)}&start={start}&end={len(essay.text)}"
    answer = send(client, address, exact="Prices fell.", htmx=True)
    assert answer.status_code == 422
    assert "Choose the words again" in answer.content.decode()
    assert not Anchor.objects.exists()


def test_an_empty_statement_comes_back_and_stores_nothing(client, essay, thesis):
    answer = send(client, adding(essay, "support", thesis), htmx=True, text="  ")
    assert answer.status_code == 422
    assert "Write what the box says" in answer.content.decode()
    assert answer.content.lstrip().startswith(b'<div class="edit"')
    assert Revision.objects.count() == 2


def test_a_target_that_is_gone_is_named(client, essay, thesis):
    answer = client.post(adding(essay, "support", uuid7()), {"text": "Late."})
    assert answer.status_code == 422
    assert "Somebody deleted it" in answer.content.decode()


def test_a_box_without_a_step_cannot_be_undercut(client, essay, thesis):
    answer = client.post(adding(essay, "undercut", thesis), {"text": "No."})
    assert answer.status_code == 422
    assert "1 is part of no step yet" in answer.content.decode()


def test_without_kind_and_target_the_form_asks_for_them(client, essay, thesis):
    address = f"/essays/{essay.pk}/nodes/add/"
    asked = client.get(address).content.decode()
    assert '<select name="kind"' in asked
    assert '<select name="to"' in asked
    assert (
        send(client, address, text="Alone.", kind="support", to=f"box-{thesis}").status_code == 303
    )
    left = send(client, address, text="Nowhere.", kind="support", to="")
    assert "Choose the box or the step" in left.content.decode()


def test_sending_the_same_form_twice_makes_one_box(client, essay, thesis):
    address = adding(essay, "support", thesis)
    data = fields(client.get(address).content) | {"text": "Once."}
    assert client.post(address, data).status_code == 303
    again = client.post(address, data, follow=True)
    assert "on the map already" in again.content.decode()
    assert Node.objects.filter(text="Once.").count() == 1


def test_an_id_of_somebody_else_is_refused(client, essay, thesis):
    make_member(essay, ben())
    taken = uuid7()
    apply(essay.pk, AddNode(id=taken, kind=NodeKind.CLAIM, text="Mine."), actor=ben())
    elsewhere = make_map(make_essay(ben(), title="Another"))
    for id in (taken, elsewhere):
        answer = client.post(adding(essay, "support", thesis), {"text": "Mine too.", "id": id})
        assert answer.status_code == 422
        assert "saved already" in answer.content.decode()
    assert not Node.objects.filter(text="Mine too.").exists()


@pytest.mark.parametrize("htmx", [False, True])
def test_a_box_gets_other_words_kind_and_note(client, essay, thesis, htmx):
    node = reason(essay)
    address = editing(essay, node.pk)
    typed = {
        "text": "Winters were long.",
        "kind": "evidence",
        "note": "See\r\ntwo.",
        "implicit": "on",
    }
    assert send(client, address, htmx=htmx, **typed).status_code == (200 if htmx else 303)
    node.refresh_from_db()
    assert (node.text, node.kind, node.implicit) == ("Winters were long.", "evidence", True)
    assert node.note == "See\ntwo."


def test_only_what_was_typed_is_in_the_edit(client, essay, thesis):
    send(client, editing(essay, thesis), note="Look again.")
    operation = Revision.objects.latest("number").operation
    assert operation == {"op": "edit_node", "id": str(thesis), "note": "Look again."}


def test_saving_without_a_change_makes_no_revision(client, essay, thesis):
    answer = send(client, editing(essay, thesis), htmx=True)
    assert (
        json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]["text"]
        == "Nothing changed."
    )
    assert Revision.objects.count() == 2


def test_a_source_is_chosen_or_written(client, essay, thesis):
    address = editing(essay, reason(essay).pk)
    send(client, address, citation="A diary")
    source = Source.objects.get()
    assert reason(essay).source_id == source.pk
    send(client, address, source="")
    assert reason(essay).source_id is None
    send(client, address, source=source.pk)
    assert reason(essay).source_id == source.pk
    gone = send(client, address, source=uuid7())
    assert gone.status_code == 422


@pytest.mark.parametrize("htmx", [False, True])
def test_what_somebody_else_wrote_meanwhile_stands_beside_ones_own(client, essay, thesis, htmx):
    address = editing(essay, thesis)
    headers = HTMX if htmx else {}
    data = fields(client.get(address).content) | {"text": "Bread was dear, and rare."}
    make_member(essay, ben())
    apply(essay.pk, EditNode(id=thesis, text="Bread was dear, they say."), actor=ben())
    answer = client.post(address, data, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Bread was dear, <ins>they say</ins>." in page
    assert "Bread was dear, <ins>and rare</ins>." in page
    assert "Ben Achterberg" in page
    assert Node.objects.get(pk=thesis).text == "Bread was dear, they say."
    kept = fields(answer.content)
    assert kept["text"] == "Bread was dear, and rare."
    assert client.post(address, kept).status_code == 303
    assert Node.objects.get(pk=thesis).text == "Bread was dear, and rare."


def test_what_was_typed_about_a_box_that_is_gone_is_shown_once_more(client, essay, thesis):
    address = editing(essay, thesis)
    data = fields(client.get(address).content) | {"text": "Too late."}
    apply(essay.pk, RemoveNode(id=thesis), actor=ada())
    answer = client.post(address, data)
    assert answer.status_code == 409
    assert "Too late." in answer.content.decode()
    assert client.get(address).status_code == 404


def test_before_a_box_is_deleted_the_page_says_what_goes_with_it(client, essay, thesis):
    node = reason(essay)
    add_reason(essay, node.pk, "Ice stood in the rivers.")
    page = client.get(editing(essay, node.pk, "delete")).content.decode()
    assert "Delete 1.1?" in page
    assert "the step: 1.1 for 1 Bread was dear" in page
    assert "1.1.1 Ice stood in the rivers." in page
    assert "go too: 1.1.1" in page


@pytest.mark.parametrize("htmx", [False, True])
def test_a_box_is_deleted_and_what_hung_under_it_stays(client, essay, thesis, htmx):
    node = reason(essay)
    below = add_reason(essay, node.pk, "Ice stood in the rivers.")
    answer = send(client, editing(essay, node.pk, "delete"), htmx=htmx)
    said = "Deleted 1.1. 1.1.1 is not connected any more."
    if htmx:
        assert json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]["text"] == said
    else:
        page = client.get(answer.headers["Location"]).content.decode()
        assert said in page
        assert f"box={thesis}" in answer.headers["Location"]
    assert list(Premise.objects.all()) == []
    assert Node.objects.filter(pk=below).exists()


def test_a_box_is_deleted_with_all_that_hangs_under_it(client, essay, thesis):
    node = reason(essay)
    below = add_reason(essay, node.pk, "Ice stood in the rivers.")
    add_reason(essay, below, "Boats froze in.", kind=RelationKind.ATTACK)
    answer = send(client, editing(essay, node.pk, "delete"), under="go", htmx=True)
    said = json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]["text"]
    assert said == "Deleted 1.1 and the 2 boxes under it."
    assert [node.pk for node in Node.objects.all()] == [thesis]
    assert client.post(f"/essays/{essay.pk}/undo/").status_code == 303
    assert Node.objects.count() == 4


def test_a_box_that_changed_meanwhile_is_not_deleted_blindly(client, essay, thesis):
    address = editing(essay, thesis, "delete")
    data = fields(client.get(address).content)
    apply(essay.pk, EditNode(id=thesis, text="Bread was never dear."), actor=ada())
    answer = client.post(address, data)
    assert answer.status_code == 409
    assert "Bread was never dear." in answer.content.decode()
    assert client.post(address, fields(answer.content)).status_code == 303
    assert not Node.objects.filter(pk=thesis).exists()


@pytest.mark.parametrize("what", ["edit", "delete", "move"])
def test_viewers_are_refused_and_strangers_find_nothing(client, essay, thesis, what):
    before = Revision.objects.count()
    data = {"text": "No.", "version": "1", "where": "detach"}
    for person, status in ((make_member(essay, ben(), MemberRole.VIEWER), 403), (cy(), 404)):
        client.force_login(person)
        for address in (editing(essay, thesis, what), adding(essay, "support", thesis)):
            assert client.get(address).status_code == status
            assert client.post(address, data).status_code == status
    assert Revision.objects.count() == before
