"""Export: the page that asks for a format, and the files themselves."""

from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.views.decorators.http import require_safe

from essays.access.permissions import Permission
from essays.access.reach import Reach, essay_by_share_token, reach
from essays.forms.exporting import ExportForm
from essays.forms.losses import LossGroup, groups
from essays.services.exporting import UnknownExport, WidthRefused, export, losses_of, named
from essays.views.drawing_words import Translated
from essays.views.outline_words import translated_outline

PAGE = "essays/export.html"


@require_safe
def choose(request: HttpRequest, essay_id: UUID) -> HttpResponse:
    """The page that asks for a format; a choice leads on to the file."""
    return _choose(request, reach(request.user, essay_id, Permission.VIEW_MAP))


@require_safe
def download(request: HttpRequest, essay_id: UUID, format: str) -> HttpResponse:
    """The map as a file."""
    return _download(request, reach(request.user, essay_id, Permission.VIEW_MAP), format)


@require_safe
def shared_choose(request: HttpRequest, token: str) -> HttpResponse:
    """The same page for whoever holds the link."""
    return _choose(request, _shared(request, token), token)


@require_safe
def shared_download(request: HttpRequest, token: str, format: str) -> HttpResponse:
    """The same file for whoever holds the link."""
    return _download(request, _shared(request, token), format, token)


def _shared(request: HttpRequest, token: str) -> Reach:
    essay = essay_by_share_token(token)
    return reach(request.user, essay.pk, Permission.VIEW_MAP, token=token)


def _choose(request: HttpRequest, found: Reach, token: str = "") -> HttpResponse:
    if "format" not in request.GET:
        return _page(request, found, ExportForm(initial={"format": "pdf"}), token)
    form = ExportForm.read(request.GET.dict())
    if not form.is_valid():
        return _page(request, found, form, token)
    if "report" in request.GET:
        report = losses_of(found.essay, form.cleaned_data["format"])
        return _page(request, found, form, token, losses=groups(report))
    address = _address(found, token)
    return redirect(f"{address}{form.cleaned_data['format']}/?{urlencode(form.query)}")


def _download(request: HttpRequest, found: Reach, format: str, token: str = "") -> HttpResponse:
    try:
        form = ExportForm.read(request.GET.dict(), format)
    except UnknownExport as error:
        raise Http404 from error
    if form.is_valid():
        try:
            file = export(
                found,
                format,
                form.options,
                words=Translated(),
                outline_words=translated_outline(),
            )
        except WidthRefused as refused:
            form.refuse(refused)
        else:
            return file_answer(file.name, file.media_type, file.data)
    return _page(request, found, form, token)


def file_answer(name: str, media_type: str, data: bytes) -> HttpResponse:
    """Return a file to be kept, not shown."""
    response = HttpResponse(data, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    return response


def _page(
    request: HttpRequest,
    found: Reach,
    form: ExportForm,
    token: str,
    *,
    losses: list[LossGroup] | None = None,
) -> HttpResponse:
    context = {
        "losses": losses,
        "format_title": named(form.cleaned_data["format"]).title if losses is not None else "",
        "form": form,
        "essay": found.essay,
        "address": _address(found, token),
        "back": reverse("share", args=[token]) if token else _workbench(found),
    }
    failed = form.is_bound and losses is None
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
    return render(request, PAGE, context, status=status)


def _address(found: Reach, token: str) -> str:
    if token:
        return reverse("shared_export", args=[token])
    return reverse("export", args=[found.essay.pk])


def _workbench(found: Reach) -> str:
    return reverse("workbench", args=[found.essay.pk])
