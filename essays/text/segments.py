"""Paragraphs and sentences, with their exact places in the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from nupunkt import PunktSentenceTokenizer, load

from essays.text.graphemes import ceiling
from essays.text.spans import Span

# Lines of wrapped prose: shorter ones are headings, verse or lists, longer ones are paragraphs.
_NARROWEST, _WIDEST = 40, 110
# nupunkt takes time by the square of a run of marks, so that it is only shown the run's end.
_LONGEST_RUN = 8

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_LIST_ITEM = re.compile(r"\s*(?:[-*+•–—]|\(?\w{1,3}[.)])\s")
_STOPPED = re.compile(r"[.!?:;…][\"'’”»)\]]*\s*$")
_ANY_STOP = re.compile("[.!?…。！？｡．।॥۔؟]")
_MARKS = re.compile(rf"[^\w\s]{{{_LONGEST_RUN + 1},}}")
# Full stops that nupunkt does not know, and need no space behind them; and those it takes for an
# abbreviation's, as in "was hard. Grain": behind a plain word of small letters, before a capital.
_OTHER_STOPS = re.compile(
    "[。！？｡．।॥۔؟]+[」』）》〉”’\"')\\]]*"
    '|(?<![^\\s(“‘"-])(?!(?:approx|chap|dept|esp|est|etc|fig|figs|incl|repr|resp|sect|trans|vol|vols)\\b)'
    "[a-z]{3,}[.!?][”’»\"')\\]]*(?=\\s+[“‘\"'(\\[]*[A-Z])"
)


@dataclass(frozen=True, slots=True, order=True)
class Sentence(Span):
    """A sentence without outer white space, in the paragraph with this index."""

    paragraph: int


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs in order, without outer white space.

    A blank line ends a paragraph, and so does a line end, except within prose that was wrapped to
    a width.
    """
    return tuple(filter(None, (_trimmed(text, span) for span in _pieces(text))))


def sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences in order, without outer white space; none crosses a paragraph."""
    return tuple(
        Sentence(span.start, span.end, index)
        for index, paragraph in enumerate(paragraphs(text))
        for span in _sentences_of(text, paragraph)
    )


def _pieces(text: str) -> Iterator[Span]:
    for block in _blocks(text):
        if _is_wrapped(block.of(text)):
            yield block
        else:
            yield from _lines(text, block)


def _blocks(text: str) -> Iterator[Span]:
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        yield Span(start, gap.start())
        start = gap.end()
    yield Span(start, len(text))


def _lines(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    while start < block.end:
        end = text.find("\n", start, block.end)
        end = block.end if end < 0 else end
        yield Span(start, end)
        start = end + 1


def _is_wrapped(block: str) -> bool:
    """Return whether the lines are one paragraph, broken where the next word did not fit."""
    lines = block.strip("\n").split("\n")
    width = max(map(len, lines))
    if len(lines) == 1 or not _NARROWEST <= width <= _WIDEST:
        return False
    if any(map(_LIST_ITEM.match, lines)) or all(map(_STOPPED.search, lines[:-1])):
        return False
    return all(
        len(line.rstrip()) + 1 + len(next(iter(below.split(maxsplit=1)), "")) > width
        for line, below in pairwise(lines)
    )


def _sentences_of(text: str, paragraph: Span) -> Iterator[Span]:
    if not _ANY_STOP.search(text, paragraph.start, paragraph.end - 1):
        yield paragraph
        return
    # One space for a line end and letters for all but the end of long runs: offsets stay the same.
    shown = _MARKS.sub(_shown, paragraph.of(text)).replace("\n", " ")
    for _, (first, last) in _tokenizer().tokenize_with_spans(shown):
        start, end = paragraph.start + first, paragraph.start + last
        for stop in _OTHER_STOPS.finditer(text, start, end):
            cut = ceiling(text, stop.end())
            if start < cut < end and (span := _trimmed(text, Span(start, cut))):
                yield span
                start = cut
        if span := _trimmed(text, Span(start, end)):
            yield span


def _shown(run: re.Match[str]) -> str:
    return "x" * (len(run[0]) - _LONGEST_RUN) + run[0][-_LONGEST_RUN:]


def _trimmed(text: str, span: Span) -> Span | None:
    """Return the span without outer white space, None if nothing is left."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(words.strip())) if words.strip() else None


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    return load("default")
