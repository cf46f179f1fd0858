"""Undo, redo, and the history: every revision, newest first."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import trigger_client_event

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.forms.naming import listed, person_name
from essays.forms.refusals import words
from essays.graph.errors import Conflict
from essays.graph.outline import backbone
from essays.models import Revision
from essays.services import chronicle
from essays.services import history as log
from essays.services.editing import Applied
from essays.services.loading import load
from essays.views.editing import after
from essays.views.revision_words import RevisionWords
from essays.views.web import SignedInRequest, wants_partial
from essays.views.workbench import done as answered

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the history. `undone_by` is the revision that took it back, if any."""

    revision: Revision
    what: str
    who: str
    undone_by: int | None


@login_required
@require_safe
def history(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Who changed what, and when."""
    return _page(request, essay_id)


@login_required
@require_POST
def undo_revision(request: SignedInRequest, essay_id: UUID, number: int) -> HttpResponse:
    """Take back one revision, whoever made it, where nothing later stands in the way."""
    try:
        log.undo_revision(essay_id, number, actor=request.user)
    except Conflict as conflict:
        return _page(request, essay_id, refused=_why(essay_id, conflict, number=number))
    messages.success(request, _("Undid version %(number)s.") % {"number": number})
    return redirect("history", essay_id)


@login_required
@require_POST
def undo(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Take back one's own newest edit."""
    return _step(request, essay_id, log.undo, done=_("Undone."), nothing=_("Nothing to undo."))


@login_required
@require_POST
def redo(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Make again what one undid last."""
    return _step(request, essay_id, log.redo, done=_("Done again."), nothing=_("Nothing to redo."))


def _step(
    request: SignedInRequest,
    essay_id: UUID,
    take: Callable[..., Applied],
    *,
    done: str,
    nothing: str,
) -> HttpResponse:
    try:
        taken = take(essay_id, actor=request.user)
    except log.NothingToUndo:
        return _told(request, essay_id, nothing)
    except Conflict as conflict:
        return _told(request, essay_id, _why(essay_id, conflict))
    return answered(request, after(request, essay_id, done=taken), message=done, undo=False)


def _told(request: SignedInRequest, essay_id: UUID, sentence: str) -> HttpResponse:
    """Return an answer that changes nothing on the page but says why."""
    if wants_partial(request):
        answer = HttpResponse(status=HTTPStatus.NO_CONTENT)
        return trigger_client_event(answer, "notice", {"text": sentence})
    messages.warning(request, sentence)
    return redirect("workbench", essay_id)


def _why(essay_id: UUID, conflict: Conflict, *, number: int | None = None) -> str:
    """Return why an undo was refused, with the revisions in the way and whose they are."""
    data = {"reason": words(conflict), "number": number}
    sentence = (
        _("Cannot undo version %(number)s: %(reason)s.")
        if number
        else _("Cannot undo: %(reason)s.")
    ) % data
    numbers: list[int] = conflict.data.get("revisions", [])
    if not numbers:
        return sentence
    later = chronicle.revisions_of(essay_id).filter(number__in=numbers).order_by("number")
    seen = [
        _("version %(number)s by %(who)s") % {"number": r.number, "who": person_name(r.actor)}
        for r in later[:5]
    ]
    return _("%(sentence)s See %(versions)s.") % {"sentence": sentence, "versions": listed(seen)}


def _page(request: SignedInRequest, essay_id: UUID, *, refused: str = "") -> HttpResponse:
    """Return the history page. Thirteen statements, whatever its length."""
    found = reach(request.user, essay_id, Permission.VIEW_PEOPLE)
    page = Paginator(chronicle.revisions_of(essay_id), PAGE_SIZE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "essay": found.essay,
        "entries": _entries(essay_id, page),
        "page": page,
        "edits": found.may(Permission.EDIT),
        "refused": refused,
    }
    status = HTTPStatus.CONFLICT if refused else HTTPStatus.OK
    return render(request, "essays/history.html", context, status=status)


def _entries(essay_id: UUID, page: Page[Revision]) -> list[Entry]:
    revisions = list(page.object_list)
    numbers = [revision.number for revision in revisions]
    undone = chronicle.undone_by(essay_id, numbers)
    graph = load(essay_id)
    gone = chronicle.removed_words(essay_id, numbers)
    say = RevisionWords(graph, backbone(graph), gone)
    return [
        Entry(
            revision=revision,
            what=say.say(revision.operation),
            who=person_name(revision.actor),
            undone_by=undone.get(revision.number),
        )
        for revision in revisions
    ]
