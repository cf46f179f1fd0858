"""What edit each way of moving a box is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from essays.forms.edits import Target
from essays.forms.nodes import Where
from essays.forms.refusals import words
from essays.graph.errors import NotFound, Refused
from essays.graph.ids import uuid7
from essays.graph.kinds import RelationKind
from essays.graph.lookup import MemoryLookup
from essays.graph.model import EssayGraph, Premise, Relation
from essays.graph.operations import (
    AddRelation,
    Batch,
    EditRelation,
    Move,
    NewPremise,
    Operation,
    RemoveRelation,
)
from essays.graph.outline import Outline, Row
from essays.graph.siblings import Way, beside, shifted


class NoSuchMove(Exception):
    """The box cannot move like this; the text says why."""


@dataclass(frozen=True)
class Moving:
    """A box at its place, and what was asked of it."""

    graph: EssayGraph
    outline: Outline
    row: Row
    step: Target | None = None
    target: Target | None = None
    kind: RelationKind = RelationKind.SUPPORT

    @property
    def home(self) -> Relation:
        """The step by which the box hangs."""
        if self.row.relation is None:
            raise NoSuchMove(_("%(number)s is part of no step.") % {"number": self.row.number})
        return self.row.relation

    def premises(self, relation_id: UUID) -> tuple[Premise, ...]:
        """Return the boxes of a step."""
        if relation_id not in self.graph.relations:
            raise NotFound(Relation.table, relation_id)
        return self.graph.premises_of.get(relation_id, ())


def _shift(moving: Moving, way: Way) -> Operation:
    found = shifted(moving.graph, moving.outline, moving.row.id, way)
    if found is None:
        first = _("%(number)s is the first here already.")
        last = _("%(number)s is the last here already.")
        raise NoSuchMove((first if way is Way.UP else last) % {"number": moving.row.number})
    return found


def _inwards(moving: Moving) -> Operation:
    """Hang the box under the one above it among its siblings, as the last there."""
    row = moving.row
    siblings = moving.outline.children(row.parent_id)
    group = row.group.members if row.group else (row.id,)
    above = [id for id in siblings[: siblings.index(row.id)] if id not in group]
    if not above:
        raise NoSuchMove(_("No box stands above %(number)s here.") % {"number": row.number})
    last = next(
        (
            child
            for child in reversed(moving.outline.children(above[-1]))
            if (step := moving.outline.row(child).relation) and step.target_node_id == above[-1]
        ),
        None,
    )
    if row.relation is None or last is None:
        return _retarget(replace(moving, target=Target.node(above[-1])))
    return _beside(replace(moving, target=Target.node(last)), Way.DOWN)


def _outwards(moving: Moving) -> Operation:
    """Hang the box where the box hangs that it is under, right behind that one."""
    above = moving.row.parent
    if above is None or above.relation is None:
        raise NoSuchMove(_("%(number)s is as far out as it goes.") % {"number": moving.row.number})
    return _beside(replace(moving, target=Target.node(above.id)), Way.DOWN)


def _beside(moving: Moving, way: Way) -> Operation:
    """Put the box directly before or after another one."""
    mate = _known(moving)
    if mate.is_step or mate.id == moving.row.id:
        raise NoSuchMove(_("Choose another box."))
    found = beside(moving.graph, moving.outline, moving.row.id, mate.id, way)
    if found is None:
        raise NoSuchMove(_("%(number)s cannot stand there.") % {"number": moving.row.number})
    return found


def _go_home(moving: Moving) -> Operation:
    """Let the box hang by another of its steps."""
    places = moving.graph.places_of.get(moving.row.id, ())
    wanted = moving.step.id if moving.step else None
    for premise in places:
        if premise.relation_id == wanted:
            return Move(table="premise", id=premise.id, home=True)
    raise NoSuchMove(_("%(number)s is not part of that step.") % {"number": moving.row.number})


def _retarget(moving: Moving) -> Operation:
    """Point the step of the box elsewhere; a box without one gets a step."""
    target = _known(moving)
    if moving.row.relation is None:
        return _second(moving)
    return EditRelation(
        id=moving.row.relation.id,
        target_node_id=None if target.is_step else target.id,
        target_relation_id=target.id if target.is_step else None,
    )


def _second(moving: Moving) -> Operation:
    """Let the box support or attack one thing more."""
    target = _known(moving)
    return AddRelation(
        id=uuid7(),
        kind=moving.kind,
        premises=(NewPremise(id=uuid7(), node_id=moving.row.id),),
        target_node_id=None if target.is_step else target.id,
        target_relation_id=target.id if target.is_step else None,
    )


def _link(moving: Moving) -> Operation:
    """Make the box one more premise of a step, and take it out of its own."""
    if moving.step is None:
        raise NoSuchMove(_("Choose a step."))
    into = moving.step.id
    mates = moving.premises(into)
    if moving.row.id in {premise.node_id for premise in mates}:
        raise NoSuchMove(_("%(number)s is part of that step.") % {"number": moving.row.number})
    own = NewPremise(id=uuid7(), node_id=moving.row.id, home=True)
    join = EditRelation(id=into, premises=(*_kept(mates), own))
    if moving.row.relation is None:
        return join
    home = moving.row.relation.id
    standing = MemoryLookup(moving.graph).removal(relation_ids={home}).fallen
    if into in {relation.id for relation in standing}:
        raise NoSuchMove(words(Refused("relation_targets_itself")))
    return Batch(operations=(join, _leave(moving)), origin="link")


def _detach(moving: Moving) -> Operation:
    """Take the box out of its step."""
    return _leave(moving)


def _alone(moving: Moving) -> Operation:
    """Take a linked box out of its step and let it do the same on its own."""
    home = moving.home
    if len(moving.premises(home.id)) < 2:
        raise NoSuchMove(_("%(number)s stands alone already.") % {"number": moving.row.number})
    own = AddRelation(
        id=uuid7(),
        kind=home.kind,
        premises=(NewPremise(id=uuid7(), node_id=moving.row.id, home=True),),
        target_node_id=home.target_node_id,
        target_relation_id=home.target_relation_id,
    )
    return Batch(operations=(_leave(moving), own), origin="detach")


def _leave(moving: Moving) -> EditRelation | RemoveRelation:
    home = moving.home
    rest = [p for p in moving.premises(home.id) if p.node_id != moving.row.id]
    if not rest:
        return RemoveRelation(id=home.id)
    return EditRelation(id=home.id, premises=_kept(rest))


def _kept(premises: tuple[Premise, ...] | list[Premise]) -> tuple[NewPremise, ...]:
    return tuple(NewPremise(id=p.id, node_id=p.node_id, position=p.position) for p in premises)


def _known(moving: Moving) -> Target:
    if moving.target is None:
        raise NoSuchMove(_("The box or step to move it to is no longer on the map."))
    return moving.target


MOVES: Mapping[Where, Callable[[Moving], Operation]] = {
    Where.UP: lambda moving: _shift(moving, Way.UP),
    Where.DOWN: lambda moving: _shift(moving, Way.DOWN),
    Where.INWARDS: _inwards,
    Where.OUTWARDS: _outwards,
    Where.BEFORE: lambda moving: _beside(moving, Way.UP),
    Where.AFTER: lambda moving: _beside(moving, Way.DOWN),
    Where.HOME: _go_home,
    Where.TARGET: _retarget,
    Where.SECOND: _second,
    Where.LINK: _link,
    Where.ALONE: _alone,
    Where.DETACH: _detach,
}
