"""From a map to an Argdown document: trees of statements, and arguments with their steps."""

import re
from collections import deque
from uuid import UUID

from essays.formats.argdown_data import flow
from essays.formats.argdown_plan import KEY, Plan, own, plan
from essays.formats.argdown_rows import (
    OF_FRONT,
    line_data,
    lost_rows,
    node_data,
    renamed_rows,
    step_data,
    tags,
)
from essays.formats.argdown_titles import Titles, escaped
from essays.formats.base import LossKind, LossLog, LossReport
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph, JsonRow, Node, Relation
from essays.graph.schemes import QUESTIONS

# Deeper branches go on as a tree of their own: indentation grows with the square of a chain.
MAX_INDENT = 10
_SIMPLE_TAG = re.compile(r"[A-Za-z0-9\-\u00a0-\ud7ff]+")
_PAREN_TAG = re.compile(r"[^)]+")


def dump(graph: EssayGraph, *, ids: bool = False) -> tuple[bytes, LossReport]:
    """Return the document and what it does not say. With `ids`, the ids of statements and relations
    stand in their data."""
    log = LossLog()
    lost_rows(graph, log)
    made = plan(graph)
    renamed_rows(made, log)
    writer = _Writer(made, log, ids=ids)
    writer.write()
    return ("\n\n".join([_front(graph), *writer.blocks]) + "\n").encode(), log.report()


