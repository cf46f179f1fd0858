"""Forms about who sees an essay."""

from django import forms
from django.utils.translation import gettext_lazy as _

from essays.models import MemberRole, Visibility

# a role that an invitation may give, and what it means
ROLES = (
    (MemberRole.EDITOR, _("editor: changes text and map")),
    (MemberRole.COMMENTER, _("commenter: reads and comments")),
    (MemberRole.VIEWER, _("viewer: reads")),
)


class InviteForm(forms.Form):
    """A link for a role, open for some days."""

    role = forms.ChoiceField(label=_("Who joins becomes"), choices=ROLES, initial=MemberRole.EDITOR)
    days = forms.IntegerField(
        label=_("Open for (days)"),
        initial=14,
        min_value=1,
        max_value=90,
        error_messages={
            "required": _("Say for how many days."),
            "invalid": _("Type a number of days, such as 14."),
            "min_value": _("A link is open for at least one day."),
            "max_value": _("A link is open for at most 90 days."),
        },
    )


class VisibilityForm(forms.Form):
    """Who may look without being a member."""

    visibility = forms.ChoiceField(
        label=_("Who may look"),
        choices=(
            (Visibility.PRIVATE, _("Members only")),
            (Visibility.LINK, _("Members, and anyone with the link")),
            (Visibility.PUBLIC, _("Everyone: the essay is listed on the front page")),
        ),
        widget=forms.RadioSelect,
    )
