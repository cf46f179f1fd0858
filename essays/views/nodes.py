"""Boxes: added, and changed. Deleting is in `deleting`, moving in `moving`."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from essays.forms.edits import Target, target_choices
from essays.forms.naming import box_name, step_name
from essays.forms.nodes import Adding, AddNodeForm, EditNodeForm
from essays.forms.refusals import words
from essays.forms.sources import SOURCE_FIELDS, source_choices
from essays.graph.describe import marker
from essays.graph.errors import NotFound, Taken
from essays.graph.ids import uuid7
from essays.graph.model import EssayGraph, Node
from essays.graph.outline import backbone
from essays.services.chronicle import wrote_last
from essays.services.loading import load_shape
from essays.text.errors import SpanOutside
from essays.text.spans import checked
from essays.text.statements import statement_from
from essays.views import wording
from essays.views.bench import Bench
from essays.views.editing import Opened, after, attempted, edit_page, gone_page, meanwhile, opened
from essays.views.web import SignedInRequest
from essays.views.workbench import done, edited

_HEADINGS = {
    Adding.SUPPORT: gettext_lazy("Reason for %(target)s"),
    Adding.OBJECTION: gettext_lazy("Objection to %(target)s"),
    Adding.EVIDENCE: gettext_lazy("Evidence for %(target)s"),
    Adding.COPREMISE: gettext_lazy("Works only together with %(target)s"),
    Adding.UNDERCUT: gettext_lazy("Objection to %(target)s"),
    Adding.WARRANT: gettext_lazy("What backs %(target)s"),
    Adding.THESIS: gettext_lazy("The thesis"),
    Adding.CLAIM: gettext_lazy("A box, not connected yet"),
}


@login_required
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """A new box: `?kind=` what it is, `&to=` the box or step it is added to, and `&start=&end=` the
    words of the text that it stands on. Without kind or target the form asks for them."""
    form = AddNodeForm(_sent(request)) if request.method == "POST" else None
    if form and form.is_valid():
        answer = _add(request, essay_id, form)
        if answer:
            return answer
    return _adding_page(request, opened(request, essay_id), form)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, essay_id: UUID, node_id: UUID) -> HttpResponse:
    """Other words, kind, note or source for a box."""
    form = EditNodeForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        operation, expected = form.operation(node_id), form.expected(node_id)
        saved = attempted(request, essay_id, operation, form=form, expected=expected)
        if saved:
            said = _("Saved.") if saved.number else _("Nothing changed.")
            bench = after(request, essay_id, box=node_id, done=saved)
            return done(request, bench, message=said, undo=saved.number is not None)
    here = opened(request, essay_id)
    node = here.graph.nodes.get(node_id)
    if node is None:
        gone = NotFound(Node.table, node_id)
        if form is None:
            raise gone
        return gone_page(request, here.essay, form, gone)
    return _editing_page(request, here, node, form)


def _sent(request: SignedInRequest) -> QueryDict:
    """Return what was posted; kind and target may stand in the address alone."""
    data = request.POST.copy()
    for name in ("kind", "to"):
        if name not in data and name in request.GET:
            data[name] = request.GET[name]
    return data


def _add(request: SignedInRequest, essay_id: UUID, form: AddNodeForm) -> HttpResponse | None:
    """Make the box; None when the form says why not."""
    target = _target(form, essay_id)
    if form.errors:
        return None
    try:
        saved = attempted(request, essay_id, form.operation(target), form=form)
    except Taken as taken:
        # the same form was sent twice: the box is there
        if wrote_last(essay_id, form.node_id) != request.user.pk:
            form.add_error(None, words(taken))
            return None
        said = _("This box is on the map already.")
        return edited(request, essay_id, select=form.node_id, message=said, undo=False)
    if saved is None:
        return None
    bench = after(request, essay_id, box=form.node_id, done=saved)
    if len(form.lines) > 1:
        said = _("Added %(count)s boxes.") % {"count": len(form.lines)}
        return done(request, bench, message=said)
    return _told(request, bench, form.node_id)


def _told(request: SignedInRequest, bench: Bench, node_id: UUID) -> HttpResponse:
    """Return the answer that names the new box, which somebody may have deleted by now."""
    if node_id not in bench.outline.places:
        return done(request, bench, message=_("Added the box."))
    word = wording.marker(marker(bench.graph, bench.outline, node_id))
    named = {"number": bench.outline.number(node_id), "word": word}
    return done(request, bench, message=_("Added %(number)s: %(word)s.") % named)


def _target(form: AddNodeForm, essay_id: UUID) -> Target | None:
    """Return what the box is added to; the map is only read where the form does not say it all."""
    adding, to = form.adding, form.cleaned_data["to"]
    if adding.stands_alone:
        return None
    if to.is_step or (to.is_step is False and not adding.needs_step):
        return to  # type: ignore[no-any-return]
    found, why = _resolved(load_shape(essay_id), adding, to)
    if found is None:
        form.add_error("to", why)
    return found


def _resolved(graph: EssayGraph, adding: Adding, to: Target) -> tuple[Target | None, str]:
    """Return the box or step that is meant, or None and why not. A box stands for its own step
    where a step is needed."""
    found = to.found_in(graph)
    if found is None:
        return None, words(NotFound(Node.table, to.id))
    if not adding.needs_step or found.is_step:
        return found, ""
    row = backbone(graph).row(found.id)
    if row.relation is None:
        why = _("%(number)s is part of no step yet. Connect it to another box first.")
        return None, why % {"number": row.number}
    return Target.step(row.relation.id), ""


def _adding_page(request: SignedInRequest, here: Opened, form: AddNodeForm | None) -> HttpResponse:
    graph, outline = here.graph, here.outline
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    adding = Adding(asked) if asked in list(Adding) else None
    target = _asked_target(request, here, adding)
    form = form or AddNodeForm(initial=_initial(request, here, adding, target))
    known = adding is not None and (target is not None or adding.stands_alone)
    whole = not known or "full" in request.GET or "kind" in form.errors or "to" in form.errors
    if adding is not Adding.EVIDENCE:
        form.drop(*SOURCE_FIELDS)
    else:
        form.choose_from("source", source_choices(graph.sources))
    if whole:
        form.choose_from("to", target_choices(graph, outline))
    else:
        form.hide("kind", "to")
    if "start" not in request.GET and adding is not Adding.THESIS:
        form.fields["text"].help_text = _("Several lines make a box each.")
    if not form.is_bound:
        form.focus("kind" if whole else "text")
    heading = _("Add a box")
    if adding and not whole:
        heading = str(_HEADINGS[adding]) % {"target": _named(here, target)}
    links = [] if whole else [{"words": _("Another kind or box"), "href": _full(request)}]
    return edit_page(
        request,
        here.essay,
        form,
        heading=heading,
        box=target.id if target and not target.is_step else None,
        step=target.id if target and target.is_step else None,
        submit=_("Add"),
        links=links,
    )


def _asked_target(request: SignedInRequest, here: Opened, adding: Adding | None) -> Target | None:
    sent = request.POST.get("to") or request.GET.get("to", "")
    try:
        to = Target.read(sent)
    except ValueError:
        return None
    if to is None:
        return None
    return _resolved(here.graph, adding, to)[0] if adding else to.found_in(here.graph)


def _initial(
    request: SignedInRequest, here: Opened, adding: Adding | None, target: Target | None
) -> dict[str, Any]:
    initial = {"id": uuid7(), "kind": adding, "to": target}
    try:
        span = checked(here.graph.text, int(request.GET["start"]), int(request.GET["end"]))
    except (KeyError, ValueError, SpanOutside):
        return initial
    exact = span.of(here.graph.text)
    passage = {"start": span.start, "end": span.end, "exact": exact}
    return {**initial, **passage, "text": statement_from(exact)}


def _named(here: Opened, target: Target | None) -> str:
    if target is None:
        return ""
    if target.is_step:
        return step_name(here.graph, here.outline, target.id)
    return box_name(here.outline, target.id)


def _full(request: SignedInRequest) -> str:
    """Return the address of the same form with nothing chosen for good."""
    query = request.GET.copy()
    query["full"] = "1"
    return f"{request.path}?{query.urlencode()}"


def _editing_page(
    request: SignedInRequest, here: Opened, node: Node, form: EditNodeForm | None
) -> HttpResponse:
    now = EditNodeForm.of(node)
    shown = form or now
    shown.choose_from("source", source_choices(here.graph.sources))
    conflict = meanwhile(form, here.essay.pk, now) if form else None
    if form is None:
        shown.focus("text")
    return edit_page(
        request,
        here.essay,
        shown,
        heading=_("Edit %(number)s") % {"number": here.number(node.id)},
        box=node.id,
        part="essays/edit/conflict.html",
        meanwhile=conflict,
        submit=_("Save yours") if conflict else _("Save"),
        aside_open=node.source_id is not None,
    )
