"""The log of what people did to an essay."""

from django.conf import settings
from django.db import models

from essays.graph.ids import uuid7
from essays.models.essay import Essay


class Revision(models.Model):
    """A recorded operation and its changes; `undoes` numbers the revision it takes back."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    essay = models.ForeignKey(Essay, models.DB_CASCADE, db_index=False, related_name="revisions")
    number = models.PositiveBigIntegerField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, related_name="+"
    )
    operation = models.JSONField()
    changes = models.JSONField()
    undoes = models.PositiveBigIntegerField(null=True)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("essay", "number"), name="revision_number_once"),
        )

    def __str__(self) -> str:
        return f"{self.essay_id} {self.number}"
