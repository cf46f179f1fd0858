"""The map as a page draws it: boxes and lines at their places, with the links of this page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.utils.safestring import SafeString

from essays.graph.folding import VisibleRow
from essays.layout.page import Piece, Shown, page_svg, pieces
from essays.layout.scene import Scene, View, Wish, scene, shape_of
from essays.layout.shape import Shape
from essays.layout.svg import minimap_svg
from essays.services.editing import keep_shape
from essays.services.history import earlier
from essays.views.bench import Bench
from essays.views.drawing_words import Translated


def settled(bench: Bench) -> Bench:
    """Keep the shape of the drawing with an edit, so that the next one moves little, and return the
    bench with this shape.

    Only where the map is drawn: it has to be measured whole. Two statements for the first edit,
    after that one, and only when the shape changes.
    """
    if not bench.draws:
        return bench
    essay, words = bench.essay, Translated()
    stored = Shape.of(essay.shape)
    # the shape that readers saw before the edit, where none was stored yet
    known = stored or shape_of(earlier(bench.graph, bench.version - 1), None, words=words)
    shape = shape_of(bench.graph, known, words=words, outline=bench.outline)
    if shape != stored:
        keep_shape(essay.pk, shape, version=bench.version)
    return replace(bench, shape=shape)


@dataclass(frozen=True)
class Drawing:
    """The drawn map of a bench."""

    bench: Bench

    @cached_property
    def scene(self) -> Scene:
        """Where everything stands."""
        bench = self.bench
        view = View.LEFT_RIGHT if bench.place.columns else View.TOP_DOWN
        return scene(
            bench.graph,
            Wish(view=view, shape=bench.shape or Shape.of(bench.essay.shape)),
            words=Translated(),
            outline=bench.outline,
            bearing=bench.bearing,
            visible=bench.visible,
        )

    @property
    def svg(self) -> SafeString:
        """The drawing."""
        # every text in it is escaped where it is written
        return SafeString(page_svg(self.scene, self.shown))

    @property
    def pieces(self) -> Iterator[Piece]:
        """Its elements one by one."""
        return pieces(self.scene, self.shown)

    @property
    def shown(self) -> Shown:
        """What the page adds to the drawing."""
        bench = self.bench
        return Shown(
            links=_Links(bench),
            chosen=bench.marked,
            dim=bench.sifted.ways,
            ordinals={row.row.id: bench.ordinals(row.row) for row in bench.visible.rows},
            says={row.row.id: bench.says(row.row.id) for row in bench.visible.rows},
            version=bench.version,
            words=Translated(),
        )

    @property
    def minimap(self) -> SafeString:
        """The same as bare rectangles."""
        return SafeString(minimap_svg(self.scene))


@dataclass(frozen=True)
class _Links:
    """Where the parts of the drawing lead."""

    bench: Bench

    @cached_property
    def _rows(self) -> Mapping[UUID, VisibleRow]:
        return {row.row.id: row for row in self.bench.visible.rows}

    def box(self, node_id: UUID) -> str:
        return self.bench.box_link(node_id)

    def step(self, relation_id: UUID) -> str:
        return self.bench.step_link(relation_id)

    def fold(self, node_id: UUID) -> str:
        return self.bench.fold_link(self._rows[node_id])
