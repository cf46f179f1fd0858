"""The one table that says who may do what."""

from collections.abc import Mapping

from essays.access.permissions import Permission
from essays.access.predicates import Predicate, Standing, at_least, may_leave, may_look, owns_in_bin
from essays.models import MemberRole

POLICY: Mapping[Permission, Predicate] = {
    Permission.VIEW_MAP: may_look,
    Permission.VIEW_PEOPLE: at_least(MemberRole.VIEWER),
    Permission.COMMENT: at_least(MemberRole.COMMENTER),
    Permission.EDIT: at_least(MemberRole.EDITOR),
    Permission.LEAVE: may_leave,
    Permission.MANAGE: at_least(MemberRole.OWNER),
    Permission.OWN: at_least(MemberRole.OWNER),
    Permission.RESTORE: owns_in_bin,
}


def allows(standing: Standing, permission: Permission) -> bool:
    """Return whether somebody who stands like this has the permission."""
    return POLICY[permission](standing)
