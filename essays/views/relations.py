"""Steps: what joins boxes, changed. Deleting is in `deleting`."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from essays.forms.naming import step_name
from essays.forms.relations import RelationForm
from essays.graph.errors import NotFound
from essays.graph.model import EssayGraph, Relation
from essays.graph.outline import Outline, backbone
from essays.services.loading import load_shape
from essays.views.editing import after, attempted, edit_page, meanwhile, opened
from essays.views.web import SignedInRequest
from essays.views.workbench import done


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, essay_id: UUID, relation_id: UUID) -> HttpResponse:
    """Turn a step from support to objection, point it elsewhere, take boxes in or out, and say
    what kind of inference it is."""
    sent = None
    if request.method == "POST":
        graph = load_shape(essay_id)
        sent = _form(graph, backbone(graph), relation_id, request.POST)
        if sent and sent.is_valid():
            answer = _save(request, essay_id, sent)
            if answer:
                return answer
    here = opened(request, essay_id)
    now = _form(here.graph, here.outline, relation_id, None)
    if now is None:
        raise NotFound(Relation.table, relation_id)
    form = sent or now
    conflict = meanwhile(form, essay_id, now)
    name = step_name(here.graph, here.outline, relation_id)
    return edit_page(
        request,
        here.essay,
        form,
        heading=_("Edit %(what)s") % {"what": name},
        step=relation_id,
        part="essays/edit/conflict.html",
        meanwhile=conflict,
        submit=_("Save yours") if conflict else _("Save"),
        aside=_("Scheme, strength and note"),
    )


def _form(
    graph: EssayGraph, outline: Outline, relation_id: UUID, data: QueryDict | None
) -> RelationForm | None:
    """Return the form over a step, None when the step is not on the map."""
    relation = graph.relations.get(relation_id)
    if relation is None:
        return None
    return RelationForm(data, graph=graph, outline=outline, relation=relation)


def _save(request: SignedInRequest, essay_id: UUID, form: RelationForm) -> HttpResponse | None:
    step = form.relation.id
    operation, expected = form.operation(), form.expected(step)
    saved = attempted(request, essay_id, operation, form=form, expected=expected)
    if saved is None:
        return None
    said = _("Saved.") if saved.number else _("Nothing changed.")
    bench = after(request, essay_id, step=step, done=saved)
    return done(request, bench, message=said, undo=saved.number is not None)
