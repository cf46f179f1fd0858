"""What the views of edit forms share: opening an essay, making the edit, showing the form again.

A form is a page of its own, and for htmx the content of the inspector. An edit that is refused
stores nothing: the form comes back with what was typed (422), beside what somebody else wrote
meanwhile (409).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.http import trigger_client_event

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.forms.edits import EditForm, VersionedForm
from essays.forms.naming import person_name
from essays.forms.refusals import add_refusal, words
from essays.graph.errors import ArgmapError, NotFound, Refused, Stale
from essays.graph.model import EssayGraph
from essays.graph.operations import Operation
from essays.graph.outline import Outline, backbone
from essays.models import Essay
from essays.services.chronicle import revisions_of
from essays.services.editing import Applied, apply
from essays.services.history import steps_after
from essays.services.loading import load
from essays.views.bench import Bench
from essays.views.place import Place
from essays.views.web import SignedInRequest, render_page_or_partial, wants_partial
from essays.views.workbench import bench_of

TEMPLATE = "essays/edit/page.html"


@dataclass(frozen=True)
class Opened:
    """An essay that the person may edit, with its whole map."""

    essay: Essay
    graph: EssayGraph

    @cached_property
    def outline(self) -> Outline:
        """Every box at its place."""
        return backbone(self.graph)

    def number(self, node_id: UUID) -> str:
        """Return a box's number."""
        return self.outline.number(node_id)


def opened(request: SignedInRequest, essay_id: UUID) -> Opened:
    """Return the essay for somebody who may edit it. Two queries."""
    essay = reach(request.user, essay_id, Permission.EDIT).essay
    return Opened(essay, load(essay_id))


def attempted(
    request: SignedInRequest,
    essay_id: UUID,
    operation: Operation,
    *,
    form: EditForm,
    expected: Mapping[UUID, int] | None = None,
) -> Applied | None:
    """Make the edit, or put into the form why not and return None."""
    try:
        return apply(essay_id, operation, actor=request.user, expected=expected)
    except Stale as stale:
        form.reopen(stale)
        form.add_error(None, words(stale))
    except (Refused, NotFound) as error:
        add_refusal(form, error)
    return None


def edit_page(
    request: HttpRequest,
    essay: Essay,
    form: EditForm | None,
    *,
    heading: str,
    box: UUID | None = None,
    step: UUID | None = None,
    **context: Any,
) -> HttpResponse:
    """Return the form as a page, or for htmx as the inspector's content.

    Leaving it leads back to the box or step. `submit` names the button, `part` a template with
    what is told above the fields.
    """
    failed = form is not None and form.is_bound
    stale = form is not None and form.conflict is not None
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.UNPROCESSABLE_ENTITY
    place = Place.before(request).at(box, relation=step)
    shown = {
        "essay": essay,
        "form": form,
        "heading": heading,
        "action": request.get_full_path(),
        "back": f"{reverse('workbench', args=[essay.pk])}{place.query}",
        "level": _level(request),
        **context,
    }
    code = status if failed else HTTPStatus.OK
    return render_page_or_partial(request, TEMPLATE, shown, partial="form", status=code)


def told_only(form: EditForm) -> HttpResponse:
    """Return only a message of why not, for an edit by key or drag that opened no form."""
    said = " ".join(str(word) for errors in form.errors.values() for word in errors)
    return trigger_client_event(
        HttpResponse(status=HTTPStatus.NO_CONTENT), "notice", {"text": said}
    )


def _level(request: HttpRequest) -> int:
    """Return the level of the form's heading: the workbench has one above it."""
    return 2 if wants_partial(request) else 1


def gone_page(
    request: HttpRequest, essay: Essay, form: EditForm, error: ArgmapError
) -> HttpResponse:
    """Return what was typed about something that somebody deleted meanwhile."""
    typed = [field for field in form if not field.is_hidden and field.data]
    context = {
        "essay": essay,
        "heading": words(error),
        "typed": [(field.label, field.data) for field in typed],
        "back": reverse("workbench", args=[essay.pk]),
        "level": _level(request),
        "part": "essays/edit/gone.html",
    }
    return render_page_or_partial(
        request, TEMPLATE, context, partial="form", status=HTTPStatus.CONFLICT
    )


def after(
    request: HttpRequest,
    essay_id: UUID,
    *,
    box: UUID | None = None,
    step: UUID | None = None,
    done: Applied | None = None,
) -> Bench:
    """Return the workbench after an edit, at a box or step, else where the reader was.

    `done` spares asking for what the edit knows: the essay's row, what can be taken back, and for
    some edits the map.
    """
    found = done.reach if done else None
    found = found or reach(request.user, essay_id, Permission.EDIT)
    place = Place.before(request)
    if box or step:
        place = place.at(box, relation=step)
    graph = (done.graph if done else None) or load(essay_id)
    steps = steps_after(done) if done else None
    return bench_of(request, found, place, steps=steps, graph=graph)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """What somebody else wrote while a form was open, field by field: label, theirs, yours."""

    who: str
    number: int
    fields: tuple[tuple[str, str, str], ...]


def meanwhile(form: VersionedForm, essay_id: UUID, now: VersionedForm) -> Meanwhile | None:
    """Return where a form and what stands there now differ; None without a conflict."""
    if form.conflict is None:
        return None
    number = form.conflict.data["current"]
    revision = revisions_of(essay_id).filter(number=number).first()
    fields = []
    for field in now:
        theirs, yours = str(field.value() or ""), str(form[field.name].value() or "")
        if not field.is_hidden and theirs != yours and field.widget_type != "checkbox":
            fields.append((str(field.label), theirs, yours))
    who = person_name(revision.actor if revision else None)
    return Meanwhile(who=who, number=number, fields=tuple(fields))
