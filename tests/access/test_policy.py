"""The table of permissions, asked for every standing there is."""

from itertools import product

import pytest

from essays.access.permissions import Permission
from essays.access.policy import POLICY, allows
from essays.access.predicates import Standing
from essays.models import MemberRole, Visibility

ROLES = (None, *reversed(MemberRole))
STANDINGS = [
    Standing(role=role, visibility=visibility, holds_link=link, in_bin=in_bin)
    for role, visibility, link, in_bin in product(ROLES, Visibility, (False, True), (False, True))
]


def granted(role: MemberRole | None, **more: object) -> set[Permission]:
    standing = Standing(role=role, **{"visibility": Visibility.PRIVATE, **more})
    return {permission for permission in Permission if allows(standing, permission)}


def test_every_permission_has_a_line_in_the_table() -> None:
    assert set(POLICY) == set(Permission)


def test_a_role_may_all_that_a_weaker_one_may() -> None:
    viewer = {Permission.VIEW_MAP, Permission.VIEW_PEOPLE, Permission.LEAVE}
    assert granted(MemberRole.VIEWER) == viewer
    assert granted(MemberRole.COMMENTER) == viewer | {Permission.COMMENT}
    assert granted(MemberRole.EDITOR) == viewer | {Permission.COMMENT, Permission.EDIT}
    assert granted(MemberRole.OWNER) == set(Permission) - {Permission.LEAVE, Permission.RESTORE}


@pytest.mark.parametrize(
    ("visibility", "link", "sees"),
    [
        (Visibility.PRIVATE, False, False),
        (Visibility.PRIVATE, True, False),
        (Visibility.LINK, False, False),
        (Visibility.LINK, True, True),
        (Visibility.PUBLIC, False, True),
        (Visibility.PUBLIC, True, True),
    ],
)
def test_a_stranger_sees_at_most_the_map(visibility: Visibility, *, link: bool, sees: bool) -> None:
    expected = {Permission.VIEW_MAP} if sees else set()
    assert granted(None, visibility=visibility, holds_link=link) == expected


@pytest.mark.parametrize("standing", [s for s in STANDINGS if s.in_bin], ids=str)
def test_from_the_bin_an_essay_can_only_be_taken_back_by_its_owner(standing: Standing) -> None:
    given = {permission for permission in Permission if allows(standing, permission)}
    assert given == ({Permission.RESTORE} if standing.role is MemberRole.OWNER else set())
