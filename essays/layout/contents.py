"""What each box and pill of a map says."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from essays.graph.describe import Marker, Word, marker, shows_stance, word_of
from essays.graph.folding import Visible, VisibleRow
from essays.graph.kinds import AnchorState, RelationKind, SourceStatus, Stance
from essays.graph.model import EssayGraph, Relation
from essays.graph.outline import CrossReference, Outline, Row
from essays.layout.faces import Face, Style, Tag, Target, box_face, pill_face
from essays.layout.words import LOOKS, Words

_STANCE_ICONS = {Stance.PRO: "pro", Stance.CON: "con"}
_WARNINGS = (SourceStatus.DOUBTFUL, SourceStatus.WRONG)


def faces_of(
    graph: EssayGraph,
    outline: Outline,
    visible: Visible,
    bearing: Mapping[UUID, Stance],
    words: Words,
) -> dict[UUID, Face]:
    """Return what stands in every box that shows, by node."""
    return {shown.row.id: _face(graph, outline, shown, bearing, words) for shown in visible.rows}


def pill_face_of(graph: EssayGraph, words: Words, relation: Relation) -> Face:
    """Return what stands in the pill of a relation, of one premise or of several."""
    linked = len(graph.premises_of.get(relation.id, ())) > 1
    icon = "attack" if relation.kind is RelationKind.ATTACK else "support"
    return pill_face(words.step(linked=linked), "linked" if linked else icon)


def label_of(
    graph: EssayGraph,
    outline: Outline,
    shown: VisibleRow,
    bearing: Mapping[UUID, Stance],
    words: Words,
) -> str:
    """Return the label of a box: its number, its word and what it bears on, remarks, its text."""
    row = shown.row
    remarks = [words.marker(_marker(graph, outline, shown))]
    if row.node.implicit:
        remarks.append(words.unstated())
    stance = bearing[row.id]
    if shows_stance(row, stance):
        remarks.append(words.stance(stance))
    return words.box_label(shown.number, remarks, row.node.text)


def _marker(graph: EssayGraph, outline: Outline, shown: VisibleRow) -> Marker:
    """Return the word of a box and the numbers of its target; the usual one, which it hangs under,
    has the same number but for the last part.
    """
    row = shown.row
    if row.relation is None or row.relation.target_relation_id is not None:
        return marker(graph, outline, row.id)
    return Marker(word_of(row.node, row.relation), (shown.number.rpartition(".")[0],))


def _face(
    graph: EssayGraph,
    outline: Outline,
    shown: VisibleRow,
    bearing: Mapping[UUID, Stance],
    words: Words,
) -> Face:
    row = shown.row
    word = word_of(row.node, row.relation)
    return box_face(
        row.node.text,
        number=shown.number,
        word=words.head(word),
        icon=LOOKS[word].icon,
        wide=word is Word.THESIS,
        tags=tuple(_tags(graph, outline, shown, bearing, words)),
    )


def _tags(
    graph: EssayGraph,
    outline: Outline,
    shown: VisibleRow,
    bearing: Mapping[UUID, Stance],
    words: Words,
) -> Iterator[Tag]:
    row = shown.row
    if row.node.implicit:
        yield Tag(words.unstated(), words.unstated())
    stance = bearing[row.id]
    if shows_stance(row, stance):
        yield Tag(words.stance(stance), words.stance_short(stance), _STANCE_ICONS.get(stance, ""))
    source = graph.sources.get(row.node.source_id) if row.node.source_id else None
    if source and source.status in _WARNINGS:
        yield Tag(words.source(source.status), style=Style.WARNING)
    anchors = graph.anchors_of.get(row.id)
    if anchors and (lost := sum(anchor.state is AnchorState.LOST for anchor in anchors)):
        yield Tag(words.lost(lost), style=Style.WARNING)
    for reference in outline.cross_references.get(row.id, ()):
        yield _also(row, reference, words)
    if shown.left_out:
        yield Tag(words.left_out(shown.left_out.boxes))


def _also(row: Row, reference: CrossReference, words: Words) -> Tag:
    relation = reference.relation
    step = relation.target_relation_id
    word = word_of(row.node, relation)
    found = Marker(word, reference.numbers, step is not None)
    target = Target(step, is_step=True) if step else Target(reference.targets[0].id)
    return Tag(words.also(found), style=Style.REFERENCE, to=target, kind=LOOKS[word].kind)
