"""Who belongs to an essay, and the links by which others join."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from essays.graph.ids import uuid7
from essays.models.essay import Essay


class MemberRole(models.TextChoices):
    """What a member may do, from most to least."""

    OWNER = "owner", _("owner")
    EDITOR = "editor", _("editor")
    COMMENTER = "commenter", _("commenter")
    VIEWER = "viewer", _("viewer")


class Membership(models.Model):
    """A person's role in an essay. There is one owner, the same as `Essay.owner`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    essay = models.ForeignKey(Essay, models.DB_CASCADE, db_index=False, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="memberships"
    )
    role = models.CharField(max_length=16, choices=MemberRole)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("essay", "user"), name="membership_once"),
            models.UniqueConstraint(
                fields=("essay",),
                condition=models.Q(role="owner"),
                name="membership_one_owner",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=MemberRole.values),
                name="membership_role_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Invitation(models.Model):
    """A link that makes whoever opens it a member. Only the hash of its token is kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    essay = models.ForeignKey(Essay, models.DB_CASCADE, related_name="invitations")
    role = models.CharField(max_length=16, choices=MemberRole)
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True)
    used = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(role__in=["editor", "commenter", "viewer"]),
                name="invitation_role_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.id}"
