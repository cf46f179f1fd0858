"""The answer to an edit as what changed of map and text, for a script to write into place.

A page says which version it shows. The map as it was then is worked out from the log, both are
drawn, and only what differs is sent: changed rows and paragraphs as HTML; and of those where
nothing but numbers, stances, ordinals or sentences changed, these alone. How it is written:
patching.js.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from typing import Any, Final
from uuid import UUID

import orjson
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from essays.graph.outline import Group
from essays.layout.elements import rounded
from essays.layout.page import Piece
from essays.services.history import earlier
from essays.views import outline_rows, passages
from essays.views.bench import Bench
from essays.views.drawing import Drawing
from essays.views.outline_rows import DEEPEST, OutlineRow
from essays.views.passages import Paragraph
from essays.views.place import Place
from essays.views.wording import short_number

FURTHEST: Final = 20  # versions behind

_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)*(?!\w|\.\d)")
_REFERENCE = re.compile(r'(<a class="ref [^>]*aria-label=")([^"]*)("[^>]*>.*?</svg>)([^<]*)(</a>)')

type Numbers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Patch:
    """What changed in one region: new and changed elements as HTML, and as JSON what the script
    does with them and with the others."""

    region: str
    parts: SafeString
    data: str


def patches(bench: Bench, *, shown: int, place: Place) -> tuple[Patch, ...] | None:
    """Return what changed for a page that shows this version at this place; None where the regions
    have to be drawn anew. One query. The bench is a quiet one."""
    if not 0 < bench.version - shown <= FURTHEST:
        return None
    graph = earlier(bench.graph, shown)
    same = graph.text == bench.graph.text and graph.details == bench.graph.details
    if not same or not graph.nodes or not bench.graph.nodes:
        return None
    before, after = replace(bench, graph=graph, place=place, shape=None), bench
    numbers = _numbers(before, after)
    if bench.draws:
        return _of_drawing(before, after), _of_text(before, after, numbers)
    # the shape of what shows: how many levels hang in lists, and what is not listed
    if any(row.row.depth > DEEPEST for row in after.visible.rows):
        return None
    if before.visible.left_out or after.visible.left_out or not after.visible.rows:
        return None
    return _of_outline(before, after, numbers), _of_text(before, after, numbers)


def _numbers(before: Bench, after: Bench) -> Numbers:
    """Return the new number by the old one, of every box that has another number now."""
    old, new = before.outline, after.outline
    both = ((short_number(row.number), row.id) for row in old.rows if row.id in new.places)
    pairs = ((number, short_number(new.number(node_id))) for number, node_id in both)
    return {number: other for number, other in pairs if number != other}


def _renumbered(words: str, numbers: Numbers) -> str:
    return _NUMBER.sub(lambda found: numbers.get(found[0], found[0]), words)


def _of_outline(before: Bench, after: Bench, numbers: Numbers) -> Patch:
    old = {row.id: row for row in outline_rows.drawn(before).rows}
    parts: list[SafeString] = []
    small: list[tuple[str, dict[str, int | str]]] = []
    stances: dict[str, list[str]] = {}
    for row in outline_rows.drawn(after).rows:
        known = _with_numbers(old[row.id], numbers) if row.id in old else None
        if known == row:
            continue
        if known is None or _without_small(known, row) != row:
            parts.append(_row(after, row))
            continue
        data = dict(_data_of(row) - _data_of(known))
        if data:
            small.append((f"n-{row.id}", data))
        if known.stance != row.stance:
            name = str(row.stance or "")
            if name not in stances:
                parts.append(_stance(name, row))
            stances.setdefault(name, []).append(f"n-{row.id}")
    old_brackets, brackets = _brackets(before), _brackets(after)
    for relation_id, group in brackets.items():
        opens = outline_rows.bracket(after, group)
        known_group = old_brackets.get(relation_id)
        if known_group is None or outline_rows.bracket(before, known_group) != opens:
            parts.append(format_html("{}</ul></li>", opens))
    shown = {row.row.id for row in after.visible.rows}
    left = (id for id in before.graph.nodes if id not in after.graph.nodes or id in old)
    gone = [f"n-{id}" for id in left if id not in shown]
    gone += [f"b-{id}" for id in old_brackets if id not in brackets]
    placed = list(_placed(_lists(before), _lists(after)))
    return _patch(
        "outline-body",
        parts,
        numbers=list(numbers.items()),
        small=small,
        stances=stances,
        placed=placed,
        gone=gone,
    )


def _with_numbers(row: OutlineRow, numbers: Numbers) -> OutlineRow:
    renumbered: Callable[[str], str] = partial(_renumbered, numbers=numbers)
    tags = tuple(replace(tag, text=renumbered(tag.text)) for tag in row.tags)
    number = numbers.get(row.number, row.number)
    word, says = renumbered(row.word), renumbered(row.says)
    return replace(row, number=number, word=word, says=says, tags=tags)


def _data_of(row: OutlineRow) -> set[tuple[str, int | str]]:
    return {("next", row.next_reason), ("last", row.next_undercut), ("says", row.says)}


def _without_small(row: OutlineRow, other: OutlineRow) -> OutlineRow:
    """Return a row with the stance, the ordinals and the sentence of another."""
    return replace(
        row,
        stance=other.stance,
        stance_words=other.stance_words,
        next_reason=other.next_reason,
        next_undercut=other.next_undercut,
        says=other.says,
    )


def _row(bench: Bench, row: OutlineRow) -> SafeString:
    drawn = render_to_string("essays/workbench/outline.html#row", {"bench": bench, "row": row})
    return format_html("{}</li>", drawn)


def _stance(name: str, row: OutlineRow) -> SafeString:
    drawn = render_to_string("essays/workbench/outline.html#stance", {"row": row})
    return format_html('<template data-stance="{}">{}</template>', name, drawn)


def _brackets(bench: Bench) -> dict[UUID, Group]:
    rows = (shown.row for shown in bench.visible.rows)
    return {row.group.relation_id: row.group for row in rows if row.group}


def _lists(bench: Bench) -> dict[str, list[str]]:
    """Return what stands in each list, by the element that owns it."""
    lists: dict[str, list[str]] = {}
    for shown in bench.visible.rows:
        row = shown.row
        owner = f"n-{row.parent_id}" if row.parent_id else "outline"
        if row.group:
            bracket = f"b-{row.group.relation_id}"
            if bracket not in lists:
                lists.setdefault(owner, []).append(bracket)
            owner = bracket
        lists.setdefault(owner, []).append(f"n-{row.id}")
    return lists


def _placed(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield what has another place: an element, whose list it is in, and what it stands behind."""
    for owner, items in after.items():
        known = before.get(owner, ())
        if known == items:
            continue
        same: set[str] = set()
        matcher = SequenceMatcher(a=known, b=items, autojunk=False)
        for block in matcher.get_matching_blocks():
            same.update(items[block.b : block.b + block.size])
        for behind, item in zip(["", *items], items, strict=False):
            if item not in same:
                yield item, owner, behind


