"""A program copies essays, takes them out of the bin, and invites people."""

import pytest
from django.test import Client

from essays.models import Essay, MemberRole, Membership, Node
from tests.api.program import Program
from tests.factories import ada, ben, cy, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db


def test_a_reader_copies_an_essay_under_new_ids() -> None:
    essay = make_essay()
    make_map(essay)
    reader = Program(make_member(essay, ben(), MemberRole.VIEWER))
    copy = reader.post(f"{essay.pk}/duplicate/")
    assert (copy.status_code, copy.json()["role"]) == (201, "owner")
    assert copy.json()["id"] != str(essay.pk)
    assert reader.get(copy["Location"])["ETag"] == copy["ETag"]
    assert Node.objects.count() == 4
    assert Program(cy()).post(f"{essay.pk}/duplicate/").status_code == 404


def test_an_essay_comes_back_out_of_the_bin() -> None:
    essay, program = make_essay(), Program(ada())
    path = f"{essay.pk}/"
    assert program.post(f"{path}restore/").status_code == 403
    program.delete(path, if_match="*")
    assert program.get(path).status_code == 404
    assert program.post(f"{path}restore/").status_code == 200
    assert program.get(path).status_code == 200


def test_a_link_lets_people_join_until_it_is_withdrawn() -> None:
    essay, program = make_essay(), Program(ada())
    path = f"{essay.pk}/invitations/"
    new = program.post(path, {"role": "editor", "days": 3})
    assert new.status_code == 201
    read = program.get(path)
    assert program.get(path, if_none_match=read["ETag"]).status_code == 304
    (listed,) = read.json()["items"]
    assert "link" not in listed
    student = Client()
    student.force_login(ben())
    student.post(new.json()["link"])
    assert Membership.objects.get(user=ben()).role == MemberRole.EDITOR
    one = f"{path}{listed['id']}/"
    assert program.delete(one).status_code == 428
    stale = program.delete(one, if_match=read["ETag"])  # somebody joined
    assert (stale.status_code, stale.json()["data"]["current"]["used"]) == (412, 1)
    assert program.delete(one, if_match=stale["ETag"]).status_code == 204
    assert program.delete(one, if_match="*").status_code == 404
    assert program.get(path).json()["items"] == []
    assert Essay.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [{}, {"role": "owner"}, {"role": "viewer", "days": 0}, {"role": "viewer", "days": "7"}],
)
def test_an_invitation_that_cannot_be_is_refused(body) -> None:
    answer = Program(ada()).post(f"{make_essay().pk}/invitations/", body)
    assert answer.status_code == 422
