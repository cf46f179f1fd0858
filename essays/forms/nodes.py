"""Forms that make, change, delete and move a box."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.forms.edits import DeleteForm, EditForm, Target, TargetField, VersionedForm
from essays.forms.labels import NODE_KINDS, RELATION_KINDS, choices
from essays.forms.naming import numbered
from essays.forms.refusals import CODES, FIELDS, add_refusal
from essays.forms.sources import SOURCE_FIELDS, WithSource, source_rule
from essays.graph import rules
from essays.graph.errors import BadValue
from essays.graph.ids import derived, uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import Node
from essays.graph.operations import (
    AddNode,
    AddSource,
    Batch,
    EditNode,
    NewAnchor,
    NewRelation,
)
from essays.graph.outline import Outline


class Adding(StrEnum):
    """What a new box is to the box or step it is added to."""

    SUPPORT = "support"
    OBJECTION = "objection"
    EVIDENCE = "evidence"
    COPREMISE = "copremise"
    UNDERCUT = "undercut"
    WARRANT = "warrant"
    THESIS = "thesis"
    CLAIM = "claim"

    @property
    def needs_step(self) -> bool:
        """Whether it is added to a step, not to a box."""
        return self in (Adding.COPREMISE, Adding.UNDERCUT, Adding.WARRANT)

    @property
    def stands_alone(self) -> bool:
        """Whether it is added to nothing."""
        return self in (Adding.THESIS, Adding.CLAIM)


ADDINGS = {
    Adding.SUPPORT: _("Reason: supports a box"),
    Adding.OBJECTION: _("Objection to a box"),
    Adding.EVIDENCE: _("Evidence for a box"),
    Adding.COPREMISE: _("Co-premise: works only together with a step's boxes"),
    Adding.UNDERCUT: _("Undercut: objects to a step"),
    Adding.WARRANT: _("Warrant: supports a step"),
    Adding.THESIS: _("Thesis"),
    Adding.CLAIM: _("Not connected yet"),
}


def _statement() -> forms.CharField:
    return forms.CharField(
        label=_("What the box says"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": FIELDS["text", "empty"]},
    )


MOST_LINES = 200
_BULLET = re.compile(r"^\s*(?:[-–—*•·]|\d{1,3}[.)])\s+")


class AddNodeForm(WithSource, EditForm):
    """A new box. Its id comes with the form, so that sending it twice makes one box."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=choices(ADDINGS),
        error_messages={"required": _("Choose what the new box is.")},
    )
    to = TargetField(label=_("To which box or step"), required=False)
    text = _statement()
    implicit = forms.BooleanField(label=_("Unstated: the text does not say it"), required=False)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False)
    exact = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)
    ruled = {"text": rules.statement, "citation": source_rule, "url": rules.url}
    aside = SOURCE_FIELDS
    field_order = ("kind", "to", "text", "implicit")
    lines: Sequence[str] = ()

    def clean(self) -> dict[str, Any]:
        self.lines = self._lines()
        if len(self.lines) > 1:
            # the rule of the field is for one box; each line is judged by it below
            self.cleaned_data["text"] = self.lines[0]
        cleaned = super().clean()
        self.lines = [cleaned.get("text", ""), *self._ruled(self.lines[1:])]
        kind = cleaned.get("kind")
        placed = cleaned.get("to") or "to" in self.errors
        if kind and not placed and not Adding(kind).stands_alone:
            self.add_error("to", _("Choose the box or the step that it is added to."))
        return cleaned

    def _lines(self) -> list[str]:
        """Return what each of several lines says, without marks of a list; the words of a passage,
        and a thesis, stay one box."""
        given = self.cleaned_data
        typed = given.get("text", "")
        if given.get("start") is not None or given.get("kind") == Adding.THESIS:
            return [typed]
        lines = (_BULLET.sub("", line).strip() for line in typed.splitlines())
        return [line for line in lines if line] or [typed]

    def _ruled(self, lines: list[str]) -> list[str]:
        if len(lines) >= MOST_LINES:
            most = _("Write at most %(most)s lines at once.") % {"most": MOST_LINES}
            self.add_error("text", most)
            return []
        kept = []
        for line in lines:
            try:
                kept.append(rules.statement(line))
            except BadValue as error:
                add_refusal(self, error)
                break
        return kept

    @property
    def adding(self) -> Adding:
        """What the new box is."""
        return Adding(self.cleaned_data["kind"])

    @property
    def node_id(self) -> UUID:
        """The id of the new box."""
        if not self.cleaned_data["id"]:
            self.cleaned_data["id"] = uuid7()
        found: UUID = self.cleaned_data["id"]
        return found

    def operation(self, target: Target | None) -> AddNode | Batch:
        """Return the edit that makes the box at its target; with a new source it is a batch."""
        given, adding = self.cleaned_data, self.adding
        source = self.new_source(uuid7()) if adding is Adding.EVIDENCE else None
        first = AddNode(
            id=self.node_id,
            kind=_KINDS.get(adding, NodeKind.CLAIM),
            text=given["text"],
            implicit=given["implicit"],
            source_id=source.id if source else given["source"],
            anchors=tuple(self._anchors()),
            relation=_relation(adding, target),
            joins=target.id if target and adding is Adding.COPREMISE else None,
        )
        more = (
            replace(
                first,
                id=derived(self.node_id, f"line {number}"),
                text=line,
                relation=_relation(adding, target),
            )
            for number, line in enumerate(self.lines[1:])
        )
        adds = (first, *more)
        if source:
            return Batch(operations=(source, *adds), origin="source")
        return first if len(adds) == 1 else Batch(operations=adds, origin="lines")

    def _anchors(self) -> list[NewAnchor]:
        start, end = self.cleaned_data["start"], self.cleaned_data["end"]
        if start is None or end is None:
            return []
        exact = self.cleaned_data["exact"].replace("\r\n", "\n") or None
        return [NewAnchor(id=uuid7(), start=start, end=end, exact=exact)]


