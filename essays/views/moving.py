"""Moving a box: among its siblings, under another of its steps, to another target, into a step."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from essays.forms.edits import Target, step_choices, step_label, target_choices
from essays.forms.naming import listed
from essays.forms.nodes import MoveForm, Where
from essays.forms.refusals import words
from essays.graph.errors import NotFound, Refused
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.lookup import MemoryLookup
from essays.graph.model import Node
from essays.graph.operations import Operation
from essays.graph.outline import Outline, Row, backbone
from essays.services.loading import load_shape
from essays.views.editing import Opened, after, attempted, edit_page, opened, told_only
from essays.views.moves import MOVES, Moving, NoSuchMove
from essays.views.web import SignedInRequest, wants_partial
from essays.views.workbench import done


@login_required
@require_http_methods(["GET", "POST"])
def move(request: SignedInRequest, essay_id: UUID, node_id: UUID) -> HttpResponse:
    """Every way to move a box, each a form of its own."""
    form = MoveForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        operation = _asked(form, essay_id, node_id)
        moved = operation and attempted(request, essay_id, operation, form=form)
        if moved:
            bench = after(request, essay_id, box=node_id, done=moved)
            return done(request, bench, message=_moved(bench.outline, node_id))
        if "quick" in request.POST and wants_partial(request):
            return told_only(form)
    here = opened(request, essay_id)
    if node_id not in here.graph.nodes:
        raise NotFound(Node.table, node_id)
    return _page(request, here, here.outline.row(node_id), form)


def _asked(form: MoveForm, essay_id: UUID, node_id: UUID) -> Operation | None:
    """Return the edit that was asked for, or put into the form why there is none."""
    graph = load_shape(essay_id)
    if node_id not in graph.nodes:
        return None
    outline, given = backbone(graph), form.cleaned_data
    try:
        moving = Moving(
            graph,
            outline,
            outline.row(node_id),
            step=given["step"],
            target=given["target"] and given["target"].found_in(graph),
            kind=RelationKind(given["kind"] or RelationKind.SUPPORT),
        )
        return MOVES[Where(given["where"])](moving)
    except NoSuchMove as reason:
        form.add_error(None, str(reason))
    except (NotFound, Refused) as error:
        form.add_error(None, words(error))
    return None


def _moved(outline: Outline, node_id: UUID) -> str:
    if node_id not in outline.places:
        return _("Moved the box.")
    return _("It is %(number)s now.") % {"number": outline.number(node_id)}


def _page(request: SignedInRequest, here: Opened, row: Row, form: MoveForm | None) -> HttpResponse:
    ways = [_shown(here, row, way, form) for way in _ways(here, row, form)]
    return edit_page(
        request,
        here.essay,
        form,
        heading=_("Move %(number)s") % {"number": row.number},
        lead=row.node.text,
        box=row.id,
        part="essays/edit/move.html",
        ways=ways,
        several=True,
    )


def _ways(here: Opened, row: Row, sent: MoveForm | None) -> list[Where]:
    """Return the ways to show: those that are open, and before them one that was tried."""
    ways = _open_ways(here, row)
    tried = sent.cleaned_data.get("where") if sent else None
    return ways if not tried or tried in ways else [Where(tried), *ways]


def _open_ways(here: Opened, row: Row) -> list[Where]:
    """Return the ways that this box can go."""
    places = here.graph.places_of.get(row.id, ())
    hangs = row.relation is not None
    linked = row.relation is not None and len(here.graph.premises_of[row.relation.id]) > 1
    is_thesis = row.node.kind is NodeKind.THESIS
    can = {
        Where.UP: not is_thesis,
        Where.DOWN: not is_thesis,
        Where.INWARDS: not is_thesis and row.ordinal > 1,
        Where.OUTWARDS: hangs and row.parent is not None and row.parent.relation is not None,
        Where.TARGET: not is_thesis,
        Where.HOME: len(places) > 1,
        Where.LINK: not is_thesis and bool(here.graph.relations),
        Where.ALONE: linked,
        Where.DETACH: hangs,
        Where.SECOND: hangs or is_thesis,
    }
    return [way for way, possible in can.items() if possible]


@dataclass(frozen=True, slots=True)
class ShownWay:
    """One way to move a box, with its own small form."""

    where: Where
    form: MoveForm
    title: str
    submit: str
    hint: str = ""


def _shown(here: Opened, row: Row, way: Where, sent: MoveForm | None) -> ShownWay:
    form = MoveForm(initial={"where": way}, auto_id=f"move-{way}-%s")
    if sent is not None and sent.data.get("where") == way:
        form = sent
    fields = {
        Where.HOME: ("step",),
        Where.LINK: ("step",),
        Where.TARGET: ("target",),
        Where.SECOND: ("kind", "target"),
        Where.BEFORE: ("target",),
        Where.AFTER: ("target",),
    }.get(way, ())
    form.drop(*{"step", "target", "kind"} - set(fields))
    form.ask(*fields)
    own = {premise.relation_id for premise in here.graph.places_of.get(row.id, ())}
    if way is Where.HOME:
        others = (id for id in own if row.relation is None or id != row.relation.id)
        form.choose_from(
            "step",
            [
                (str(Target.step(id)), step_label(here.graph, here.outline, id))
                for id in sorted(others)
            ],
        )
    elif way is Where.LINK:
        steps = step_choices(here.graph, here.outline, without=own)
        form.choose_from("step", [("", _("Choose one")), *steps])
    elif fields:
        branch = {below.id for below in here.outline.branch(row.id)}
        without = branch | own if way is Where.TARGET else {row.id, *own}
        form.choose_from("target", target_choices(here.graph, here.outline, without=without))
    title, submit = _TITLES[way]
    return ShownWay(way, form, str(title), str(submit), _hint(here, row, way))


def _hint(here: Opened, row: Row, way: Where) -> str:
    """Return what else moves or goes."""
    if row.relation is None:
        return ""
    mates = [
        here.number(premise.node_id)
        for premise in here.graph.premises_of[row.relation.id]
        if premise.node_id != row.id and premise.node_id in here.outline.places
    ]
    if way in (Where.INWARDS, Where.OUTWARDS, Where.TARGET) and mates:
        return _("%(others)s moves along: they work only together.") % {"others": listed(mates)}
    standing = MemoryLookup(here.graph).removal(relation_ids={row.relation.id}).fallen
    if way in (Where.DETACH, Where.LINK) and not mates and len(standing) > 1:
        return _("What stands on its step now goes with the step.")
    return ""


_TITLES = {
    Where.UP: (gettext_lazy("Up"), gettext_lazy("Move up")),
    Where.DOWN: (gettext_lazy("Down"), gettext_lazy("Move down")),
    Where.INWARDS: (gettext_lazy("In, under the box above"), gettext_lazy("Move in")),
    Where.OUTWARDS: (gettext_lazy("Out by one level"), gettext_lazy("Move out")),
    Where.BEFORE: (gettext_lazy("Before another box"), gettext_lazy("Move there")),
    Where.AFTER: (gettext_lazy("After another box"), gettext_lazy("Move there")),
    Where.TARGET: (gettext_lazy("To another box or step"), gettext_lazy("Move there")),
    Where.HOME: (gettext_lazy("Under another of its steps"), gettext_lazy("Show it there")),
    Where.LINK: (gettext_lazy("Into a step, as co-premise"), gettext_lazy("Link")),
    Where.ALONE: (
        gettext_lazy("Out of the step, to stand alone"),
        gettext_lazy("Let it stand alone"),
    ),
    Where.DETACH: (gettext_lazy("Off its step, connected to nothing"), gettext_lazy("Detach")),
    Where.SECOND: (gettext_lazy("A second target"), gettext_lazy("Add")),
}
