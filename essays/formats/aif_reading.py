"""From an AIF graph to the rows of a map (docs/formats.md, AIF)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from essays.formats.aif_schemes import name_of, slug_of
from essays.formats.base import LossKind
from essays.formats.building import At, Builder
from essays.formats.json_rows import words
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import JsonRow

# What a step of each type is on a map. A restatement has no kind of its own there.
STEPS: Mapping[str, RelationKind] = {
    "RA": RelationKind.SUPPORT,
    "CA": RelationKind.ATTACK,
    "MA": RelationKind.SUPPORT,
}
DEFAULTS: Mapping[str, str] = {
    "RA": "Default Inference",
    "CA": "Default Conflict",
    "MA": "Default Rephrase",
}
# Nodes of the dialogue behind an argument, and preferences: kept for other programs, not shown.
_BEHIND = frozenset({"L", "YA", "TA", "PA"})
_TYPES = ("I", *STEPS)
_OWN = "argmap"
_NOTHING: JsonRow = {}
_TYPE = frozenset({"type"})
_OMITTED = frozenset({"type", "text"})
_NAMED = ("scheme", "schemeID")


@dataclass(slots=True)
class _Step:
    """A node of type RA, CA or MA, with what its edges join."""

    row: JsonRow
    at: At
    type: str
    id: UUID
    premises: list[str]
    targets: list[str]
    made: dict[str, UUID]  # relations by target


@dataclass(slots=True)
class AifReading:
    """One AIF graph while its rows go into a builder."""

    builder: Builder
    prefix: str = ""
    ids: dict[str, UUID] = field(default_factory=dict)  # of statements
    steps: dict[str, _Step] = field(default_factory=dict)
    nodes: list[JsonRow] = field(default_factory=list)  # rows that no map shows
    edges: list[JsonRow] = field(default_factory=list)
    behind: set[str] = field(default_factory=set)
    arcs: dict[tuple[str, str], JsonRow] = field(default_factory=dict)

    def read(self, graph: JsonRow) -> None:
        """Add the statements and steps of a graph to the builder.

        What no map shows is left in `nodes` and `edges`, so that writing gives it back.
        """
        before = f"{self.prefix}/nodes/"
        for index, row in self._rows(graph, "nodes"):
            self._node(row, At(None, None, f"{before}{index}"))
        for index, row in self._rows(graph, "edges"):
            self._edge(row, index)
        reported = len(self.builder.log.losses)
        for step in self.steps.values():
            self._relation(step)
        self.builder.aim()
        if len(self.builder.log.losses) > reported:
            self._keep_unsaid()
        if _OWN not in graph:
            self.builder.crown_root()

    def kept(self, graph: JsonRow) -> JsonRow:
        """Return what a map does not show, as `extra` of the essay."""
        kept = {key: value for key, value in graph.items() if key not in ("nodes", "edges", _OWN)}
        if not kept.get("locutions", True):
            del kept["locutions"]  # written anyway
        found = (("nodes", self.nodes), ("edges", self.edges))
        return kept | {name: rows for name, rows in found if rows}

    def owner(self, key: str) -> UUID | None:
        """Return the statement or step with this id that stands on the map."""
        if key in self.ids:
            return self.ids[key]
        made = self.steps[key].made.values() if key in self.steps else ()
        return next((id for id in made if id in self.builder.relations), None)

    def _rows(self, graph: JsonRow, name: str) -> Iterator[tuple[int, JsonRow]]:
        rows = graph.get(name)
        if isinstance(rows, dict):
            rows = list(rows.values())
        if not isinstance(rows, list):
            if rows is not None:
                at = At(pointer=f"{self.prefix}/{name}")
                self.builder.lost(LossKind.DROPPED, "not_a_list", at)
            return
        for index, row in enumerate(rows):
            if type(row) is dict:
                yield index, row
            else:
                at = At(pointer=f"{self.prefix}/{name}/{index}")
                self.builder.lost(LossKind.DROPPED, "not_a_row", at)

    def _node(self, row: JsonRow, at: At) -> None:
        type, key = row.get("type"), row.get("nodeID")
        if type not in _TYPES:
            type = words(type).strip().upper()
        if key.__class__ is not str:
            key = words(key)
        if not key:
            if type == "I":
                self._statement(row, at)
            else:
                self.builder.lost(LossKind.DROPPED, "node_without_id", at)
        elif key in self.ids or key in self.steps or key in self.behind:
            self.builder.lost(LossKind.REPAIRED, "id_twice", at, key)
        elif type == "I":
            self.ids[key] = self._statement(row, at)
        elif type in STEPS:
            self.steps[key] = _Step(row, at, type, self.builder.fresh(), [], [], {})
        else:
            self.behind.add(key)
            self.nodes.append(row)
            what = "dialogue_node" if type in _BEHIND else "unknown_node"
            self.builder.lost(LossKind.DROPPED, what, at, type)

    def _statement(self, row: JsonRow, at: At) -> UUID:
        builder, said, mine = self.builder, row.get("text"), row.get(_OWN)
        plain = said if type(said) is str else words(said)
        if mine is None:
            id = builder.node(plain, at, extra={"aif": _without(row, _OMITTED)})
        else:
            mine = mine if isinstance(mine, dict) else {}
            kind, note = mine.get("kind"), mine.get("note")
            id = builder.node(
                plain,
                at,
                kind=NodeKind(kind) if kind in list(NodeKind) else NodeKind.CLAIM,
                note=words(note),
                implicit=mine.get("implicit") is True,
                extra=_extra(row, mine, _OMITTED),
            )
        # a map keeps a text on one line; the file gets its own back
        if said != builder.nodes[id].text and "text" in row and not _new(mine):
            builder.keep(id, _extra(row, mine, _TYPE), at)
        return id

    def _edge(self, row: JsonRow, index: int) -> None:
        start, end = row.get("fromID"), row.get("toID")
        if start.__class__ is not str or end.__class__ is not str:
            start, end = words(start), words(end)
        arc, ids, steps, what = (start, end), self.ids, self.steps, None
        if arc in self.arcs:
            what = LossKind.REPAIRED, "edge_twice"
        elif start in ids and end in steps:
            self.arcs[arc] = row
            steps[end].premises.append(start)
        elif start in steps and (end in ids or end in steps):
            self.arcs[arc] = row
            steps[start].targets.append(end)
        elif self.knows(start) and self.knows(end):
            self.arcs[arc] = row
            self.edges.append(row)
            if start in ids and end in ids:
                what = LossKind.DROPPED, "edge_without_step"
        else:
            what = LossKind.DROPPED, "dangling_edge"
        if what is not None:
            self.builder.lost(*what, At(pointer=f"{self.prefix}/edges/{index}"), f"{start} {end}")

    def knows(self, key: str) -> bool:
        """Return whether the file has a node with this id."""
        return key in self.ids or key in self.steps or key in self.behind

    def _relation(self, step: _Step) -> None:
        row, type, builder = step.row, step.type, self.builder
        said, mine = row.get("text"), row.get(_OWN)
        more = self._more(step, mine) if isinstance(mine, dict) else _NOTHING
        usual = said == DEFAULTS[type] and "scheme" not in row and "schemeID" not in row
        scheme = more.get("scheme") or ("" if usual else self._scheme(step))
        # what writing makes up again need not be kept
        omitted = _TYPE
        if (usual and not scheme) or said == name_of(scheme, DEFAULTS[type]):
            omitted = _OMITTED
        if type == "MA":
            omitted -= _TYPE
            builder.lost(LossKind.GUESSED, "restatement_became_support", step.at)
        extra = {"aif": _without(row, omitted)} if mine is None else _extra(row, mine, omitted)
        if len(step.targets) > 1:
            builder.lost(LossKind.REPAIRED, "step_with_several_targets", step.at)
        kind, premises = STEPS[type], [self.ids[name] for name in step.premises]
        for target in self._targets(step):
            id = builder.fresh() if step.made else step.id
            itself = self.steps.get(target) is step
            step.made[target] = builder.relation(
                kind,
                premises,
                id if itself else self.ids.get(target) or self._aim(target),
                step.at,
                scheme=scheme,
                weight=more.get("weight"),
                note=more.get("note", ""),
                home=more.get("home", ()),
                extra=extra,
                id=id,
            )

    def _more(self, step: _Step, mine: JsonRow) -> JsonRow:
        """Return what our own writer said of a step beyond AIF, as `Builder.relation` takes it."""
        weight, home, scheme = mine.get("weight"), mine.get("home"), mine.get("scheme")
        homes = {words(name) for name in home} if isinstance(home, list) else ()
        return {
            "scheme": words(scheme),
            "weight": weight if type(weight) in (int, float) else None,
            "note": words(mine.get("note")),
            "home": [self.ids[name] for name in step.premises if name in homes],
        }

    def _targets(self, step: _Step) -> list[str]:
        """Return what a step points at. What another step points at is the first of the relations
        it becomes, so that those which cannot stand come last, in whatever order the edges are."""
        if len(step.targets) < 2:
            return step.targets or [""]
        last = {target for target in step.targets if self.steps.get(target) is step}
        last.update(step.premises)
        return sorted(step.targets, key=lambda target: (target in last, target in self.steps))

    def _aim(self, target: str) -> UUID:
        """Return the id of the step that a step points at, of nothing where there is none."""
        return self.steps[target].id if target in self.steps else self.builder.fresh()

    def _scheme(self, step: _Step) -> str:
        row = step.row
        for name in (*_NAMED, "text"):
            said = words(row.get(name)).strip()
            # a number is a key in the table of schemes of some database
            if said and not said.isdecimal():
                slug = slug_of(said)
                if slug is None:
                    self.builder.lost(LossKind.DROPPED, "scheme", step.at, said)
                elif slug:
                    return slug
        return ""

    def _keep_unsaid(self) -> None:
        """Keep the rows of steps and edges that the builder left out."""
        relations = self.builder.relations
        for key, step in self.steps.items():
            if self.owner(key) is None:
                self.nodes.append(step.row)
        for (start, end), row in self.arcs.items():
            if start in self.steps:
                if end in self.ids or end in self.steps:
                    said = self.steps[start].made.get(end) in relations
                    self.edges += [] if said else [row]
            elif start in self.ids and end in self.steps:
                made = (relations.get(id) for id in self.steps[end].made.values())
                if not any(one and self.ids[start] in one.premises for one in made):
                    self.edges.append(row)


def _new(mine: Any) -> bool:
    """Return whether our own writer made a row up for a row of a map, so that it has no more."""
    return isinstance(mine, dict) and mine.get("new") is True


def _without(row: JsonRow, omitted: Collection[str]) -> JsonRow:
    kept = row.copy()
    for key in omitted:
        kept.pop(key, None)
    return kept


def _extra(row: JsonRow, mine: Any, omitted: Collection[str]) -> JsonRow:
    """Return what the row of a map keeps of a row of the file, beside what others kept there."""
    more = mine.get("extra") if isinstance(mine, dict) else None
    extra: JsonRow = more if isinstance(more, dict) else {}
    return extra if _new(mine) else {**extra, "aif": _without(row, {_OWN, *omitted})}
