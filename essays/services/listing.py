"""What lists of essays show of each map, read for all of them at once and kept by version."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.core.cache import cache
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import Lower

from essays import models
from essays.access.scopes import essays_listed_for, public_essays
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import Details, EssayGraph, Node, Premise, Relation, Row
from essays.graph.outline import backbone
from essays.layout.sketch import Bar, bars, sketch
from essays.models import Essay, MemberRole, Membership, User
from essays.services.demo import DEMO_ID
from essays.text.coverage import Coverage, coverage, covers
from essays.text.segments import sentences
from essays.text.spans import Span

_KEPT_SECONDS = 30 * 24 * 3600
# in the key, so that a new way of summing up does not read what an old one kept
_FORM = 1


class Sort(StrEnum):
    """The order of one's own essays."""

    CHANGED = "changed"
    TITLE = "title"
    UNMAPPED = "unmapped"


class Show(StrEnum):
    """Which of the essays one belongs to."""

    ALL = "all"
    MINE = "mine"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Summary:
    """A map in one row of a list. `shape` is an SVG, empty for a map without boxes."""

    thesis: str
    boxes: int
    evidence: int
    objections: int
    cover: Coverage
    shape: str


def public_list(query: str = "") -> QuerySet[Essay]:
    """Return the public essays whose title, author line or thesis holds the words, newest first."""
    found = public_essays().defer("text", "extra", "shape")
    if query:
        found = found.filter(_holds(query, only=NodeKind.THESIS))
    return found.order_by("-updated", "-pk")


def example() -> Essay | None:
    """Return the public essay that newcomers are shown: the demo, or else the oldest."""
    others = Case(When(pk=DEMO_ID, then=0), default=1)
    return public_essays().defer("text", "extra", "shape").order_by(others, "created", "pk").first()


def own_list(
    user: User, *, query: str = "", show: Show = Show.ALL, sort: Sort = Sort.CHANGED
) -> QuerySet[Essay]:
    """Return the essays a person belongs to, each with `role_of_user`.

    Words are sought in titles, author lines and boxes. `Sort.UNMAPPED` is for `least_mapped`.
    """
    own = Membership.objects.filter(essay=OuterRef("pk"), user=user).values("role")[:1]
    found = (
        essays_listed_for(user).defer("text", "extra", "shape").annotate(role_of_user=Subquery(own))
    )
    if show is Show.MINE:
        found = found.filter(role_of_user=MemberRole.OWNER)
    elif show is Show.SHARED:
        found = found.exclude(role_of_user=MemberRole.OWNER)
    if query:
        found = found.filter(_holds(query))
    if sort is Sort.TITLE:
        return found.order_by(Lower("title"), "pk")
    return found.order_by("-updated", "-pk")


def least_mapped(essays: Iterable[Essay]) -> list[Essay]:
    """Return the essays by the share of sentences that are not on the map, the largest first."""
    listed = list(essays)
    found = summaries(listed)
    return sorted(listed, key=lambda essay: _unmapped_share(found[essay.pk]), reverse=True)


def summaries(essays: Sequence[Essay]) -> dict[UUID, Summary]:
    """Return what each map shows in a list. At most five queries, however many essays."""
    keys = {essay.pk: f"summary:{_FORM}:{essay.pk}:{essay.version}" for essay in essays}
    kept = cache.get_many(keys.values())
    found = {pk: kept[key] for pk, key in keys.items() if key in kept}
    missing = [essay.pk for essay in essays if essay.pk not in found]
    if missing:
        made = _summed_up(missing)
        cache.set_many({keys[pk]: summary for pk, summary in made.items()}, _KEPT_SECONDS)
        found |= made
    return found


def _holds(query: str, *, only: NodeKind | None = None) -> Q:
    """Return whether title, author line or a box, one of a kind or any, holds the words."""
    if "\0" in query:  # nothing holds it, and PostgreSQL cannot be asked
        return Q(pk__in=())
    nodes = models.Node.objects.filter(essay=OuterRef("pk"), text__icontains=query)
    says = Exists(nodes.filter(kind=only.value) if only else nodes)
    return Q(title__icontains=query) | Q(author_line__icontains=query) | Q(says)


def _unmapped_share(summary: Summary) -> float:
    cover = summary.cover
    return cover.unmapped / cover.sentences if cover.sentences else 0.0


def _summed_up(pks: Sequence[UUID]) -> dict[UUID, Summary]:
    rows: dict[UUID, list[Row]] = {pk: [] for pk in pks}
    for pk, row in _shape_rows(pks):
        rows[pk].append(row)
    passages = _spans(models.Anchor.objects.filter(essay__in=pks, node__isnull=False))
    context = _spans(models.ContextMark.objects.filter(essay__in=pks))
    texts = Essay.objects.filter(pk__in=pks).values_list("pk", "text", "title")
    return {
        pk: _summary(
            EssayGraph.of(Details(id=pk, title=title), rows[pk]),
            coverage(
                covers(
                    sentences(text),
                    passages=passages.get(pk, ()),
                    context=context.get(pk, ()),
                )
            ),
        )
        for pk, text, title in texts
    }


def _shape_rows(pks: Sequence[UUID]) -> Iterable[tuple[UUID, Row]]:
    """Yield nodes, relations and premises with their essay. Two queries."""
    nodes = models.Node.objects.filter(essay__in=pks)
    for pk, id, kind, text, position in nodes.values_list(
        "essay_id", "id", "kind", "text", "position"
    ):
        yield pk, Node(id=id, kind=NodeKind(kind), text=text, position=position)
    # every relation has a premise, so this finds all of them; the same one comes more than once
    places = models.Premise.objects.filter(essay__in=pks).annotate(
        kind=F("relation__kind"),
        to_node=F("relation__target_node_id"),
        to_relation=F("relation__target_relation_id"),
        among=F("relation__position"),
    )
    for pk, id, relation, node, position, home, kind, to_node, to_relation, among in (
        places.values_list(
            "essay_id", "id", "relation_id", "node_id", "position", "home",
            "kind", "to_node", "to_relation", "among",
        )
    ):  # fmt: skip
        yield pk, Premise(id=id, relation_id=relation, node_id=node, position=position, home=home)
        yield (
            pk,
            Relation(
                id=relation,
                kind=RelationKind(kind),
                target_node_id=to_node,
                target_relation_id=to_relation,
                position=among,
            ),
        )


def _spans(
    marks: QuerySet[models.Anchor] | QuerySet[models.ContextMark],
) -> dict[UUID, list[Span]]:
    """Return the marks that have a place, by essay. One query."""
    found: dict[UUID, list[Span]] = {}
    placed = marks.filter(start__isnull=False).values_list("essay_id", "start", "end")
    for pk, start, end in placed:
        if start is not None and end is not None:
            found.setdefault(pk, []).append(Span(start, end))
    return found


def _summary(graph: EssayGraph, cover: Coverage) -> Summary:
    listed = bars(backbone(graph))
    return Summary(
        thesis=graph.thesis.text if graph.thesis else "",
        boxes=len(graph.nodes),
        evidence=sum(node.kind is NodeKind.EVIDENCE for node in graph.nodes.values()),
        objections=sum(bar is Bar.ATTACK for _, bar in listed),
        cover=cover,
        shape=sketch(listed),
    )
