"""Spans, and selections that snap to words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.text.errors import SpanOutside
from essays.text.graphemes import ceiling, floor, is_boundary
from essays.text.spans import Span, checked, snap
from tests.text.texts import texts


def test_spans_know_what_they_share() -> None:
    assert Span(2, 6).overlap(Span(4, 9)) == 2
    assert Span(2, 6).overlap(Span(6, 9)) == 0
    assert Span(2, 6).contains(Span(3, 6))
    assert not Span(2, 6).contains(Span(3, 7))
    assert len(Span(2, 6)) == 4
    assert Span(1, 3).of("abcd") == "bc"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 5), (9, 12)])
def test_a_span_outside_the_text_is_refused(start: int, end: int) -> None:
    with pytest.raises(SpanOutside) as caught:
        checked("abcd", start, end)
    assert caught.value.data == {"length": 4, "start": start, "end": end}
    assert caught.value.code == "span_outside"


@pytest.mark.parametrize(
    ("text", "selected", "snapped"),
    [
        ("one two three", " two ", "two"),
        ("one two three", "ne tw", "one two"),
        ("Stalin’s work", "Stalin", "Stalin’s"),
        ("to de-centralise it", "centr", "de-centralise"),
        ("over 1,000,000 of them", "000,", "1,000,000"),
        ("He left. She stayed.", "left. Sh", "left. She"),
        ("a 👩‍👩‍👧 family", "\u200d👩\u200d", "👩‍👩‍👧"),
        ("flags 🇩🇪🇫🇷", "🇪🇫", "🇩🇪🇫🇷"),
        ("हिन्दी भाषा", "न्द", "हिन्दी"),
        ("这是一个句子。", "一个", "一个"),
        ("“Yes,” he said", "“Yes,”", "“Yes,”"),
    ],
)
def test_a_selection_snaps_to_whole_words(text: str, selected: str, snapped: str) -> None:
    start = text.index(selected)
    span = snap(text, start, start + len(selected))
    assert span is not None
    assert span.of(text) == snapped


def test_a_selection_of_nothing_or_of_blanks_is_none() -> None:
    assert snap("one  two", 3, 5) is None
    assert snap("one", 2, 2) is None
    assert snap("", 0, 0) is None


def test_a_selection_outside_the_text_is_refused() -> None:
    for start, end in ((0, 4), (-1, 2), (2, 1), (4, 4)):
        with pytest.raises(SpanOutside):
            snap("one", start, end)


@given(texts(), st.data())
def test_a_snapped_selection_holds_all_its_words_and_no_half_characters(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = snap(text, start, end)
    if span is None:
        assert not text[start:end].strip()
        return
    assert is_boundary(text, span.start)
    assert is_boundary(text, span.end)
    assert text[start:end].strip() in span.of(text)
    assert snap(text, span.start, span.end) == span


@pytest.mark.parametrize(
    "cluster",
    ["e\u0323\u0301", "🇩🇪", "👩‍👩‍👧", "👍🏽", "각", "ก็", "ी" * 3, "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️", "1️⃣"],
)
def test_one_character_to_a_reader_is_never_cut(cluster: str) -> None:
    text = f"a {cluster} b"
    cuts = [index for index in range(len(text) + 1) if is_boundary(text, index)]
    inside = range(3, 2 + len(cluster))
    assert not set(inside) & set(cuts)
    assert all(floor(text, index) in cuts and ceiling(text, index) in cuts for index in inside)


def test_a_line_of_flags_is_cut_between_pairs() -> None:
    text = "🇩🇪" * 3
    assert [index for index in range(7) if is_boundary(text, index)] == [0, 2, 4, 6]
