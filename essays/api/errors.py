"""Every refusal as problem+json (RFC 9457): a code for programs, a sentence for people."""

from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions as drf
from rest_framework.response import Response
from rest_framework.views import set_rollback

from essays.access.errors import EssayNotFound, Forbidden
from essays.api.etags import MatchFailed
from essays.formats.base import Flaw, FormatError
from essays.forms.losses import flaw_words
from essays.forms.refusals import words
from essays.graph import errors as graph
from essays.models import User
from essays.services.history import NothingToUndo
from essays.services.idempotency import KeyReused
from essays.services.limits import TooMany
from essays.text.errors import TextError

PROBLEM = "application/problem+json"

# The first class that fits decides.
_STATUSES: Mapping[type[Exception], HTTPStatus] = {
    EssayNotFound: HTTPStatus.NOT_FOUND,
    Forbidden: HTTPStatus.FORBIDDEN,
    TooMany: HTTPStatus.TOO_MANY_REQUESTS,
    NothingToUndo: HTTPStatus.CONFLICT,
    KeyReused: HTTPStatus.UNPROCESSABLE_ENTITY,
    graph.NotFound: HTTPStatus.UNPROCESSABLE_ENTITY,
    graph.Refused: HTTPStatus.UNPROCESSABLE_ENTITY,
    graph.Taken: HTTPStatus.CONFLICT,
    graph.Stale: HTTPStatus.PRECONDITION_FAILED,
    graph.Conflict: HTTPStatus.CONFLICT,
    graph.Malformed: HTTPStatus.UNPROCESSABLE_ENTITY,
    TextError: HTTPStatus.UNPROCESSABLE_ENTITY,
    RequestDataTooBig: HTTPStatus.CONTENT_TOO_LARGE,
    Http404: HTTPStatus.NOT_FOUND,
    PermissionDenied: HTTPStatus.FORBIDDEN,
}


def answer(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """Return the problem document of a refusal; None lets the error be a 500."""
    set_rollback()
    if isinstance(error, Forbidden) and not isinstance(context["request"].user, User):
        error = drf.NotAuthenticated()
    if isinstance(error, drf.APIException):
        return _foreign(error, context)
    files = getattr(context["view"], "reads_files", False)
    status = _status(error, files=files)
    if status is None:
        return None
    headers = {}
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.retry_after)
    code, data = status.phrase, dict[str, Any]()
    if isinstance(error, (graph.ArgmapError, TextError)):
        code, data = error.code, dict(error.data)
    pointer = data.pop("pointer", None) or _pointer(error, data, context)
    detail = _detail(error, code, files=files)
    return problem(status, code=code, detail=detail, pointer=pointer, headers=headers, **data)


def problem(
    status: int,
    *,
    code: str,
    detail: str,
    pointer: str | None = None,
    headers: Mapping[str, str] | None = None,
    **data: Any,
) -> Response:
    """Return a problem document. `pointer` says which part of the body is meant (RFC 6901)."""
    document: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "code": _slug(code),
        "detail": detail,
    }
    if pointer is not None:
        document["pointer"] = pointer
    if data:
        document["data"] = data
    return Response(document, status=status, headers=dict(headers or {}), content_type=PROBLEM)


def _status(error: Exception, *, files: bool) -> HTTPStatus | None:
    if isinstance(error, FormatError):
        status = _of_document(error)
        unread = files and status is HTTPStatus.BAD_REQUEST
        return HTTPStatus.UNPROCESSABLE_ENTITY if unread else status
    return next((s for kind, s in _STATUSES.items() if isinstance(error, kind)), None)


def _of_document(error: FormatError) -> HTTPStatus:
    """Return 400 for what is no JSON of ours at all, 422 for what it says."""
    if error.flaw is Flaw.TOO_LARGE:
        return HTTPStatus.CONTENT_TOO_LARGE
    unread = error.flaw in (Flaw.SYNTAX, Flaw.TOO_DEEP, Flaw.ENCODING)
    whole = not error.pointer
    return HTTPStatus.BAD_REQUEST if unread and whole else HTTPStatus.UNPROCESSABLE_ENTITY


def _foreign(error: drf.APIException, context: Mapping[str, Any]) -> Response:
    """Return the problem of an error that the framework raised."""
    headers = {}
    challenge = getattr(error, "auth_header", None) or _challenge(context)
    if isinstance(error, (drf.NotAuthenticated, drf.AuthenticationFailed)):
        error.status_code = HTTPStatus.UNAUTHORIZED
        headers["WWW-Authenticate"] = challenge
    wait = getattr(error, "wait", None)
    if wait is not None:
        headers["Retry-After"] = str(int(wait) + 1)
    code = error.get_codes()
    more = {}
    if isinstance(error, MatchFailed):
        headers["ETag"] = error.tag
        more["current"] = error.current
    return problem(
        error.status_code,
        code=code if isinstance(code, str) else "malformed",
        detail=str(error.detail),
        headers=headers,
        **more,
    )


def _challenge(context: Mapping[str, Any]) -> str:
    view = context["view"]
    return str(view.get_authenticate_header(context["request"]) or "Bearer")


def _detail(error: Exception, code: str, *, files: bool) -> str:
    """Return a sentence. What is wrong with the shape of a document is told to the programmer."""
    if isinstance(error, FormatError) and files:
        return flaw_words(error)
    if isinstance(error, (graph.Malformed, FormatError)):
        place = error.data.get("pointer")
        at = _(" at %(pointer)s") % {"pointer": place} if place else ""
        reason = code.replace("_", " ")
        return _("The document cannot be read%(at)s: %(reason)s.") % {"at": at, "reason": reason}
    if isinstance(error, EssayNotFound):
        return _("There is no such essay, or it is not shared with you.")
    if isinstance(error, Forbidden):
        return _("You may read this essay, but not do this with it.")
    if isinstance(error, NothingToUndo):
        return _("No edit of yours is left to take back, or to make again.")
    if isinstance(error, KeyReused):
        return _("This Idempotency-Key came with another request before.")
    if isinstance(error, TooMany):
        return _("That is too often. Wait for as long as Retry-After says.")
    if isinstance(error, graph.NotFound) and error.data["table"] == "revision":
        return _("There is no revision of this number.")
    if isinstance(error, (graph.ArgmapError, TextError)):
        return words(error)
    return str(error) or code


def _pointer(error: Exception, data: dict[str, Any], context: Mapping[str, Any]) -> str | None:
    """Return where in a batch, and in which field, the trouble lies."""
    place = f"/operations/{data['index']}" if "index" in data else ""
    field = f"/{data['field']}" if "field" in data else ""
    if isinstance(error, graph.NotFound):
        body = context["request"].data
        if place and isinstance(body, dict):
            body = body["operations"][data["index"]]
        field = next(_naming(body, data["id"]), "")
    return place + data.pop("inside", "") + field or None


def _naming(body: Any, id: str, at: str = "") -> Iterator[str]:
    """Yield where in a body that could be read a row is named."""
    if isinstance(body, str):
        if body.replace("-", "").lower() == id.replace("-", ""):
            yield at
        return
    parts = enumerate(body) if isinstance(body, list) else ()
    for name, part in body.items() if isinstance(body, dict) else parts:
        yield from _naming(part, id, f"{at}/{name}")


def _slug(code: str) -> str:
    return code.lower().replace(" ", "_").replace("-", "_")
