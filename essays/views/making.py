"""Words of the text become a box, a passage or context."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import trigger_client_event

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.forms.edits import Target
from essays.forms.making import Making, SelectionForm, SentencesForm
from essays.graph.describe import marker
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import (
    AddAnchor,
    AddNode,
    Batch,
    MarkContext,
    NewAnchor,
    NewRelation,
    Operation,
)
from essays.services.editing import Applied
from essays.services.history import Steps
from essays.services.loading import load
from essays.text.errors import SpanOutside
from essays.text.spans import Span, snap
from essays.text.statements import statement_from
from essays.views import wording
from essays.views.bench import Bench
from essays.views.editing import after, attempted
from essays.views.place import Place
from essays.views.web import SignedInRequest, wants_partial
from essays.views.workbench import bench_of, done, regions_answer


@dataclass(frozen=True, slots=True)
class Made:
    """What is to be made: the edit, and the box, or step, to choose after it."""

    operation: Operation
    box: UUID | None
    step: UUID | None = None
    is_new: bool = False


def made(
    kind: Making, spans: Sequence[Span], text: str, *, target: Target | None, statement: str = ""
) -> Made:
    """Return the one edit that makes this of the words."""
    anchors = [
        NewAnchor(id=uuid7(), start=span.start, end=span.end, exact=span.of(text)) for span in spans
    ]
    if kind is Making.CONTEXT:
        marks = tuple(
            MarkContext(id=a.id, start=a.start, end=a.end, exact=a.exact) for a in anchors
        )
        return Made(marks[0] if len(marks) == 1 else Batch(operations=marks), box=None)
    if kind is Making.PASSAGE and target:
        node, relation = (None, target.id) if target.is_step else (target.id, None)
        laid = tuple(
            AddAnchor(
                id=a.id, start=a.start, end=a.end, exact=a.exact, node_id=node, relation_id=relation
            )
            for a in anchors
        )
        return Made(laid[0] if len(laid) == 1 else Batch(operations=laid), node, relation)
    said = statement or statement_from(" ".join(span.of(text) for span in spans))
    node_id = uuid7()
    node_kind = {Making.THESIS: NodeKind.THESIS, Making.EVIDENCE: NodeKind.EVIDENCE}
    operation = AddNode(
        id=node_id,
        kind=node_kind.get(kind, NodeKind.CLAIM),
        text=said,
        anchors=tuple(anchors),
        relation=_relation(kind, target) if target else None,
        premise_id=uuid7() if target else None,
    )
    return Made(operation, node_id, is_new=True)


def _relation(kind: Making, target: Target) -> NewRelation:
    return NewRelation(
        id=uuid7(),
        kind=RelationKind.ATTACK if kind is Making.OBJECTION else RelationKind.SUPPORT,
        target_node_id=None if target.is_step else target.id,
        target_relation_id=target.id if target.is_step else None,
    )


@login_required
@require_POST
def make(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """One click on selected words: the box is made, chosen, and its sentence open to edit.

    At most 20 statements, whatever the size of the map.
    """
    found = reach(request.user, essay_id, Permission.EDIT, whole=True)
    form = SelectionForm(request.POST, text=found.essay.text)
    if form.is_valid():
        kind = Making(form.cleaned_data["kind"])
        new = made(kind, form.spans(), form.text, target=form.belongs_to())
        applied = attempted(request, essay_id, new.operation, form=form)
        if applied:
            return _done(request, new, applied)
    said = " ".join(str(word) for errors in form.errors.values() for word in errors)
    if not wants_partial(request):
        messages.warning(request, said)
        return redirect("workbench", essay_id)
    # the page shows what no longer holds, so that it comes up to date with the reason
    answer = regions_answer(request, bench_of(request, found, Place.before(request)))
    answer.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    return trigger_client_event(answer, "notice", {"text": said}, after="settle")


@login_required
@require_safe
def sentence(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """The sentence that a box of these words would say, as plain text; may be empty."""
    text = reach(request.user, essay_id, Permission.EDIT).essay.text
    try:
        span = snap(text, int(request.GET["start"]), min(int(request.GET["end"]), len(text)))
    except (KeyError, ValueError, SpanOutside):
        span = None
    said = statement_from(span.of(text)) if span else ""
    return HttpResponse(said, content_type="text/plain; charset=utf-8")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choose_sentences(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """The same as a page: sentences to tick, what they do, and to which box."""
    found = reach(request.user, essay_id, Permission.EDIT)
    graph = load(essay_id)
    bench = bench_of(request, found, Place(), steps=Steps(undo=None, redo=None), graph=graph)
    form = SentencesForm(
        request.POST if request.method == "POST" else None,
        graph=bench.graph,
        outline=bench.outline,
        sentences=bench.sentences,
        initial=_asked(request, bench),
    )
    if form.is_valid():
        kind, statement = Making(form.cleaned_data["kind"]), form.cleaned_data["statement"]
        target = form.belongs_to()
        new = made(kind, form.spans(), form.text, target=target, statement=statement)
        applied = attempted(request, essay_id, new.operation, form=form)
        if applied:
            return _done(request, new, applied.upon(bench.graph))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"essay": found.essay, "form": form, "back": bench.address}
    return render(request, "essays/passages/new.html", context, status=status)


def _asked(request: SignedInRequest, bench: Bench) -> dict[str, str]:
    """Return what the link to the form proposes."""
    to = next((t for t in (_target(request.GET.get("to", "")),) if t), None)
    known = to.found_in(bench.graph) if to else None
    return {"target": str(known or ""), "kind": request.GET.get("kind", "")}


def _target(value: str) -> Target | None:
    try:
        return Target(UUID(value))
    except ValueError:
        return None


def _done(request: SignedInRequest, new: Made, applied: Applied) -> HttpResponse:
    """Return the answer: the new box chosen, or the old one with its new passage."""
    bench = after(request, applied.essay_id, box=new.box, step=new.step, done=applied)
    response = done(request, bench, message=_told(bench, new))
    if wants_partial(request):
        trigger_client_event(response, "words:used", {"edit": new.is_new}, after="settle")
    return response


def _told(bench: Bench, new: Made) -> str:
    """Return what happened, in words."""
    if new.is_new and new.box:
        number = bench.outline.number(new.box)
        return wording.added(number, marker(bench.graph, bench.outline, new.box))
    if new.box:
        return _("Added a passage to %(number)s.") % {"number": bench.outline.number(new.box)}
    return _("Added a passage to the step.") if new.step else _("Marked as context.")
