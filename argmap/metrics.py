"""What a monitor may read of the site, in the text format of Prometheus."""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from essays.models import Essay


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, for who sends ARGMAP_METRICS_TOKEN; 404 for everybody else."""
    token = settings.METRICS_TOKEN
    sent = request.headers.get("Authorization", "")
    if not token or not constant_time_compare(sent, f"Bearer {token}"):
        raise Http404
    lines = [f"# TYPE {name} {kind}\n{name} {value}\n" for name, kind, value in _numbers()]
    return HttpResponse("".join(lines), content_type="text/plain; version=0.0.4")


def _numbers() -> Iterator[tuple[str, str, int]]:
    """Name, kind and value; two queries, which name nobody and no essay."""
    essays = Essay.objects.aggregate(
        kept=Count("pk", filter=Q(deleted=None)),
        binned=Count("pk", filter=~Q(deleted=None)),
        # an essay's version is the number of its revisions
        revisions=Sum("version", default=0),
    )
    yield "argmap_essays", "gauge", essays["kept"]
    yield "argmap_essays_in_bin", "gauge", essays["binned"]
    yield "argmap_revisions", "gauge", essays["revisions"]
    yield "argmap_accounts", "gauge", get_user_model().objects.filter(is_active=True).count()
    pool = getattr(connection, "pool", None)
    if pool:
        stats = pool.get_stats()
        yield "argmap_pool_connections", "gauge", stats["pool_size"]
        yield "argmap_pool_idle", "gauge", stats["pool_available"]
        yield "argmap_pool_waiting", "gauge", stats["requests_waiting"]
        yield "argmap_pool_timeouts_total", "counter", stats.get("requests_errors", 0)
