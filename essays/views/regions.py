"""The regions of the workbench, each worked out only when a template asks for it."""

from dataclasses import dataclass
from functools import cached_property

from essays.views import (
    answers,
    drawing,
    guiding,
    inspector,
    outline_rows,
    passages,
    quotes,
    touring,
)
from essays.views.bench import Bench
from essays.views.reading import Reading


@dataclass(frozen=True)
class Regions:
    """What is drawn of a bench."""

    bench: Bench

    @cached_property
    def text(self) -> passages.DrawnText:
        """The essay with its passages."""
        return passages.drawn(self.bench)

    @cached_property
    def outline(self) -> outline_rows.DrawnOutline:
        """The rows of the map."""
        return outline_rows.drawn(self.bench)

    @cached_property
    def drawing(self) -> drawing.Drawing:
        """The map as it is drawn."""
        return drawing.Drawing(self.bench)

    @cached_property
    def inspected(self) -> inspector.Inspected | None:
        """What is chosen."""
        return inspector.inspected(self.bench)

    @cached_property
    def lost(self) -> tuple[quotes.Lost, ...]:
        """The passages that lost their place."""
        return quotes.lost(self.bench)

    @cached_property
    def reading(self) -> Reading:
        """The reader's tools."""
        return Reading(self.bench)

    @cached_property
    def answer(self) -> answers.Answer | None:
        """What is asked about the chosen box."""
        return answers.answer(self.bench)

    @cached_property
    def moves(self) -> tuple[guiding.Move, ...]:
        """The moves of a first map, while it lacks some."""
        return guiding.first_moves(self.bench)

    @cached_property
    def tour(self) -> touring.Tour | None:
        """The tour that is on."""
        return touring.touring(self.bench)
