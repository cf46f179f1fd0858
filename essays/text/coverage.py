"""Which sentences of a text are on the map."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from essays.text.spans import Span

# A mark that runs over by a space and a quotation mark says nothing about the next sentence.
_WORD = 3


class Cover(StrEnum):
    """What a sentence is to the map: it carries a box, it is background, or nobody said yet."""

    MAPPED = "mapped"
    CONTEXT = "context"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many sentences there are of each cover."""

    mapped: int
    context: int
    unmapped: int

    @property
    def sentences(self) -> int:
        return self.mapped + self.context + self.unmapped


def covers(
    sentences: Sequence[Span], *, passages: Iterable[Span], context: Iterable[Span]
) -> tuple[Cover, ...]:
    """Return the cover of every sentence; a passage wins over context.

    A mark covers a sentence when it shares a short word with it (three code points), or when one
    of the two lies within the other. Sentences stand in order and do not overlap; passages and
    context may come in any order.
    """
    mapped = _marked(sentences, passages)
    background = _marked(sentences, context)
    return tuple(
        Cover.MAPPED if is_mapped else Cover.CONTEXT if is_background else Cover.NONE
        for is_mapped, is_background in zip(mapped, background, strict=True)
    )


def coverage(found: Iterable[Cover]) -> Coverage:
    """Return how often each cover was found."""
    listed = list(found)
    return Coverage(
        mapped=listed.count(Cover.MAPPED),
        context=listed.count(Cover.CONTEXT),
        unmapped=listed.count(Cover.NONE),
    )


def _marked(sentences: Sequence[Span], marks: Iterable[Span]) -> list[bool]:
    """Return for every sentence whether a mark covers it; each mark costs two binary searches."""
    starts, ends = [s.start for s in sentences], [s.end for s in sentences]
    steps = [0] * (len(sentences) + 1)  # how many more marks than before cover each sentence
    for mark in marks:
        first, behind = bisect_right(ends, mark.start), bisect_left(starts, mark.end)
        # Only the outermost can be touched by too little.
        if first < behind and not _covers(mark, sentences[first]):
            first += 1
        if first < behind and not _covers(mark, sentences[behind - 1]):
            behind -= 1
        if first < behind:
            steps[first] += 1
            steps[behind] -= 1
    return [count > 0 for count in accumulate(steps[:-1])]


def _covers(mark: Span, sentence: Span) -> bool:
    shared = mark.overlap(sentence)
    return 0 < shared >= min(_WORD, len(mark), len(sentence))
