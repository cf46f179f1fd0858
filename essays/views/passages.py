"""The essay's text as a page draws it: paragraphs, their coverage, and passages as links.

Each word stands in one run, and each run in one element with `data-start`, its place in the text
(code points): a script finds what was selected without counting numbers and marks in between.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from essays.text.coverage import Cover, Coverage, coverage, covers
from essays.text.runs import Run, runs
from essays.text.segments import Sentence
from essays.text.spans import Span
from essays.views.bench import Bench
from essays.views.passage_marks import Mark, mark_of

GAP = 0.8  # between two segments of a coverage strip, of 100
BAR = 120  # the width of the coverage bar


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a coverage strip or bar: a class suffix, and where it lies along it."""

    style: str
    at: str
    length: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its number, its words as markup, and the cover of its sentences."""

    number: int
    words: SafeString
    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class DrawnText:
    """The whole text. `unmapped` is the fragment of the first sentence without cover, or empty."""

    paragraphs: tuple[Paragraph, ...]
    counts: Coverage
    bar: tuple[Segment, ...]
    unmapped: str


@dataclass(frozen=True, slots=True)
class _Found:
    """Words that are looked for; `number` counts from 1."""

    number: int
    now: bool


# a passage or context mark by its id, a sentence by its index
type _Key = UUID | int | _Found


def drawn(bench: Bench) -> DrawnText:
    """Return the text of a bench as a page draws it."""
    return _Drawing(bench).text()


class _Drawing:
    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        graph = bench.graph
        self.marks: dict[UUID, Mark] = {}
        self.begun: set[UUID] = set()
        self.linked: set[UUID] = set()
        self.named: set[int] = set()
        spans: list[tuple[Span, _Key]] = []
        for anchor in graph.anchors.values():
            if anchor.start is not None and anchor.end is not None:
                self.marks[anchor.id] = mark_of(bench, anchor)
                spans.append((Span(anchor.start, anchor.end), anchor.id))
        context = [
            (Span(mark.start, mark.end), mark.id)
            for mark in graph.context_marks.values()
            if mark.start is not None and mark.end is not None
        ]
        self.covers = covers(
            bench.sentences,
            passages=[span for span, _ in spans],
            context=[span for span, _ in context],
        )
        sentences = [(Span(s.start, s.end), index) for index, s in enumerate(bench.sentences)]
        found = [
            (span, _Found(at, at == bench.found_now)) for at, span in enumerate(bench.found, 1)
        ]
        self.unmapped = {
            sentence.start: index
            for index, sentence in enumerate(bench.sentences, 1)
            if self.covers[index - 1] is Cover.NONE
        }
        self.spread = _spread(bench.paragraphs, [*spans, *context, *sentences, *found])

    def text(self) -> DrawnText:
        counts = coverage(self.covers)
        by_paragraph: dict[int, list[int]] = {}
        for index, sentence in enumerate(self.bench.sentences):
            by_paragraph.setdefault(sentence.paragraph, []).append(index)
        return DrawnText(
            tuple(
                self._paragraph(number, area, by_paragraph.get(number - 1, []))
                for number, area in enumerate(self.bench.paragraphs, 1)
            ),
            counts,
            tuple(_bar(counts)),
            f"s-{min(self.unmapped.values())}" if self.unmapped else "",
        )

    def _paragraph(self, number: int, area: Span, sentences: list[int]) -> Paragraph:
        marks = self.spread.get(number - 1, [])
        words = SafeString("".join(self._run(run) for run in runs(area, marks)))
        found = coverage(self.covers[index] for index in sentences)
        label = _("Paragraph %(number)s: %(mapped)s of %(all)s sentences mapped") % {
            "number": number,
            "mapped": found.mapped,
            "all": found.sentences,
        }
        return Paragraph(number, words, label, tuple(self._strip(sentences)))

    def _strip(self, sentences: list[int]) -> Iterator[Segment]:
        """Yield a segment for each sentence, as long as the sentence is."""
        spans = [self.bench.sentences[index] for index in sentences]
        whole = sum(map(len, spans)) or 1
        at = 0.0
        for index, span in zip(sentences, spans, strict=True):
            length = 100 * len(span) / whole
            cover = self.covers[index]
            style = self._kind(span) if cover is Cover.MAPPED else str(cover)
            yield Segment(style, f"{at + GAP / 2:.1f}", f"{max(length - GAP, GAP):.1f}")
            at += length

    def _kind(self, sentence: Sentence) -> str:
        """Return the style of the passage that shares most with a sentence."""
        most, style = 0, "mapped"
        for span, key in self.spread.get(sentence.paragraph, []):
            if isinstance(key, UUID) and key in self.marks and span.overlap(sentence) > most:
                most, style = span.overlap(sentence), f"k-{self.marks[key].kind}"
        return style

    def _run(self, run: Run[_Key]) -> str:
        """Return a run as markup, marked where its words are looked for.

        Before the first of an unmapped sentence stands a place to jump to, whatever lies over it.
        """
        found = next((key for key in run.keys if isinstance(key, _Found)), None)
        drawn = self._marked(run)
        number = self.unmapped.get(run.start)
        if number is not None:
            end = self.bench.sentences[number - 1].end
            place = f'data-unmapped="{run.start}" data-end="{end}"'
            drawn = f'<span id="s-{number}" {place}></span>{drawn}'
        if found is None:
            return drawn
        named = "" if found.number in self.named else f' id="f-{found.number}"'
        self.named.add(found.number)
        return f'<mark class="found{" is-now" if found.now else ""}"{named}>{drawn}</mark>'

    def _marked(self, run: Run[_Key]) -> str:
        """Return a run as markup: the innermost passage is the link, the others lie around it."""
        words = run.of(self.bench.graph.text)
        marks = [self.marks[k] for k in run.keys if isinstance(k, UUID) and k in self.marks]
        if not marks:
            return self._plain(run, words)
        begun = {mark.id for mark in marks} - self.begun
        self.begun |= begun
        inner = marks[-1]
        stops = inner.id not in self.linked
        self.linked.add(inner.id)
        drawn = inner.link(words, run.start, begins=inner.id in begun, stops=stops)
        for mark in reversed(marks[:-1]):
            drawn = mark.around(drawn, begins=mark.id in begun)
        return "".join(mark.reference for mark in marks if mark.id in begun) + drawn

    def _plain(self, run: Run[_Key], words: str) -> str:
        """Return words without a passage."""
        context = next((key for key in run.keys if isinstance(key, UUID)), None)
        place = f'data-start="{run.start}"'
        if context and self.bench.edits:
            # the link takes the mark off
            href = reverse("context_unmark", args=[self.bench.essay.pk, context])
            asks = f'href="{href}" hx-get="{href}" hx-target="#inspector"'
            return f'<a class="ctx" {asks} {place}>{escape(words)}</a>'
        style = ' class="ctx"' if context else ""
        return f"<span{style} {place}>{escape(words)}</span>"


def _bar(counts: Coverage) -> Iterator[Segment]:
    at = 0.0
    whole = counts.sentences or 1
    for style, count in (
        ("mapped", counts.mapped),
        ("context", counts.context),
        ("none", counts.unmapped),
    ):
        if count:
            length = BAR * count / whole
            yield Segment(style, f"{at + 0.5:.1f}", f"{max(length - 1, 1):.1f}")
            at += length


def _spread(
    paragraphs: tuple[Span, ...], marks: Iterable[tuple[Span, _Key]]
) -> Mapping[int, list[tuple[Span, _Key]]]:
    """Return the marks by the index of each paragraph that they touch."""
    starts = [span.start for span in paragraphs]
    found: dict[int, list[tuple[Span, _Key]]] = {}
    for span, key in marks:
        index = max(0, bisect_right(starts, span.start) - 1)
        while index < len(paragraphs) and paragraphs[index].start < span.end:
            if span.overlap(paragraphs[index]):
                found.setdefault(index, []).append((span, key))
            index += 1
    return found
