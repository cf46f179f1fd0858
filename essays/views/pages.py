"""The front page: what this is, and the maps that everyone may read."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from essays.services.listing import example, public_list, summaries
from essays.views.web import render_page_or_partial

PAGE_SIZE = 12


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The public maps, by words in titles and theses."""
    query = request.GET.get("q", "").strip()
    page = Paginator(public_list(query), PAGE_SIZE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    found = summaries(listed)
    context = {
        "cards": [(essay, found[essay.pk]) for essay in listed],
        "page": page,
        "query": query,
        "parameters": urlencode({"q": query}) if query else "",
        "example": example(),
    }
    return render_page_or_partial(request, "essays/home.html", context, partial="shelf")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The keys of the workbench, as a page for those without script."""
    return render(request, "essays/keys.html")
