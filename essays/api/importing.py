"""A map from a file of any format, as a new essay."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from essays.api.essays import essay_document, essay_tag
from essays.api.etags import tagged
from essays.api.parsing import BytesParser
from essays.api.queries import read_flag, read_query
from essays.api.resources import Resource, answer, signed_in, write
from essays.api.says import FLAG, Says
from essays.formats.base import LossReport
from essays.formats.documents import MAX_BYTES
from essays.forms.losses import unknown_words, words_of
from essays.models import MemberRole
from essays.services.importing import READABLE, NotRecognised, import_map, read

MOST_TOLD = 1_000  # losses one by one; their counts are always whole
_NAMES = [one.name for one in READABLE]
_LONGEST_NAME = 255


class FormatUnknown(APIException):
    """No format knows the file."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY
    default_code = "not_recognised"


class FileParser(BytesParser):
    """The bytes of a body, whatever its type: the format is told by the address or by the bytes."""

    media_type = "*/*"


class Import(Resource):
    """Makes an essay of a file, or says what it would hold."""

    says = {
        "POST": Says(
            name="importEssay",
            summary="Make an essay of a file; `dry_run` only says what it holds and what is lost.",
            answer="Imported",
            statuses=(200, 201),
            takes="application/octet-stream",
            query={
                "format": {"type": "string", "enum": _NAMES},
                "name": {"type": "string", "minLength": 1, "maxLength": _LONGEST_NAME},
                "dry_run": FLAG,
            },
        )
    }
    max_body = MAX_BYTES
    parser_classes = (FileParser,)
    reads_files = True

    def is_import(self, request: Request) -> bool:
        return True

    @write
    def post(self, request: Request) -> HttpResponse:
        user = signed_in(request)
        asked = read_query(
            request, format=(_format, ""), name=(_name, ""), dry_run=(read_flag, False)
        )
        data = request.data if isinstance(request.data, bytes) else b""
        try:
            reading = read(data, name=asked["name"], format=asked["format"])
        except NotRecognised as error:
            raise FormatUnknown(unknown_words(error)) from error
        graph = reading.graph
        document: dict[str, Any] = {
            "essay": None,
            "format": reading.format.name,
            "rows": {"nodes": len(graph.nodes), "relations": len(graph.relations)},
            "report": report_document(reading.report),
        }
        if asked["dry_run"]:
            return answer(document)
        essay = import_map(user, graph)
        document["essay"] = essay_document(essay, MemberRole.OWNER)
        place = reverse("api_essay", kwargs={"essay_id": essay.pk})
        response = answer(document, status=HTTPStatus.CREATED, headers={"Location": place})
        return tagged(response, essay_tag(essay, MemberRole.OWNER))


def report_document(report: LossReport) -> dict[str, Any]:
    """Return what was lost: how often each thing happened, and the first ones with their places."""
    counts = [
        {"kind": str(kind), "what": what, "words": words_of(what), "count": count}
        for (kind, what), count in report.counts().items()
    ]
    losses = [
        {
            "kind": str(loss.kind),
            "what": loss.what,
            "line": loss.line,
            "column": loss.column,
            "pointer": loss.pointer,
            "id": loss.id,
            "detail": loss.detail,
        }
        for loss in report.losses[:MOST_TOLD]
    ]
    return {"counts": counts, "losses": losses}


def _format(text: str) -> str:
    if text not in _NAMES:
        raise ValueError(text)
    return text


def _name(text: str) -> str:
    if not 0 < len(text) <= _LONGEST_NAME:
        raise ValueError(text)
    return text
