"""The map as a file: its data, or its drawing."""

from dataclasses import astuple
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.api.etags import known, tag, tagged
from essays.api.importing import report_document
from essays.api.queries import read_flag, read_number, read_query
from essays.api.rendering import DocumentRenderer
from essays.api.resources import Resource, answer
from essays.api.says import FLAG, Says
from essays.api.shapes import Shape
from essays.layout.pdf import Paper
from essays.layout.png import LEAST_WIDTH, MOST_WIDTH
from essays.layout.scene import View
from essays.services.exporting import (
    ALIASES,
    EXPORTS,
    PLAIN,
    Options,
    Shade,
    UnknownExport,
    WidthRefused,
    export,
    losses_of,
    named,
)


class AnyRenderer(DocumentRenderer):
    """Lets a client ask for the type of a file; refusals are JSON all the same."""

    media_type = "*/*"


class WidthDoesNotFit(APIException):
    """A picture as wide as this would have too many pixels, or too few."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "bad_width"


def _choice(kind: type[View] | type[Shade] | type[Paper], default: str) -> Shape:
    return {"type": "string", "enum": [str(one) for one in kind], "default": default}


class Export(Resource):
    """The map as a file of the format in the address."""

    says = {
        "GET": Says(
            name="exportMap",
            summary="The map as a file, data or drawing; `report` says what the format cannot say.",
            files=tuple(dict.fromkeys(one.media_type for one in EXPORTS.values())),
            open=True,
            refuses=(HTTPStatus.UNPROCESSABLE_ENTITY,),
            path={"format": {"type": "string", "enum": [*ALIASES, *EXPORTS]}},
            query={
                "view": _choice(View, PLAIN.view),
                "theme": _choice(Shade, PLAIN.theme),
                "paper": _choice(Paper, PLAIN.paper),
                "width": {"type": "integer", "minimum": LEAST_WIDTH, "maximum": MOST_WIDTH},
                "report": FLAG,
            },
        ),
    }
    renderer_classes = (DocumentRenderer, AnyRenderer)

    def get_format_suffix(self, **_kwargs: object) -> None:
        """Leave the format in the address to `get`: it chooses a file, no way to write errors."""

    def get(self, request: Request, essay_id: UUID, format: str) -> HttpResponse:
        found = reach(request.user, essay_id, Permission.VIEW_MAP)
        try:
            name = named(format).name
        except UnknownExport as error:
            names = ", ".join([*ALIASES, *EXPORTS])
            raise Http404(_("There are these formats: %(names)s.") % {"names": names}) from error
        options, only_report = _options(request)
        people = found.may(Permission.VIEW_PEOPLE)
        parts = (name, *astuple(options), people, only_report)
        what = "-".join(str(part) for part in parts)
        mark = tag(found.essay.version, what)
        if (unchanged := known(request, mark)) is not None:
            return unchanged
        if only_report:
            return tagged(answer(report_document(losses_of(found.essay, name))), mark)
        try:
            file = export(found, name, options)
        except WidthRefused as refused:
            words = _("This drawing can be %(least)s to %(most)s px wide.")
            bounds = {"least": refused.least, "most": refused.most}
            raise WidthDoesNotFit(words % bounds) from refused
        response = HttpResponse(file.data, content_type=file.media_type)
        disposition = content_disposition_header(as_attachment=True, filename=file.name)
        response.headers["Content-Disposition"] = disposition or "attachment"
        return tagged(response, mark)


def _options(request: Request) -> tuple[Options, bool]:
    given = read_query(
        request,
        view=(View, PLAIN.view),
        theme=(Shade, PLAIN.theme),
        paper=(Paper, PLAIN.paper),
        width=(_width, PLAIN.width),
        report=(read_flag, False),
    )
    only_report = given.pop("report")
    return Options(**given), only_report


def _width(text: str) -> int:
    width = read_number(text)
    if not LEAST_WIDTH <= width <= MOST_WIDTH:
        raise ValueError(text)
    return width
