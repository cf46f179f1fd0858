"""Choosing words of the text without a pointer: numbered sentences, and words within one."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.forms.edits import EditForm
from essays.text.segments import Sentence
from essays.text.spans import Span, snap


class PickingForm(EditForm):
    """Sentences to tick. Needs the essay's text and its sentences."""

    sentences = forms.MultipleChoiceField(
        label=gettext_lazy("Sentences"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Choose at least one sentence."),
            "invalid_choice": gettext_lazy("The text changed meanwhile. Choose again."),
        },
    )
    words = forms.CharField(
        label=gettext_lazy("Only these words"),
        required=False,
        help_text=gettext_lazy("A part of one chosen sentence, as it stands there."),
    )

    def __init__(self, *args: Any, text: str, sentences: Sequence[Sentence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        self.spans_of = {f"{span.start}-{span.end}": span for span in sentences}
        self.fields["sentences"].choices = _numbered(text, sentences)  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        """Return the narrower words; they must stand in one of the chosen sentences."""
        narrow: str = self.cleaned_data["words"]
        if narrow and "sentences" in self.cleaned_data and self._narrowed(narrow) is None:
            raise forms.ValidationError(
                _("These words do not stand in a chosen sentence. Copy them from it.")
            )
        return narrow

    def spans(self) -> list[Span]:
        """Return the stretches chosen; sentences that follow each other are one."""
        narrowed = self._narrowed(self.cleaned_data["words"])
        return [narrowed] if narrowed else list(_joined(self._chosen(), self.text))

    def _chosen(self) -> list[Sentence]:
        return sorted(self.spans_of[value] for value in self.cleaned_data["sentences"])

    def _narrowed(self, narrow: str) -> Span | None:
        if not narrow:
            return None
        for sentence in self._chosen():
            start = self.text.find(narrow, sentence.start, sentence.end)
            if start >= 0:
                return snap(self.text, start, start + len(narrow))
        return None


def _numbered(text: str, sentences: Sequence[Sentence]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the sentences as choices, by paragraph."""
    found = []
    number = 0
    for paragraph, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        choices = []
        for sentence in group:
            number += 1
            words = " ".join(sentence.of(text).split())
            choices.append((f"{sentence.start}-{sentence.end}", f"{number} {words}"))
        found.append((_("Paragraph %(number)s") % {"number": paragraph + 1}, choices))
    return found


def _joined(spans: Iterable[Span], text: str) -> Iterable[Span]:
    held: Span | None = None
    for span in spans:
        if held and not text[held.end : span.start].strip():
            held = Span(held.start, span.end)
            continue
        if held:
            yield held
        held = Span(span.start, span.end)
    if held:
        yield held
