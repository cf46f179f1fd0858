"""Forms about where evidence comes from."""

from collections.abc import Mapping
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from essays.forms.edits import EditForm, VersionedForm
from essays.forms.labels import SOURCE_KINDS, SOURCE_STATUSES, choices
from essays.forms.naming import shortened
from essays.forms.refusals import FIELDS
from essays.graph import rules
from essays.graph.kinds import SourceKind, SourceStatus
from essays.graph.model import Source
from essays.graph.operations import AddSource, EditSource


class SourceFields(EditForm):
    """Citation, kind, address and check of a source."""

    citation = forms.CharField(
        label=_("Source"),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Author, title, year, page."),
        error_messages={"required": FIELDS["citation", "empty"]},
    )
    source_kind = forms.ChoiceField(
        label=_("Kind of source"),
        choices=choices(SOURCE_KINDS),
        initial=SourceKind.OTHER.value,
    )
    url = forms.CharField(
        label=_("Web address"),
        required=False,
        widget=forms.URLInput,
    )
    status = forms.ChoiceField(
        label=_("Checked"),
        choices=choices(SOURCE_STATUSES),
        initial=SourceStatus.UNCHECKED.value,
    )
    ruled = {"citation": rules.citation, "url": rules.url}


class SourceForm(SourceFields, VersionedForm):
    """A source that is there."""

    @classmethod
    def of(cls, source: Source) -> "SourceForm":
        """Return the form over a source as it stands."""
        initial = {
            "citation": source.citation,
            "source_kind": source.kind.value,
            "url": source.url,
            "status": source.status.value,
            "version": source.changed_version,
        }
        return cls(initial=initial)

    def operation(self, source_id: UUID) -> EditSource:
        """Return the edit that the form says."""
        columns = self.changed
        if "source_kind" in columns:
            columns["kind"] = SourceKind(columns.pop("source_kind"))
        if "status" in columns:
            columns["status"] = SourceStatus(columns["status"])
        return EditSource(id=source_id, **columns)


SOURCE_FIELDS = ("source", "citation", "source_kind", "url", "status")


class WithSource(forms.Form):
    """The part of a box's form that names a source: one that is there, or a new one."""

    source = forms.UUIDField(
        label=_("Source"),
        required=False,
        widget=forms.Select,
        error_messages={"invalid": _("Choose a source from the list.")},
    )
    citation = forms.CharField(
        label=_("A new source"),
        required=False,
        help_text=_("Author, title, year, page."),
    )
    source_kind = forms.ChoiceField(
        label=_("Kind of source"),
        required=False,
        choices=choices(SOURCE_KINDS),
        initial=SourceKind.OTHER.value,
    )
    url = forms.CharField(label=_("Web address"), required=False, widget=forms.URLInput)
    status = forms.ChoiceField(
        label=_("Checked"),
        required=False,
        choices=choices(SOURCE_STATUSES),
        initial=SourceStatus.UNCHECKED.value,
    )

    def new_source(self, id: UUID) -> AddSource | None:
        """Return the new source, if one was written."""
        given = self.cleaned_data
        if not given.get("citation"):
            return None
        return AddSource(
            id=id,
            citation=given["citation"],
            kind=SourceKind(given.get("source_kind") or SourceKind.OTHER),
            url=given.get("url") or "",
            status=SourceStatus(given.get("status") or SourceStatus.UNCHECKED),
        )


def source_rule(value: str) -> str:
    """Return a citation that may be left out, under the domain's rule."""
    return rules.citation(value) if value else ""


def source_choices(sources: Mapping[UUID, Source]) -> list[tuple[str, str]]:
    """Return no source, then every source by its words."""
    named = [(str(s.id), shortened(s.citation)) for s in sources.values()]
    return [("", str(_("No source"))), *sorted(named, key=lambda pair: pair[1].casefold())]
