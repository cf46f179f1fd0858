"""Forms about the members of an essay."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from essays.models import MemberRole, Membership

ROLES = tuple((role.value, role.label) for role in MemberRole if role is not MemberRole.OWNER)


class RoleForm(forms.Form):
    """Another role for one member."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES)


class HandOverForm(forms.Form):
    """The member who is to own the essay from now on."""

    heir = forms.TypedChoiceField(
        label=_("New owner"),
        coerce=UUID,
        empty_value=None,
        error_messages={
            "required": _("Choose who is to own the essay."),
            "invalid_choice": _("Choose somebody who is a member."),
        },
    )

    def __init__(self, *args: Any, members: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["heir"].choices = [  # type: ignore[attr-defined]
            (str(m.user_id), str(m.user)) for m in members if m.role != MemberRole.OWNER
        ]
