"""Essays are made, put away, taken back, and gone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.utils import timezone

from essays.access.errors import EssayNotFound, Forbidden
from essays.graph.errors import BadValue, Stale, Taken
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind
from essays.graph.operations import AddNode, AddSource, Batch, MarkContext, NewAnchor
from essays.models import Essay, MemberRole, Membership, Node
from essays.services.editing import apply
from essays.services.essays import create_essay, delete_essay, purge_bin, restore_essay
from essays.services.sharing import invite
from tests.factories import ada, add_reason, ben, cy, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db


def test_a_new_essay_is_normalised_private_and_has_its_owner_as_member() -> None:
    essay = create_essay(ada(), title="  Bread \n riots ", author_line="Ada", text="Cafe\u0301\r\n")
    essay.refresh_from_db()
    assert (essay.title, essay.text, essay.version) == ("Bread riots", "Café\n", 0)
    assert (essay.visibility, essay.share_token) == ("private", None)
    assert Membership.objects.get(essay=essay).role == MemberRole.OWNER
    assert not essay.revisions.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": " \n "},
        {"title": "x" * 201},
        {"title": "\ud800"},
        {"author_line": "x" * 201},
        {"language": "x" * 36},
        {"language": "e\0"},
        {"text": "a\x00b"},
        {"text": "a" * 200_001},
    ],
)
def test_what_does_not_fit_leaves_no_trace(fields: dict[str, str]) -> None:
    with pytest.raises(BadValue) as refused:
        create_essay(ada(), **{"title": "x", **fields})
    assert [refused.value.data["field"]] == list(fields)
    assert not Essay.objects.exists()


def test_two_essays_never_share_an_id() -> None:
    essay = make_essay(cy())
    with pytest.raises(Taken):
        create_essay(ada(), title="Mine", id=essay.pk)
    essay.refresh_from_db()
    assert essay.owner == cy()


def test_the_owner_deletes_an_essay_and_takes_it_back() -> None:
    essay = make_essay()
    deleted = delete_essay(ada(), essay.pk)
    assert deleted.deleted is not None
    assert restore_essay(ada(), essay.pk).deleted is None
    essay.refresh_from_db()
    assert (essay.deleted, essay.settings_version, essay.version) == (None, 2, 0)


def test_members_and_strangers_cannot_delete_or_restore() -> None:
    essay = make_essay()
    student = make_member(essay, ben())
    with pytest.raises(Forbidden):
        delete_essay(student, essay.pk)
    with pytest.raises(EssayNotFound):
        delete_essay(cy(), essay.pk)
    delete_essay(ada(), essay.pk)
    for person in (student, cy()):
        with pytest.raises(EssayNotFound):
            restore_essay(person, essay.pk)
    with pytest.raises(EssayNotFound):
        delete_essay(ada(), uuid4())


def test_who_saw_older_settings_does_not_delete() -> None:
    essay = make_essay()
    with pytest.raises(Stale):
        delete_essay(ada(), essay.pk, expected=1)
    delete_essay(ada(), essay.pk, expected=0)


def test_the_bin_is_emptied_after_its_days_with_all_that_belongs_to_an_essay() -> None:
    old, new, kept = (make_essay(title=title) for title in ("old", "new", "kept"))
    for essay in (old, new, kept):
        make_map(essay)
    for essay, days in ((old, 31), (new, 29)):
        Essay.objects.filter(pk=essay.pk).update(deleted=timezone.now() - timedelta(days=days))
    assert purge_bin() == 1
    assert set(Essay.objects.values_list("title", flat=True)) == {"new", "kept"}
    assert not Node.objects.filter(essay_id=old.pk).exists()
    assert Node.objects.count() == 4


def test_nothing_of_a_purged_essay_is_left_in_any_table() -> None:
    gone, kept = make_essay(), make_essay()
    for essay in (gone, kept):
        node = uuid7()
        anchor = NewAnchor(id=uuid7(), start=0, end=7)
        source = AddSource(id=uuid7(), citation="Pravda, 1956")
        box = AddNode(
            id=node,
            kind=NodeKind.EVIDENCE,
            text="So it is.",
            source_id=source.id,
            anchors=(anchor,),
        )
        mark = MarkContext(id=uuid7(), start=8, end=12)
        apply(essay.pk, Batch(operations=(source, box, mark)), actor=ada())
        add_reason(essay, node)
        invite(ada(), essay.pk, MemberRole.VIEWER)
    Essay.objects.filter(pk=gone.pk).update(deleted=timezone.now() - timedelta(days=31))
    assert purge_bin() == 1
    parts = [model for model in apps.get_models() if hasattr(model, "essay_id")]
    assert len(parts) >= 9
    for model in parts:
        rows = model._default_manager.values_list("essay_id", flat=True)
        assert set(rows) == {kept.pk}, model
