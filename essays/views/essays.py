"""One's own essays: the list, the bin, a new one, and what an essay says about itself."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from essays.access.permissions import Permission
from essays.access.reach import essay_for
from essays.access.scopes import essays_in_bin_of
from essays.forms.essays import DetailsForm, NewEssayForm
from essays.graph.operations import SetDetails
from essays.services import editing, listing
from essays.services.duplicating import duplicate
from essays.services.essays import BIN_DAYS, create_essay
from essays.services.limits import spend
from essays.services.listing import Show, Sort
from essays.views.web import SignedInRequest, render_page_or_partial

PAGE_SIZE = 20


@login_required
@require_safe
def essays(request: SignedInRequest) -> HttpResponse:
    """The essays a person belongs to."""
    query = request.GET.get("q", "").strip()
    sort = _choice(Sort, request.GET.get("sort"), Sort.CHANGED)
    show = _choice(Show, request.GET.get("show"), Show.ALL)
    found = listing.own_list(request.user, query=query, show=show, sort=sort)
    ordered = listing.least_mapped(found) if sort is Sort.UNMAPPED else found
    page = Paginator(ordered, PAGE_SIZE).get_page(request.GET.get("page"))
    listed = list(page.object_list)
    summaries = listing.summaries(listed)
    asked = {"q": query, "sort": sort, "show": show}
    context = {
        "rows": [(essay, summaries[essay.pk]) for essay in listed],
        "page": page,
        "query": query,
        "sort": sort,
        "show": show,
        "parameters": urlencode({name: value for name, value in asked.items() if value}),
        "in_bin": essays_in_bin_of(request.user).count(),
    }
    return render_page_or_partial(request, "essays/list.html", context, partial="listed")


@login_required
@require_safe
def essay_bin(request: SignedInRequest) -> HttpResponse:
    """The essays that can still be taken back."""
    found = (
        essays_in_bin_of(request.user).defer("text", "extra", "shape").order_by("-deleted", "-pk")
    )
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "essays/bin.html", {"page": page, "days": BIN_DAYS})


@login_required
@require_http_methods(["GET", "POST"])
def new_essay(request: SignedInRequest) -> HttpResponse:
    """A new essay from pasted words or a file; saving it leads to its workbench."""
    form = NewEssayForm(request.POST, request.FILES) if request.method == "POST" else NewEssayForm()
    if form.is_bound and form.is_valid():
        essay = create_essay(
            request.user,
            title=form.cleaned_data["title"],
            author_line=form.cleaned_data["author_line"],
            language=form.cleaned_data["language"],
            text=form.source_text,
        )
        return redirect("workbench", essay.pk)
    return render(request, "essays/new.html", {"form": form}, status=_status(form.is_bound))


@login_required
@require_http_methods(["GET", "POST"])
def details(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Title, author line and language; a change is an edit like any other and can be undone."""
    essay = essay_for(request.user, essay_id, Permission.EDIT)
    now = {name: getattr(essay, name) for name in ("title", "author_line", "language")}
    sent = request.POST if request.method == "POST" else None
    form = DetailsForm(sent, initial=now, now=essay.language)
    if form.is_bound and form.is_valid():
        editing.apply(essay.pk, SetDetails(**form.cleaned_data), actor=request.user)
        messages.success(request, _("Saved."))
        return redirect("workbench", essay.pk)
    context = {"form": form, "essay": essay}
    return render(request, "essays/details.html", context, status=_status(form.is_bound))


@login_required
@require_POST
def copy(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """A second essay with the same text and map, for whoever may read this one."""
    spend("imports", str(request.user.pk))
    essay = duplicate(request.user, essay_id)
    messages.success(request, _("This is your copy. Only you see it."))
    return redirect("workbench", essay.pk)


def _choice[C: (Sort, Show)](kind: type[C], value: str | None, default: C) -> C:
    """Return the choice an address names; an unknown one counts as the default."""
    return kind(value) if value in list(kind) else default


def _status(failed: bool) -> HTTPStatus:  # noqa: FBT001 - one obvious argument
    return HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
