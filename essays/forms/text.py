"""The form over the essay's whole text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from essays.forms.edits import EditForm
from essays.graph import rules
from essays.graph.changes import digest
from essays.models.essay import TEXT_LENGTH


class TextForm(EditForm):
    """The text, and the digest of the one that it was typed over."""

    base = forms.CharField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "data-counts": TEXT_LENGTH}),
        help_text=_("An empty line starts a new paragraph. Passages follow their words."),
    )
    ruled = {"text": rules.text}

    @classmethod
    def of(cls, text: str) -> "TextForm":
        """Return the form over the text as it stands."""
        return cls(initial={"text": text, "base": digest(text)})

    def rebase(self, text: str) -> None:
        """Keep what was typed, and let the next attempt stand on the text of now."""
        data = self.data.copy()  # type: ignore[attr-defined]
        data["base"] = digest(text)
        self.data = data
