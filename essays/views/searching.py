"""What was looked for on a workbench: boxes and words of the text in one list."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from essays.graph.describe import word_of
from essays.text.spans import Span
from essays.views import wording
from essays.views.bench import Bench
from essays.views.place import Shown

AROUND = 32  # characters on either side of what was found


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found, in its words: what stands before, the match itself, and what follows.

    `box` is None for words of the text; `view` is the pane that shows the hit.
    """

    ordinal: int
    box: UUID | None
    label: str
    kind: str
    icon: str
    before: str
    match: str
    after: str
    href: str
    view: Shown
    now: bool

    @property
    def goes(self) -> str:
        """What of the address it changes: a box found is also chosen."""
        return "q hit view box relation ask" if self.box else "q hit view"


def hits(bench: Bench) -> tuple[Hit, ...]:
    """Return what was found: boxes in the order of the outline, then places in the text."""
    words = bench.place.find
    if not words:
        return ()
    return (*_boxes(bench, words), *_texts(bench, words))


def _boxes(bench: Bench, words: str) -> Iterator[Hit]:
    for ordinal, (box, span) in enumerate(bench.found_boxes, 1):
        row = bench.outline.row(box)
        text = row.node.text
        look = wording.LOOKS[word_of(row.node, row.relation)]
        place = bench.place.at(row.id).finding(words, hit=ordinal)
        yield Hit(
            ordinal,
            row.id,
            row.number,
            look.kind,
            look.icon,
            *_around(text, span or Span(0, 0)),
            bench.link(replace(place, shown=Shown.OUTLINE), fragment=f"n-{row.id}"),
            Shown.OUTLINE,
            now=ordinal == bench.place.hit,
        )


def _texts(bench: Bench, words: str) -> Iterator[Hit]:
    for at, span in enumerate(bench.found, 1):
        ordinal = len(bench.found_boxes) + at
        place = replace(bench.place.finding(words, hit=ordinal), shown=Shown.TEXT)
        yield Hit(
            ordinal,
            None,
            _("Paragraph %(number)s") % {"number": bench.paragraph_number(span.start)},
            "context",
            "text",
            *_around(bench.graph.text, span),
            bench.link(place, fragment=f"f-{at}"),
            Shown.TEXT,
            now=ordinal == bench.place.hit,
        )


def _around(text: str, span: Span) -> tuple[str, str, str]:
    """Return the words before a span, in it and behind it, cut at blanks."""
    before, after = text[: span.start], text[span.end :]
    if len(before) > AROUND:
        before = f"…{before[-AROUND:].partition(' ')[2]}"
    if len(after) > 2 * AROUND:
        after = f"{after[: 2 * AROUND].rpartition(' ')[0]}…"
    return before, span.of(text), after
