"""What the workbench shows of an essay, and where in it the reader is."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from uuid import UUID

from django.urls import reverse

from essays.access.permissions import Permission
from essays.access.reach import Reach
from essays.graph.describe import describe, word_of
from essays.graph.folding import Visible, VisibleRow, visible_rows
from essays.graph.kinds import AnchorState, Stance
from essays.graph.model import EssayGraph
from essays.graph.outline import Outline, Row, backbone
from essays.graph.sifting import Sifted, sift
from essays.graph.stance import effects
from essays.graph.tour import steps as tour_steps
from essays.layout.shape import Shape
from essays.models import Essay
from essays.services.history import Steps
from essays.text.finding import find
from essays.text.segments import Sentence, paragraphs, sentences
from essays.text.spans import Span
from essays.views import wording
from essays.views.place import Place, Shown

ROWS = 300  # how many rows of an outline open by themselves


@dataclass(frozen=True, kw_only=True)
class Bench:
    """An essay as one reader sees it at one place. All that templates ask is worked out here."""

    reach: Reach
    graph: EssayGraph
    place: Place
    steps: Steps | None = None
    token: str = field(default="", repr=False)
    # whether links and marks leave out what is chosen: a script keeps that itself
    quiet: bool = False
    # what the drawing keeps, where an edit settled another shape than was stored
    shape: Shape | None = None

    @property
    def essay(self) -> Essay:
        """The essay's row, without its text."""
        return self.reach.essay

    @property
    def version(self) -> int:
        """The version all this shows."""
        return self.graph.version

    @cached_property
    def edits(self) -> bool:
        """Whether the reader may change the map here; nobody does through a share link."""
        return not self.token and self.reach.may(Permission.EDIT)

    @cached_property
    def remembers(self) -> bool:
        """Whether the reader may see the history and who made it."""
        return not self.token and self.reach.may(Permission.VIEW_PEOPLE)

    @property
    def manages(self) -> bool:
        """Whether the reader may change who sees the essay."""
        return not self.token and self.reach.may(Permission.MANAGE)

    @cached_property
    def address(self) -> str:
        """The page's path."""
        if self.token:
            return reverse("share", args=[self.token])
        return reverse("workbench", args=[self.essay.pk])

    @property
    def draws(self) -> bool:
        """Whether the map is drawn; otherwise it is an outline."""
        return self.place.shown is Shown.MAP

    @cached_property
    def outline(self) -> Outline:
        """Every box at its place."""
        return backbone(self.graph)

    @cached_property
    def bearing(self) -> Mapping[UUID, Stance]:
        """How every box and every step bears on the thesis."""
        return effects(self.graph)

    @cached_property
    def visible(self) -> Visible:
        """The rows that show."""
        place = self.place
        return visible_rows(
            self.outline,
            frozenset(place.folded),
            opened=frozenset(place.opened),
            limit=ROWS,
            focus=self.focus,
            show=self.chosen,
            depth=place.depth,
            gone=self.sifted.gone,
        )

    @property
    def focus(self) -> UUID | None:
        """The box whose branch alone shows, if it is still there."""
        return self.place.focus if self.place.focus in self.graph.nodes else None

    @cached_property
    def sifted(self) -> Sifted:
        """What the filter takes away; never the way to the branch in focus, or to a tour's step."""
        found = sift(self.outline, self.bearing, frozenset(self.place.off))
        kept = [self.focus, self.chosen if self.place.tour else None]
        trail = {way for box in kept if box for way in (box, *self.outline.ancestors(box))}
        return Sifted(found.gone - trail, found.ways | (found.gone & trail))

    @cached_property
    def tour(self) -> tuple[UUID, ...]:
        """The boxes of the tour in its order; none where no tour is on."""
        if self.place.tour is None:
            return ()
        return tour_steps(self.graph, self.outline, self.place.tour)

    @cached_property
    def step(self) -> int:
        """The step of the tour, from 1: the one the address names, or that of the chosen box."""
        if self.place.step:
            return min(self.place.step, len(self.tour))
        return self.tour.index(self.place.box) + 1 if self.place.box in self.tour else 1

    @property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs of the text."""
        return _segments(self.graph.text)[0]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text."""
        return _segments(self.graph.text)[1]

    @property
    def words(self) -> int:
        """How many words the text has."""
        return len(self.graph.text.split())

    @cached_property
    def found(self) -> tuple[Span, ...]:
        """Where the words that are looked for stand in the text."""
        return find(self.graph.text, self.place.find or "")

    @cached_property
    def found_boxes(self) -> tuple[tuple[UUID, Span | None], ...]:
        """The boxes that hold the words that are looked for, and where; no place for a number."""
        words = self.place.find
        if not words:
            return ()
        places = (
            (row, next(iter(find(row.node.text, words, most=1)), None)) for row in self.outline.rows
        )
        return tuple((row.id, span) for row, span in places if span or row.number == words)

    @property
    def found_now(self) -> int:
        """Which of the places in the text is at hand, from 1; the boxes are counted before them."""
        return self.place.hit - len(self.found_boxes)

    def paragraph_number(self, start: int) -> int:
        """Return the number, from 1, of the paragraph in which these words begin."""
        return max(1, bisect_right([span.start for span in self.paragraphs], start))

    @cached_property
    def totals(self) -> Mapping[str, int]:
        """How many boxes of each kind there are, and how many passages are lost."""
        words = Counter(
            wording.LOOKS[word_of(row.node, row.relation)].kind for row in self.outline.rows
        )
        lost = sum(a.state is AnchorState.LOST for a in self.graph.anchors.values())
        return {**words, "lost": lost}

    @cached_property
    def chosen(self) -> UUID | None:
        """The box that is chosen, if it is still there; on a tour the step's, unless one is."""
        if self.place.box in self.graph.nodes:
            return self.place.box
        nothing = not self.place.relation
        return self.tour[self.step - 1] if self.tour and nothing else None

    @cached_property
    def above_chosen(self) -> frozenset[UUID]:
        """The boxes above the one that is chosen."""
        return frozenset(self.outline.ancestors(self.chosen) if self.chosen else ())

    @property
    def marked(self) -> UUID | None:
        """The box or step that the page marks as chosen."""
        return None if self.quiet else self.chosen or self.chosen_step

    @property
    def chosen_step(self) -> UUID | None:
        """The step that is chosen, if it is still there."""
        return self.place.relation if self.place.relation in self.graph.relations else None

    def says(self, node_id: UUID) -> str:
        """Return the sentence about a box, but for its place among its like: lists tell that."""
        found = describe(self.graph, self.outline, self.bearing, node_id, counted=False)
        return wording.sentence(found)

    def link(self, place: Place, *, fragment: str = "") -> str:
        """Return the address of a place on this page."""
        return f"{self.address}{place.query}{f'#{fragment}' if fragment else ''}"

    def box_link(self, node_id: UUID) -> str:
        """Return the address at which a box is chosen and its row is in sight."""
        before, behind = self._around_box
        return f"{before}{node_id}{behind}#n-{node_id}"

    @cached_property
    def _around_box(self) -> tuple[str, str]:
        """What stands before and behind the id in the address of a box: there are many of them."""
        nobody = UUID(int=0)
        before, _id, behind = self.link(self.place.at(nobody)).partition(str(nobody))
        return before, behind

    @property
    def closing_link(self) -> str:
        """The address at which nothing is chosen."""
        return self.link(self.place.at(None))

    @property
    def sentences_link(self) -> str:
        """The address of the form that makes boxes of numbered sentences."""
        query = f"?to={self.chosen}" if self.chosen else ""
        return f"{reverse('passage_form', args=[self.essay.pk])}{query}"

    @property
    def text_tab(self) -> str:
        """The address at which a narrow screen shows the text."""
        return self.link(replace(self.place, shown=Shown.TEXT))

    @property
    def outline_tab(self) -> str:
        """The address at which the map is an outline."""
        return self.link(replace(self.place, shown=Shown.OUTLINE))

    @property
    def map_tab(self) -> str:
        """The address at which the map is drawn."""
        return self.link(replace(self.place, shown=Shown.MAP))

    @property
    def turned_link(self) -> str:
        """The address at which the map is drawn the other way."""
        return self.link(replace(self.place, columns=not self.place.columns))

    def fold_link(self, shown: VisibleRow) -> str:
        """Return the address at which a row that turns is folded, or unfolded."""
        node_id = shown.row.id
        here = self.place.at(None) if self.quiet else self.place
        if shown.folded:
            place = here.unfolding(node_id)
        else:
            place = here.folding(node_id)
            if node_id in self.above_chosen and not self.quiet:
                # the way to the chosen box is always open, so the choice goes up to what is folded
                place = place.at(node_id)
        return self.link(place, fragment=f"n-{node_id}")

    def ordinals(self, row: Row) -> tuple[int, int]:
        """Return which ordinal a new reason, and a new undercut, would have under a box."""
        return 1 + sum(self._reasons_for(row)), 1 + len(row.children)

    def _reasons_for(self, row: Row) -> Iterator[bool]:
        """Yield for each child whether it bears on the box itself, not on its step."""
        for child in row.children:
            relation = self.outline.row(child).relation
            yield relation is not None and relation.target_node_id == row.id

    def step_link(self, relation_id: UUID) -> str:
        """Return the address at which a step is chosen."""
        return self.link(self.place.at(None, relation=relation_id), fragment="inspector")


@lru_cache(maxsize=32)
def _segments(text: str) -> tuple[tuple[Span, ...], tuple[Sentence, ...]]:
    # cutting the longest text takes as long as all the rest of its page
    return paragraphs(text), sentences(text)
