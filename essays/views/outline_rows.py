"""The rows of the outline as a page draws them: flat, each with what opens and closes around it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essays.graph.describe import Marker, shows_stance, word_of
from essays.graph.describe import marker as marker_of
from essays.graph.folding import LeftOut, VisibleRow
from essays.graph.kinds import AnchorState, SourceStatus, Stance
from essays.graph.model import Relation
from essays.graph.outline import Group, Row
from essays.layout.icons import inline
from essays.views import wording
from essays.views.bench import Bench

# Rows hang at most so many lists deep: beyond, a browser's parser gives up (512 elements), and
# a reader's screen too. Numbers and aria-level still tell the depth.
DEEPEST = 32
NARROW = 9  # from here on each list moves in by less


@dataclass(frozen=True, slots=True)
class Tag:
    """A chip on a row. `style` is empty, "dash" or "warn"."""

    icon: str
    text: str
    style: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Rest:
    """How many siblings are not listed, and the addresses that list those before and after."""

    boxes: int
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One row; `before` closes and opens the lists that stand between it and the row before.

    The last two say which ordinal a new reason, or a new undercut, would have under it.
    """

    id: UUID
    before: SafeString = field(compare=False)
    number: str
    level: int
    kind: str
    icon: str
    word: str
    text: str
    implicit: bool
    is_thesis: bool
    chosen: bool
    stance: Stance | None
    stance_words: str
    tags: tuple[Tag, ...]
    href: str
    acts_href: str
    fold_href: str
    folded: bool
    reveals: int
    left_out: Rest | None
    is_way: bool
    next_reason: int
    next_undercut: int
    says: str


@dataclass(slots=True)
class _Open:
    """An element that is open: a row, or the bracket of a group."""

    depth: int
    group: UUID | None = None
    has_list: bool = False


@dataclass(frozen=True, slots=True)
class DrawnOutline:
    """The rows, the markup that closes the last one, and the roots there is no room for."""

    rows: tuple[OutlineRow, ...]
    after: SafeString
    left_out: Rest | None


def drawn(bench: Bench) -> DrawnOutline:
    """Return the outline of a bench as a page draws it."""
    nesting = _Nesting(bench)
    rows = tuple(_row(bench, shown, nesting.before(shown.row)) for shown in bench.visible.rows)
    return DrawnOutline(rows, nesting.close(), _rest(bench, bench.visible.left_out))


