"""Passages and context: words of the text laid under a box or a step, or set aside."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.forms.anchors import EditPassageForm, PassageForm
from essays.forms.edits import DeleteForm
from essays.forms.labels import ANCHOR_STATES
from essays.forms.naming import box_name, step_name
from essays.forms.refusals import words
from essays.graph.errors import NotFound, Taken
from essays.graph.ids import uuid7
from essays.graph.model import Anchor, ContextMark, Node
from essays.graph.operations import AddAnchor, Batch, MarkContext, RemoveAnchor, UnmarkContext
from essays.models import Node as NodeRow
from essays.services.loading import text_of
from essays.text.anchors import Quote, locate
from essays.text.segments import Sentence, sentences
from essays.text.spans import Span
from essays.views.bench import Bench
from essays.views.editing import Opened, after, attempted, edit_page, opened
from essays.views.web import SignedInRequest
from essays.views.workbench import done


@login_required
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, essay_id: UUID, owner_id: UUID) -> HttpResponse:
    """Lay passages under a box or a step: sentences to tick, or words within one."""
    form = None
    if request.method == "POST":
        form = _sent(request, essay_id)
        if form.is_valid():
            is_box = NodeRow.objects.filter(essay_id=essay_id, pk=owner_id).exists()
            node_id, relation_id = (owner_id, None) if is_box else (None, owner_id)
            operation = form.passages(node_id=node_id, relation_id=relation_id)
            bench = _made(request, essay_id, form, operation, box=node_id, step=relation_id)
            if bench:
                return done(request, bench, message=_("Added the passage."))
    here = opened(request, essay_id)
    is_box = owner_id in here.graph.nodes
    if not is_box and owner_id not in here.graph.relations:
        raise NotFound(Node.table, owner_id)
    return edit_page(
        request,
        here.essay,
        form or _new(here),
        heading=_("Passage of %(what)s") % {"what": _named(here, owner_id)},
        box=owner_id if is_box else None,
        step=None if is_box else owner_id,
        submit=_("Add passage"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def mark_context(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Declare sentences, or words within one, to be background."""
    form = None
    if request.method == "POST":
        form = _sent(request, essay_id)
        if form.is_valid():
            bench = _made(request, essay_id, form, form.context())
            if bench:
                return done(request, bench, message=_("Marked as context."))
    here = opened(request, essay_id)
    return edit_page(
        request,
        here.essay,
        form or _new(here),
        heading=_("Mark as context"),
        lead=_("Context is background: it carries no step of the argument."),
        submit=_("Mark as context"),
    )


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, essay_id: UUID, anchor_id: UUID) -> HttpResponse:
    """Lay a passage over other words; this is also how a lost one finds its place again."""
    form = None
    if request.method == "POST":
        text = _text(request, essay_id)
        form = EditPassageForm(request.POST, text=text, sentences=sentences(text))
        if form.is_valid():
            operation, expected = form.operation(anchor_id), form.expected(anchor_id)
            saved = attempted(request, essay_id, operation, form=form, expected=expected)
            if saved:
                said = _("Saved the passage.") if saved.number else _("Nothing changed.")
                bench = after(request, essay_id, done=saved)
                return done(request, bench, message=said, undo=saved.number is not None)
    here = opened(request, essay_id)
    anchor = here.graph.anchors.get(anchor_id)
    if anchor is None:
        raise NotFound(Anchor.table, anchor_id)
    return edit_page(
        request,
        here.essay,
        form or _over(here, anchor),
        heading=_("Passage of %(what)s") % {"what": _named(here, _owner(anchor))},
        box=anchor.node_id,
        step=anchor.relation_id,
        part="essays/edit/quote.html",
        quote=anchor.exact,
        state=anchor.state,
        state_words=ANCHOR_STATES[anchor.state],
        links=[{"words": _("Take it off"), "href": _take_off(request.path)}],
    )


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: SignedInRequest, essay_id: UUID, anchor_id: UUID) -> HttpResponse:
    """Take a passage off; the words stay in the text and the box on the map."""
    form = DeleteForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        operation, expected = RemoveAnchor(id=anchor_id), form.expected(anchor_id)
        saved = attempted(request, essay_id, operation, form=form, expected=expected)
        if saved:
            bench = after(request, essay_id, done=saved)
            return done(request, bench, message=_("Took the passage off."))
    here = opened(request, essay_id)
    anchor = here.graph.anchors.get(anchor_id)
    if anchor is None:
        raise NotFound(Anchor.table, anchor_id)
    owner = _owner(anchor)
    return edit_page(
        request,
        here.essay,
        form or DeleteForm(initial={"version": anchor.changed_version}),
        heading=_("Take this passage off?"),
        lead=_("It belongs to %(what)s.") % {"what": _named(here, owner)},
        box=anchor.node_id,
        step=anchor.relation_id,
        part="essays/edit/delete.html",
        words=anchor.exact,
        submit=_("Take it off"),
        destroys=True,
    )


