"""The relations of a map from an Argdown document: inferences, and relations of statements and
arguments."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from essays.formats import argdown_evidence as evidence
from essays.formats.argdown_evidence import Wishes, extra_of
from essays.formats.argdown_model import Argument, Inference, Link, LinkType, Member, Step, said
from essays.formats.argdown_nodes import Nodes
from essays.formats.argdown_titles import is_made_from
from essays.formats.base import LossKind
from essays.formats.building import At
from essays.graph.ids import uuid7
from essays.graph.kinds import RelationKind
from essays.graph.model import JsonRow
from essays.graph.schemes import QUESTIONS

_ATTACKS = (LinkType.ATTACK, LinkType.UNDERCUT, LinkType.CONTRADICTORY, LinkType.CONTRARY)
_IN_OTHER_WORDS = {
    LinkType.CONTRADICTORY: "contradiction",
    LinkType.CONTRARY: "contradiction",
    LinkType.ENTAILS: "entailment",
}


class Steps:
    """Adds the relations. Their ids are given out first, since a relation may come before the one
    that it undercuts."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes
        self.builder = nodes.builder
        self.reading = nodes.reading
        self.sources: set[UUID] = set()
        self.related: set[UUID] = set()
        skipped = {id(link) for link in nodes.stand_ins.values()}
        self._links = [(link, uuid7()) for link in self.reading.links if id(link) not in skipped]
        self._inferences = {
            (title, place): uuid7()
            for title, argument in self.reading.arguments.items()
            for place, step in enumerate(argument.steps)
            if step.inference
        }
        # by the title of an argument without steps: the relations that it makes
        self._made: dict[str, list[UUID]] = {}
        for link, id_ in self._links:
            if link.source.member is Member.ARGUMENT and link.source.title in nodes.arguments:
                self._made.setdefault(link.source.title, []).append(id_)

    def add(self) -> None:
        """Add all relations, in the order of the document."""
        todo: list[tuple[int, Link | Argument, UUID | None]] = [
            (link.offset, link, id) for link, id in self._links
        ]
        todo += [
            (argument.steps[0].occurrence.offset, argument, None)
            for argument in self.reading.arguments.values()
            if argument.steps
        ]
        for _, one, id in sorted(todo, key=lambda entry: entry[0]):
            if isinstance(one, Link):
                self._line(one, id or uuid7())
            else:
                self._argument(one)

    def _line(self, link: Link, id: UUID) -> None:
        at = self.nodes.at(link.offset)
        if link.type is LinkType.CONTRADICTORY:
            # neither is first; as with an attack, what hangs below objects to what it hangs under
            link = replace(link, source=link.target, target=link.source)
        source = self._source(link)
        target = self._target(link, at)
        if link.type in _IN_OTHER_WORDS:
            self.builder.lost(LossKind.APPROXIMATED, _IN_OTHER_WORDS[link.type], at)
        wishes = evidence.of_line(link.data)
        kept: JsonRow = {}
        if link.type is LinkType.CONTRADICTORY:
            kept["type"] = str(link.type)
        if wishes.foreign:
            kept["relation"] = wishes.foreign
        kind = RelationKind.ATTACK if link.type in _ATTACKS else RelationKind.SUPPORT
        home = [source] if link.settles else []
        self._add(kind, [source], target, at, wishes, kept=kept, id=id, home=home)

    def _argument(self, argument: Argument) -> None:
        for place, premises, step, inference in _inferences(argument):
            at = self.nodes.at(inference.offset)
            wishes = evidence.of_step(inference.data)
            is_last = place == len(argument.steps) - 1
            kept = self._kept(argument, inference, wishes, is_last=is_last)
            kind, stands_for = RelationKind.SUPPORT, self.nodes.stand_ins.get(step.title)
            if stands_for is None:
                target = self.nodes.statements[step.title]
            else:
                kind = RelationKind(wishes.stands_for)
                target = self._target(stands_for, at)
            self._add(
                kind,
                [self.nodes.statements[one.title] for one in premises],
                target,
                at,
                wishes,
                kept=kept,
                id=self._inferences[argument.title, place],
                home=[
                    self.nodes.statements[one.title]
                    for one in premises
                    if not one.occurrence.is_reference
                ],
            )

    def _add(
        self,
        kind: RelationKind,
        premises: list[UUID],
        target: UUID,
        at: At,
        wishes: Wishes,
        *,
        kept: JsonRow,
        id: UUID,
        home: list[UUID],
    ) -> None:
        self.sources.update(premises)
        self.related.update(premises, [target])
        self.builder.relation(
            kind,
            premises,
            target,
            at,
            scheme=wishes.scheme,
            weight=wishes.weight,
            note=wishes.note,
            extra=extra_of(wishes, kept),
            home=home,
            id=id,
        )
        if wishes.spans:
            self.nodes.evidence.passages(id, wishes, at)

    def _source(self, link: Link) -> UUID:
        title = link.source.title
        if link.source.member is Member.STATEMENT:
            return self.nodes.statements[title]
        if title in self.nodes.arguments:
            return self.nodes.arguments[title]
        return self.nodes.statements[self.reading.arguments[title].steps[-1].title]

    def _target(self, link: Link, at: At) -> UUID:
        """Return the node or relation that a relation means."""
        title, undercuts = link.target.title, link.type is LinkType.UNDERCUT
        if link.target.member is Member.INFERENCE:
            return self._inferences[title, link.target.place]
        if link.target.member is Member.STATEMENT:
            if undercuts:
                self.builder.lost(LossKind.GUESSED, "undercut_of_statement", at, title)
            return self.nodes.statements[title]
        if title not in self.nodes.arguments:
            if not undercuts:
                self.builder.lost(LossKind.GUESSED, "argument_meant_its_step", at, title)
            return self._inferences[title, len(self.reading.arguments[title].steps) - 1]
        made = self._made.get(title, [])
        if undercuts and made:
            if len(made) > 1:
                self.builder.lost(LossKind.GUESSED, "undercut_of_first_step", at, title)
            return made[0]
        if undercuts:
            self.builder.lost(LossKind.GUESSED, "undercut_of_statement", at, title)
        return self.nodes.arguments[title]

    def _kept(
        self, argument: Argument, inference: Inference, wishes: Wishes, *, is_last: bool
    ) -> JsonRow:
        """Return what only Argdown knows of an inference, the last one for its argument too; take
        the scheme from its rules, and the note from what the argument says in short."""
        kept: JsonRow = {}
        rules = list(inference.rules)
        for rule in rules:
            slug = "-".join(rule.lower().split())
            if not wishes.scheme and slug in QUESTIONS:
                wishes.scheme = slug
                rules.remove(rule)
                break
        if rules:
            kept["rules"] = rules
        if wishes.foreign:
            kept["inference"] = wishes.foreign
        if not is_last:
            return kept
        first = self.builder.nodes[self.nodes.statements[argument.steps[0].title]]
        if argument.titled and not is_made_from(argument.title, first.text):
            kept["title"] = argument.title
        one = said(argument.descriptions)
        description = self.nodes.words(one) if one else ""
        if description:
            kept["description"] = description
            wishes.note = wishes.note or description
        if argument.tags:
            kept["tags"] = list(argument.tags)
        if argument.data:
            kept["data"] = dict(argument.data)
        return kept


def _inferences(argument: Argument) -> Iterator[tuple[int, list[Step], Step, Inference]]:
    """Yield each inference with its place, its premises and its conclusion.

    Premises are those that its data name (`uses`), or else what stands between it and the
    inference before, that one's conclusion too. What nobody uses goes to the last.
    """
    steps, used, start = argument.steps, set[int](), 0
    for place, step in enumerate(steps):
        if step.inference is None:
            continue
        named = (step.inference.data or {}).get("uses")
        places = (
            {one - 1 for one in named if isinstance(one, int)} if isinstance(named, list) else ()
        )
        premises = [index for index in range(place) if index in places] or list(range(start, place))
        used.update(premises)
        if place == len(steps) - 1:
            premises = sorted({*premises, *(index for index in range(place) if index not in used)})
        start = place
        yield place, [steps[index] for index in premises], step, step.inference
