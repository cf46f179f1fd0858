"""What each box and pill of a map says."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from essays.graph.describe import Marker, Word, marker, shows_stance, word_of
from essays.graph.folding import VisibleRow
from essays.graph.kinds import AnchorState, RelationKind, SourceStatus, Stance
from essays.graph.model import EssayGraph, Relation
from essays.graph.outline import CrossReference, Outline, Row
from essays.layout.faces import Face, Style, Tag, Target, box_face, pill_face
from essays.layout.words import LOOKS, Words

_STANCE_ICONS = {Stance.PRO: "pro", Stance.CON: "con"}
_WARNINGS = (SourceStatus.DOUBTFUL, SourceStatus.WRONG)


class Contents:
    """What stands in the boxes and pills of one drawing, and what their labels say."""

    def __init__(
        self, graph: EssayGraph, outline: Outline, bearing: Mapping[UUID, Stance], words: Words
    ) -> None:
        self.graph = graph
        self.outline = outline
        self.bearing = bearing
        self.words = words
        self.unstated = Tag(words.unstated(), words.unstated())
        self.stances = {
            stance: Tag(
                words.stance(stance), words.stance_short(stance), _STANCE_ICONS.get(stance, "")
            )
            for stance in Stance
        }

    def box_face(self, shown: VisibleRow) -> Face:
        """Return what stands in a box."""
        row = shown.row
        word = word_of(row.node, row.relation)
        return box_face(
            row.node.text,
            number=shown.number,
            word=self.words.head(word),
            icon=LOOKS[word].icon,
            wide=word is Word.THESIS,
            tags=(*self._remarks(row), *self._tags(shown)),
        )

    def box_label(self, shown: VisibleRow) -> str:
        """Return the label of a box: its number, word and target, remarks, and text."""
        row = shown.row
        remarks = [self.words.marker(self._marker(shown))]
        remarks += [tag.text for tag in self._remarks(row)]
        return self.words.box_label(shown.number, remarks, row.node.text)

    def pill_face(self, relation: Relation) -> Face:
        """Return what stands in the pill of a relation, of one premise or of several."""
        linked = len(self.graph.premises_of.get(relation.id, ())) > 1
        icon = "attack" if relation.kind is RelationKind.ATTACK else "support"
        return pill_face(self.words.step(linked=linked), "linked" if linked else icon)

    def pill_label(self, relation: Relation) -> str:
        """Return the label of a pill, with the numbers of its premises."""
        premises = self.graph.premises_of.get(relation.id, ())
        known = [premise.node_id for premise in premises if premise.node_id in self.outline.places]
        return self.words.step_label(
            [self.outline.number(node_id) for node_id in known],
            linked=len(premises) > 1,
            attacks=relation.kind is RelationKind.ATTACK,
        )

    def _remarks(self, row: Row) -> list[Tag]:
        """Return what both a box and its label say besides its word."""
        found = [self.unstated] if row.node.implicit else []
        stance = self.bearing[row.id]
        if shows_stance(row, stance):
            found.append(self.stances[stance])
        return found

    def _tags(self, shown: VisibleRow) -> Iterator[Tag]:
        row, graph, words = shown.row, self.graph, self.words
        source = graph.sources.get(row.node.source_id) if row.node.source_id else None
        if source and source.status in _WARNINGS:
            yield Tag(words.source(source.status), style=Style.WARNING)
        anchors = graph.anchors_of.get(row.id)
        if anchors and (lost := sum(anchor.state is AnchorState.LOST for anchor in anchors)):
            yield Tag(words.lost(lost), style=Style.WARNING)
        for reference in self.outline.cross_references.get(row.id, ()):
            yield self._also(row, reference)
        if shown.left_out:
            yield Tag(words.left_out(shown.left_out.boxes))

    def _also(self, row: Row, reference: CrossReference) -> Tag:
        relation = reference.relation
        step = relation.target_relation_id
        word = word_of(row.node, relation)
        found = Marker(word, reference.numbers, step is not None)
        target = Target(step, is_step=True) if step else Target(reference.targets[0].id)
        return Tag(self.words.also(found), style=Style.REFERENCE, to=target, kind=LOOKS[word].kind)

    def _marker(self, shown: VisibleRow) -> Marker:
        """Return the word of a box and the numbers of its target; the usual one, which it hangs
        under, has the same number but for the last part.
        """
        row = shown.row
        if row.relation is None or row.relation.target_relation_id is not None:
            return marker(self.graph, self.outline, row.id)
        return Marker(word_of(row.node, row.relation), (shown.number.rpartition(".")[0],))
