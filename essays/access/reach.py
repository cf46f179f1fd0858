"""The only ways to one essay. Each says who asks and what for, and refuses strangers alike."""

import re
from dataclasses import dataclass
from secrets import compare_digest
from uuid import UUID

from django.db.models import CharField, OuterRef, Subquery, Value

from essays.access.errors import EssayNotFound, Forbidden
from essays.access.permissions import Permission
from essays.access.policy import allows
from essays.access.predicates import Standing
from essays.access.scopes import Person
from essays.models import Essay, MemberRole, Membership, User, Visibility

# databases choke on NUL and lone surrogates, which anybody can write into an address
_TOKEN = re.compile(r"[\w-]{1,64}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reach:
    """An essay, and where the person who asked stands towards it.

    The essay comes without its text and extra, unless it was asked for whole: reading either
    costs a query more.
    """

    essay: Essay
    standing: Standing

    def may(self, permission: Permission) -> bool:
        """Return whether the person has this permission too."""
        return allows(self.standing, permission)


def reach(
    user: Person, essay_id: UUID, permission: Permission, *, token: str = "", whole: bool = False
) -> Reach:
    """Return the essay and the standing; raises EssayNotFound or Forbidden. One query.

    `token` is that of a share link, when the person came with one; `whole` asks for the text too.
    """
    essays = Essay.objects.all() if whole else Essay.objects.defer("text", "extra")
    essay = essays.annotate(role_of_user=_role_of(user)).filter(pk=essay_id).first()
    if essay is None:
        raise EssayNotFound
    return _checked(essay, essay.role_of_user, permission, token=token)


def essay_for(user: Person, essay_id: UUID, permission: Permission, *, token: str = "") -> Essay:
    """Return the essay for somebody who has this permission; see `reach`."""
    return reach(user, essay_id, permission, token=token).essay


def locked_essay_for(user: Person, essay_id: UUID, permission: Permission) -> Essay:
    """Return the essay whole, its row locked; see `locked_reach`."""
    return locked_reach(user, essay_id, permission).essay


def locked_reach(user: Person, essay_id: UUID, permission: Permission) -> Reach:
    """Lock the essay's row until the transaction ends, then check; the essay comes whole.

    One query for members: it locks the membership too, the essay first, so that a role which
    changes while this waits is seen as it is by then.
    """
    if isinstance(user, User):
        rows = Membership.objects.filter(essay_id=essay_id, user_id=user.pk)
        locked = rows.select_related("essay").select_for_update(no_key=True, of=("essay", "self"))
        for membership in locked:
            return _checked(membership.essay, membership.role, permission)
    reach(user, essay_id, permission)
    raise EssayNotFound


def require(user: Person, essay: Essay, permission: Permission) -> None:
    """Raise EssayNotFound or Forbidden unless the person has this permission. One query."""
    role = None
    if isinstance(user, User):
        roles = Membership.objects.filter(essay_id=essay.pk, user_id=user.pk)
        role = roles.values_list("role", flat=True).first()
    _checked(essay, role, permission)


def essay_by_share_token(token: str) -> Essay:
    """Return the essay that a share link shows; raises EssayNotFound. One query."""
    if not _TOKEN.fullmatch(token):
        raise EssayNotFound
    essay = Essay.objects.defer("text", "extra").filter(share_token=token).first()
    if essay is None:
        raise EssayNotFound
    return _checked(essay, None, Permission.VIEW_MAP, token=token).essay


def _role_of(user: Person) -> Subquery | Value:
    if not isinstance(user, User):
        return Value(None, output_field=CharField())
    own = Membership.objects.filter(essay=OuterRef("pk"), user=user.pk)
    return Subquery(own.values("role")[:1])


def _checked(essay: Essay, role: str | None, permission: Permission, *, token: str = "") -> Reach:
    standing = Standing(
        role=MemberRole(role) if role else None,
        visibility=Visibility(essay.visibility),
        holds_link=bool(_TOKEN.fullmatch(token) and essay.share_token)
        and compare_digest(token, str(essay.share_token)),
        in_bin=essay.deleted is not None,
    )
    if allows(standing, permission):
        return Reach(essay, standing)
    if allows(standing, Permission.VIEW_MAP):
        raise Forbidden(permission)
    raise EssayNotFound
