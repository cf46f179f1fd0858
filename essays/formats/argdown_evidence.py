"""What the data in braces say of a row: its note, passages, source and foreign data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from essays.formats.argdown_data import merged
from essays.formats.argdown_model import Data, Occurrence, Role
from essays.formats.argdown_plan import KEY
from essays.formats.argdown_rows import OF_LINES, OF_NODES, OF_STEPS
from essays.formats.base import LossKind
from essays.formats.building import At, Builder
from essays.graph.kinds import SourceKind, SourceStatus
from essays.graph.model import JsonRow


@dataclass(slots=True)
class Wishes:
    """What the data of a row ask for. `spans` and `citations` are still raw."""

    note: str = ""
    implicit: bool = False
    weight: float | None = None
    scheme: str = ""
    spans: list[Mapping[str, Any]] = field(default_factory=list)
    citations: list[Any] = field(default_factory=list)
    stands_for: str = ""
    uses: tuple[int, ...] = ()
    extra: JsonRow = field(default_factory=dict)
    foreign: JsonRow = field(default_factory=dict)


def of_statement(members: Iterable[Occurrence], whole: Data | None) -> Wishes:
    """Return the wishes of a statement, without what its data say of the lines it stands in."""
    if whole and any(one.role is Role.RELATION and one.data for one in members):
        whole = None
        for one in members:
            data = one.data or {}
            if one.role in (Role.RELATION, Role.DESCRIPTION):
                data = {name: value for name, value in data.items() if name not in OF_LINES}
            whole = merged(whole, data)
    return _wishes(whole or {}, OF_NODES)


def of_line(data: Data | None) -> Wishes:
    """Return the wishes of a relation that is a line."""
    if not data:
        return Wishes()
    inner = data.get("relation")
    whole = {name: data[name] for name in ("weight", "scheme") if name in data}
    return _wishes(whole | (inner if isinstance(inner, dict) else {}), OF_STEPS)


def of_step(data: Data | None) -> Wishes:
    """Return the wishes of an inference."""
    return _wishes(data or {}, OF_STEPS)


def _wishes(data: Data, known: tuple[str, ...]) -> Wishes:
    """Return what stands under the names that are known; what has another shape is foreign."""
    found = Wishes()
    for name, value in data.items():
        if name not in known or not _take(found, name, value):
            found.foreign[name] = value
    return found


def _take(found: Wishes, name: str, value: Any) -> bool:
    if name == "id":
        return isinstance(value, str)
    if name in ("note", "scheme", "stands_for") and isinstance(value, str):
        setattr(found, name, value)
    elif name == "implicit" and isinstance(value, bool):
        found.implicit = value
    elif name == "weight" and isinstance(value, (int, float)) and not isinstance(value, bool):
        found.weight = float(value)
    elif name == "extra" and isinstance(value, dict):
        found.extra = dict(value)
    elif name == "citation" and isinstance(value, (str, dict)):
        found.citations.append(value)
    elif name in ("source", "sources"):
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) or _is_span(one) for one in values):
            return False
        found.spans += [one for one in values if _is_span(one)]
        found.citations += [one for one in values if isinstance(one, str)]
    elif name == "uses" and isinstance(value, list):
        found.uses = tuple(one for one in value if isinstance(one, int))
    else:
        return False
    return True


def _is_span(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("start"), int)


class Evidence:
    """Lays passages and sources on a map; a source that is cited twice stands there once."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._sources: dict[tuple[str, ...], UUID | None] = {}

    def source(self, wishes: Wishes, at: At) -> UUID | None:
        """Return the source that a row cites; several become one."""
        if not wishes.citations:
            return None
        if len(wishes.citations) > 1:
            self._builder.lost(LossKind.REPAIRED, "sources_joined", at)
        texts, more = [], dict[str, str]()
        for one in wishes.citations:
            if isinstance(one, dict):
                found = {name: value for name, value in one.items() if isinstance(value, str)}
                texts.append(found.pop("text", ""))
                more = found | more
            else:
                texts.append(one)
        key = "; ".join(filter(None, texts)), *(more.get(n, "") for n in ("url", "kind", "status"))
        if key not in self._sources:
            self._sources[key] = self._builder.source(
                key[0],
                at,
                url=key[1],
                kind=_member(SourceKind, key[2], SourceKind.OTHER),
                status=_member(SourceStatus, key[3], SourceStatus.UNCHECKED),
            )
        return self._sources[key]

    def passages(self, owner: UUID, wishes: Wishes, at: At) -> None:
        """Lay passages under a row; quoted words that stand elsewhere are looked for."""
        text = self._builder.text
        for span in wishes.spans:
            start, end, exact = span.get("start"), span.get("end"), span.get("exact")
            if not isinstance(start, int) or not isinstance(end, int):
                start = end = -1
            if isinstance(exact, str) and exact and text[max(start, 0) : max(end, 0)] != exact:
                found = text.find(exact)
                if found < 0:
                    self._builder.lost(LossKind.DROPPED, "passage_not_found", at, exact)
                    continue
                self._builder.lost(LossKind.REPAIRED, "passage_moved", at, exact)
                start, end = found, found + len(exact)
            self._builder.anchor(owner, start, end, at)


def extra_of(wishes: Wishes, kept: JsonRow) -> JsonRow:
    """Return the extra of a row: what the data bring along, and what only Argdown knows."""
    found = dict(wishes.extra)
    there = found.pop(KEY, None)
    if isinstance(there, dict):
        # what is said outright goes before where a statement stands
        kept = {**kept, **there} if "section" in there else {**there, **kept}
        if kept.get("section") is None:
            kept.pop("section", None)
    elif there is not None and not kept:
        found[KEY] = there
    if kept or there == {}:
        found[KEY] = dict(sorted(kept.items()))
    return found


def _member[M: (SourceKind, SourceStatus)](kind: type[M], name: str, otherwise: M) -> M:
    return kind(name) if name in {str(one) for one in kind} else otherwise
