"""A write that is sent twice is done once: its answer is kept under the key its client chose.

The row is written in the transaction of the edit itself, so that there is never an edit without
its answer, nor an answer without its edit. A refused write leaves no row: it did nothing, and may
be tried again under the same key.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from essays.graph.errors import ArgmapError
from essays.models import IdempotencyKey, User

KEPT = timedelta(hours=24)
LONGEST = 255
FIELD = "idempotency_key"  # in the forms of pages


class KeyReused(ArgmapError):
    """The key came with another request before."""

    code = "key_reused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer as it goes over the wire."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def fits(key: str) -> bool:
    """Return whether a key has 1–255 printable ASCII characters."""
    return 0 < len(key) <= LONGEST and key.isascii() and key.isprintable()


def once(user: User, *, key: str, digest: str, work: Callable[[], Kept]) -> tuple[Kept, bool]:
    """Return the answer of the work, and whether it was done before. The work runs in this
    transaction, and only when the key is new; a second one at the same time waits for the first.

    `digest` stands for all that was asked. Raises KeyReused when it is another than before.
    """
    with transaction.atomic():
        mine = IdempotencyKey(user=user, key=key, digest=digest, created=timezone.now())
        found = _claimed(mine)
        if found.pk != mine.pk:
            if found.digest != digest:
                raise KeyReused
            status = found.status or 0
            return Kept(status=status, headers=found.headers, body=bytes(found.body)), True
        done = work()
        IdempotencyKey.objects.filter(pk=mine.pk).update(
            status=done.status, headers=dict(done.headers), body=done.body
        )
        return done, False


def _claimed(mine: IdempotencyKey) -> IdempotencyKey:
    """Return the row that holds the key from now on: this one, or an earlier one that still counts.
    One statement, which waits for a writer of the same key."""
    fields = IdempotencyKey._meta.concrete_fields
    table = connection.ops.quote_name(IdempotencyKey._meta.db_table)
    names = [connection.ops.quote_name(field.column or "") for field in fields]
    values = [field.get_db_prep_save(getattr(mine, field.attname), connection) for field in fields]
    created = IdempotencyKey._meta.get_field("created")
    oldest = created.get_db_prep_save(_oldest(), connection)
    newer = ", ".join(
        f"{name} = CASE WHEN {table}.created < %s THEN excluded.{name} ELSE {table}.{name} END"
        for name in names
    )
    sql = f"""INSERT INTO {table} ({", ".join(names)})
              VALUES ({", ".join(["%s"] * len(names))})
              ON CONFLICT (user_id, key) DO UPDATE SET {newer}
              RETURNING {", ".join(names)}"""  # noqa: S608 - names of our own columns
    parameters = [*values, *[oldest] * len(names)]
    return IdempotencyKey.objects.raw(sql, parameters)[0]


def purge_keys() -> int:
    """Delete the answers that were kept long enough; return how many."""
    return IdempotencyKey.objects.filter(created__lt=_oldest()).delete()[0]


def _oldest() -> datetime:
    return timezone.now() - KEPT