class _Nesting:
    """Turns depths into lists. No recursion: maps may be a thousand levels deep."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.open: list[_Open] = []

    def before(self, row: Row) -> SafeString:
        """Return the markup between the row before and this one."""
        depth = min(row.depth, DEEPEST)
        group = row.group.relation_id if row.group else None
        parts = list(self._closing(depth, group))
        if self.open and self.open[-1].group is None and not self.open[-1].has_list:
            self.open[-1].has_list = True
            parts.append(_LIST_NARROW if depth >= NARROW else _LIST)
        if row.group and not (self.open and self.open[-1].group == group):
            parts.append(bracket(self.bench, row.group))
            self.open.append(_Open(depth, group))
        self.open.append(_Open(depth))
        return format_html_join("", "{}", ((part,) for part in parts))

    def close(self) -> SafeString:
        """Return the markup that closes whatever is open."""
        parts = [_closed(self.open.pop()) for _index in range(len(self.open))]
        return format_html_join("", "{}", ((part,) for part in parts))

    def _closing(self, depth: int, group: UUID | None) -> Iterator[SafeString]:
        while self.open:
            top = self.open[-1]
            inside = top.group == group if top.group else False
            if top.depth < depth or (top.depth == depth and inside):
                return
            yield _closed(self.open.pop())


def bracket(bench: Bench, group: Group) -> SafeString:
    """Return the markup that opens the bracket of linked premises."""
    graph, outline = bench.graph, bench.outline
    relation = graph.relations[group.relation_id]
    numbers = [row.number for row in outline.targets(graph, relation)]
    words = wording.together(group.kind, numbers, is_step=relation.target_relation_id is not None)
    return format_html(
        '<li class="bracket k-{0}" id="b-{2}"{4}><span class="brace" aria-hidden="true"></span>'
        '<a class="pill" href="{1}" data-step="{2}">{5}{3}</a>'
        '<ul aria-label="{3}">',
        group.kind,
        bench.step_link(group.relation_id),
        group.relation_id,
        words,
        SafeString(' data-chosen=""') if bench.marked == group.relation_id else "",
        SafeString(inline("linked")),
    )


_LIST = SafeString("<ul>")
_LIST_NARROW = SafeString('<ul class="narrow">')
_ROW_END = SafeString("</li>")
_LIST_END = SafeString("</ul></li>")


def _closed(what: _Open) -> SafeString:
    return _LIST_END if what.group or what.has_list else _ROW_END


def _row(bench: Bench, shown: VisibleRow, before: SafeString) -> OutlineRow:
    row, node = shown.row, shown.row.node
    found = marker_of(bench.graph, bench.outline, row.id)
    look = wording.LOOKS[found.word]
    stance = bench.bearing[row.id]
    says_stance = shows_stance(row, stance)
    reason, undercut = bench.ordinals(row)
    return OutlineRow(
        id=row.id,
        before=before,
        number=wording.short_number(row.number),
        level=row.depth + 1,
        kind=look.kind,
        icon=look.icon,
        word=wording.marker(found),
        text=node.text,
        implicit=node.implicit,
        is_thesis=look.kind == "thesis",
        chosen=row.id == bench.marked,
        stance=stance if says_stance else None,
        stance_words=str(wording.STANCES[stance]) if says_stance else "",
        tags=tuple(_tags(bench, row)),
        href=bench.box_link(row.id),
        acts_href=bench.link(bench.place.at(row.id), fragment="inspector"),
        fold_href=bench.fold_link(shown) if shown.turns else "",
        folded=shown.folded,
        reveals=shown.reveals,
        left_out=_rest(bench, shown.left_out),
        is_way=row.id in bench.sifted.ways,
        next_reason=reason,
        next_undercut=undercut,
        says=bench.says(row.id),
    )


def _rest(bench: Bench, left_out: LeftOut) -> Rest | None:
    if not left_out:
        return None
    earlier, later = (
        bench.box_link(box) if box else "" for box in (left_out.earlier, left_out.later)
    )
    return Rest(left_out.boxes, earlier, later)


def _tags(bench: Bench, row: Row) -> Iterator[Tag]:
    """Yield what else a row says."""
    graph, outline, node = bench.graph, bench.outline, row.node
    if node.implicit:
        yield Tag("unstated", _("unstated"), "dash")
    source = graph.sources.get(node.source_id) if node.source_id else None
    if source and source.status in _SOURCE_TAGS:
        yield _SOURCE_TAGS[source.status]()
    lost = sum(a.state is AnchorState.LOST for a in graph.anchors_of.get(row.id, ()))
    if lost:
        words = ngettext("passage lost", "%(n)s passages lost", lost) % {"n": lost}
        yield Tag("warn", words, "warn")
    apart = _premises_elsewhere(bench, row)
    if apart and row.relation:
        numbers = wording.step([outline.number(other) for other in apart])
        words = _("only together with %(others)s") % {"others": numbers}
        yield Tag("linked", words, href=bench.step_link(row.relation.id))
    for reference in outline.cross_references.get(row.id, ()):
        found = _reference(row, reference.relation, reference.numbers)
        icon = wording.LOOKS[found.word].icon
        if found.is_step and reference.relation.target_relation_id:
            href = bench.step_link(reference.relation.target_relation_id)
        else:
            href = bench.box_link(reference.targets[0].id)
        yield Tag(icon, wording.also(found), href=href)


def _premises_elsewhere(bench: Bench, row: Row) -> tuple[UUID, ...]:
    """Return the premises linked with a box that hang somewhere else in the outline."""
    if row.relation is None:
        return ()
    if row.group:
        return row.group.elsewhere
    premises = bench.graph.premises_of.get(row.relation.id, ())
    return tuple(p.node_id for p in premises if p.node_id != row.id)


def _reference(row: Row, relation: Relation, numbers: tuple[str, ...]) -> Marker:
    return Marker(word_of(row.node, relation), numbers, relation.target_relation_id is not None)


_SOURCE_TAGS = {
    SourceStatus.CONFIRMED: lambda: Tag("check", _("source checked")),
    SourceStatus.DOUBTFUL: lambda: Tag("warn", _("source doubtful"), "warn"),
    SourceStatus.WRONG: lambda: Tag("warn", _("source wrong"), "warn"),
}
