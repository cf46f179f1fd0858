"""Whether this process runs, and whether it can serve."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from argmap.errors import RETRY_SECONDS


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; it asks no database."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and every migration is applied, else 503 with the reason."""
    try:
        missing = _newest_migrations() - set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        return _not_ready("the database does not answer")
    if missing:
        return _not_ready(f"{len(missing)} migrations are not applied")
    return HttpResponse("ready\n", content_type="text/plain")


def _not_ready(reason: str) -> HttpResponse:
    response = HttpResponse(f"{reason}\n", status=503, content_type="text/plain")
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


@cache
def _newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app, read from the files once."""
    graph = MigrationLoader(None).graph
    return frozenset((app, name) for app, name in graph.leaf_nodes())
