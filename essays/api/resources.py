"""What every address of the API has in common."""

from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, ClassVar, cast

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated, ParseError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from essays.api.etags import MatchMissing
from essays.api.says import Says
from essays.models import User
from essays.services.editing import Applied
from essays.services.idempotency import Kept, fits, once
from essays.services.limits import Spent, TooMany, spend

LARGE = 1_000_000  # bytes
_KEPT_HEADERS = ("Content-Type", "ETag", "Location")


class Resource(APIView):
    """An address. `max_body` bounds what it reads, in bytes; `spent` is what is left of the rate
    that a write counted against."""

    says: ClassVar[Mapping[str, Says]]
    max_body = LARGE
    spent: Spent | None = None
    reads_files = False  # a body that cannot be read is then a file that does not fit
    # what a program may ask is said by the schema; browsers of other sites by the CORS headers
    http_method_names = ("get", "post", "put", "patch", "delete", "head")

    def is_import(self, request: Request) -> bool:
        """Return whether a write counts as an import too: it costs what many edits cost."""
        return int(request.META.get("CONTENT_LENGTH") or 0) > LARGE

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """Say what is left of the rate, whatever the answer to a write."""
        finished = super().finalize_response(request, response, *args, **kwargs)
        if self.spent is not None:
            finished.headers["RateLimit-Limit"] = str(self.spent.limit)
            finished.headers["RateLimit-Remaining"] = str(self.spent.remaining)
            finished.headers["RateLimit-Reset"] = str(self.spent.reset)
        return finished


def write[H: Callable[..., HttpResponse]](handler: H) -> H:
    """Let a handler count as a write: within the rate of its person, and done once for each
    Idempotency-Key. Who is not signed in is refused, whatever there is to write to."""

    @wraps(handler)
    def wrapped(view: Resource, request: Request, **named: Any) -> HttpResponse:
        user = signed_in(request)
        if view.says[str(request.method)].match and "If-Match" not in request.headers:
            raise MatchMissing
        _spend(view, request, user)
        key = _key(request)
        if key is None:
            return handler(view, request, **named)
        kept, again = once(
            user,
            key=key,
            digest=_digest(request),
            work=lambda: _kept(handler(view, request, **named)),
        )
        response = HttpResponse(kept.body, status=kept.status, headers=dict(kept.headers))
        if again:
            response.headers["Idempotency-Replayed"] = "true"
        return response

    return cast("H", wrapped)


def _spend(view: Resource, request: Request, user: User) -> None:
    """Count a write, before any transaction: what a refusal takes back is not the count."""
    try:
        view.spent = spend("writes", str(user.pk))
        if view.is_import(request):
            view.spent = spend("imports", str(user.pk))
    except TooMany as error:
        view.spent = error.spent
        raise


def signed_in(request: Request) -> User:
    """Return the person; raises NotAuthenticated."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def body_of(request: Request) -> dict[str, Any]:
    """Return the body, which has to be a JSON object."""
    body = optional_body_of(request)
    if "digest" not in request.parser_context:
        raise ParseError(_("Send a JSON object."), code="no_body")
    return body


def optional_body_of(request: Request) -> dict[str, Any]:
    """Return the body, which has to be a JSON object where there is one."""
    if not isinstance(request.data, dict):
        raise ParseError(_("Send a JSON object."), code="not_an_object")
    return request.data


def answer(
    document: Any, *, status: int = HTTPStatus.OK, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    """Return a document as JSON."""
    body = document if isinstance(document, bytes) else orjson.dumps(document)
    return HttpResponse(
        body, status=status, headers=dict(headers or {}), content_type="application/json"
    )


def edited(
    request: Request, done: Applied, *, status: int = HTTPStatus.OK, location: str = ""
) -> HttpResponse:
    """Return the answer to an edit: the new version and the changed rows, without derived fields.

    A client that does not want the rows says `Prefer: return=minimal` (RFC 7240).
    """
    document: dict[str, Any] = {
        "essay": done.essay_id,
        "version": done.version,
        "revision": done.number,
    }
    if "return=minimal" not in request.headers.get("Prefer", ""):
        document |= changes_document(done.changes.to_json())
    headers = {"Location": location} if location else {}
    return answer(document, status=status, headers=headers)


def changes_document(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored changes as programs read them."""
    return {
        "changes": [
            {"table": table, "id": id, "before": before, "after": after}
            for table, id, before, after in changes["rows"]
        ],
        "splices": [
            {"start": start, "removed": removed, "inserted": inserted}
            for start, removed, inserted in changes.get("splices", ())
        ],
    }


def _key(request: Request) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is not None and not fits(key):
        raise ParseError(
            _("An Idempotency-Key has 1–255 printable ASCII characters."), code="bad_key"
        )
    return key


def _digest(request: Request) -> str:
    """Return what stands for all that is asked: method, address, preconditions, body."""
    asked = request.method, request.get_full_path(), request.headers.get("If-Match", "")
    # reading the body lets the parser note its digest
    body = "" if request.data is None else request.parser_context.get("digest", "")
    return sha256("\0".join((*map(str, asked), body)).encode("utf-8", "replace")).hexdigest()


def _kept(response: HttpResponse) -> Kept:
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    return Kept(status=response.status_code, headers=headers, body=response.content)
