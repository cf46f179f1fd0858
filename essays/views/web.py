"""What every page shares: page or partial, events for the browser, refusals as answers."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils.cache import patch_vary_headers
from django_htmx.http import trigger_client_event
from django_htmx.middleware import HtmxDetails

from essays.access.errors import EssayNotFound, Forbidden
from essays.graph import errors as graph
from essays.models import User
from essays.services.idempotency import KeyReused
from essays.services.limits import TooMany
from essays.text.errors import TextError
from essays.views.sending import writes, written


class PageRequest(HttpRequest):
    """A request as the middleware leaves it."""

    htmx: HtmxDetails


class SignedInRequest(PageRequest):
    """A request of a view under `login_required`."""

    user: User


# What a view did not turn into words of its own. The first class that fits decides.
_STATUSES: Mapping[type[Exception], HTTPStatus] = {
    EssayNotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    graph.NotFound: HTTPStatus.NOT_FOUND,
    graph.Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    graph.Taken: HTTPStatus.CONFLICT,
    graph.Stale: HTTPStatus.CONFLICT,
    graph.Conflict: HTTPStatus.CONFLICT,
    graph.ArgmapError: HTTPStatus.BAD_REQUEST,
    TextError: HTTPStatus.UNPROCESSABLE_ENTITY,
}


def render_page_or_partial(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    partial: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Return the page, or for htmx the named partial of the same template."""
    name = f"{template}#{partial}" if partial and wants_partial(request) else template
    response = render(request, name, context, status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def wants_partial(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part; boosted and restored pages are whole."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    if htmx is None:
        return False
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def map_changed(response: HttpResponse, *, version: int) -> HttpResponse:
    """Return the answer, telling the other regions of the page to refresh to this version."""
    return trigger_client_event(response, "map:changed", {"version": version})


class DomainErrors:
    """Middleware: lets writes through, each once, and turns refusals that no view caught into
    answers.

    Who is not signed in and asks for a page that needs it is sent to sign in first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[object, ...],
        named: dict[str, object],
    ) -> HttpResponse | None:
        """Return the answer to a write, None for anything else."""
        user = request.user
        if not (isinstance(user, User) and writes(request, view)):
            return None
        try:
            return written(request, user, lambda: view(request, *args, **named))
        except Exception as error:
            # Django asks `process_exception` for what a view raises, not for this
            answer = self.process_exception(request, error)
            if answer is None:
                raise
            return answer

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the answer to a refusal, None for any other exception."""
        if isinstance(error, Forbidden) and _may_sign_in(request):
            return redirect_to_login(request.get_full_path())
        status = next((s for kind, s in _STATUSES.items() if isinstance(error, kind)), None)
        if status is None:
            return None
        response = refusal(request, error, status=status)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after)
        return response


def refusal(request: HttpRequest, error: Exception, *, status: HTTPStatus) -> HttpResponse:
    """Return the error page of a status; 403 and 404 are those of the whole site."""
    if status in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        handler: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(status.value)
        return handler(request, error)
    try:
        page = get_template(f"errors/{status.value}.html").render({"error": error}, request)
    except TemplateDoesNotExist:
        return HttpResponse(f"{status.phrase}\n", status=status, content_type="text/plain")
    return HttpResponse(page, status=status)


def _may_sign_in(request: HttpRequest) -> bool:
    return request.method in ("GET", "HEAD") and not request.user.is_authenticated
