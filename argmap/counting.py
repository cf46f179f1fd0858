"""The cache in the database, with counting by one statement."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router

# Both databases lock the row that they meet: no try is counted twice, none is lost.
_COUNT = """
    INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)
    ON CONFLICT (cache_key) DO UPDATE
    SET value = CAST(CAST({table}.value AS integer) + %s AS text)
    RETURNING value
"""
_FORGET = "DELETE FROM {table} WHERE expires < %s"


class CountingCache(DatabaseCache):
    """Keeps counts beside what it caches. A count is only for `count`: its value is a plain number,
    where `get` expects what `set` wrote."""

    def count(self, key: str, by: int, *, seconds: int) -> int:
        """Return a count after adding to it; one that begins now ends after so many seconds, and
        none begins below 0. One statement. What has ended goes by `forget`."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
        now = datetime.now(UTC).replace(microsecond=0)
        end: Any = connection.ops.adapt_datetimefield_value(now + timedelta(seconds=seconds))
        with connection.cursor() as cursor:
            values = (self.make_and_validate_key(key), str(max(by, 0)), end, by)
            cursor.execute(_COUNT.format(table=table), values)
            return int(cursor.fetchone()[0])

    def forget(self) -> int:
        """Delete what has expired; return how much."""
        connection = connections[router.db_for_write(self.cache_model_class)]
        table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
        now: Any = connection.ops.adapt_datetimefield_value(
            datetime.now(UTC).replace(microsecond=0)
        )
        with connection.cursor() as cursor:
            cursor.execute(_FORGET.format(table=table), (now,))
            return int(cursor.rowcount)
