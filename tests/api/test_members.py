"""An owner's program decides who belongs to an essay and who sees it."""

import pytest
from django.test import Client

from essays.models import Essay, MemberRole, Membership, Visibility
from essays.services.people import change_profile
from tests.api.program import Program
from tests.factories import ada, add_thesis, ben, cy, make_essay, make_member

pytestmark = pytest.mark.django_db


def test_members_are_listed_changed_and_removed() -> None:
    essay, program = make_essay(), Program(ada())
    make_member(essay, ben(), MemberRole.VIEWER)
    listed = program.get(f"{essay.pk}/members/")
    roles = [(one["name"], one["role"]) for one in listed.json()["items"]]
    assert roles == [("Ada Lindqvist", "owner"), ("Ben Achterberg", "viewer")]
    path, mark = f"{essay.pk}/members/{ben().pk}/", listed["ETag"]
    assert program.patch(path, {"role": "editor"}).status_code == 428
    changed = program.patch(path, {"role": "editor"}, if_match=mark)
    assert (changed.status_code, changed.json()["role"]) == (200, "editor")
    stale = program.delete(path, if_match=mark)
    assert stale.status_code == 412
    assert stale.json()["data"]["current"]["role"] == "editor"
    assert program.delete(path, if_match=changed["ETag"]).status_code == 204
    assert program.get(path).status_code == 404


def test_members_and_invitations_come_in_pages() -> None:
    essay, program = make_essay(), Program(ada())
    for one in (ben(), cy()):
        make_member(essay, one, MemberRole.VIEWER)
    links = [
        program.post(f"{essay.pk}/invitations/", {"role": role}).json()["id"]
        for role in ("viewer", "editor", "viewer")
    ]
    for path, key, expected in (
        ("members", "user", [str(one.pk) for one in (ada(), ben(), cy())]),
        ("invitations", "id", links[::-1]),
    ):
        address, seen = f"{essay.pk}/{path}/?limit=2", []
        while address:
            page = program.get(address).json()
            assert len(page["items"]) <= 2
            seen += [one[key] for one in page["items"]]
            address = page["next"]
        assert seen == expected


def test_another_name_is_seen_at_once() -> None:
    essay, program = make_essay(), Program(ada())
    add_thesis(essay)
    paths = [f"{essay.pk}/{path}/" for path in ("members", "revisions")]
    marks = [program.get(path)["ETag"] for path in paths]
    change_profile(ada(), name="Ada L.", email="")
    for path, mark in zip(paths, marks, strict=True):
        again = program.get(path, if_none_match=mark)
        assert again.status_code == 200
        assert "Ada L." in again.text


def test_an_essay_is_handed_over() -> None:
    essay = make_essay()
    make_member(essay, ben())
    path = f"{essay.pk}/members/{ben().pk}/"
    assert Program(ada()).patch(path, {"role": "owner"}, if_match="*").status_code == 200
    assert Essay.objects.get().owner == ben()
    refused = Program(ada()).patch(path, {"role": "viewer"}, if_match="*")
    assert refused.status_code == 403


def test_a_member_leaves_and_an_owner_stays() -> None:
    essay = make_essay()
    make_member(essay, ben(), MemberRole.VIEWER)
    leaving = Program(ben()).delete(f"{essay.pk}/members/{ben().pk}/", if_match="*")
    assert leaving.status_code == 204
    assert Program(ada()).delete(f"{essay.pk}/members/{ada().pk}/", if_match="*").status_code == 403
    assert [member.user for member in Membership.objects.all()] == [ada()]


@pytest.mark.parametrize("body", [{}, {"role": "king"}, {"role": 1}, {"role": "viewer", "x": 1}])
def test_a_role_that_is_none_is_refused(body) -> None:
    essay = make_essay()
    make_member(essay, ben())
    answer = Program(ada()).patch(f"{essay.pk}/members/{ben().pk}/", body, if_match="*")
    assert answer.status_code == 422


def test_a_share_link_is_made_renewed_and_taken_away() -> None:
    essay, program = make_essay(), Program(ada())
    path = f"{essay.pk}/share/"
    first = program.get(path)
    assert first.json() == {"visibility": "private", "link": None}
    opened = program.patch(path, {"visibility": "link"}, if_match=first["ETag"])
    link = opened.json()["link"]
    assert Client().get(link).status_code == 200
    assert program.post(path).status_code == 428
    renewed = program.post(path, if_match=opened["ETag"])
    assert renewed.status_code == 201
    assert Client().get(link).status_code == 404
    closed = program.delete(path, if_match=renewed["ETag"])
    assert closed.json() == {"visibility": "private", "link": None}
    assert Essay.objects.get().visibility == Visibility.PRIVATE


def test_a_stranger_learns_nothing_of_members() -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    for path in ("members/", "share/", "revisions/"):
        assert Program(cy()).get(f"{essay.pk}/{path}").status_code == 403
        assert Client().get(f"/api/v1/essays/{essay.pk}/{path}").status_code == 401
