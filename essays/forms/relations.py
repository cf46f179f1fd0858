"""Forms about a step: what it does, to what, and with which boxes."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from essays.forms.edits import Target, TargetField, VersionedForm, box_choices, target_choices
from essays.forms.labels import RELATION_KINDS, SCHEMES, choices
from essays.forms.naming import box_name
from essays.graph import rules
from essays.graph.ids import uuid7
from essays.graph.kinds import RelationKind
from essays.graph.lookup import MemoryLookup
from essays.graph.model import EssayGraph, Relation, target_of
from essays.graph.operations import EditRelation, NewPremise
from essays.graph.outline import Outline


class RelationForm(VersionedForm):
    """A step that is there. Boxes leave it by their tick, and one may join."""

    kind = forms.ChoiceField(
        label=_("What it does"), choices=choices(RELATION_KINDS), widget=forms.RadioSelect
    )
    target = TargetField(
        label=_("To which box or step"),
        error_messages={"required": _("Choose the box or the step that it is about.")},
    )
    premises = forms.MultipleChoiceField(
        label=_("Its boxes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("A step needs at least one box. Choose one, or delete the step."),
            "invalid_choice": _("The boxes of this step changed meanwhile. Load the page again."),
        },
    )
    joins = TargetField(label=_("One more box, which works only together"), required=False)
    scheme = forms.CharField(label=_("Scheme"), required=False, widget=forms.Select)
    weight = forms.FloatField(
        label=_("Strength"),
        required=False,
        min_value=0,
        max_value=1,
        widget=forms.NumberInput(attrs={"step": "0.05"}),
        help_text=_("From 0 to 1."),
        error_messages={
            name: _("A strength lies between 0 and 1, such as 0.7.")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    note = forms.CharField(
        label=_("Note"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    ruled = {"note": rules.note, "scheme": rules.scheme}
    aside = ("scheme", "weight", "note")

    def __init__(
        self, *args: Any, graph: EssayGraph, outline: Outline, relation: Relation, **kwargs: Any
    ) -> None:
        self.relation = relation
        self.members = graph.premises_of.get(relation.id, ())
        super().__init__(*args, **{"initial": self._now(), **kwargs})
        self.fields["premises"].choices = [  # type: ignore[attr-defined]
            (str(p.node_id), box_name(outline, p.node_id)) for p in self.members
        ]
        standing = MemoryLookup(graph).removal(relation_ids={relation.id}).fallen
        inside = {premise.node_id for premise in self.members}
        on_it = {row.id for row in standing}
        self.choose_from("target", target_choices(graph, outline, without=inside | on_it))
        others = box_choices(outline, without=inside | {target_of(relation)})
        self.choose_from("joins", [("", str(_("None"))), *others])
        named = choices(SCHEMES)
        if relation.scheme and relation.scheme not in SCHEMES:
            # an imported step may name a scheme that is not in the list
            named.append((relation.scheme, relation.scheme))
        self.choose_from("scheme", [("", str(_("None"))), *((k, str(v)) for k, v in named)])

    def _now(self) -> dict[str, Any]:
        relation = self.relation
        target = Target(target_of(relation), is_step=relation.target_relation_id is not None)
        return {
            "kind": relation.kind.value,
            "target": target,
            "premises": [str(premise.node_id) for premise in self.members],
            "scheme": relation.scheme,
            "weight": relation.weight,
            "note": relation.note,
            "version": relation.changed_version,
        }

    def operation(self) -> EditRelation:
        """Return the edit that the form says."""
        changed = self.changed
        columns: dict[str, Any] = {
            name: changed[name] for name in ("scheme", "weight", "note") if name in changed
        }
        if "kind" in changed:
            columns["kind"] = RelationKind(changed["kind"])
        if "target" in changed:
            target: Target = changed["target"]
            column = "target_relation_id" if target.is_step else "target_node_id"
            columns[column] = target.id
        if "premises" in changed or changed.get("joins"):
            columns["premises"] = tuple(self._premises())
        return EditRelation(id=self.relation.id, **columns)

    def _premises(self) -> list[NewPremise]:
        kept = {UUID(value) for value in self.cleaned_data["premises"]}
        stay = [NewPremise(id=p.id, node_id=p.node_id) for p in self.members if p.node_id in kept]
        joins: Target | None = self.cleaned_data["joins"]
        return [*stay, NewPremise(id=uuid7(), node_id=joins.id)] if joins else stay
