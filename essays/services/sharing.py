"""Who sees an essay: visibility, the share link, and the links by which people join.

Every change here locks the essay's row first and counts up its `settings_version`.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from essays.access.permissions import Permission
from essays.access.reach import locked_essay_for
from essays.graph.errors import ArgmapError, Stale
from essays.models import Essay, Invitation, MemberRole, Membership, User, Visibility

INVITATION_DAYS = 14


class InvitationGone(ArgmapError):
    """The link expired, was withdrawn, or never was."""

    code = "invitation_gone"


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation and its token, which nothing keeps: it is shown once."""

    invitation: Invitation
    token: str


@contextmanager
def settings_of(
    actor: User, essay_id: UUID, permission: Permission, *, expected: int | None = None
) -> Iterator[Essay]:
    """Yield the locked essay and count its `settings_version` up at the end.

    Raises Stale when `expected` is given and somebody changed the settings since.
    """
    with transaction.atomic():
        essay = locked_essay_for(actor, essay_id, permission)
        if expected is not None and essay.settings_version != expected:
            raise Stale("settings", essay.pk, current=essay.settings_version)
        yield essay
        essay.settings_version += 1
        essay.save(update_fields=["settings_version", "visibility", "share_token", "deleted"])


def set_visibility(
    actor: User, essay_id: UUID, visibility: Visibility, *, expected: int | None = None
) -> Essay:
    """Return the essay with its visibility changed; the first opening by link makes the link."""
    with settings_of(actor, essay_id, Permission.MANAGE, expected=expected) as essay:
        essay.visibility = visibility
        if visibility is Visibility.LINK and essay.share_token is None:
            essay.share_token = _token()
    return essay


def renew_share_link(actor: User, essay_id: UUID, *, expected: int | None = None) -> Essay:
    """Return the essay with a new share link; the earlier one stops working."""
    with settings_of(actor, essay_id, Permission.MANAGE, expected=expected) as essay:
        essay.share_token = _token()
    return essay


def remove_share_link(actor: User, essay_id: UUID, *, expected: int | None = None) -> Essay:
    """Return the essay without a share link; one that was open by link is private again."""
    with settings_of(actor, essay_id, Permission.MANAGE, expected=expected) as essay:
        essay.share_token = None
        if essay.visibility == Visibility.LINK:
            essay.visibility = Visibility.PRIVATE
    return essay


def invite(
    actor: User, essay_id: UUID, role: MemberRole, *, days: int = INVITATION_DAYS
) -> NewInvitation:
    """Return a new invitation for anyone who holds its link, open for some days."""
    token = _token()
    with settings_of(actor, essay_id, Permission.MANAGE) as essay:
        invitation = Invitation.objects.create(
            essay=essay,
            role=role,
            token_hash=_hashed(token),
            created_by=actor,
            expires=timezone.now() + timedelta(days=days),
        )
    return NewInvitation(invitation, token)


def withdraw_invitation(actor: User, essay_id: UUID, invitation_id: UUID) -> None:
    """Close an invitation; who joined by it stays."""
    with settings_of(actor, essay_id, Permission.MANAGE) as essay:
        found = essay.invitations.filter(pk=invitation_id, withdrawn=None)
        if not found.update(withdrawn=timezone.now()):
            raise InvitationGone


def open_invitations(essay: Essay) -> list[Invitation]:
    """Return the links by which people can join at present, the newest first. One query."""
    found = essay.invitations.filter(withdrawn=None, expires__gt=timezone.now())
    return list(found.order_by("-created", "-pk"))


def open_invitation(token: str) -> Invitation:
    """Return the invitation of a link, with its essay; raises InvitationGone."""
    found = Invitation.objects.select_related("essay", "created_by").filter(
        token_hash=_hashed(token),
        withdrawn=None,
        expires__gt=timezone.now(),
        essay__deleted=None,
    )
    invitation = found.defer("essay__text", "essay__extra", "essay__shape").first()
    if invitation is None:
        raise InvitationGone
    return invitation


def join(user: User, token: str) -> Membership:
    """Return the membership an invitation gives; who is a member already keeps their role."""
    with transaction.atomic():
        essay_id = open_invitation(token).essay_id
        Essay.objects.select_for_update(no_key=True).filter(pk=essay_id).first()
        invitation = open_invitation(token)  # it may have been withdrawn while we waited
        if not User.objects.select_for_update(no_key=True).filter(pk=user.pk, is_active=True):
            raise InvitationGone  # nor does a closed account join
        membership, new = Membership.objects.get_or_create(
            essay_id=essay_id, user=user, defaults={"role": invitation.role}
        )
        if new:
            Invitation.objects.filter(pk=invitation.pk).update(used=F("used") + 1)
            Essay.objects.filter(pk=essay_id).update(settings_version=F("settings_version") + 1)
    return membership


def purge_invitations() -> int:
    """Delete the invitations by which nobody can join any more; return how many."""
    over = Q(expires__lt=timezone.now()) | Q(withdrawn__isnull=False)
    return Invitation.objects.filter(over).delete()[0]


def _token() -> str:
    return secrets.token_urlsafe(24)


def _hashed(token: str) -> str:
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
