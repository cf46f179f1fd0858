"""Who may look at an essay and who may join it; and the essay's way into the bin and back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from essays.access.permissions import Permission
from essays.access.reach import essay_for
from essays.forms.sharing import InviteForm, VisibilityForm
from essays.models import MemberRole, User, Visibility
from essays.services import essays as shelf
from essays.services import sharing
from essays.views.members import members_page
from essays.views.web import SignedInRequest


@login_required
@require_POST
def visibility(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Open the essay to more people, or to fewer."""
    essay_for(request.user, essay_id, Permission.MANAGE)
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        return members_page(request, essay_id, visibility=form)
    chosen = Visibility(form.cleaned_data["visibility"])
    sharing.set_visibility(request.user, essay_id, chosen)
    words = {
        Visibility.PRIVATE: _("Only members see the essay now."),
        Visibility.LINK: _("Whoever has the link sees the essay now."),
        Visibility.PUBLIC: _("Everyone sees the essay now."),
    }
    messages.success(request, words[chosen])
    return redirect("members", essay_id)


@login_required
@require_POST
def renew_link(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """A new read-only link; the earlier one stops working."""
    had_one = essay_for(request.user, essay_id, Permission.MANAGE).share_token is not None
    sharing.renew_share_link(request.user, essay_id)
    renewed = _("The link is new. The earlier one no longer works.")
    messages.success(request, renewed if had_one else _("The link is made."))
    return redirect("members", essay_id)


@login_required
@require_POST
def remove_link(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """No read-only link any more."""
    sharing.remove_share_link(request.user, essay_id)
    messages.success(request, _("The link no longer works."))
    return redirect("members", essay_id)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def invite(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """A link by which people join; it is shown in this answer and never again: who comes back to
    its address finds the members."""
    essay_for(request.user, essay_id, Permission.MANAGE)
    if request.method == "GET":
        return redirect("members", essay_id)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return members_page(request, essay_id, invite=form)
    role = MemberRole(form.cleaned_data["role"])
    new = sharing.invite(request.user, essay_id, role, days=form.cleaned_data["days"])
    return members_page(request, essay_id, new=new)


@login_required
@require_POST
def withdraw(request: SignedInRequest, essay_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Close an invitation."""
    try:
        sharing.withdraw_invitation(request.user, essay_id, invitation_id)
    except sharing.InvitationGone:
        messages.info(request, _("That link was closed already."))
    else:
        messages.success(request, _("The link no longer works. Who joined by it stays."))
    return redirect("members", essay_id)


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation is for; joining takes a click, so that no preview of a link joins."""
    try:
        invitation = sharing.open_invitation(token)
    except sharing.InvitationGone:
        return render(request, "essays/join_gone.html", status=404)
    if request.method == "POST" and isinstance(request.user, User):
        sharing.join(request.user, token)
        messages.success(request, _("You are a member now."))
        return redirect("workbench", invitation.essay_id)
    return render(request, "essays/join.html", {"invitation": invitation})


@login_required
@require_POST
def delete(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Put the essay in the bin."""
    essay = shelf.delete_essay(request.user, essay_id)
    words = _("“%(title)s” is in the bin for %(days)d days.")
    back = reverse("restore_essay", args=[essay.pk])
    named = {"title": essay.title, "days": shelf.BIN_DAYS}
    messages.success(request, words % named, extra_tags=f"undo:{back}")
    return redirect("essays")


@login_required
@require_POST
def restore(request: SignedInRequest, essay_id: UUID) -> HttpResponse:
    """Take the essay out of the bin."""
    essay = shelf.restore_essay(request.user, essay_id)
    messages.success(request, _("“%(title)s” is back.") % {"title": essay.title})
    return redirect("workbench", essay.pk)
