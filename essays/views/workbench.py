"""The workbench: the essay's text beside the outline of its map."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.http import reswap, retarget, trigger_client_event

from essays.access.permissions import Permission
from essays.access.reach import Reach, essay_by_share_token, reach
from essays.graph.model import EssayGraph
from essays.services.history import Steps, next_steps
from essays.services.loading import load
from essays.views import drawing
from essays.views.bench import Bench
from essays.views.patching import patches
from essays.views.place import Place
from essays.views.regions import Regions
from essays.views.web import PageRequest, map_changed, render_page_or_partial, wants_partial

PAGE = "essays/workbench.html"
SHOWN = "Argmap-Shown"  # the header in which a page says which version it shows


@require_safe
def workbench(request: PageRequest, essay_id: UUID) -> HttpResponse:
    """The essay's text beside its map, at the box or step that the address names."""
    found = reach(request.user, essay_id, Permission.VIEW_MAP)
    return _page(request, bench_of(request, found, Place.of(request.GET)))


@require_safe
def share(request: PageRequest, token: str) -> HttpResponse:
    """The same page for whoever holds the link: to read, whoever they are."""
    essay = essay_by_share_token(token)
    found = reach(request.user, essay.pk, Permission.VIEW_MAP, token=token)
    return _page(request, bench_of(request, found, Place.of(request.GET), token=token))


def edited(
    request: HttpRequest,
    essay_id: UUID,
    *,
    select: UUID | None = None,
    message: str,
    undo: bool = True,
) -> HttpResponse:
    """Return the answer to an edit that was made: for htmx every region of the workbench, in place.

    `select` is the box to choose; without it the choice stays. Eight statements at most.
    """
    found = reach(request.user, essay_id, Permission.VIEW_MAP)
    place = Place.before(request)
    bench = bench_of(request, found, place.at(select) if select else place)
    return done(request, bench, message=message, undo=undo)


def done(request: HttpRequest, bench: Bench, *, message: str, undo: bool = True) -> HttpResponse:
    """Return the answer to an edit for whoever has the bench as it is now."""
    take_back = reverse("undo", args=[bench.essay.pk]) if undo else ""
    bench = drawing.settled(bench)
    if not wants_partial(request):
        messages.success(request, message, extra_tags=f"undo:{take_back}" if undo else "")
        fragment = f"n-{bench.chosen}" if bench.chosen else ""
        return HttpResponseRedirect(bench.link(bench.place, fragment=fragment), status=303)
    response = regions_answer(request, bench)
    trigger_client_event(response, "notice", {"text": message, "undo": take_back}, after="settle")
    return map_changed(response, version=bench.version)


def regions_answer(request: HttpRequest, bench: Bench) -> HttpResponse:
    """Return every region as a fragment: the inspector for its place, the others out of band; of
    outline and text only what changed, for a page that says which version it shows."""
    shown = request.headers.get(SHOWN, "")
    known = int(shown) if shown.isascii() and shown.isdigit() else 0
    bench = replace(bench, quiet=True)
    changed = patches(bench, shown=known, place=Place.before(request)) if known else None
    context = {**_context(bench), "patches": changed}
    response = render(request, "essays/workbench/edited.html", context)
    at = {"box": str(bench.chosen or ""), "relation": str(bench.chosen_step or "")}
    trigger_client_event(response, "bench:at", at)
    retarget(response, "#inspector")
    return reswap(response, "innerHTML")


def bench_of(
    request: HttpRequest,
    found: Reach,
    place: Place,
    *,
    token: str = "",
    steps: Steps | None = None,
    graph: EssayGraph | None = None,
) -> Bench:
    """Return what the workbench shows. One query, and one more for those who edit.

    Who made an edit just now may know the `steps` that can be taken back, or the `graph`.
    """
    graph = graph or load(found.essay.pk)
    if steps is None and not token and found.may(Permission.EDIT):
        steps = next_steps(found.essay.pk, request.user)
    return Bench(reach=found, graph=graph, place=place, steps=steps, token=token)


def _page(request: PageRequest, bench: Bench) -> HttpResponse:
    """Return the page; for htmx the inspector, the outline where rows were folded, or both."""
    if wants_partial(request) and request.htmx.target == "map-head":
        finds = bench.place.find != Place.before(request).find or bool(bench.place.hit)
        return render(request, "essays/workbench/read.html", {**_context(bench), "finds": finds})
    partial = "outline" if request.htmx and request.htmx.target == "outline-body" else "inspector"
    return render_page_or_partial(request, PAGE, _context(bench), partial=partial)


def _context(bench: Bench) -> dict[str, Any]:
    return {"bench": bench, "regions": Regions(bench)}
