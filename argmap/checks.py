"""System checks: settings that are each right and wrong together."""

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Tags, register
from django.db import connection

from argmap.settings import Cache, Events


@register(Tags.compatibility)
def events_need_a_shared_bus(**_: object) -> list[CheckMessage]:
    """An error where SQLite is to carry events between two processes."""
    if settings.EVENTS_PROCESS is Events.SEPARATE and connection.vendor == "sqlite":
        return [
            checks.Error(
                "Events cannot leave the process that writes on SQLite.",
                hint="Set DATABASE_URL to a PostgreSQL database, "
                "or ARGMAP_EVENTS_PROCESS to shared.",
                id="argmap.E001",
            )
        ]
    return []


@register(Tags.caches, deploy=True)
def limits_need_a_shared_cache(**_: object) -> list[CheckMessage]:
    """A warning where several processes would each count their own rate limits."""
    if settings.CACHE_KIND is Cache.LOCAL and connection.vendor == "postgresql":
        return [
            checks.Warning(
                "Each process counts rate limits on its own.",
                hint="Set ARGMAP_CACHE to database, and run manage.py createcachetable.",
                id="argmap.W001",
            )
        ]
    return []