class _Writer:
    def __init__(self, made: Plan, log: LossLog, *, ids: bool) -> None:
        self.plan = made
        self.graph = made.graph
        self.log = log
        self.ids = ids
        self.blocks: list[str] = []
        self.defined: set[UUID] = set()
        self.written: set[UUID] = set()
        self.arguments: deque[UUID] = deque()
        self.later: deque[UUID] = deque()
        self.section: str | None = None
        self.contradictions: set[frozenset[UUID | None]] = set()
        self.titles = Titles("]", made.titles.values())

    def write(self) -> None:
        for row in self.plan.outline.rows:
            if row.id not in self.defined:
                if row.relation is not None and row.relation.id in self.plan.arguments:
                    self.arguments.append(row.relation.id)
                else:
                    self._tree(row.node)
                self._follow()
            if row.id not in self.defined:
                self._tree(row.node)
                self._follow()
        for id in sorted(self.plan.arguments - self.written):
            self.arguments.append(id)
            self._follow()
        if not self.blocks:
            # a document is no document without anything in it
            self.blocks.append(f"# {escaped(self.graph.details.title)}")

    def _follow(self) -> None:
        """Write on where a tree grew too deep, and the arguments that bear on what is written."""
        while self.later or self.arguments:
            if self.later:
                self._tree(self.graph.nodes[self.later.popleft()])
            elif (id := self.arguments.popleft()) not in self.written:
                self.written.add(id)
                self._argument(self.graph.relations[id])

    def _tree(self, node: Node) -> None:
        self._section(node)
        is_said = node.id in self.defined
        lines = [self._reference(node.id) if is_said else self._definition(node)]
        self._branches(node.id, lines)
        self.blocks.append("\n".join(lines))

    def _section(self, node: Node) -> None:
        """Begin the section of a node that is new."""
        title = own(node).get("section")
        is_new = title != self.section and node.id not in self.defined
        if is_new and isinstance(title, str) and title:
            self.section = title
            self.blocks.append(f"{'#' * self._level(title)} {escaped(title)}")

    def _level(self, title: str) -> int:
        kept = self.graph.details.extra.get(KEY)
        levels = kept.get("levels") if isinstance(kept, dict) else None
        level = levels.get(title) if isinstance(levels, dict) else None
        return level if isinstance(level, int) and 1 <= level <= 6 else 1

    def _branches(self, root: UUID, lines: list[str]) -> None:
        """Add the lines below a node or an argument."""
        stack = [(one, 1) for one in reversed(self._below(root))]
        while stack:
            relation, depth = stack.pop()
            node = self.graph.nodes[self.graph.premises_of[relation.id][0].node_id]
            data = line_data(self.graph, relation, self.log, ids=self.ids)
            here = self.plan.outline.row(node.id).relation
            new = node.id not in self.defined and here is relation
            words = self._definition(node, data) if new else self._reference(node.id, data)
            lines.append(f"{'  ' * depth}{self._sign(relation)} {words}")
            if new and depth < MAX_INDENT:
                stack.extend((one, depth + 1) for one in reversed(self._below(node.id)))
            elif new and self._below(node.id):
                self.later.append(node.id)

    def _below(self, id: UUID) -> list[Relation]:
        """Return the lines below a node or an argument; below an argument without steps also what
        undercuts the relation that it makes."""
        found = self.plan.lines(id)
        if id in self.plan.bare:
            for premise in self.graph.places_of.get(id, ()):
                found += self.plan.lines(premise.relation_id)
        return found

    def _sign(self, relation: Relation) -> str:
        if relation.kind is RelationKind.SUPPORT:
            if relation.target_relation_id is not None:
                self._approximate("warrant", relation)
            return "+"
        if relation.target_relation_id is not None:
            base = self.graph.relations[relation.target_relation_id]
            if base.id in self.plan.arguments and base.kind is RelationKind.ATTACK:
                self._approximate("undercut_of_attack", relation)
            return "<_"
        premise = self.graph.premises_of[relation.id][0].node_id
        ends = frozenset((premise, relation.target_node_id))
        if own(relation).get("type") != "contradictory":
            return "-"
        # contradictions have no direction
        if ends in self.contradictions or not self._may_contradict(premise, relation):
            self._approximate("contradiction", relation)
            return "-"
        self.contradictions.add(ends)
        return "><"

    def _may_contradict(self, premise: UUID, relation: Relation) -> bool:
        """Return whether `><` can stand: what hangs on it is a statement. An argument above makes
        the relation, so that what undercuts the argument would be taken to undercut that."""
        above = relation.target_node_id
        if premise in self.plan.bare or above is None:
            return False
        return above not in self.plan.bare or not any(
            self.graph.incoming.get(one.relation_id) for one in self.graph.places_of.get(above, ())
        )

    def _definition(self, node: Node, data: JsonRow | None = None) -> str:
        self.defined.add(node.id)
        self.arguments.extend(one.id for one in self.plan.steps(node.id))
        for premise in self.graph.places_of.get(node.id, ()) if node.id in self.plan.bare else ():
            self.arguments.extend(one.id for one in self.plan.steps(premise.relation_id))
        marks = tags(node)
        if node.kind is not NodeKind.CLAIM:
            marks.append(str(node.kind))
        whole = node_data(self.graph, node, self.log, ids=self.ids, section=self.section)
        whole |= data or {}
        return f"{self._name(node.id)}: {escaped(node.text)}{_tail(marks, whole)}"

    def _reference(self, id: UUID, data: JsonRow | None = None) -> str:
        return self._name(id) + _tail([], data or {})

    def _name(self, id: UUID) -> str:
        title = self.plan.titles[id]
        is_argument = id in self.plan.bare or id in self.plan.arguments
        return f"<{title}>" if is_argument else f"[{title}]"

    def _argument(self, relation: Relation) -> None:
        """Add an argument with its steps, and what hangs under its premises."""
        graph, kept = self.graph, own(relation)
        self.arguments.extend(one.id for one in self.plan.steps(relation.id))
        head = self._name(relation.id)
        description = kept.get("description")
        if isinstance(description, str) and description.strip():
            head += f": {escaped(' '.join(description.split()))}"
        data = kept.get("data")
        for premise in graph.premises_of[relation.id]:
            self._section(graph.nodes[premise.node_id])
        lines = [head + _tail(tags(relation), data if isinstance(data, dict) else {})]
        self._branches(relation.id, lines)
        self.blocks.append("\n".join(lines))
        steps, new = [], []
        for number, premise in enumerate(graph.premises_of[relation.id], 1):
            node = graph.nodes[premise.node_id]
            if node.id in self.defined:
                steps.append(f"({number}) {self._reference(node.id)}")
            else:
                steps.append(f"({number}) {self._definition(node)}")
                new.append(node)
        steps += self._conclusion(relation, len(steps) + 1)
        self.blocks.append("\n".join(steps))
        for node in new:
            if self._below(node.id):
                self._tree(node)

    def _conclusion(self, relation: Relation, number: int) -> list[str]:
        """Return the rule and the conclusion. Where that is no statement of the map, one is made
        for it, and `stands_for` says so."""
        data = step_data(self.graph, relation, self.log, ids=self.ids)
        if relation.scheme in QUESTIONS:
            del data["scheme"]
        rules = own(relation).get("rules")
        names = [str(one) for one in rules] if isinstance(rules, list) else []
        if relation.scheme in QUESTIONS:
            names.insert(0, relation.scheme.replace("-", " ").capitalize())
        target = relation.target_node_id
        if target is not None and relation.kind is RelationKind.SUPPORT:
            return [_rule(names, data), f"({number}) {self._reference(target)}"]
        data["stands_for"] = str(relation.kind)
        if target is not None:
            sign, about, what = "->", self.graph.nodes[target].text, "attack_as_argument"
            words, end = f"Not so: {about}", target
        else:
            base = self.graph.relations[relation.target_relation_id or relation.id]
            end = base.id if base.id in self.plan.arguments else self._maker(base)
            attacks = relation.kind is RelationKind.ATTACK
            sign, what = ("_>", "linked_undercut") if attacks else ("+>", "warrant")
            words = f"{'Does not follow' if attacks else 'Follows'}: {self.plan.titles[end]}"
        self._approximate(what, relation)
        title = f"{'For' if sign == '+>' else 'Against'} {self.plan.titles[end]}"
        title = self.titles.unique(title, "Conclusion")
        return [
            _rule(names, data),
            f"({number}) [{title}]: {escaped(words)}",
            f"  {sign} {self._name(end)}",
        ]

    def _maker(self, relation: Relation) -> UUID:
        """Return the argument without steps that makes a relation."""
        return self.graph.premises_of[relation.id][0].node_id

    def _approximate(self, what: str, relation: Relation) -> None:
        self.log.add(LossKind.APPROXIMATED, what, id=relation.id)


