"""Signing in and out, and passwords: Django's views with our forms, words and limits."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView

from essays.forms.accounts import AskResetForm, ChangePasswordForm, ResetForm, SignInForm
from essays.services.limits import TooMany, spend
from essays.services.signing_in import count_try, forgive_try, one_name

_KNOWN = "argmap_known"
_KNOWN_SALT = "browser that signed in before"
_KNOWN_SECONDS = 180 * 86_400


class Fillable(FormView[Any]):
    """A page with one form: GET and POST only, and 422 for what has to be changed."""

    http_method_names = ("get", "head", "post", "options")

    def form_invalid(self, form: Any) -> HttpResponse:
        """Return the page with what was typed and what to change."""
        return self.render_to_response(self.get_context_data(form=form), status=422)


class SignIn(Fillable, auth.LoginView):
    """Name and password; too many tries have to wait."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._who = _who(request)
        try:
            count_try(**self._who)
        except TooMany as error:
            return self._wait(error)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        forgive_try(**self._who)
        response = super().form_valid(form)
        response.set_signed_cookie(
            _KNOWN,
            one_name(self._who["name"]),
            salt=_KNOWN_SALT,
            max_age=_KNOWN_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def _wait(self, error: TooMany) -> HttpResponse:
        # an unbound form: a bound one would try the password after all
        form = SignInForm(self.request, initial={"username": self.request.POST.get("username", "")})
        context = self.get_context_data(form=form, wait_minutes=-(-error.retry_after // 60))
        response = self.render_to_response(context, status=429)
        response.headers["Retry-After"] = str(error.retry_after)
        return response


class SignOut(auth.LogoutView):
    """Ends the session; by POST only, so that no link can do it."""


class ChangePassword(Fillable, auth.PasswordChangeView):
    """Another password for who is signed in."""

    template_name = "accounts/password.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("account")

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:
        messages.success(
            self.request, _("Your password is changed. Other browsers are signed out.")
        )
        return super().form_valid(form)


class AskReset(Fillable, auth.PasswordResetView):
    """Mails a link for a new password, and never says whether the address is known."""

    template_name = "accounts/password_reset.html"
    email_template_name = "accounts/password_reset_mail.txt"
    subject_template_name = "accounts/password_reset_subject.txt"
    form_class = AskResetForm
    success_url = reverse_lazy("password_reset_sent")

    def form_valid(self, form: AskResetForm) -> HttpResponse:
        spend("password_reset", form.cleaned_data["email"].casefold())
        return super().form_valid(form)


class ResetSent(auth.PasswordResetDoneView):
    """Says where to look for the mail."""

    template_name = "accounts/password_reset_sent.html"


# it answers a used-up link before it looks at the method
@method_decorator(require_http_methods(["GET", "POST"]), name="dispatch")
class Reset(Fillable, auth.PasswordResetConfirmView):
    """A new password for who holds the mailed link."""

    template_name = "accounts/password_new.html"
    form_class = ResetForm
    post_reset_login = True
    success_url = reverse_lazy("account")

    def form_valid(self, form: ResetForm) -> HttpResponse:
        messages.success(self.request, _("Your password is changed."))
        return super().form_valid(form)


def _who(request: HttpRequest) -> dict[str, Any]:
    name = request.POST.get("username", "")
    cookie = request.get_signed_cookie(_KNOWN, default="", salt=_KNOWN_SALT, max_age=_KNOWN_SECONDS)
    known = bool(cookie) and cookie == one_name(name)
    return {"name": name, "address": request.META.get("REMOTE_ADDR", ""), "known": known}
