"""The change feed, undo and redo."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.api.etags import known, tag, tagged
from essays.api.queries import LONGEST_PAGE, PAGE, next_link, read_limit, read_number, read_query
from essays.api.resources import (
    Resource,
    answer,
    changes_document,
    edited,
    optional_body_of,
    signed_in,
    write,
)
from essays.api.says import LIMIT, NUMBER, Says
from essays.graph.errors import Malformed
from essays.models import Revision
from essays.services import history
from essays.services.chronicle import revisions_since
from essays.services.editing import Applied


class Revisions(Resource):
    """What was done to an essay, oldest first: a feed that a program follows."""

    says = {
        "GET": Says(
            name="listRevisions",
            summary="The revisions after `since`, oldest first.",
            answer="RevisionPage",
            query={"since": NUMBER, "limit": LIMIT},
        )
    }

    def get(self, request: Request, essay_id: UUID) -> HttpResponse:
        """Return the revisions after `since`. Follow `next` until it is null; later ask again
        from the number of the last one."""
        essay = reach(signed_in(request), essay_id, Permission.VIEW_PEOPLE).essay
        asked = read_query(request, since=(read_number, 0), limit=(read_limit, PAGE))
        mark = tag(f"{essay.version}.{essay.settings_version}", "revisions")
        if (unchanged := known(request, mark)) is not None:
            return unchanged
        limit = min(asked["limit"], LONGEST_PAGE)
        found = revisions_since(essay_id, asked["since"], limit=limit + 1)
        page = found[:limit]
        link = next_link(request, {"since": page[-1].number}) if len(found) > limit else None
        items = [_revision(one) for one in page]
        return tagged(answer({"items": items, "next": link, "version": essay.version}), mark)


class Undo(Resource):
    """Takes back one's newest edit, or one revision by its number."""

    says = {
        "POST": Says(
            name="undo",
            summary="Take back one's newest edit, or one revision by its number.",
            answer="Edited",
            statuses=(201,),
            body="UndoBody",
            body_needed=False,
        )
    }

    @write
    def post(self, request: Request, essay_id: UUID) -> HttpResponse:
        read_query(request)
        reach(request.user, essay_id, Permission.EDIT)
        number = _number(optional_body_of(request))
        if number is None:
            return _done(request, essay_id, history.undo)
        done = history.undo_revision(essay_id, number, actor=request.user)
        return edited(request, done, status=HTTPStatus.CREATED)


class Redo(Resource):
    """Makes again what one took back last."""

    says = {
        "POST": Says(
            name="redo",
            summary="Make again what one took back last.",
            answer="Edited",
            statuses=(201,),
            body="RedoBody",
            body_needed=False,
        )
    }

    @write
    def post(self, request: Request, essay_id: UUID) -> HttpResponse:
        read_query(request)
        reach(request.user, essay_id, Permission.EDIT)
        for name in optional_body_of(request):
            raise Malformed(f"/{name[:100]}", "unknown_field")
        return _done(request, essay_id, history.redo)


def _done(request: Request, essay_id: UUID, make: Callable[..., Applied]) -> HttpResponse:
    return edited(request, make(essay_id, actor=request.user), status=HTTPStatus.CREATED)


def _number(body: dict[str, Any]) -> int | None:
    for name in body:
        if name != "revision":
            raise Malformed(f"/{name[:100]}", "unknown_field")
    number = body.get("revision")
    if number is not None and (type(number) is not int or not 0 < number < 1 << 63):
        raise Malformed("/revision", "not_a_whole_number")
    return number


def _revision(revision: Revision) -> dict[str, Any]:
    actor = revision.actor
    return {
        "number": revision.number,
        "actor": None if actor is None else {"id": actor.pk, "name": str(actor)},
        "created": revision.created,
        "operation": revision.operation,
        "undoes": revision.undoes,
        **changes_document(revision.changes),
    }
