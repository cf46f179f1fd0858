"""Finding the box or step that words are to belong to."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.forms.edits import Target
from essays.forms.naming import shortened
from essays.graph.describe import word_of
from essays.graph.outline import Row
from essays.views import wording
from essays.views.bench import Bench
from essays.views.place import Place
from essays.views.quotes import step_numbers
from essays.views.web import SignedInRequest
from essays.views.workbench import bench_of

MOST_HITS = 12


@login_required
@require_safe
def targets(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """The boxes and steps whose number or words begin like what was typed, a dozen at most."""
    found = reach(request.user, essay_id, Permission.EDIT)
    bench = bench_of(request, found, Place())
    hits = list(islice(_matching(bench, request.GET.get("q", "").strip()), MOST_HITS))
    return render(request, "essays/workbench/targets.html", {"hits": hits})


@dataclass(frozen=True, slots=True)
class Hit:
    """A box or step to choose as a target."""

    target: Target
    number: str
    text: str
    kind: str
    icon: str


def _matching(bench: Bench, typed: str) -> Iterator[Hit]:
    """Yield what has this number, then numbers that begin so, then words that hold it."""
    key = typed.casefold()
    rows = bench.outline.rows
    exact = [row for row in rows if row.number == typed]
    begun = [row for row in rows if row.number.startswith(typed) and row.number != typed]
    held = [row for row in rows if key in row.node.text.casefold() and row not in begun]
    for row in dict.fromkeys(row.id for row in (*exact, *begun, *held)):
        yield _box_hit(bench, bench.outline.row(row))
    for relation in bench.graph.relations.values():
        numbers = wording.step(step_numbers(bench, relation))
        named = _("the step %(step)s") % {"step": numbers}
        if key in named.casefold():
            text = wording.step([r.number for r in bench.outline.targets(bench.graph, relation)])
            yield Hit(Target.step(relation.id), named, f"→ {text}", relation.kind, "linked")


def _box_hit(bench: Bench, row: Row) -> Hit:
    look = wording.LOOKS[word_of(row.node, row.relation)]
    return Hit(Target.node(row.id), row.number, shortened(row.node.text), look.kind, look.icon)
