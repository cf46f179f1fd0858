"""Which sentences are on the map."""

from hypothesis import given
from hypothesis import strategies as st

from essays.text.coverage import Cover, Coverage, coverage, covers
from essays.text.spans import Span

SENTENCES = [Span(0, 10), Span(11, 20), Span(21, 30)]

spans = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda s: Span(s[0], s[0] + s[1]))


@st.composite
def texts(draw: st.DrawFn) -> list[Span]:
    """Draw sentences in order that do not overlap."""
    found, at = [], 0
    for gap, length in draw(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 12)), max_size=8)):
        found.append(Span(at + gap, at + gap + length))
        at += gap + length
    return found


def test_a_text_without_marks_is_not_mapped():
    assert covers(SENTENCES, passages=[], context=[]) == (Cover.NONE,) * 3


def test_a_short_word_that_is_shared_is_enough():
    assert covers(SENTENCES, passages=[Span(17, 21)], context=[])[1] is Cover.MAPPED
    assert covers(SENTENCES, passages=[Span(18, 21)], context=[])[1] is Cover.NONE


def test_a_mark_or_a_sentence_that_lies_within_the_other_counts_however_short():
    assert covers(SENTENCES, passages=[Span(12, 13)], context=[])[1] is Cover.MAPPED
    assert covers([Span(0, 2)], passages=[Span(0, 40)], context=[])[0] is Cover.MAPPED


def test_a_mark_that_only_touches_a_sentence_leaves_it_open():
    found = covers(SENTENCES, passages=[Span(10, 11)], context=[Span(20, 21)])
    assert found == (Cover.NONE,) * 3


def test_a_passage_wins_over_context():
    found = covers(SENTENCES, passages=[Span(0, 4)], context=[Span(0, 20)])
    assert found == (Cover.MAPPED, Cover.CONTEXT, Cover.NONE)


def test_a_long_mark_reaches_over_short_ones_that_begin_later():
    found = covers(SENTENCES, passages=[Span(0, 25), Span(1, 2)], context=[])
    assert found == (Cover.MAPPED,) * 3


def test_the_sum_counts_each_cover():
    found = coverage([Cover.MAPPED, Cover.NONE, Cover.MAPPED, Cover.CONTEXT])
    assert found == Coverage(mapped=2, context=1, unmapped=1)
    assert found.sentences == 4


@given(texts(), st.lists(spans, max_size=6), st.lists(spans, max_size=6))
def test_it_says_the_same_as_comparing_everything(
    sentences: list[Span], passages: list[Span], context: list[Span]
):
    def on(sentence: Span, mark: Span) -> bool:
        return sentence.overlap(mark) >= 3 or sentence.contains(mark) or mark.contains(sentence)

    found = covers(sentences, passages=passages, context=context)
    for sentence, cover in zip(sentences, found, strict=True):
        if any(on(sentence, mark) for mark in passages):
            assert cover is Cover.MAPPED
        elif any(on(sentence, mark) for mark in context):
            assert cover is Cover.CONTEXT
        else:
            assert cover is Cover.NONE
