"""Who belongs to an essay, and who sees it by link."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.api.etags import check_match, known, tag, tagged
from essays.api.queries import page_of, read_query, turned
from essays.api.resources import Resource, answer, body_of, signed_in, write
from essays.api.says import PAGED, Says
from essays.graph.errors import Malformed
from essays.models import Essay, MemberRole, Membership, Visibility
from essays.services.holding import held
from essays.services.members import change_role, hand_over, leave, members_of, remove_member
from essays.services.sharing import remove_share_link, renew_share_link, set_visibility


class Members(Resource):
    """The members of an essay, in the order in which they joined."""

    says = {
        "GET": Says(
            name="listMembers",
            summary="The members, in the order in which they joined.",
            answer="MemberPage",
            query=PAGED,
        )
    }

    def get(self, request: Request, essay_id: UUID) -> HttpResponse:
        essay = reach(signed_in(request), essay_id, Permission.VIEW_PEOPLE).essay
        asked = page_of(request)
        if (unchanged := known(request, _tag(essay))) is not None:
            return unchanged
        joined = sorted(members_of(essay), key=lambda member: member.pk)
        page, link = turned(request, joined, asked)
        items = [_member(one) for one in page]
        return tagged(answer({"items": items, "next": link}), _tag(essay))


class OneMember(Resource):
    """One membership. The tag is that of the essay's settings."""

    says = {
        "GET": Says(name="readMember", summary="One member.", answer="Member"),
        "PATCH": Says(
            name="changeMember",
            summary="Give a member another role; `owner` hands the essay over.",
            answer="Member",
            body="MemberChange",
            match=True,
        ),
        "DELETE": Says(
            name="removeMember",
            summary="End a membership; everybody but the owner may end their own.",
            statuses=(204,),
            match=True,
        ),
    }

    def get(self, request: Request, essay_id: UUID, user_id: UUID) -> HttpResponse:
        essay = reach(signed_in(request), essay_id, Permission.VIEW_PEOPLE).essay
        read_query(request)
        document = _found(essay, user_id)
        return known(request, _tag(essay)) or tagged(answer(document), _tag(essay))

    @write
    def patch(self, request: Request, essay_id: UUID, user_id: UUID) -> HttpResponse:
        """Give a member another role; `owner` hands the essay over."""
        read_query(request)
        with _settings(request, essay_id, Permission.MANAGE, user_id=user_id) as essay:
            role = MemberRole(_choice(body_of(request), "role", list(MemberRole)))
            user = signed_in(request)
            if role is MemberRole.OWNER:
                hand_over(user, essay_id, user_id)
            else:
                change_role(user, essay_id, user_id, role)
            return _settled(essay, _found(essay, user_id))

    @write
    def delete(self, request: Request, essay_id: UUID, user_id: UUID) -> HttpResponse:
        """End a membership; everybody but the owner may end their own."""
        read_query(request)
        user = signed_in(request)
        own = user.pk == user_id
        permission = Permission.LEAVE if own else Permission.MANAGE
        with _settings(request, essay_id, permission, user_id=user_id):
            if own:
                leave(user, essay_id)
            else:
                remove_member(user, essay_id, user_id)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


class Share(Resource):
    """Who sees an essay without being a member, and the link."""

    says = {
        "GET": Says(name="readShare", summary="Who sees it, and the link.", answer="Share"),
        "PATCH": Says(
            name="changeShare",
            summary="Change who sees it. The first opening by link makes the link.",
            answer="Share",
            body="ShareChange",
            match=True,
        ),
        "POST": Says(
            name="renewShare",
            summary="Make a new link; the earlier one stops working.",
            answer="Share",
            statuses=(201,),
            match=True,
        ),
        "DELETE": Says(
            name="removeShare",
            summary="Take the link away; an essay open by link is private again.",
            answer="Share",
            match=True,
        ),
    }

    def get(self, request: Request, essay_id: UUID) -> HttpResponse:
        essay = reach(signed_in(request), essay_id, Permission.MANAGE).essay
        read_query(request)
        document = _share(request, essay)
        return known(request, _tag(essay)) or tagged(answer(document), _tag(essay))

    @write
    def patch(self, request: Request, essay_id: UUID) -> HttpResponse:
        """Change who sees it. The first opening by link makes the link."""
        read_query(request)
        with _settings(request, essay_id, Permission.MANAGE):
            chosen = _choice(body_of(request), "visibility", list(Visibility))
            essay = set_visibility(signed_in(request), essay_id, Visibility(chosen))
        return tagged(answer(_share(request, essay)), _tag(essay))

    @write
    def post(self, request: Request, essay_id: UUID) -> HttpResponse:
        """Make a new link; the earlier one stops working."""
        read_query(request)
        with _settings(request, essay_id, Permission.MANAGE):
            essay = renew_share_link(signed_in(request), essay_id)
        return tagged(answer(_share(request, essay), status=HTTPStatus.CREATED), _tag(essay))

    @write
    def delete(self, request: Request, essay_id: UUID) -> HttpResponse:
        """Take the link away; an essay that was open by link is private again."""
        read_query(request)
        with _settings(request, essay_id, Permission.MANAGE):
            essay = remove_share_link(signed_in(request), essay_id)
        return tagged(answer(_share(request, essay)), _tag(essay))


@contextmanager
def _settings(
    request: Request, essay_id: UUID, permission: Permission, *, user_id: UUID | None = None
) -> Iterator[Essay]:
    """Hold the essay; go on when the client means the settings as they are."""
    with held(request.user, essay_id, permission) as essay:

        def current() -> dict[str, Any]:
            return _share(request, essay) if user_id is None else _found(essay, user_id)

        if user_id is not None:
            _found(essay, user_id)
        check_match(request, _tag(essay), current)
        yield essay


def _settled(essay: Essay, document: dict[str, Any]) -> HttpResponse:
    essay.refresh_from_db(fields=["settings_version"])
    return tagged(answer(document), _tag(essay))


def _found(essay: Essay, user_id: UUID) -> dict[str, Any]:
    found = Membership.objects.filter(essay=essay, user_id=user_id).select_related("user").first()
    if found is None:
        raise NotFound
    return _member(found)


def _member(membership: Membership) -> dict[str, Any]:
    return {
        "user": membership.user_id,
        "name": str(membership.user),
        "role": str(membership.role),
        "since": membership.created,
    }


def _share(request: Request, essay: Essay) -> dict[str, Any]:
    link = None
    if essay.share_token is not None and essay.visibility != Visibility.PRIVATE:
        link = request.build_absolute_uri(reverse("share", kwargs={"token": essay.share_token}))
    return {"visibility": str(essay.visibility), "link": link}


def _choice(body: dict[str, Any], name: str, known: list[str]) -> str:
    """Return the one field of a body, which has to be one of these."""
    for other in body:
        if other != name:
            raise Malformed(f"/{other[:100]}", "unknown_field")
    if name not in body:
        raise Malformed(f"/{name}", "missing_field")
    if not isinstance(body[name], str) or body[name] not in known:
        raise Malformed(f"/{name}", "unknown_value", known=[str(one) for one in known])
    return str(body[name])


def _tag(essay: Essay) -> str:
    return tag(essay.settings_version, "settings")
