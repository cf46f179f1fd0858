"""Deleting a box or a step: what goes with it is said before, and what happened after."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.forms.edits import DeleteForm, step_label
from essays.forms.naming import box_name, shortened, step_name
from essays.forms.nodes import DeleteNodeForm, Under
from essays.graph.changes import Changes
from essays.graph.errors import NotFound
from essays.graph.lookup import MemoryLookup, applied
from essays.graph.model import Anchor, EssayGraph, Node, Relation
from essays.graph.operations import Batch, RemoveNode, RemoveRelation
from essays.graph.outline import Outline, Row, backbone
from essays.graph.plan import plan
from essays.services.editing import Applied
from essays.services.loading import load_shape
from essays.views.bench import Bench
from essays.views.editing import after, attempted, edit_page, opened
from essays.views.web import SignedInRequest
from essays.views.workbench import done

LISTED = 12  # lines of a list before "and so many more"


@dataclass(frozen=True)
class Removed:
    """A map before and after a deletion, and what it did."""

    before: EssayGraph
    outline: Outline
    after: Outline
    changes: Changes

    @classmethod
    def of(cls, before: EssayGraph, changes: Changes) -> "Removed":
        """Return what these changes do to a map."""
        return cls(before, backbone(before), backbone(applied(before, changes)), changes)

    @classmethod
    def found(cls, after: EssayGraph, changes: Changes) -> "Removed | None":
        """Return what these changes did to the map that they left; None when it changed since."""
        try:
            return cls.of(applied(after, changes.inverse()), changes)
        except KeyError:
            return None

    def loose(self) -> list[UUID]:
        """Return the boxes that hung under another and hang nowhere now, in reading order."""
        return [
            row.id
            for row in self.outline.rows
            if row.parent is not None
            and row.id in self.after.places
            and self.after.row(row.id).parent is None
        ]

    def fallen(self) -> list[Relation]:
        """Return the steps that go."""
        ids = {c.id for c in self.changes.rows if c.table == Relation.table and c.after is None}
        return [relation for id, relation in self.before.relations.items() if id in ids]

    def passages(self) -> int:
        """Return how many passages lose their box or step."""
        return sum(c.table == Anchor.table and c.after is None for c in self.changes.rows)


@login_required
@require_http_methods(["GET", "POST"])
def delete_node(request: SignedInRequest, essay_id: UUID, node_id: UUID) -> HttpResponse:
    """Take a box off the map: it alone, or with all that hangs under it."""
    form = DeleteNodeForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        branch = form.cleaned_data["under"] == Under.GO
        delete = _delete_branch if branch else _delete_one
        answer = delete(request, essay_id, node_id, form)
        if answer:
            return answer
    here = opened(request, essay_id)
    node = here.graph.nodes.get(node_id)
    if node is None:
        raise NotFound(Node.table, node_id)
    removed = Removed.of(here.graph, plan(RemoveNode(id=node_id), MemoryLookup(here.graph)))
    form = form or DeleteNodeForm(initial={"version": node.changed_version})
    form.names_branch(here.outline, node_id)
    return edit_page(
        request,
        here.essay,
        form,
        heading=_("Delete %(number)s?") % {"number": here.number(node_id)},
        box=node_id,
        lead=node.text,
        part="essays/edit/delete.html",
        goes=_goes(removed),
        stays=_some(box_name(here.outline, id) for id in removed.loose()),
        submit=_("Delete"),
        destroys=True,
    )


@login_required
@require_http_methods(["GET", "POST"])
def delete_relation(request: SignedInRequest, essay_id: UUID, relation_id: UUID) -> HttpResponse:
    """Take a step off the map; its boxes stay."""
    form = DeleteForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        operation, expected = RemoveRelation(id=relation_id), form.expected(relation_id)
        gone = attempted(request, essay_id, operation, form=form, expected=expected)
        if gone:
            return _done_relation(request, essay_id, relation_id, gone)
    here = opened(request, essay_id)
    relation = here.graph.relations.get(relation_id)
    if relation is None:
        raise NotFound(Relation.table, relation_id)
    changes = plan(RemoveRelation(id=relation_id), MemoryLookup(here.graph))
    removed = Removed.of(here.graph, changes)
    name = step_name(here.graph, here.outline, relation_id)
    return edit_page(
        request,
        here.essay,
        form or DeleteForm(initial={"version": relation.changed_version}),
        heading=_("Delete %(what)s?") % {"what": name},
        step=relation_id,
        lead=step_label(here.graph, here.outline, relation_id),
        part="essays/edit/delete.html",
        goes=_goes(removed, without=relation_id),
        stays=_some(box_name(here.outline, id) for id in removed.loose()),
        submit=_("Delete"),
        destroys=True,
    )


def _delete_one(
    request: SignedInRequest, essay_id: UUID, node_id: UUID, form: DeleteNodeForm
) -> HttpResponse | None:
    """Delete a box alone; the numbers of the answer are those before."""
    operation, expected = RemoveNode(id=node_id), form.expected(node_id)
    gone = attempted(request, essay_id, operation, form=form, expected=expected)
    if gone is None:
        return None
    bench = after(request, essay_id, done=gone)
    removed = Removed.found(bench.graph, gone.changes)
    if removed is None:
        return done(request, bench, message=_("Deleted the box."))
    row = removed.outline.row(node_id)
    said = _("Deleted %(what)s.") % {"what": row.number} + _now_loose(removed)
    return done(request, _beside(bench, removed.outline, row), message=said)


def _done_relation(
    request: SignedInRequest, essay_id: UUID, relation_id: UUID, gone: Applied
) -> HttpResponse:
    bench = after(request, essay_id, done=gone)
    removed = Removed.found(bench.graph, gone.changes)
    if removed is None:
        return done(request, bench, message=_("Deleted the step."))
    name = step_name(removed.before, removed.outline, relation_id)
    said = _("Deleted %(what)s.") % {"what": name} + _now_loose(removed)
    return done(request, bench, message=said)


def _delete_branch(
    request: SignedInRequest, essay_id: UUID, node_id: UUID, form: DeleteNodeForm
) -> HttpResponse | None:
    """Delete a box and all that hangs under it."""
    reach(request.user, essay_id, Permission.EDIT)
    outline = backbone(load_shape(essay_id))
    if node_id not in outline.places:
        return None
    row, branch = outline.row(node_id), outline.branch(node_id)
    removals = tuple(RemoveNode(id=below.id) for below in branch)
    operation = Batch(operations=removals, origin="branch")
    expected = form.expected(node_id)
    gone = attempted(request, essay_id, operation, form=form, expected=expected)
    if gone is None:
        return None
    bench = _beside(after(request, essay_id, done=gone), outline, row)
    many = ngettext(
        "Deleted %(number)s and the box under it.",
        "Deleted %(number)s and the %(count)s boxes under it.",
        row.descendants,
    )
    said = many if row.descendants else _("Deleted %(number)s.")
    named = {"number": row.number, "count": row.descendants}
    return done(request, bench, message=said % named)


def _beside(bench: Bench, outline: Outline, row: Row) -> Bench:
    """Return the workbench with the box chosen that stood next to a deleted one: behind it, before
    it, or else above."""
    siblings = outline.children(row.parent_id)
    at = siblings.index(row.id)
    near = (*siblings[at + 1 :], *reversed(siblings[:at]), row.parent_id)
    found = next((node_id for node_id in near if node_id in bench.graph.nodes), None)
    return replace(bench, place=bench.place.at(found))


def _now_loose(removed: Removed) -> str:
    """Return the sentence about boxes that hang nowhere now, with its space; or nothing."""
    loose = removed.loose()
    if not loose:
        return ""
    many = ngettext(
        " %(first)s is not connected any more.",
        " %(count)s boxes are not connected any more.",
        len(loose),
    )
    return many % {"first": removed.outline.number(loose[0]), "count": len(loose)}


def _goes(removed: Removed, *, without: UUID | None = None) -> list[str]:
    steps = (
        step_label(removed.before, removed.outline, relation.id)
        for relation in removed.fallen()
        if relation.id != without
    )
    lines = _some(_("the step: %(step)s") % {"step": shortened(step)} for step in steps)
    passages = removed.passages()
    if passages:
        many = ngettext(
            "%(count)s marked passage; the words stay in the text",
            "%(count)s marked passages; the words stay in the text",
            passages,
        )
        lines.append(many % {"count": passages})
    return lines


def _some(lines: Iterable[str]) -> list[str]:
    """Return the lines, and how many more there are where the list is long."""
    every = list(lines)
    if len(every) <= LISTED:
        return every
    more = len(every) - LISTED + 1
    return [*every[: LISTED - 1], _("and %(count)s more") % {"count": more}]
