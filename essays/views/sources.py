"""Sources: where evidence comes from, changed and deleted."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from essays.forms.edits import DeleteForm
from essays.forms.naming import box_name
from essays.forms.sources import SourceForm
from essays.graph.errors import NotFound
from essays.graph.model import Source
from essays.graph.operations import RemoveSource
from essays.views.editing import (
    Opened,
    after,
    attempted,
    edit_page,
    gone_page,
    meanwhile,
    opened,
)
from essays.views.web import SignedInRequest
from essays.views.workbench import done


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, essay_id: UUID, source_id: UUID) -> HttpResponse:
    """Other words for a source, or the result of a check; who checks it is whoever saves that."""
    form = SourceForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        operation, expected = form.operation(source_id), form.expected(source_id)
        saved = attempted(request, essay_id, operation, form=form, expected=expected)
        if saved:
            said = _("Saved the source.") if saved.number else _("Nothing changed.")
            bench = after(request, essay_id, done=saved)
            return done(request, bench, message=said, undo=saved.number is not None)
    here = opened(request, essay_id)
    source = here.graph.sources.get(source_id)
    if source is None:
        gone = NotFound(Source.table, source_id)
        if form is None:
            raise gone
        return gone_page(request, here.essay, form, gone)
    now = SourceForm.of(source)
    conflict = meanwhile(form, essay_id, now) if form else None
    delete = reverse("source_delete", args=[essay_id, source_id])
    return edit_page(
        request,
        here.essay,
        form or now,
        heading=_("Edit the source"),
        lead=_used_by(here, source_id),
        box=_first_user(here, source_id),
        part="essays/edit/conflict.html",
        meanwhile=conflict,
        submit=_("Save yours") if conflict else _("Save"),
        links=[{"words": _("Delete the source"), "href": delete}],
    )


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: SignedInRequest, essay_id: UUID, source_id: UUID) -> HttpResponse:
    """Take a source away; the boxes that named it stay, without one."""
    form = DeleteForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        operation, expected = RemoveSource(id=source_id), form.expected(source_id)
        gone = attempted(request, essay_id, operation, form=form, expected=expected)
        if gone:
            bench = after(request, essay_id, done=gone)
            return done(request, bench, message=_("Deleted the source."))
    here = opened(request, essay_id)
    source = here.graph.sources.get(source_id)
    if source is None:
        raise NotFound(Source.table, source_id)
    return edit_page(
        request,
        here.essay,
        form or DeleteForm(initial={"version": source.changed_version}),
        heading=_("Delete this source?"),
        lead=_used_by(here, source_id),
        box=_first_user(here, source_id),
        part="essays/edit/delete.html",
        words=source.citation,
        submit=_("Delete"),
        destroys=True,
    )


def _users(here: Opened, source_id: UUID) -> list[UUID]:
    """Return the boxes that name a source, in reading order."""
    return [row.id for row in here.outline.rows if row.node.source_id == source_id]


def _first_user(here: Opened, source_id: UUID) -> UUID | None:
    return next(iter(_users(here, source_id)), None)


def _used_by(here: Opened, source_id: UUID) -> str:
    users = _users(here, source_id)
    if not users:
        return _("No box names it.")
    many = ngettext("Source of %(first)s.", "Source of %(count)s boxes.", len(users))
    return many % {"first": box_name(here.outline, users[0]), "count": len(users)}
