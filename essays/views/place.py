"""Where in an essay a reader is, and what of it they look at, as the address keeps it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, QueryDict

from essays.graph.sifting import Sort
from essays.graph.tour import Order

COLUMNS = "columns"
LONGEST_FIND = 200  # characters looked for
MOST_DIGITS = 4


class Shown(StrEnum):
    """What stands beside the text: the outline or the drawn map. A narrow screen shows one of the
    three, and `TEXT` is the outline's place elsewhere."""

    TEXT = "text"
    OUTLINE = "outline"
    MAP = "map"


class Ask(StrEnum):
    """What is asked about the chosen box."""

    WHY = "why"
    AGAINST = "against"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the reader is, as the address keeps it. What means nothing is left out.

    `focus` is the box whose branch alone shows; `depth` counts the levels that show, 0 for as many
    as open by themselves; `off` holds what is filtered out. `find` is what is looked for, None
    where nobody looks, and `hit` counts from 1, like `step` in the order of a `tour`. `columns`
    draws the map from left to right.
    """

    shown: Shown = Shown.OUTLINE
    columns: bool = False
    box: UUID | None = None
    relation: UUID | None = None
    folded: tuple[UUID, ...] = ()
    opened: tuple[UUID, ...] = ()
    focus: UUID | None = None
    depth: int = 0
    off: tuple[Sort, ...] = ()
    find: str | None = None
    hit: int = 0
    ask: Ask | None = None
    tour: Order | None = None
    step: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        """Return the place that the query of an address names."""
        return cls(
            shown=_one(Shown, query.get("view")) or Shown.OUTLINE,
            columns=query.get("layout") == COLUMNS,
            box=next(_ids(query.getlist("box")), None),
            relation=next(_ids(query.getlist("relation")), None),
            folded=tuple(dict.fromkeys(_ids(query.getlist("fold")))),
            opened=tuple(dict.fromkeys(_ids(query.getlist("open")))),
            focus=next(_ids(query.getlist("focus")), None),
            depth=_number(query.get("depth")),
            off=tuple(sort for sort in Sort if sort in query.getlist("hide")),
            find=_words(query.get("q")),
            hit=_number(query.get("hit")),
            ask=_one(Ask, query.get("ask")),
            tour=_one(Order, query.get("tour")),
            step=_number(query.get("step")),
        )

    @classmethod
    def before(cls, request: HttpRequest) -> Self:
        """Return the place of the page from which htmx sent the request."""
        address = getattr(getattr(request, "htmx", None), "current_url", None) or ""
        return cls.of(QueryDict(urlsplit(address).query))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The names and values that stand in the address."""
        single = (
            ("view", "" if self.shown is Shown.OUTLINE else self.shown),
            ("layout", COLUMNS if self.columns else ""),
            ("box", self.box),
            ("relation", self.relation),
            ("focus", self.focus),
            ("depth", self.depth),
            ("hit", self.hit),
            ("ask", self.ask),
            ("tour", self.tour),
            ("step", self.step),
        )
        return (
            *((name, str(value)) for name, value in single if value),
            *(("q", found) for found in (self.find,) if found is not None),
            *(("hide", sort) for sort in self.off),
            *(("fold", str(node_id)) for node_id in self.folded),
            *(("open", str(node_id)) for node_id in self.opened),
        )

    @property
    def query(self) -> str:
        """The query that names this place, with its question mark; empty at the start."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    def at(self, box: UUID | None, *, relation: UUID | None = None) -> "Place":
        """Return the place with another box, or step, chosen; nothing is asked about it yet."""
        return replace(self, box=box, relation=relation, ask=None)

    def folding(self, node_id: UUID) -> "Place":
        """Return the place with a row folded."""
        kept = tuple(other for other in self.opened if other != node_id)
        return replace(self, opened=kept, folded=_with(self.folded, node_id))

    def unfolding(self, node_id: UUID) -> "Place":
        """Return the place with a row opened."""
        kept = tuple(other for other in self.folded if other != node_id)
        return replace(self, folded=kept, opened=_with(self.opened, node_id))

    def to_depth(self, depth: int) -> "Place":
        """Return the place with so many levels open, whatever was folded by hand."""
        return replace(self, depth=depth, folded=(), opened=())

    def focused(self, node_id: UUID | None) -> "Place":
        """Return the place with only one box's branch in sight; the whole map for None."""
        return replace(self, focus=node_id, depth=0)

    def turned(self, sort: Sort) -> "Place":
        """Return the place with one filter turned on or off."""
        off = set(self.off) ^ {sort}
        return replace(self, off=tuple(one for one in Sort if one in off))

    def asking(self, ask: Ask | None) -> "Place":
        """Return the place with something asked about the chosen box."""
        return replace(self, ask=ask)

    def finding(self, words: str | None, *, hit: int = 0) -> "Place":
        """Return the place with words looked for; None ends the search."""
        return replace(self, find=words, hit=hit)

    def touring(self, order: Order | None, *, step: int = 0, box: UUID | None = None) -> "Place":
        """Return the place at a step of a tour; None leaves the tour where it is."""
        if order is None:
            return replace(self, tour=None, step=0)
        return replace(self.at(box or self.box), tour=order, step=step)


def _one[E: StrEnum](kind: type[E], value: str | None) -> E | None:
    return kind(value) if value in set(kind) else None


def _words(value: str | None) -> str | None:
    return None if value is None else value.replace("\0", "").strip()[:LONGEST_FIND]


def _number(value: str | None) -> int:
    known = value is not None and value.isascii() and value.isdigit() and len(value) <= MOST_DIGITS
    return int(value or 0) if known else 0


def _ids(values: Iterable[str]) -> Iterator[UUID]:
    for value in values:
        try:
            yield UUID(value)
        except ValueError:
            continue


def _with(ids: tuple[UUID, ...], node_id: UUID) -> tuple[UUID, ...]:
    return ids if node_id in ids else (*ids, node_id)
