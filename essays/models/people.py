"""People who can sign in, and the tokens with which their programs do."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from essays.graph.ids import uuid7


class PeopleManager(UserManager["User"]):
    """Finds people by name whatever its case, so that "ada" signs in as "Ada"."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractUser):
    """A person. Rows are emptied when an account is closed, never deleted: the log names them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(_("display name"), max_length=80, blank=True)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta(AbstractUser.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(Upper("username"), name="user_name_any_case"),)

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """Return the name that other members see."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the name that other members see."""
        return str(self)


class TokenScope(models.TextChoices):
    READ = "read", _("read")
    WRITE = "write", _("read and write")


class ApiToken(models.Model):
    """A key for the API. Only its hash is kept; the key itself is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.DB_CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=16, choices=TokenScope, default=TokenScope.READ)
    hash = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)
    last_used = models.DateTimeField(null=True)
    revoked = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(scope__in=TokenScope.values),
                name="token_scope_known",
            ),
        )

    def __str__(self) -> str:
        return self.name
