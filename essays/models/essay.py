"""The essay: the row that is locked when anything in it changes."""

from django.conf import settings
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from essays.graph.ids import uuid7

TITLE_LENGTH = 200
AUTHOR_LENGTH = 200
TEXT_LENGTH = 200_000  # code points


class Visibility(models.TextChoices):
    """Who may look without being a member."""

    PRIVATE = "private", _("members only")
    LINK = "link", _("anyone with the link")
    PUBLIC = "public", _("everyone")


class Essay(models.Model):
    """A title, its text, and whose it is.

    `version` is the number of the last revision, `settings_version` counts changes of members,
    visibility and links. `deleted` set means: in the bin. `shape` is what the drawing keeps from
    edit to edit, an `essays.layout.shape.Shape`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    title = models.CharField(max_length=TITLE_LENGTH)
    author_line = models.CharField(max_length=AUTHOR_LENGTH, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=35, default="en")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="owned_essays"
    )
    visibility = models.CharField(max_length=16, choices=Visibility, default=Visibility.PRIVATE)
    share_token = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - null: no link
    shape = models.JSONField(null=True)
    version = models.PositiveBigIntegerField(default=0)
    settings_version = models.PositiveBigIntegerField(default=0)
    deleted = models.DateTimeField(null=True)
    extra = models.JSONField(default=dict, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(visibility__in=Visibility.values),
                name="essay_visibility_known",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), TEXT_LENGTH),
                name="essay_text_length",
            ),
        )
        indexes = (
            models.Index(
                "updated",
                condition=models.Q(visibility="public", deleted=None),
                name="essay_public_by_time",
            ),
        )

    def __str__(self) -> str:
        return self.title
