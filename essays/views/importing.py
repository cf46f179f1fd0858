"""Import: a map from a file of another program, shown with what got lost before it is stored."""

from http import HTTPStatus
from itertools import islice

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from essays.forms.importing import ImportForm
from essays.forms.losses import groups
from essays.graph.describe import marker
from essays.graph.outline import backbone
from essays.services.importing import READABLE, NotRecognised, Reading, import_map, sample
from essays.services.limits import spend
from essays.views import wording
from essays.views.exporting import file_answer
from essays.views.web import SignedInRequest

PAGE, PREVIEW = "essays/import.html", "essays/import_preview.html"
MOST_SHOWN = 60  # boxes of a preview
DEEPEST = 5  # levels that are set in


@login_required
@require_http_methods(["GET", "POST"])
def import_essay(request: SignedInRequest) -> HttpResponse:
    """A file or its text; what it holds is shown first, and stored when it is sent once more."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_bound:
        spend("imports", str(request.user.pk))
    if not form.is_bound or not form.is_valid() or form.reading is None:
        context = {"form": form, "formats": READABLE}
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return render(request, PAGE, context, status=status)
    if not form.was_seen:
        return render(request, PREVIEW, {**_preview(form.reading), "form": form.for_import()})
    essay = import_map(request.user, form.reading.graph)
    messages.success(request, _("Imported. Only you see it."))
    return redirect("workbench", essay.pk)


@login_required
@require_safe
def import_sample(_request: SignedInRequest, format: str) -> HttpResponse:
    """A small map in one of the formats, to see how it is written."""
    try:
        file = sample(format)
    except NotRecognised as error:
        raise Http404 from error
    return file_answer(f"sample.{file.extension}", file.media_type, file.data)


def _preview(reading: Reading) -> dict[str, object]:
    """Return what a page says of a map that is not stored yet."""
    graph = reading.graph
    outline = backbone(graph)
    rows = []
    for row in islice(outline.rows, MOST_SHOWN):
        found = marker(graph, outline, row.id)
        rows.append(
            (row, min(row.depth, DEEPEST), wording.LOOKS[found.word], wording.marker(found))
        )
    return {
        "reading": reading,
        "graph": graph,
        "rows": rows,
        "more": max(0, len(outline.rows) - MOST_SHOWN),
        "losses": groups(reading.report),
    }
