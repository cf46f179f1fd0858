"""Essays are reached through these functions alone."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from essays.access.errors import EssayNotFound, Forbidden
from essays.access.permissions import Permission
from essays.access.reach import (
    essay_by_share_token,
    essay_for,
    locked_essay_for,
    reach,
    require,
)
from essays.access.scopes import (
    Person,
    essays_in_bin_of,
    essays_listed_for,
    essays_visible_to,
    public_essays,
)
from essays.models import Essay, MemberRole, User, Visibility
from tests.factories import ada, ben, cy, make_essay, make_member, make_user

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


def test_a_member_reaches_the_essay_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    essay = make_essay()
    student = make_member(essay, ben(), MemberRole.VIEWER)
    with django_assert_num_queries(1):
        found = reach(student, essay.pk, Permission.VIEW_MAP)
    assert found.essay == essay
    assert found.standing.role is MemberRole.VIEWER
    assert found.may(Permission.VIEW_PEOPLE)
    assert not found.may(Permission.EDIT)


@pytest.mark.parametrize("who", [lambda: NOBODY, cy, lambda: make_user("root", superuser=True)])
@pytest.mark.parametrize("permission", Permission)
def test_a_stranger_finds_no_private_essay(
    who: Callable[[], Person], permission: Permission
) -> None:
    essay = make_essay()
    stranger = who()
    for ask in (essay_for, locked_essay_for):
        with pytest.raises(EssayNotFound), transaction.atomic():
            ask(stranger, essay.pk, permission)
        with pytest.raises(EssayNotFound), transaction.atomic():
            ask(stranger, uuid4(), permission)
    with pytest.raises(EssayNotFound):
        require(stranger, essay, permission)


def test_a_reader_who_may_not_write_is_forbidden_to() -> None:
    essay = make_essay()
    student = make_member(essay, ben(), MemberRole.COMMENTER)
    with pytest.raises(Forbidden) as refused:
        essay_for(student, essay.pk, Permission.EDIT)
    assert refused.value.permission is Permission.EDIT
    with pytest.raises(Forbidden), transaction.atomic():
        locked_essay_for(student, essay.pk, Permission.EDIT)


def test_everybody_reads_a_public_essay_and_nobody_learns_who_wrote_it() -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    for person in (NOBODY, cy()):
        assert essay_for(person, essay.pk, Permission.VIEW_MAP) == essay
        with pytest.raises(Forbidden):
            essay_for(person, essay.pk, Permission.VIEW_PEOPLE)


@pytest.mark.parametrize(
    ("visibility", "opens"),
    [(Visibility.PRIVATE, False), (Visibility.LINK, True), (Visibility.PUBLIC, True)],
)
def test_a_share_link_opens_what_is_open_by_link(visibility: Visibility, *, opens: bool) -> None:
    essay = make_essay(visibility=visibility, share_token="right")
    if opens:
        assert essay_by_share_token("right") == essay
        assert essay_for(NOBODY, essay.pk, Permission.VIEW_MAP, token="right") == essay
    else:
        with pytest.raises(EssayNotFound):
            essay_by_share_token("right")
        with pytest.raises(EssayNotFound):
            essay_for(NOBODY, essay.pk, Permission.VIEW_MAP, token="right")


@pytest.mark.parametrize("token", ["", "wrong", "righ", "rightt", "\ud800", "ri\x00ght"])
def test_a_wrong_link_opens_nothing(token: str) -> None:
    essay = make_essay(visibility=Visibility.LINK, share_token="right")
    make_essay(title="without a link", visibility=Visibility.LINK)
    with pytest.raises(EssayNotFound):
        essay_by_share_token(token)
    with pytest.raises(EssayNotFound):
        essay_for(NOBODY, essay.pk, Permission.VIEW_MAP, token=token)


def test_what_lies_in_the_bin_is_there_for_its_owner_only_and_only_to_take_back() -> None:
    essay = make_essay(visibility=Visibility.PUBLIC, share_token="right", in_bin=True)
    student = make_member(essay, ben())
    assert essay_for(ada(), essay.pk, Permission.RESTORE) == essay
    for person, permission in ((ada(), Permission.VIEW_MAP), (student, Permission.RESTORE)):
        with pytest.raises(EssayNotFound):
            essay_for(person, essay.pk, permission)
    with pytest.raises(EssayNotFound):
        essay_by_share_token("right")


def titles(found: object) -> set[str]:
    return {essay.title for essay in found}


def test_scopes_list_what_each_person_may_find() -> None:
    make_essay(title="private")
    shared = make_essay(title="shared")
    make_essay(title="by link", visibility=Visibility.LINK)
    public = make_essay(title="public", visibility=Visibility.PUBLIC)
    make_essay(title="in the bin", visibility=Visibility.PUBLIC, in_bin=True)
    student = make_member(shared, ben())
    make_member(public, student)

    assert titles(public_essays()) == {"public"}
    own = {"private", "shared", "by link", "public"}
    expected: list[tuple[Person, set[str], set[str], set[str]]] = [
        (ada(), own, own, {"in the bin"}),
        (student, {"shared", "public"}, {"shared", "public"}, set()),
        (cy(), {"public"}, set(), set()),
        (NOBODY, {"public"}, set(), set()),
    ]
    for person, visible, listed, in_bin in expected:
        assert titles(essays_visible_to(person)) == visible
        assert titles(essays_listed_for(person)) == listed
        assert titles(essays_in_bin_of(person)) == in_bin


def test_a_member_of_many_essays_sees_each_once() -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    for number in range(5):
        make_member(essay, make_user(f"reader-{number}"))
    reader = User.objects.get(username="reader-1")
    assert list(essays_visible_to(reader)) == [essay]
    assert Essay.objects.count() == 1
