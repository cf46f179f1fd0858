"""Answers kept for a while, so that a request which is sent again is not done again."""

from django.conf import settings
from django.db import models

from essays.graph.ids import uuid7


class IdempotencyKey(models.Model):
    """A key that a client chose for one write, what was asked, and what was answered.

    `status` is null only inside the transaction that does the work.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DB_CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    created = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="idempotency_once"),)

    def __str__(self) -> str:
        return self.key
