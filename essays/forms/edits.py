"""What every edit form shares: rules of the domain, the version it was opened at, targets."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from essays.forms.naming import box_name, step_numbers, target_name
from essays.forms.refusals import CODES, add_refusal
from essays.graph.errors import BadValue, Stale
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph
from essays.graph.outline import Outline

type Choices = Sequence[tuple[str, str | Sequence[tuple[str, str]]]]


class EditForm(forms.Form):
    """A form over one edit. `ruled` names the domain's rule for each field of text."""

    ruled: ClassVar[Mapping[str, Callable[[str], str]]] = {}
    # fields that stand apart, folded until they are asked for
    aside: ClassVar[tuple[str, ...]] = ()
    conflict: Stale | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # the page has other forms, so that ids need a prefix of their own
        super().__init__(*args, **{"auto_id": "edit-%s", **kwargs})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, rule in self.ruled.items():
            if name in cleaned:
                try:
                    cleaned[name] = rule(cleaned[name])
                except BadValue as error:
                    add_refusal(self, error)
        return cleaned

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """The fields that show at once."""
        return [field for field in self.visible_fields() if field.name not in self.aside]

    @property
    def aside_fields(self) -> list[forms.BoundField]:
        """The fields that stand apart."""
        return [field for field in self.visible_fields() if field.name in self.aside]

    @property
    def aside_open(self) -> bool:
        """Whether one of those says something, or needs a change."""
        return any(field.errors or field.value() for field in self.aside_fields[:2])

    def focus(self, name: str) -> None:
        """Let the keyboard start in this field."""
        self.fields[name].widget.attrs["autofocus"] = True

    def hide(self, *names: str) -> None:
        """Send these fields along without showing them."""
        for name in names:
            self.fields[name].widget = self.fields[name].hidden_widget()

    def drop(self, *names: str) -> None:
        """Leave these fields out of the page."""
        for name in names:
            self.fields.pop(name, None)

    def ask(self, *names: str) -> None:
        """Show these fields as ones that want an answer."""
        for name in names:
            self.fields[name].required = True

    def reopen(self, stale: Stale) -> None:
        """Keep what was typed, and let the next attempt stand on the version of now."""
        self.conflict = stale
        self.data = MultiValueDict(self.data)
        self.data["version"] = str(stale.data["current"])

    def choose_from(self, name: str, choices: Choices) -> None:
        """Give a field the choices that the map offers; what is posted is judged by the domain."""
        widget = self.fields[name].widget
        if isinstance(widget, forms.Select):
            widget.choices = list(choices)


class VersionedForm(EditForm):
    """A form over something that is there, at the version at which it was opened.

    Only what the person changed becomes part of the edit (`changed`).
    """

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": CODES["malformed"], "invalid": CODES["malformed"]},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # a browser sends these back, so that a form knows what was typed over what
            field.show_hidden_initial = name != "version"

    @property
    def changed(self) -> dict[str, Any]:
        """The cleaned values of the fields that differ from what the form was opened with."""
        names = set(self.changed_data) - {"version"}
        return {name: value for name, value in self.cleaned_data.items() if name in names}

    def expected(self, id: UUID) -> dict[UUID, int]:
        """Return the version at which a row was opened, as the write door wants it."""
        return {id: self.cleaned_data["version"]}


class DeleteForm(EditForm):
    """Deletes something, at the version at which somebody saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def expected(self, id: UUID) -> dict[UUID, int]:
        """Return the version at which the row was seen, if the form names it."""
        version = self.cleaned_data["version"]
        return {} if version is None else {id: version}


@dataclass(frozen=True, slots=True)
class Target:
    """A box or a step that somebody chose. `is_step` is None when only the id was sent."""

    id: UUID
    is_step: bool | None = None

    @classmethod
    def node(cls, id: UUID) -> "Target":
        return cls(id, is_step=False)

    @classmethod
    def step(cls, id: UUID) -> "Target":
        return cls(id, is_step=True)

    @classmethod
    def read(cls, text: str) -> "Target | None":
        """Return what a form or an address names; raises ValueError for what is no target."""
        mark, _dash, rest = text.partition("-")
        is_step = {"box": False, "step": True}.get(mark)
        if not text:
            return None
        return cls(UUID(text if is_step is None else rest), is_step)

    def __str__(self) -> str:
        mark = {True: "step-", False: "box-", None: ""}[self.is_step]
        return f"{mark}{self.id}"

    def found_in(self, graph: EssayGraph) -> "Target | None":
        """Return the target, knowing what it is; None when it is not on the map."""
        if self.id in graph.nodes:
            return Target.node(self.id)
        return Target.step(self.id) if self.id in graph.relations else None


class TargetField(forms.CharField):
    """A box or a step, chosen from a list or sent as a bare id."""

    widget = forms.Select
    default_error_messages = {
        "unknown": gettext_lazy("Choose a box or a step from the list."),
    }

    def to_python(self, value: Any) -> Any:
        try:
            return Target.read(str(value or "").strip())
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial or "") != str(data or "")


def box_choices(outline: Outline, *, without: Iterable[UUID] = ()) -> list[tuple[str, str]]:
    """Return every box of the outline but some, in reading order."""
    left_out = set(without)
    return [
        (str(Target.node(row.id)), box_name(outline, row.id))
        for row in outline.rows
        if row.id not in left_out
    ]


def step_choices(
    graph: EssayGraph, outline: Outline, *, without: Iterable[UUID] = ()
) -> list[tuple[str, str]]:
    """Return every step but some, in the order of their first boxes."""
    left_out = set(without)
    last = len(outline.rows)

    def reading(relation_id: UUID) -> tuple[int, UUID]:
        premises = graph.premises_of.get(relation_id, ())
        return min(
            (outline.places.get(p.node_id, last) for p in premises), default=last
        ), relation_id

    return [
        (str(Target.step(id)), step_label(graph, outline, id))
        for id in sorted(graph.relations, key=reading)
        if id not in left_out
    ]


def step_label(graph: EssayGraph, outline: Outline, relation_id: UUID) -> str:
    """Return a step in a list: its boxes, and what they do."""
    relation = graph.relations[relation_id]
    named = {
        "boxes": step_numbers(graph, outline, relation_id),
        "target": target_name(graph, outline, relation),
    }
    if relation.kind is RelationKind.ATTACK:
        return _("%(boxes)s against %(target)s") % named
    return _("%(boxes)s for %(target)s") % named


def target_choices(
    graph: EssayGraph,
    outline: Outline,
    *,
    without: Iterable[UUID] = (),
    empty: str = "",
) -> Choices:
    """Return boxes and steps in two groups, after an empty choice with these words."""
    left_out = set(without)
    return [
        ("", empty or _("Choose one")),
        (_("Boxes"), box_choices(outline, without=left_out)),
        (_("Steps"), step_choices(graph, outline, without=left_out)),
    ]