_KINDS = {Adding.THESIS: NodeKind.THESIS, Adding.EVIDENCE: NodeKind.EVIDENCE}


def _relation(adding: Adding, target: Target | None) -> NewRelation | None:
    if target is None or adding is Adding.COPREMISE or adding.stands_alone:
        return None
    attacks = adding in (Adding.OBJECTION, Adding.UNDERCUT)
    return NewRelation(
        id=uuid7(),
        kind=RelationKind.ATTACK if attacks else RelationKind.SUPPORT,
        target_node_id=None if target.is_step else target.id,
        target_relation_id=target.id if target.is_step else None,
    )


class EditNodeForm(WithSource, VersionedForm):
    """Words, kind, note and source of a box."""

    text = _statement()
    kind = forms.ChoiceField(label=_("Kind"), choices=choices(NODE_KINDS))
    implicit = forms.BooleanField(label=_("Unstated: the text does not say it"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    ruled = {
        "text": rules.statement,
        "note": rules.note,
        "citation": source_rule,
        "url": rules.url,
    }
    aside = SOURCE_FIELDS
    field_order = ("text", "kind", "implicit", "note", "source", "citation")

    @classmethod
    def of(cls, node: Node) -> "EditNodeForm":
        """Return the form over a box as it stands."""
        initial = {
            "text": node.text,
            "kind": node.kind.value,
            "implicit": node.implicit,
            "note": node.note,
            "source": node.source_id,
            "version": node.changed_version,
        }
        return cls(initial=initial)

    def operation(self, node_id: UUID) -> EditNode | Batch:
        """Return the edit that the form says; with a new source it is a batch."""
        source: AddSource | None = self.new_source(uuid7())
        columns = {
            name: value
            for name, value in self.changed.items()
            if name in ("text", "note", "implicit")
        }
        if "kind" in self.changed:
            columns["kind"] = NodeKind(self.changed["kind"])
        if source:
            columns["source_id"] = source.id
        elif "source" in self.changed:
            columns["source_id"] = self.changed["source"]
        edit = EditNode(id=node_id, **columns)
        return Batch(operations=(source, edit), origin="source") if source else edit


class Under(StrEnum):
    """What happens to the boxes that hang under one that is deleted."""

    STAY = "stay"
    GO = "go"


def under_choices(outline: Outline, node_ids: Collection[UUID]) -> list[tuple[str, str]]:
    """Return what can happen to the boxes that hang under these, naming those that would go."""
    below = {row.id for id in node_ids for row in outline.branch(id)} - set(node_ids)
    named = gettext("go too: %(numbers)s") % {"numbers": numbered(outline, below)}
    go = named if below else gettext("go too")
    return [(Under.STAY.value, gettext("stay on the map")), (Under.GO.value, go)]


class DeleteNodeForm(DeleteForm):
    """Deletes a box, alone or with all that hangs under it."""

    under = forms.ChoiceField(
        label=_("The boxes under it"),
        required=False,
        widget=forms.RadioSelect,
        initial=Under.STAY.value,
        choices=[(Under.STAY.value, _("stay on the map")), (Under.GO.value, _("go too"))],
    )

    def names_branch(self, outline: Outline, node_id: UUID) -> None:
        """Say which boxes would go; where none hangs under it, there is nothing to choose."""
        if outline.row(node_id).descendants:
            choices = under_choices(outline, [node_id])
            self.fields["under"].choices = choices  # type: ignore[attr-defined]
        else:
            self.drop("under")


class Where(StrEnum):
    """The ways to move a box."""

    UP = "up"
    DOWN = "down"
    INWARDS = "inwards"
    OUTWARDS = "outwards"
    BEFORE = "before"
    AFTER = "after"
    HOME = "home"
    TARGET = "target"
    SECOND = "second"
    LINK = "link"
    ALONE = "alone"
    DETACH = "detach"


_WITH_TARGET = (Where.TARGET, Where.SECOND, Where.BEFORE, Where.AFTER)


class MoveForm(EditForm):
    """One way to move a box; the others' fields stay empty."""

    where = forms.ChoiceField(
        widget=forms.HiddenInput,
        choices=[(way.value, way.value) for way in Where],
        error_messages={"required": CODES["malformed"], "invalid_choice": CODES["malformed"]},
    )
    kind = forms.ChoiceField(
        label=_("How"),
        required=False,
        choices=choices(RELATION_KINDS),
        initial=RelationKind.SUPPORT.value,
    )
    target = TargetField(label=_("Box or step"), required=False)
    step = TargetField(label=_("Step"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        way = cleaned.get("where")
        if way in _WITH_TARGET and not cleaned.get("target"):
            self.add_error("target", _("Choose the box or the step to move it to."))
        if way in (Where.HOME, Where.LINK) and not cleaned.get("step"):
            self.add_error("step", _("Choose a step."))
        return cleaned
