"""Quotes: the words of a passage with a little of what stands around them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from essays.text.similar import Haystack, needed
from essays.text.spans import Span, checked

# As many as annotators of web pages commonly keep (W3C Web Annotation, TextQuoteSelector).
CONTEXT = 32
# From here on (0-1) what stands around words shows that they are the ones meant: unrelated
# contexts agree to 0.3-0.55, one side kept and the other new to about 0.7.
SAME_CONTEXT = 0.62
# The score of words that are the same.
IDENTICAL = 100
# Places looked at when the words occur very often, the nearest ones first.
_MOST_PLACES = 200


@dataclass(frozen=True, slots=True)
class Quote:
    """The words a person chose, and up to CONTEXT code points before and after them."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote was found; `score` (0-100) is IDENTICAL when the words are identical."""

    span: Span
    score: float

    @property
    def exact(self) -> bool:
        """Return whether the words are identical."""
        return self.score == IDENTICAL


def describe(text: str, start: int, end: int) -> Quote:
    """Return the quote of a span; raises SpanOutside when it is empty or leaves the text."""
    checked(text, start, end)
    return Quote(
        exact=text[start:end],
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
    )


def locate(text: str, quote: Quote, hint: int | None = None) -> Found | None:
    """Return where the quote stands in the text; None when nothing reads nearly like it.

    Of identical words, those whose surroundings fit best are taken, then those nearest to `hint`.
    Words that only resemble the quote count from a score of `similar.needed`.
    """
    span = best_place(text, quote, occurrences(text, quote.exact, hint or 0), hint)
    if span:
        return Found(span, IDENTICAL)
    cutoff = needed(quote.exact)
    found = Haystack(text).best(quote.exact, Span(0, len(text)), cutoff=cutoff)
    return Found(found[0], min(found[1], 99.9)) if found else None


def best_place(
    text: str, quote: Quote, places: Iterable[Span], hint: int | None = None
) -> Span | None:
    """Return the place whose surroundings fit the quote best, then the nearest to the hint."""

    def fit(span: Span) -> tuple[float, int]:
        away = 0 if hint is None else abs(span.start - hint)
        return round(surroundings(text, span, quote), 2), -away

    return max(places, key=fit, default=None)


def occurrences(text: str, words: str, near: int) -> Iterator[Span]:
    """Yield where the words stand in the text, nearest first, at most some hundreds of places."""
    behind = text.find(words, max(0, near)) if words else -1
    before = text.rfind(words, 0, near + len(words) - 1) if words and near > 0 else -1
    for _ in range(_MOST_PLACES):
        if behind < 0 and before < 0:
            return
        if before < 0 or 0 <= behind - near <= near - before:
            yield Span(behind, behind + len(words))
            behind = text.find(words, behind + 1)
        else:
            yield Span(before, before + len(words))
            before = text.rfind(words, 0, before + len(words) - 1)


def surroundings(text: str, span: Span, quote: Quote) -> float:
    """Return how well the text around the span agrees with the quote's context (0-1)."""
    before = text[max(0, span.start - len(quote.prefix)) : span.start]
    after = text[span.end : span.end + len(quote.suffix)]
    return (_agreement(before, quote.prefix) + _agreement(after, quote.suffix)) / 2


def _agreement(found: str, wanted: str) -> float:
    """Return how alike two contexts are (0-1); the edge of a text speaks neither way."""
    return fuzz.ratio(found, wanted) / 100 if found and wanted else 1 / 2
