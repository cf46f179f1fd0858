"""Pages about oneself: making an account, its profile and end, API tokens."""

from http import HTTPStatus
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from essays.forms.accounts import CloseAccountForm, ProfileForm, SignUpForm, TokenForm
from essays.graph.errors import Refused
from essays.models import TokenScope
from essays.services import people
from essays.services import tokens as keys
from essays.services.limits import spend
from essays.services.sharing import InvitationGone, open_invitation
from essays.views.web import SignedInRequest


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    """A new account, where the site allows it or an invitation does."""
    target = _target(request)
    if request.user.is_authenticated:
        return redirect(target)
    if not _may_sign_up(target):
        return render(request, "accounts/sign_up_closed.html", status=HTTPStatus.FORBIDDEN)
    form = SignUpForm(request.POST or None)
    if form.is_bound:
        spend("sign_up", request.META.get("REMOTE_ADDR", ""))
        if form.is_valid():
            asked = form.cleaned_data
            user = people.open_account(
                username=asked["username"],
                password=asked["password1"],
                name=asked["name"],
                email=asked["email"],
            )
            login(request, user)
            return redirect(target)
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "accounts/sign_up.html", context, status=_status(form.is_bound))


@login_required
@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    """The account's name and address, and the ways to the rest."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_bound and form.is_valid():
        people.change_profile(request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("account")
    return _account_page(request, form, CloseAccountForm(user=request.user), failed=form.is_bound)


@login_required
@sensitive_post_parameters()
@require_POST
def close(request: SignedInRequest) -> HttpResponse:
    """Close the account, for who knows its password and owns nothing."""
    form = CloseAccountForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            people.close_account(request.user)
        except Refused as error:
            form.add_error(None, _owns(error.data["count"]))
        else:
            logout(request)
            messages.success(request, _("Your account is closed."))
            return redirect("/")
    return _account_page(request, ProfileForm(instance=request.user), form, failed=True)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: SignedInRequest) -> HttpResponse:
    """The API tokens; a new one's key is shown in the answer that made it, and never again."""
    form = TokenForm(request.POST or None)
    new = None
    if form.is_bound and form.is_valid():
        scope = TokenScope(form.cleaned_data["scope"])
        new = keys.issue_token(request.user, name=form.cleaned_data["name"], scope=scope)
        form = TokenForm()
    context = {"form": form, "new": new, "tokens": keys.tokens_of(request.user)}
    return render(request, "accounts/tokens.html", context, status=_status(form.is_bound))


@login_required
@require_POST
def revoke(request: SignedInRequest, token_id: UUID) -> HttpResponse:
    """Take a token away."""
    keys.revoke_token(request.user, token_id)
    messages.success(request, _("The token is taken away. Programs that use it are shut out."))
    return redirect("tokens")


def _account_page(
    request: SignedInRequest, profile: ProfileForm, closing: CloseAccountForm, *, failed: bool
) -> HttpResponse:
    context = {"form": profile, "closing": closing}
    return render(request, "accounts/account.html", context, status=_status(failed))


def _status(failed: bool) -> int:  # noqa: FBT001 - one obvious argument
    return HTTPStatus.UNPROCESSABLE_ENTITY if failed else HTTPStatus.OK


def _target(request: HttpRequest) -> str:
    """Return the address to go on to; never one outside this site."""
    target = request.POST.get("next") or request.GET.get("next", "")
    secure = request.is_secure()
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=secure)
    # `redirect` takes a word without a slash for the name of a view
    if ours and target.startswith("/"):
        return target
    return settings.LOGIN_REDIRECT_URL


def _may_sign_up(target: str) -> bool:
    if settings.SIGNUP == "invitation":
        return _leads_to_invitation(target)
    return bool(settings.SIGNUP == "open")


def _leads_to_invitation(target: str) -> bool:
    try:
        match = resolve(urlsplit(target).path)
        if match.url_name == "join":
            open_invitation(match.kwargs["token"])
            return True
    except (Resolver404, InvitationGone):
        pass
    return False


def _owns(count: int) -> str:
    return ngettext(
        "You own %(count)d essay. Hand it over first; what lies in the bin counts for 30 days.",
        "You own %(count)d essays. Hand them over first; what lies in the bin counts for 30 days.",
        count,
    ) % {"count": count}
