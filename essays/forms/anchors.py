"""Forms that lay passages and context over words of the text."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _

from essays.forms.picking import PickingForm
from essays.graph.ids import uuid7
from essays.graph.operations import AddAnchor, Batch, EditAnchor, MarkContext
from essays.text.spans import Span


class PassageForm(PickingForm):
    """Words for a box or a step. The id comes with the form, so that sending it twice is one."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)

    @property
    def first_id(self) -> UUID:
        """The id of the first passage."""
        if not self.cleaned_data["id"]:
            self.cleaned_data["id"] = uuid7()
        found: UUID = self.cleaned_data["id"]
        return found

    def passages(self, *, node_id: UUID | None, relation_id: UUID | None) -> AddAnchor | Batch:
        """Return the edit that lays the passages: one for each run of sentences."""
        added = tuple(
            AddAnchor(
                id=id,
                start=span.start,
                end=span.end,
                exact=span.of(self.text),
                node_id=node_id,
                relation_id=relation_id,
            )
            for id, span in self._with_ids()
        )
        return added[0] if len(added) == 1 else Batch(operations=added, origin="passages")

    def context(self) -> MarkContext | Batch:
        """Return the edit that marks the words as context."""
        marked = tuple(
            MarkContext(id=id, start=span.start, end=span.end, exact=span.of(self.text))
            for id, span in self._with_ids()
        )
        return marked[0] if len(marked) == 1 else Batch(operations=marked, origin="passages")

    def _with_ids(self) -> list[tuple[UUID, Span]]:
        first, *more = self.spans()
        return [(self.first_id, first), *((uuid7(), span) for span in more)]


class EditPassageForm(PickingForm):
    """Other words for a passage, or words again for one that is lost."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "sentences" in cleaned and "words" in cleaned and len(self.spans()) > 1:
            self.add_error(
                "sentences", _("A passage is one stretch. Choose sentences that follow each other.")
            )
        return cleaned

    def expected(self, id: UUID) -> dict[UUID, int]:
        """Return the version at which the passage was opened."""
        return {id: self.cleaned_data["version"]}

    def operation(self, anchor_id: UUID) -> EditAnchor:
        """Return the edit that the form says."""
        span = self.spans()[0]
        return EditAnchor(id=anchor_id, start=span.start, end=span.end, exact=span.of(self.text))
