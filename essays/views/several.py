"""Several boxes at once: linked, moved, made another kind, or deleted in one edit."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from essays.forms.edits import Target
from essays.forms.naming import numbered
from essays.forms.nodes import Under
from essays.forms.refusals import words
from essays.forms.several import Act, Becomes, SeveralForm
from essays.graph import several
from essays.graph.errors import NotFound, Refused
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph, Node
from essays.graph.operations import Batch
from essays.graph.outline import Outline
from essays.views.editing import Opened, after, attempted, edit_page, opened
from essays.views.web import SignedInRequest
from essays.views.workbench import done


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Boxes chosen together (`?box=` for each; without one all can be ticked), and what to do."""
    here = opened(request, essay_id)
    given = [id for id in _asked(request) if id in here.graph.nodes]
    sent = request.POST if request.method == "POST" else None
    form = SeveralForm(
        sent,
        graph=here.graph,
        outline=here.outline,
        given=given,
        initial={"boxes": [str(id) for id in given]},
    )
    if form.is_valid():
        operation = _operation(form, here.graph, here.outline)
        saved = operation and attempted(request, essay_id, operation, form=form)
        if saved:
            bench = after(request, essay_id, done=saved)
            return done(request, bench, message=_told(form))
    return edit_page(
        request,
        here.essay,
        form,
        heading=_heading(here, given),
        part="essays/edit/several.html",
        several=True,
        links=[{"words": _("Show every box"), "href": request.path}] if given else [],
    )


def _asked(request: SignedInRequest) -> Iterator[UUID]:
    for value in request.GET.getlist("box"):
        try:
            yield UUID(value)
        except ValueError:
            continue


def _heading(here: Opened, given: list[UUID]) -> str:
    if not given:
        return _("Several boxes at once")
    return _("Chosen: %(numbers)s") % {"numbers": numbered(here.outline, given)}


def _operation(form: SeveralForm, graph: EssayGraph, outline: Outline) -> Batch | None:
    """Return the edit that was asked for, or put into the form why there is none."""
    try:
        found = _batch(form, graph, outline)
    except (Refused, NotFound) as error:
        form.add_error(None, words(error))
        return None
    if found is None:
        form.add_error(None, _("The first of them is part of no step. Connect it first."))
    elif not found.operations:
        form.add_error(None, _("There is nothing to change on these boxes."))
        return None
    return found


def _batch(form: SeveralForm, graph: EssayGraph, outline: Outline) -> Batch | None:
    given, ids = form.cleaned_data, form.ids
    match Act(given["act"]):
        case Act.LINK:
            return several.linked(graph, outline, ids)
        case Act.MOVE:
            to: Target | None = given["target"].found_in(graph)
            if to is None:
                raise NotFound(Node.table, given["target"].id)
            node, step = (None, to.id) if to.is_step else (to.id, None)
            return several.moved(graph, outline, ids, node_id=node, relation_id=step)
        case Act.KIND:
            return _rekinded(outline, ids, Becomes(given["becomes"] or Becomes.SUPPORT))
        case Act.DELETE:
            go = given["under"] == Under.GO
            return several.removed(outline, ids, with_branches=go)


def _rekinded(outline: Outline, ids: set[UUID], becomes: Becomes) -> Batch:
    if becomes in (Becomes.SUPPORT, Becomes.ATTACK):
        return several.turned(outline, ids, RelationKind(becomes.value))
    return several.rekinded(outline, ids, NodeKind(becomes.value))


def _told(form: SeveralForm) -> str:
    count = len(form.ids)
    words = {
        Act.LINK: gettext_lazy("Linked %(boxes)s: they work only together."),
        Act.MOVE: gettext_lazy("Moved %(boxes)s."),
        Act.KIND: gettext_lazy("Changed %(boxes)s."),
        Act.DELETE: gettext_lazy("Deleted %(boxes)s."),
    }
    boxes = ngettext("%(count)s box", "%(count)s boxes", count) % {"count": count}
    return str(words[Act(form.cleaned_data["act"])]) % {"boxes": boxes}
