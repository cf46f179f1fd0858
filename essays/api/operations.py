"""Edits from programs, through the write door."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from essays.access.permissions import Permission
from essays.api.etags import check_match, tag
from essays.api.maps import MEMBERS, present
from essays.api.queries import read_flag, read_query
from essays.api.resources import Resource, edited, write
from essays.api.says import FLAG, Says
from essays.formats.documents import MAX_BYTES
from essays.graph.documents import read_operation
from essays.graph.errors import ArgmapError
from essays.graph.operations import Batch, Operation
from essays.services.editing import Applied, apply
from essays.services.holding import held
from essays.services.trying import tried


class Operations(Resource):
    """One edit, or several, all or nothing."""

    says = {
        "POST": Says(
            name="makeEdits",
            summary="Make one edit, or several, all or nothing; with `dry_run`, only say what"
            " would change.",
            answer="Edited",
            statuses=(200, 201),
            body="Operations",
            may_match=True,
            query={"dry_run": FLAG},
        )
    }
    max_body = MAX_BYTES

    @write
    def post(self, request: Request, essay_id: UUID) -> HttpResponse:
        """Make one edit (`{"op": "add_node", …}`) or several (`{"operations": […]}`).

        `dry_run=1` answers the changes without making them. If-Match, with the ETag of the map,
        refuses when somebody edited anything since.
        """
        asked = read_query(request, dry_run=(read_flag, False))
        make = tried if asked["dry_run"] else apply
        with held(request.user, essay_id, Permission.EDIT) as essay:
            mark = tag(essay.version, MEMBERS)
            check_match(request, mark, lambda: present(request, essay), needed=False)
            done = _made(request.data, lambda one: make(essay_id, one, actor=request.user))
        new = done.number is not None and not asked["dry_run"]
        return edited(request, done, status=HTTPStatus.CREATED if new else HTTPStatus.OK)


def _made(body: Any, make: Callable[[Operation], Applied]) -> Applied:
    """Make what a body says; a list of one edit is that edit, and costs no more."""
    document = {"op": Batch.op, **body} if isinstance(body, dict) and "op" not in body else body
    operation = read_operation(document)
    if not isinstance(operation, Batch) or len(operation.operations) != 1:
        return make(operation)
    try:
        return make(operation.operations[0])
    except ArgmapError as error:
        error.data["index"] = 0
        raise
