"""The form over several boxes at once."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.forms.edits import EditForm, TargetField, target_choices
from essays.forms.naming import box_name
from essays.forms.nodes import Under, under_choices
from essays.forms.refusals import CODES
from essays.graph.model import EssayGraph
from essays.graph.outline import Outline


class Act(StrEnum):
    """What is done to the boxes."""

    LINK = "link"
    MOVE = "move"
    KIND = "kind"
    DELETE = "delete"


class Becomes(StrEnum):
    """What the boxes become."""

    SUPPORT = "support"
    ATTACK = "attack"
    EVIDENCE = "evidence"
    CLAIM = "claim"


BECOMES = (
    (Becomes.SUPPORT.value, gettext_lazy("Supports")),
    (Becomes.ATTACK.value, gettext_lazy("Objects")),
    (Becomes.EVIDENCE.value, gettext_lazy("Evidence")),
    (Becomes.CLAIM.value, gettext_lazy("Claim, not evidence")),
)


class SeveralForm(EditForm):
    """Boxes to tick, and one of four things to do with them. `given` are those to offer."""

    boxes = forms.MultipleChoiceField(
        label=gettext_lazy("Boxes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one box."),
            "invalid_choice": gettext_lazy("Some of these boxes are gone. Choose again."),
        },
    )
    act = forms.ChoiceField(
        choices=[(act.value, act.value) for act in Act],
        error_messages={"required": CODES["malformed"], "invalid_choice": CODES["malformed"]},
    )
    target = TargetField(label=gettext_lazy("Under which box or step"), required=False)
    becomes = forms.ChoiceField(
        label=gettext_lazy("What they become"), required=False, choices=BECOMES
    )
    under = forms.ChoiceField(
        label=gettext_lazy("The boxes under them"),
        required=False,
        initial=Under.STAY.value,
        choices=[
            (Under.STAY.value, gettext_lazy("stay on the map")),
            (Under.GO.value, gettext_lazy("go too")),
        ],
    )

    def __init__(
        self,
        *args: Any,
        graph: EssayGraph,
        outline: Outline,
        given: Iterable[UUID] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        wanted = set(given)
        rows = [row for row in outline.rows if not wanted or row.id in wanted]
        self.fields["boxes"].choices = [  # type: ignore[attr-defined]
            (str(row.id), box_name(outline, row.id)) for row in rows
        ]
        if wanted:
            choices = under_choices(outline, [row.id for row in rows])
            self.fields["under"].choices = choices  # type: ignore[attr-defined]
        self.choose_from("target", target_choices(graph, outline, without=wanted))

    def clean(self) -> dict[str, Any]:
        """Ask for what the act needs."""
        cleaned = super().clean()
        if cleaned.get("act") == Act.MOVE and "target" in cleaned and not cleaned["target"]:
            self.add_error("target", _("Choose the box or the step to move them to."))
        if cleaned.get("act") == Act.LINK and len(cleaned.get("boxes", ())) == 1:
            self.add_error("boxes", _("Choose two boxes or more to link."))
        return cleaned

    @property
    def ids(self) -> set[UUID]:
        """The chosen boxes."""
        return {UUID(value) for value in self.cleaned_data["boxes"]}
