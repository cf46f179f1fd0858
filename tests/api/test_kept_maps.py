"""A map that was read before is answered from what is kept, to those who may still read it."""

import pytest
from django.core.cache import cache

from essays.graph.ids import uuid7
from essays.graph.kinds import SourceStatus
from essays.graph.operations import AddSource
from essays.models import ApiToken, Membership, TokenScope, User, Visibility
from essays.services.editing import apply
from essays.services.essays import delete_essay
from tests.api.program import PROBLEM, Program, new_box
from tests.factories import ada, ben, cy, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def essay():
    essay = make_essay()
    make_map(essay)
    make_member(essay, ben())
    return essay


def reader(user: User, scope: TokenScope = TokenScope.READ) -> Program:
    """Return a program whose key was used just now, so that its use needs no note."""
    program = Program(user, scope)
    program.get("")
    return program


def test_what_is_kept_costs_one_query_and_is_the_same(essay, django_assert_num_queries) -> None:
    program = reader(ben())
    first = program.read(essay)
    with django_assert_num_queries(1):
        again = program.read(essay)
    assert (again.status_code, again.content) == (200, first.content)
    for name in ("ETag", "Cache-Control", "Content-Type", "Argmap-Version"):
        assert again[name] == first[name]
    with django_assert_num_queries(1):
        same = program.read(essay, **{"if-none-match": first["ETag"]})
    assert (same.status_code, same["ETag"]) == (304, first["ETag"])


def test_an_edit_is_seen_at_once(essay) -> None:
    program = reader(ada(), TokenScope.WRITE)
    first = program.read(essay)
    program.write(essay, new_box("Grain was scarce."))
    again = program.read(essay, **{"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert "Grain was scarce." in again.text


def test_who_may_no_longer_read_gets_nothing_that_is_kept(essay) -> None:
    student, teacher = reader(ben()), reader(ada())
    mark = student.read(essay)["ETag"]

    def refused(program: Program, status: int) -> None:
        for headers in ({}, {"if-none-match": mark}):
            answer = program.read(essay, **headers)
            assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)

    refused(reader(cy()), 404)
    Membership.objects.filter(user=ben()).delete()
    refused(student, 404)
    delete_essay(ada(), essay.pk)
    refused(teacher, 404)
    ApiToken.objects.update(revoked=essay.created)
    refused(teacher, 401)
    ApiToken.objects.update(revoked=None)
    User.objects.update(is_active=False)
    refused(teacher, 401)


def test_a_guest_gets_the_map_without_people(essay) -> None:
    source = AddSource(id=uuid7(), citation="Pravda, 1956", status=SourceStatus.CONFIRMED)
    apply(essay.pk, source, actor=ada())
    essay.visibility = Visibility.PUBLIC
    essay.save(update_fields=["visibility"])
    member, guest = reader(ben()), reader(cy())
    for program, signed in ((member, str(ada().pk)), (guest, None)):
        for _ in range(2):
            assert program.read(essay).json()["sources"][0]["checked_by_id"] == signed
    assert member.read(essay)["ETag"] != guest.read(essay)["ETag"]


def test_an_odd_question_goes_the_long_way(essay) -> None:
    program = reader(ben())
    program.read(essay)
    assert program.get(f"{essay.pk}/map/?x=1").status_code == 400
    assert program.get(f"{essay.pk}/map/", accept="text/html").status_code == 406
    assert program.client.head(f"/api/v1/essays/{essay.pk}/map/").content == b""