def _tail(marks: list[str], data: JsonRow) -> str:
    """Return tags and data as they stand behind a text."""
    parts = []
    for tag in dict.fromkeys(marks):
        if _SIMPLE_TAG.fullmatch(tag):
            parts.append(f" #{tag}")
        elif _PAREN_TAG.fullmatch(tag):
            parts.append(f" #({tag})")
    if data:
        parts.append(f" {flow(data)}")
    return "".join(parts)


def _rule(names: list[str], data: JsonRow) -> str:
    if not names and not data:
        return "----"
    words = ", ".join(_escaped_rule(name) for name in names)
    return " ".join(["--", *filter(None, [words]), *([flow(data)] if data else []), "--"])


def _escaped_rule(name: str) -> str:
    return re.sub(r"--|[\\,{}<:./]", lambda found: "".join(f"\\{s}" for s in found[0]), name)


def _front(graph: EssayGraph) -> str:
    details = graph.details
    kept = details.extra.get(KEY)
    kept = kept if isinstance(kept, dict) else {}
    front: JsonRow = {"title": details.title}
    if details.author_line:
        front["author"] = details.author_line
    if details.language != "en":
        front["language"] = details.language
    if graph.nodes and graph.thesis is None:
        front["thesis"] = False
    if graph.text:
        front["essay"] = {"text": graph.text}
    foreign = kept.get("front")
    if isinstance(foreign, dict):
        known = (*OF_FRONT, "model")
        front = {name: one for name, one in foreign.items() if name not in known} | front
    rest = {name: one for name, one in kept.items() if name not in ("front", "levels")}
    whole = {name: one for name, one in details.extra.items() if name != KEY or not kept}
    if rest:
        whole[KEY] = rest
    if whole:
        front["extra"] = whole
    lines = (flow({name: value})[1:-1] for name, value in front.items())
    return "\n".join(["===", *lines, "==="])