def _of_drawing(before: Bench, after: Bench) -> Patch:
    was, now = Drawing(before), Drawing(after)
    old = {piece.id: piece for piece in was.pieces}
    new = {piece.id: piece for piece in now.pieces}
    same = [piece for id, piece in new.items() if id in old and old[id].rest == piece.rest]
    steps = Counter(_step(old[piece.id], piece) for piece in same)
    # where the whole drawing moves over, most of it goes the same way
    (all_by, _count), *_others = steps.most_common(1) or [((0.0, 0.0), 0)]
    moved = [
        (piece.id, rounded(piece.x), rounded(piece.y))
        for piece in same
        if _step(old[piece.id], piece) != all_by
    ]
    kept = {piece.id for piece in same}
    parts = "".join(piece.html for id, piece in new.items() if id not in kept)
    size = {"width": now.scene.width, "height": now.scene.height, "label": now.scene.label}
    return _patch(
        "outline-body",
        # every text in it is escaped where it is written
        [SafeString(f"<svg>{parts}</svg>"), format_html("<i>{}</i>", now.minimap)],
        drawing=size,
        shift=all_by,
        moved=moved,
        placed=list(_placed(_layers(old.values()), _layers(new.values()))),
        gone=[id for id in old if id not in new],
    )


def _step(piece: Piece, other: Piece) -> tuple[float, float]:
    return round(other.x - piece.x, 1), round(other.y - piece.y, 1)


def _layers(pieces: Iterable[Piece]) -> dict[str, list[str]]:
    layers: dict[str, list[str]] = {}
    for piece in pieces:
        layers.setdefault(piece.layer, []).append(piece.id)
    return layers


def _of_text(before: Bench, after: Bench, numbers: Numbers) -> Patch:
    old = {paragraph.number: paragraph for paragraph in passages.drawn(before).paragraphs}
    parts = [
        SafeString(
            render_to_string("essays/workbench/text.html#paragraph", {"paragraph": paragraph})
        )
        for paragraph in passages.drawn(after).paragraphs
        if _with_references(old[paragraph.number], numbers) != paragraph
    ]
    return _patch("essay-text", parts, numbers=list(numbers.items()))


def _with_references(paragraph: Paragraph, numbers: Numbers) -> Paragraph:
    if not numbers:
        return paragraph
    words = _REFERENCE.sub(
        lambda found: "".join(
            _renumbered(part, numbers) if index in (1, 3) else part
            for index, part in enumerate(found.groups())
        ),
        paragraph.words,
    )
    return replace(paragraph, words=SafeString(words))


def _patch(region: str, parts: Sequence[SafeString], **data: Any) -> Patch:
    # every part is escaped where it is written
    return Patch(region, SafeString("".join(parts)), orjson.dumps(data).decode())
