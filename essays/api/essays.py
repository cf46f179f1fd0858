"""Essays: the shelf of a person, and one of them."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.request import Request

from essays.access.permissions import Permission
from essays.access.reach import Reach, reach
from essays.api.etags import check_match, known, tag, tagged
from essays.api.queries import next_link, page_of, read_query, read_words, write_cursor
from essays.api.resources import Resource, answer, body_of, edited, signed_in, write
from essays.api.says import PAGED, WORDS, Says, reading
from essays.graph.documents import read_operation
from essays.graph.errors import Malformed
from essays.graph.ids import uuid7
from essays.graph.operations import Batch, Operation, SetText
from essays.models import Essay, MemberRole
from essays.services.editing import apply
from essays.services.essays import delete_essay
from essays.services.holding import held
from essays.services.loading import text_of
from essays.services.shelf import new_essay, shelf


class Essays(Resource):
    """The essays one belongs to."""

    says = {
        "GET": Says(
            name="listEssays",
            summary="The essays one belongs to, newest first; `q` looks for words in them.",
            answer="EssayPage",
            tagged=False,
            query={**PAGED, "q": WORDS},
        ),
        "POST": Says(
            name="createEssay",
            summary="Make an essay, under one's own id or a new one.",
            answer="Essay",
            statuses=(201,),
            body="NewEssay",
        ),
    }

    def get(self, request: Request) -> HttpResponse:
        user = signed_in(request)
        asked = page_of(request, q=(read_words, ""))
        rows = shelf(user, query=asked["q"], after=asked["cursor"])[: asked["limit"] + 1]
        found = list(rows)
        page = found[: asked["limit"]]
        more = len(found) > len(page)
        link = next_link(request, {"cursor": write_cursor(page[-1].pk)}) if more else None
        items = [essay_document(essay, getattr(essay, "role_of_user", None)) for essay in page]
        return answer({"items": items, "next": link})

    @write
    def post(self, request: Request) -> HttpResponse:
        user = signed_in(request)
        read_query(request)
        essay = new_essay(user, **_new_fields(body_of(request)))
        place = reverse("api_essay", kwargs={"essay_id": essay.pk})
        document = essay_document(essay, MemberRole.OWNER) | {"text": essay.text}
        response = answer(document, status=HTTPStatus.CREATED, headers={"Location": place})
        return tagged(response, essay_tag(essay, MemberRole.OWNER))


class OneEssay(Resource):
    """An essay with its text, without its map."""

    says = {
        "GET": reading("readEssay", "An essay with its text, without its map.", "Essay"),
        "PATCH": Says(
            name="changeEssay",
            summary="Change title, author, language or text; passages follow the text.",
            answer="Edited",
            body="EssayChange",
            match=True,
        ),
        "DELETE": Says(
            name="deleteEssay",
            summary="Put an essay into the bin, from where its owner can take it back.",
            statuses=(204,),
            match=True,
        ),
    }

    def get(self, request: Request, essay_id: UUID) -> HttpResponse:
        found = reach(request.user, essay_id, Permission.VIEW_MAP)
        read_query(request)
        mark = essay_tag(found.essay, found.standing.role)
        return known(request, mark) or tagged(answer(_whole(found)), mark)

    @write
    def patch(self, request: Request, essay_id: UUID) -> HttpResponse:
        read_query(request)
        with held(request.user, essay_id, Permission.EDIT) as essay:
            found = self._meant(request, essay)
            done = apply(essay_id, _editing(body_of(request)), actor=request.user)
            essay.version = done.version
        return tagged(edited(request, done), essay_tag(essay, found.standing.role))

    @write
    def delete(self, request: Request, essay_id: UUID) -> HttpResponse:
        read_query(request)
        with held(request.user, essay_id, Permission.OWN) as essay:
            self._meant(request, essay)
            delete_essay(signed_in(request), essay_id)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)

    def _meant(self, request: Request, essay: Essay) -> Reach:
        found = reach(request.user, essay.pk, Permission.VIEW_MAP)
        mark = essay_tag(essay, found.standing.role)
        check_match(request, mark, lambda: _whole(found))
        return found


def essay_document(essay: Essay, role: str | None) -> dict[str, Any]:
    """Return an essay as programs read it, without its text."""
    return {
        "id": essay.pk,
        "title": essay.title,
        "author_line": essay.author_line,
        "language": essay.language,
        "visibility": str(essay.visibility),
        "role": None if role is None else str(role),
        "version": essay.version,
        "settings_version": essay.settings_version,
        "created": essay.created,
        "updated": essay.updated,
    }


def _whole(found: Reach) -> dict[str, Any]:
    essay = found.essay
    return essay_document(essay, found.standing.role) | {"text": text_of(essay.pk)}


def essay_tag(essay: Essay, role: str | None) -> str:
    """Return the tag of an essay's document, which says one's own role and the visibility too."""
    return tag(f"{essay.version}.{essay.settings_version}", f"essay-{role or 'guest'}")


def _new_fields(body: dict[str, Any]) -> dict[str, Any]:
    """Return what a body says of a new essay, read by the names and types of `set_details`."""
    fields = dict(body)
    text, id = fields.pop("text", ""), fields.pop("id", None)
    if "extra" in fields or "op" in fields:
        raise Malformed("/extra" if "extra" in fields else "/op", "unknown_field")
    if "title" not in fields:
        raise Malformed("/title", "missing_field")
    read_operation({"op": "set_details", **fields})
    read_operation({"op": SetText.op, "text": text})
    known_id = read_operation({"op": "remove_node", "id": uuid7() if id is None else id})
    return {**fields, "text": text, "id": known_id.id}  # type: ignore[union-attr]


def _editing(body: dict[str, Any]) -> Operation:
    """Return the edit of an essay's details, of its text, or of both."""
    fields = dict(body)
    if "op" in fields:
        raise Malformed("/op", "unknown_field")
    text = [{"op": SetText.op, "text": fields.pop("text")}] if "text" in fields else []
    details = [{"op": "set_details", **fields}] if fields or not text else []
    both = [read_operation(one) for one in (*details, *text)]
    return both[0] if len(both) == 1 else Batch(operations=tuple(both))  # type: ignore[arg-type]
