"""What every page that writes goes through: it counts as a write, and is done once for each key."""

from collections.abc import Callable
from hashlib import sha256
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.utils.translation import gettext as _

from essays.graph.errors import Malformed
from essays.models import User
from essays.services.idempotency import FIELD, Kept, fits, once
from essays.services.limits import spend

_NOT_ASKED = (FIELD, "csrfmiddlewaretoken")
# signing out, or in again, is no write of content; the API counts by itself
_PAGES, _ELSEWHERE = "essays.views.", ("essays.views.signing_in",)


class _Refused(Exception):
    """Takes back the transaction of a write that did nothing; its answer is not kept."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        super().__init__(response.status_code)


def writes(request: HttpRequest, view: Callable[..., object]) -> bool:
    """Return whether this is a write by somebody who is signed in."""
    here = view.__module__.startswith(_PAGES) and view.__module__ not in _ELSEWHERE
    return here and request.method == "POST" and isinstance(request.user, User)


def written(request: HttpRequest, user: User, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer to a write, or the earlier one to the same form.

    The key comes with the form, or as a header from a script. Raises TooMany, KeyReused, and what
    the view raises.
    """
    spend("writes", str(user.pk))
    key = request.headers.get("Idempotency-Key") or request.POST.get(FIELD)
    if not key:
        return make()
    if not fits(key):
        raise Malformed(f"/{FIELD}", "bad_key")
    new: list[HttpResponse] = []

    def work() -> Kept:
        new.append(make())
        return _kept(new[0])

    try:
        kept, again = once(user, key=key, digest=_digest(request), work=work)
    except _Refused as refused:
        return refused.response
    if not again:
        return new[0]
    if kept.status == HTTPStatus.CONFLICT and "HX-Request" not in request.headers:
        # a page that was loaded again: back to where the form stands, with a word why
        messages.info(request, kept.body.decode().strip())
        return HttpResponseRedirect(request.get_full_path(), status=HTTPStatus.SEE_OTHER)
    return HttpResponse(kept.body, status=kept.status, headers=dict(kept.headers))


def _kept(response: HttpResponse) -> Kept:
    if isinstance(response, SimpleTemplateResponse):
        response.render()
    if response.status_code >= HTTPStatus.BAD_REQUEST:
        raise _Refused(response)
    if "no-store" in response.headers.get("Cache-Control", ""):
        # a secret that is shown once is kept nowhere, not even for a day
        said = _("This was done already. What it made was shown once and is kept nowhere.")
        headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
        return Kept(status=HTTPStatus.CONFLICT, headers=headers, body=f"{said}\n".encode())
    return Kept(status=response.status_code, headers=dict(response.headers), body=response.content)


def _digest(request: HttpRequest) -> str:
    """Return what stands for all that is asked: the address, the form, and which part of the page
    is wanted."""
    digest = sha256(f"{request.get_full_path()}\0{'HX-Request' in request.headers}".encode())
    for name, values in sorted(request.POST.lists()):
        if name not in _NOT_ASKED:
            digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()
