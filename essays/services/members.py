"""Who belongs to an essay, and as what."""

from uuid import UUID

from django.db.models import QuerySet

from essays.access.permissions import Permission
from essays.graph.errors import NotFound, Refused
from essays.models import Essay, MemberRole, Membership, User
from essays.services.sharing import settings_of

# the owner first, then by strength, then by name
_ORDER = {role: place for place, role in enumerate(MemberRole)}


def members_of(essay: Essay) -> list[Membership]:
    """Return the memberships of an essay with their people, the owner first. One query."""
    found = Membership.objects.filter(essay=essay).select_related("user")
    return sorted(found, key=lambda m: (_ORDER[MemberRole(m.role)], str(m.user).casefold()))


def change_role(
    actor: User, essay_id: UUID, user_id: UUID, role: MemberRole, *, expected: int | None = None
) -> Membership:
    """Return the membership with its new role; ownership is handed over instead."""
    if role is MemberRole.OWNER:
        raise Refused("hand_over_instead")
    with settings_of(actor, essay_id, Permission.MANAGE, expected=expected) as essay:
        membership = _member(essay, user_id)
        if membership.role == MemberRole.OWNER:
            raise Refused("owner_stays")
        membership.role = role
        membership.save(update_fields=["role"])
    return membership


def remove_member(
    actor: User, essay_id: UUID, user_id: UUID, *, expected: int | None = None
) -> Membership:
    """Return the membership that ended; the owner's cannot be ended."""
    with settings_of(actor, essay_id, Permission.MANAGE, expected=expected) as essay:
        membership = _member(essay, user_id)
        _end(membership)
    return membership


def leave(actor: User, essay_id: UUID) -> None:
    """End one's own membership."""
    with settings_of(actor, essay_id, Permission.LEAVE) as essay:
        _end(_member(essay, actor.pk))


def hand_over(actor: User, essay_id: UUID, user_id: UUID, *, expected: int | None = None) -> Essay:
    """Return the essay with another member as its owner; the earlier owner stays as an editor."""
    with settings_of(actor, essay_id, Permission.OWN, expected=expected) as essay:
        # who closes their account meanwhile is not left with an essay
        User.objects.select_for_update(no_key=True).filter(pk=user_id).first()
        heir = _member(essay, user_id)
        _of(essay).filter(role=MemberRole.OWNER).update(role=MemberRole.EDITOR)
        heir.role = MemberRole.OWNER
        heir.save(update_fields=["role"])
        essay.owner_id = heir.user_id
        essay.save(update_fields=["owner"])
    return essay


def _of(essay: Essay) -> QuerySet[Membership]:
    return Membership.objects.filter(essay=essay)


def _member(essay: Essay, user_id: UUID) -> Membership:
    membership = _of(essay).filter(user_id=user_id).select_related("user").first()
    if membership is None:
        raise NotFound("membership", user_id)
    return membership


def _end(membership: Membership) -> None:
    if membership.role == MemberRole.OWNER:
        raise Refused("owner_stays")
    membership.delete()
