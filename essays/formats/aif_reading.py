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
_OWN = "argmap"
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
    premises: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    made: dict[str, UUID] = field(default_factory=dict)  # relations by target


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
        type = words(row.get("type")).strip().upper()
        key = key_of(row.get("nodeID"))
        if key is None:
            if type == "I":
                self._statement(row, at)
            else:
                self.builder.lost(LossKind.DROPPED, "node_without_id", at)
        elif self.knows(key):
            self.builder.lost(LossKind.REPAIRED, "id_twice", at, key)
        elif type == "I":
            self.ids[key] = self._statement(row, at)
        elif type in STEPS:
            self.steps[key] = _Step(row, at, type, self.builder.fresh())
        else:
            self.behind.add(key)
            self.nodes.append(row)
            what = "dialogue_node" if type in _BEHIND else "unknown_node"
            self.builder.lost(LossKind.DROPPED, what, at, type)

    def _statement(self, row: JsonRow, at: At) -> UUID:
        said, mine = words(row.get("text")), row.get(_OWN)
        if mine is None:
            id = self.builder.node(said, at, extra={"aif": _without(row, _OMITTED)})
        else:
            mine = mine if isinstance(mine, dict) else {}
            kind, note = mine.get("kind"), mine.get("note")
            id = self.builder.node(
                said,
                at,
                kind=NodeKind(kind) if kind in list(NodeKind) else NodeKind.CLAIM,
                note=words(note),
                implicit=mine.get("implicit") is True,
                extra=_extra(row, mine, _OMITTED),
            )
        # a map keeps a text on one line; the file gets its own back
        if "text" in row and row["text"] != self.builder.nodes[id].text and not _new(mine):
            self.builder.keep(id, _extra(row, mine, _TYPE), at)
        return id

    def _edge(self, row: JsonRow, index: int) -> None:
        start, end = key_of(row.get("fromID")), key_of(row.get("toID"))
        what = None
        if start is None or end is None or not (self.knows(start) and self.knows(end)):
            what = LossKind.DROPPED, "dangling_edge"
        elif (start, end) in self.arcs:
            what = LossKind.REPAIRED, "edge_twice"
        else:
            self.arcs[start, end] = row
            if start in self.ids and end in self.steps:
                self.steps[end].premises.append(start)
            elif start in self.steps and (end in self.ids or end in self.steps):
                self.steps[start].targets.append(end)
            else:
                self.edges.append(row)
                if start in self.ids and end in self.ids:
                    what = LossKind.DROPPED, "edge_without_step"
        if what is not None:
            self.builder.lost(*what, At(pointer=f"{self.prefix}/edges/{index}"), f"{start} {end}")

    def knows(self, key: str) -> bool:
        """Return whether the file has a node with this id."""
        return key in self.ids or key in self.steps or key in self.behind

    def _relation(self, step: _Step) -> None:
        row, builder = step.row, self.builder
        mine = row.get(_OWN)
        more = self._more(step, mine) if isinstance(mine, dict) else {}
        usual = row.get("text") == DEFAULTS[step.type] and row.keys().isdisjoint(_NAMED)
        scheme = more.get("scheme") or ("" if usual else self._scheme(step))
        # what writing makes up again need not be kept
        omitted = _TYPE
        if (usual and not scheme) or row.get("text") == name_of(scheme, DEFAULTS[step.type]):
            omitted = _OMITTED
        if step.type == "MA":
            omitted -= _TYPE
            builder.lost(LossKind.GUESSED, "restatement_became_support", step.at)
        extra = {"aif": _without(row, omitted)} if mine is None else _extra(row, mine, omitted)
        if len(step.targets) > 1:
            builder.lost(LossKind.REPAIRED, "step_with_several_targets", step.at)
        premises = [self.ids[name] for name in step.premises]
        more["scheme"] = scheme
        for target in step.targets or [""]:
            id = builder.fresh() if step.made else step.id
            step.made[target] = builder.relation(
                STEPS[step.type], premises, self._aim(target), step.at, extra=extra, id=id, **more
            )

    def _more(self, step: _Step, mine: JsonRow) -> JsonRow:
        """Return what our own writer said of a step beyond AIF, as `Builder.relation` takes it."""
        weight, home, scheme = mine.get("weight"), mine.get("home"), mine.get("scheme")
        homes = {key_of(name) for name in home} if isinstance(home, list) else ()
        return {
            "scheme": words(scheme),
            "weight": weight if type(weight) in (int, float) else None,
            "note": words(mine.get("note")),
            "home": [self.ids[name] for name in step.premises if name in homes],
        }

    def _aim(self, target: str) -> UUID:
        """Return the id a step points at, of nothing where the file names no target."""
        if target in self.steps:
            return self.steps[target].id
        return self.ids[target] if target in self.ids else self.builder.fresh()

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
        relations, premises_of = self.builder.relations, self.builder.premises_of
        for key, step in self.steps.items():
            if self.owner(key) is None:
                self.nodes.append(step.row)
        for (start, end), row in self.arcs.items():
            if start in self.steps:
                if end in self.ids or end in self.steps:
                    said = self.steps[start].made.get(end) in relations
                    self.edges += [] if said else [row]
            elif start in self.ids and end in self.steps:
                owner = self.owner(end)
                if owner is None or self.ids[start] not in premises_of[owner]:
                    self.edges.append(row)


def key_of(value: Any) -> str | None:
    """Return an id of a file, text or number, as text; None for what is no id."""
    if type(value) is str:
        return value or None
    return str(value) if type(value) in (int, float) else None


def _new(mine: Any) -> bool:
    """Return whether our own writer made a row up for a row of a map, so that it has no more."""
    return isinstance(mine, dict) and mine.get("new") is True


def _without(row: JsonRow, omitted: Collection[str]) -> JsonRow:
    return {key: value for key, value in row.items() if key not in omitted}


def _extra(row: JsonRow, mine: Any, omitted: Collection[str]) -> JsonRow:
    """Return what the row of a map keeps of a row of the file, beside what others kept there."""
    more = mine.get("extra") if isinstance(mine, dict) else None
    extra: JsonRow = more if isinstance(more, dict) else {}
    return extra if _new(mine) else {**extra, "aif": _without(row, {_OWN, *omitted})}
