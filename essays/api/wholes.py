"""Essays as wholes: copied, taken out of the bin, opened to people by a link."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.api.essays import essay_document, essay_tag
from essays.api.etags import check_match, known, tag, tagged
from essays.api.queries import page_of, read_query, turned
from essays.api.resources import Resource, answer, body_of, optional_body_of, signed_in, write
from essays.api.says import PAGED, Says
from essays.graph.errors import Malformed
from essays.models import Essay, Invitation, MemberRole
from essays.services.duplicating import duplicate
from essays.services.essays import restore_essay
from essays.services.holding import held
from essays.services.sharing import (
    INVITATION_DAYS,
    invite,
    open_invitations,
    withdraw_invitation,
)

_LONGEST_DAYS = 90
_INVITED = (MemberRole.EDITOR, MemberRole.COMMENTER, MemberRole.VIEWER)


class Duplicate(Resource):
    """A copy of an essay that one may read."""

    says: ClassVar[Mapping[str, Says]] = {
        "POST": Says(
            name="duplicateEssay",
            summary="Copy an essay with its map; all ids in the copy are new.",
            answer="Essay",
            statuses=(201,),
            body="RedoBody",
            body_needed=False,
        )
    }

    def is_import(self, request: Request) -> bool:
        return True

    @write
    def post(self, request: Request, essay_id: UUID) -> HttpResponse:
        _nothing(request)
        return _made(duplicate(signed_in(request), essay_id))


class Restore(Resource):
    """Takes an essay out of the bin."""

    says: ClassVar[Mapping[str, Says]] = {
        "POST": Says(
            name="restoreEssay",
            summary="Take an essay of one's own out of the bin.",
            answer="Essay",
            statuses=(200,),
            body="RedoBody",
            body_needed=False,
        )
    }

    @write
    def post(self, request: Request, essay_id: UUID) -> HttpResponse:
        _nothing(request)
        return _made(restore_essay(signed_in(request), essay_id), status=HTTPStatus.OK)


class Invitations(Resource):
    """The links by which people can join."""

    says: ClassVar[Mapping[str, Says]] = {
        "GET": Says(
            name="listInvitations",
            summary="The links by which people can join at present, without their secrets.",
            answer="InvitationPage",
            query=PAGED,
        ),
        "POST": Says(
            name="invite",
            summary="Make a link by which anyone who has it can join. It is shown this once.",
            answer="NewInvitation",
            statuses=(201,),
            body="InvitationBody",
        ),
    }

    def get(self, request: Request, essay_id: UUID) -> HttpResponse:
        essay = reach(signed_in(request), essay_id, Permission.MANAGE).essay
        asked = page_of(request)
        found = open_invitations(essay)
        mark = _tag(essay, found)
        latest = sorted(found, key=lambda one: one.pk, reverse=True)
        page, link = turned(request, latest, asked, falling=True)
        items = [_invitation(one) for one in page]
        return known(request, mark) or tagged(answer({"items": items, "next": link}), mark)

    @write
    def post(self, request: Request, essay_id: UUID) -> HttpResponse:
        reach(request.user, essay_id, Permission.MANAGE)
        read_query(request)
        role, days = _invited(body_of(request))
        new = invite(signed_in(request), essay_id, role, days=days)
        link = request.build_absolute_uri(reverse("join", kwargs={"token": new.token}))
        document = {**_invitation(new.invitation), "link": link}
        return answer(document, status=HTTPStatus.CREATED)


class OneInvitation(Resource):
    """One link by which people can join."""

    says: ClassVar[Mapping[str, Says]] = {
        "DELETE": Says(
            name="withdrawInvitation",
            summary="Close a link; who joined by it stays.",
            statuses=(204,),
            match=True,
        )
    }

    @write
    def delete(self, request: Request, essay_id: UUID, invitation_id: UUID) -> HttpResponse:
        read_query(request)
        with held(request.user, essay_id, Permission.MANAGE) as essay:
            found = open_invitations(essay)
            here = next((one for one in found if one.pk == invitation_id), None)
            if here is None:
                raise NotFound
            check_match(request, _tag(essay, found), lambda: _invitation(here))
            withdraw_invitation(signed_in(request), essay_id, invitation_id)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _nothing(request: Request) -> None:
    read_query(request)
    for name in optional_body_of(request):
        raise Malformed(f"/{name[:100]}", "unknown_field")


def _made(essay: Essay, *, status: int = HTTPStatus.CREATED) -> HttpResponse:
    place = reverse("api_essay", kwargs={"essay_id": essay.pk})
    document = essay_document(essay, MemberRole.OWNER) | {"text": essay.text}
    response = answer(document, status=status, headers={"Location": place})
    return tagged(response, essay_tag(essay, MemberRole.OWNER))


def _tag(essay: Essay, found: Sequence[Invitation]) -> str:
    """Return the tag of all open links; that one expired changes no settings."""
    return tag(f"{essay.settings_version}.{len(found)}", "invitations")


def _invitation(invitation: Invitation) -> dict[str, Any]:
    return {
        "id": invitation.pk,
        "role": str(invitation.role),
        "expires": invitation.expires,
        "used": invitation.used,
    }


def _invited(body: dict[str, Any]) -> tuple[MemberRole, int]:
    """Return the role that a link gives, and for how many days it is open."""
    for name in body:
        if name not in ("role", "days"):
            raise Malformed(f"/{name[:100]}", "unknown_field")
    role, days = body.get("role"), body.get("days", INVITATION_DAYS)
    if "role" not in body:
        raise Malformed("/role", "missing_field")
    if not isinstance(role, str) or role not in _INVITED:
        raise Malformed("/role", "unknown_value", known=[str(one) for one in _INVITED])
    if type(days) is not int or not 1 <= days <= _LONGEST_DAYS:
        raise Malformed("/days", "not_a_whole_number")
    return MemberRole(role), days