@login_required
@require_http_methods(["GET", "POST"])
def unmark_context(request: SignedInRequest, essay_id: UUID, mark_id: UUID) -> HttpResponse:
    """Take a mark of context off."""
    form = DeleteForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        operation, expected = UnmarkContext(id=mark_id), form.expected(mark_id)
        saved = attempted(request, essay_id, operation, form=form, expected=expected)
        if saved:
            bench = after(request, essay_id, done=saved)
            return done(request, bench, message=_("No longer context."))
    here = opened(request, essay_id)
    mark = here.graph.context_marks.get(mark_id)
    if mark is None:
        raise NotFound(ContextMark.table, mark_id)
    return edit_page(
        request,
        here.essay,
        form or DeleteForm(initial={"version": mark.changed_version}),
        heading=_("No longer context?"),
        part="essays/edit/delete.html",
        words=mark.quote,
        submit=_("Take the mark off"),
        destroys=True,
    )


def _text(request: SignedInRequest, essay_id: UUID) -> str:
    """Return the text, for somebody who may edit it. Two queries."""
    reach(request.user, essay_id, Permission.EDIT)
    return text_of(essay_id)


def _sent(request: SignedInRequest, essay_id: UUID) -> PassageForm:
    text = _text(request, essay_id)
    return PassageForm(request.POST, text=text, sentences=sentences(text))


def _new(here: Opened) -> PassageForm:
    text = here.graph.text
    return PassageForm(text=text, sentences=sentences(text), initial={"id": uuid7()})


def _made(
    request: SignedInRequest,
    essay_id: UUID,
    form: PassageForm,
    operation: AddAnchor | MarkContext | Batch,
    *,
    box: UUID | None = None,
    step: UUID | None = None,
) -> Bench | None:
    """Return the workbench after the edit; None when the form says why not."""
    try:
        saved = attempted(request, essay_id, operation, form=form)
    except Taken as taken:
        form.add_error(None, words(taken))
        return None
    return after(request, essay_id, box=box, step=step, done=saved) if saved else None


def _over(here: Opened, anchor: Anchor) -> EditPassageForm:
    """Return the form with the sentences ticked in which the passage lies, or may lie."""
    text = here.graph.text
    every = sentences(text)
    span = _place(text, anchor)
    inside = [sentence for sentence in every if span and sentence.overlap(span)]
    initial: dict[str, Any] = {
        "version": anchor.changed_version,
        "sentences": [f"{sentence.start}-{sentence.end}" for sentence in inside],
        "words": _narrower(text, span, inside),
    }
    return EditPassageForm(text=text, sentences=every, initial=initial)


def _place(text: str, anchor: Anchor) -> Span | None:
    """Return where the passage lies; of a lost one, where the text reads most like it."""
    if anchor.start is not None and anchor.end is not None:
        return Span(anchor.start, anchor.end)
    found = locate(text, Quote(anchor.exact, anchor.prefix, anchor.suffix))
    return found.span if found else None


def _narrower(text: str, span: Span | None, inside: list[Sentence]) -> str:
    """Return the words of a passage that is only a part of one sentence."""
    if span is None or len(inside) != 1:
        return ""
    whole = Span(inside[0].start, inside[0].end)
    return span.of(text) if whole.contains(span) and len(span) < len(whole) else ""


def _owner(anchor: Anchor) -> UUID | None:
    return anchor.node_id or anchor.relation_id


def _named(here: Opened, owner: UUID | None) -> str:
    if owner is None:
        return ""
    if owner in here.graph.nodes:
        return box_name(here.outline, owner)
    return step_name(here.graph, here.outline, owner)


def _take_off(path: str) -> str:
    """Return the address that takes off the passage which this address edits."""
    return path.removesuffix("edit/") + "delete/"
