"""Forms that make boxes of the essay's words: from a selection, and from numbered sentences."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.forms.edits import EditForm, Target, TargetField, target_choices
from essays.forms.picking import PickingForm
from essays.forms.refusals import CODES, words
from essays.graph import rules
from essays.graph.errors import BadValue
from essays.graph.model import EssayGraph
from essays.graph.outline import Outline
from essays.text.segments import Sentence
from essays.text.spans import Span, snap


class Making(StrEnum):
    """What words of the text become."""

    SUPPORT = "support"
    OBJECTION = "objection"
    EVIDENCE = "evidence"
    PASSAGE = "passage"
    CONTEXT = "context"
    THESIS = "thesis"

    @property
    def has_target(self) -> bool:
        """Whether it belongs to a box or a step that is there."""
        return self not in (Making.CONTEXT, Making.THESIS)


MAKINGS = (
    (Making.SUPPORT, gettext_lazy("Supports")),
    (Making.OBJECTION, gettext_lazy("Objects")),
    (Making.EVIDENCE, gettext_lazy("Evidence")),
    (Making.PASSAGE, gettext_lazy("Passage of it")),
    (Making.THESIS, gettext_lazy("Thesis")),
    (Making.CONTEXT, gettext_lazy("Context")),
)


class _MakingForm(EditForm):
    """What both forms ask: the kind, and what it belongs to."""

    def belongs_to(self) -> Target | None:
        """Return the target, for a kind that has one."""
        if not Making(self.cleaned_data["kind"]).has_target:
            return None
        chosen: Target | None = self.cleaned_data["target"]
        return chosen

    def clean(self) -> dict[str, Any]:
        """Ask for a target where the kind needs one."""
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind and "target" in cleaned and Making(kind).has_target and not cleaned["target"]:
            self.add_error("target", _("Choose the box that these words belong to."))
        return cleaned


class SelectionForm(_MakingForm):
    """A stretch of the text as a browser selected it (code points), and the words it saw there."""

    kind = forms.ChoiceField(choices=MAKINGS)
    target = TargetField(required=False)
    start = forms.IntegerField(min_value=0)
    end = forms.IntegerField(min_value=1)
    words = forms.CharField(strip=False)

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text

    def clean(self) -> dict[str, Any]:
        """Refuse words that no longer stand where they were selected."""
        cleaned = super().clean()
        start, end, seen = cleaned.get("start"), cleaned.get("end"), cleaned.get("words")
        if start is None or end is None or seen is None:
            return cleaned
        # what lies between paragraphs is not on the page, so white space does not count
        if start >= end or not _same(self.text[start:end], seen):
            raise forms.ValidationError(CODES["span_outside"], code="span_outside")
        if snap(self.text, start, min(end, len(self.text))) is None:
            raise forms.ValidationError(_("Select some words."), code="blank")
        return cleaned

    def spans(self) -> list[Span]:
        """Return the stretch, grown to whole words."""
        end = min(self.cleaned_data["end"], len(self.text))
        span = snap(self.text, self.cleaned_data["start"], end)
        return [span] if span else []


class SentencesForm(PickingForm, _MakingForm):
    """The same without selecting: sentences are ticked."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What they do"),
        choices=MAKINGS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the words do.")},
    )
    target = TargetField(
        label=gettext_lazy("To which box or step"),
        required=False,
        help_text=gettext_lazy("The thesis and context need none."),
    )
    statement = forms.CharField(
        label=gettext_lazy("Statement"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What the box says. Left empty, it says the chosen words."),
    )

    def __init__(
        self,
        *args: Any,
        graph: EssayGraph,
        outline: Outline,
        sentences: Sequence[Sentence],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, text=graph.text, sentences=sentences, **kwargs)
        self.choose_from("target", target_choices(graph, outline, empty=_("Nothing")))

    def clean_statement(self) -> str:
        """Return the statement under the rule of boxes; it may be left out."""
        said: str = self.cleaned_data["statement"]
        try:
            return rules.statement(said) if said else ""
        except BadValue as error:
            raise forms.ValidationError(words(error)) from error


def _same(first: str, second: str) -> bool:
    return "".join(first.split()) == "".join(second.split())
