"""The page of an essay's members, and what is done there to one of them."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from essays.access.permissions import Permission
from essays.access.reach import essay_for, reach
from essays.forms.members import HandOverForm, RoleForm
from essays.forms.sharing import InviteForm, VisibilityForm
from essays.graph.errors import Refused
from essays.models import Essay, MemberRole, Membership
from essays.services import members as membership
from essays.services.sharing import NewInvitation, open_invitations
from essays.views.web import SignedInRequest


@login_required
@require_safe
def members(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Who belongs to the essay; for its owner also who may look and join."""
    return members_page(request, essay_id)


def members_page(
    request: SignedInRequest,
    essay_id: UUID,
    *,
    new: NewInvitation | None = None,
    **failed: Form,
) -> HttpResponse:
    """Return the page, with a link that was just made, or with forms that failed."""
    found = reach(request.user, essay_id, Permission.VIEW_PEOPLE)
    people = membership.members_of(found.essay)
    context: dict[str, Any] = {
        "essay": found.essay,
        "members": [(person, RoleForm(initial={"role": person.role})) for person in people],
        "may_leave": found.may(Permission.LEAVE),
        "manages": found.may(Permission.MANAGE),
        "new": new,
    }
    if found.may(Permission.MANAGE):
        context |= _for_owner(found.essay, people) | failed
    status = HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK
    return render(request, "essays/members.html", context, status=status)


@login_required
@require_POST
def role(request: SignedInRequest, essay_id: UUID, user_id: UUID) -> HttpResponse:
    """Another role for a member."""
    essay_for(request.user, essay_id, Permission.MANAGE)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = MemberRole(form.cleaned_data["role"])
        try:
            changed = membership.change_role(request.user, essay_id, user_id, role)
        except Refused as error:
            messages.error(request, refusal_words(error))
        else:
            words = _("%(name)s is now %(role)s.")
            named = {"name": changed.user, "role": role.label}
            messages.success(request, words % named)
    return redirect("members", essay_id)


@login_required
@require_POST
def remove(request: SignedInRequest, essay_id: UUID, user_id: UUID) -> HttpResponse:
    """End somebody's membership."""
    try:
        gone = membership.remove_member(request.user, essay_id, user_id)
    except Refused as error:
        messages.error(request, refusal_words(error))
    else:
        words = _("%(name)s is no longer a member. What they wrote stays.")
        messages.success(request, words % {"name": gone.user})
    return redirect("members", essay_id)


@login_required
@require_POST
def leave(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """End one's own membership."""
    title = essay_for(request.user, essay_id, Permission.LEAVE).title
    membership.leave(request.user, essay_id)
    messages.success(request, _("You left “%(title)s”.") % {"title": title})
    return redirect("essays")


@login_required
@require_POST
def hand_over(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Make another member the owner."""
    essay = essay_for(request.user, essay_id, Permission.OWN)
    form = HandOverForm(request.POST, members=membership.members_of(essay))
    if not form.is_valid():
        return members_page(request, essay_id, hand_over=form)
    essay = membership.hand_over(request.user, essay_id, form.cleaned_data["heir"])
    words = _("%(name)s owns the essay now. You are an editor.")
    messages.success(request, words % {"name": essay.owner})
    return redirect("members", essay_id)


def refusal_words(error: Refused) -> str:
    """Return what to do instead."""
    if error.code == "hand_over_instead":
        return _("To make somebody the owner, hand the essay over.")
    return _("The owner stays. Hand the essay over to somebody else first.")


def _for_owner(essay: Essay, people: list[Membership]) -> dict[str, Any]:
    return {
        "visibility": VisibilityForm(initial={"visibility": essay.visibility}),
        "invite": InviteForm(),
        "invitations": open_invitations(essay),
        "hand_over": HandOverForm(members=people) if len(people) > 1 else None,
    }
