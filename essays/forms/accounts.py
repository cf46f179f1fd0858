"""Forms about oneself: making an account, signing in, passwords, API tokens."""

from typing import Any

from django import forms
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    PasswordResetForm,
    SetPasswordForm,
    UserCreationForm,
)
from django.utils.translation import gettext_lazy as _

from essays.models import TokenScope, User

_TWICE_DIFFERENT = _("The two passwords differ. Type the same one twice.")
_PASSWORD_HINT = _("At least 10 characters. A few words in a row make a good one.")


class SignInForm(AuthenticationForm):
    """Name and password. The refusal does not say which of them was wrong."""

    error_messages = {
        "invalid_login": _(
            "Name and password do not belong together. Passwords are case-sensitive."
        ),
        "inactive": _("This account is closed."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Sign-in name")
        self.fields["username"].error_messages["required"] = _("Type your sign-in name.")
        self.fields["password"].error_messages["required"] = _("Type your password.")


class SignUpForm(UserCreationForm[User]):
    """A new account. Only a sign-in name and a password are needed."""

    error_messages = {"password_mismatch": _TWICE_DIFFERENT}

    class Meta:
        model = User
        fields = ("username", "name", "email")
        labels = {"username": _("Sign-in name"), "name": _("Display name"), "email": _("E-mail")}
        help_texts = {
            "username": _("Letters, digits and @ . + - _ only."),
            "name": _(
                "What other members of an essay see. Without one they see your sign-in name."
            ),
            "email": _("Only for a new password when you forget yours."),
        }
        error_messages = {
            "username": {
                "required": _("Type a name to sign in with."),
                "unique": _("This name is taken. Choose another."),
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        _say(self, "password1", label=_("Password"), hint=_PASSWORD_HINT)
        _say(self, "password2", label=_("The same password again"), hint="")


class ProfileForm(forms.ModelForm[User]):
    """What an account says about its person."""

    class Meta:
        model = User
        fields = ("name", "email")
        labels = {"name": _("Display name"), "email": _("E-mail")}
        help_texts = {
            "name": _(
                "What other members of an essay see. Without one they see your sign-in name."
            ),
            "email": _("Only for a new password when you forget yours."),
        }


class CloseAccountForm(forms.Form):
    """Closing is final, so it asks for the password once more."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Type your password.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        """Return the password; it must be the person's own."""
        password: str = self.cleaned_data["password"]
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        return password


class ChangePasswordForm(PasswordChangeForm):
    """The old password, and a new one twice."""

    error_messages = {
        "password_mismatch": _TWICE_DIFFERENT,
        "password_incorrect": _("This is not your present password."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "old_password", label=_("Present password"), hint="")
        _say(self, "new_password1", label=_("New password"), hint=_PASSWORD_HINT)
        _say(self, "new_password2", label=_("The same password again"), hint="")


class AskResetForm(PasswordResetForm):
    """The e-mail address to which a link for a new password goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        self.fields["email"].error_messages["required"] = _("Type the e-mail address.")


class ResetForm(SetPasswordForm[User]):
    """A new password twice, for who came by the mailed link."""

    error_messages = {"password_mismatch": _TWICE_DIFFERENT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, "new_password1", label=_("New password"), hint=_PASSWORD_HINT)
        _say(self, "new_password2", label=_("The same password again"), hint="")


class TokenForm(forms.Form):
    """A name by which to know the token later, and what it may do."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What it is for, so that you know which one to take away later."),
        error_messages={"required": _("Give the token a name.")},
    )
    scope = forms.ChoiceField(
        label=_("It may"),
        choices=TokenScope.choices,
        initial=TokenScope.READ,
        widget=forms.RadioSelect,
    )


def _say(form: forms.BaseForm, field: str, *, label: Any, hint: Any) -> None:
    form.fields[field].label = label
    form.fields[field].help_text = hint
    again = field.endswith("2")
    missing = _("Type the password once more.") if again else _("Type a password.")
    form.fields[field].error_messages["required"] = missing
