"""What a request is answered when it fails outside any view: a page, or a problem document."""

import sys
from http import HTTPStatus

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

RETRY_SECONDS = 5


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request cannot be read; 413 where it only is too large."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return _answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return _answer(request, HTTPStatus.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: this person may not do this."""
    return _answer(request, HTTPStatus.FORBIDDEN)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form was not sent by one of our pages, or its cookie is gone."""
    return _answer(request, HTTPStatus.FORBIDDEN, page="403_csrf")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: there is nothing here, or nothing that this person may see."""
    return _answer(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """503 with Retry-After while the database is away or full, else 500."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        response = _answer(None, HTTPStatus.SERVICE_UNAVAILABLE, path=request.path)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response
    return _answer(None, HTTPStatus.INTERNAL_SERVER_ERROR, path=request.path)


def _answer(
    request: HttpRequest | None, status: HTTPStatus, *, path: str = "", page: str = ""
) -> HttpResponse:
    """The answer with this status; without a request the page asks nothing of the database."""
    if (request.path if request else path).startswith("/api/"):
        problem = {
            "type": "about:blank",
            "title": status.phrase,
            "status": status.value,
            "code": status.name.lower(),
            "detail": f"{status.description or status.phrase}.",
        }
        return JsonResponse(problem, status=status, content_type="application/problem+json")
    try:
        answer = get_template(f"errors/{page or status.value}.html").render({}, request)
    except TemplateDoesNotExist:
        return HttpResponse(f"{status.phrase}\n", status=status, content_type="text/plain")
    return HttpResponse(answer, status=status)
