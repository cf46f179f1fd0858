"""The drawn map for the frame of another site: to look at, with links to the read-only page."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from essays.access.permissions import Permission
from essays.access.reach import essay_by_share_token, reach
from essays.views.drawing import Drawing
from essays.views.place import Place, Shown
from essays.views.web import PageRequest
from essays.views.workbench import bench_of


@require_safe
def embed(request: PageRequest, token: str) -> HttpResponse:
    """The drawing of the essay that a share link shows. Eight queries, whatever its size."""
    essay = essay_by_share_token(token)
    found = reach(request.user, essay.pk, Permission.VIEW_MAP, token=token)
    place = replace(Place.of(request.GET), shown=Shown.MAP)
    bench = bench_of(request, found, place, token=token)
    drawing = Drawing(bench)
    context = {
        "essay": essay,
        "drawing": out_of_the_frame(drawing.svg) if bench.graph.nodes else "",
        "left_out": drawing.scene.left_out,
        "share": f"{reverse('share', args=[token])}?view={Shown.MAP}",
    }
    return render(request, "essays/embed.html", context)


def out_of_the_frame(svg: str) -> SafeString:
    """Return a drawing whose links open beside the frame, where no other page may stand.

    What people write has its angle brackets escaped, so only links begin like this.
    """
    return SafeString(svg.replace("<a href=", '<a target="_blank" rel="noopener" href='))
