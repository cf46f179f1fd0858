"""Quotes, and finding them again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.text.anchors import CONTEXT, Quote, describe, locate
from essays.text.errors import SpanOutside
from essays.text.spans import Span
from tests.text.texts import texts

TEXT = (
    "Schools should open later. Pupils sleep too little, and sleep is what they learn with. "
    "Some say that buses cannot wait. Yet buses are run for pupils. Schools should open later."
)


def test_a_quote_holds_the_words_and_what_stands_around_them() -> None:
    start = TEXT.index("Pupils sleep")
    quote = describe(TEXT, start, start + 12)
    assert quote == Quote(
        "Pupils sleep", "Schools should open later. ", " too little, and sleep is what t"
    )
    assert len(quote.suffix) == CONTEXT


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 3), (5, 4), (0, len(TEXT) + 1)])
def test_an_empty_span_or_one_outside_the_text_has_no_quote(start: int, end: int) -> None:
    with pytest.raises(SpanOutside):
        describe(TEXT, start, end)


@given(texts(), st.data())
def test_a_quote_is_found_where_it_was_taken(text: str, data: st.DataObject) -> None:
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = describe(text, start, end)
    found = locate(text, quote, start)
    assert found is not None
    assert found.exact
    assert found.span.of(text) == quote.exact
    again = describe(text, found.span.start, found.span.end)
    assert again == quote
    # with the hint only a place with the same surroundings can come before the true one
    assert found.span == Span(start, end)


def test_of_two_places_the_one_with_the_same_surroundings_is_taken() -> None:
    last = TEXT.rindex("Schools")
    quote = describe(TEXT, last, len(TEXT))
    found = locate(TEXT, quote)
    assert found is not None
    assert found.span == Span(last, len(TEXT))


def test_without_surroundings_the_nearest_place_is_taken() -> None:
    found = [locate(TEXT, Quote("Schools should open later."), hint) for hint in (None, 5, 170)]
    assert [place.span.start for place in found if place] == [0, 0, TEXT.rindex("Schools")]


@pytest.mark.parametrize(
    ("words", "stands"),
    [
        (
            "Pupils sleep to little and sleep is what they learn with",
            "Pupils sleep too little, and sleep is what they learn with.",
        ),
        ("some say the buses can not wait", "Some say that buses cannot wait."),
        ("Yet the buses run for the pupils", "Yet buses are run for pupils."),
    ],
)
def test_words_that_differ_a_little_are_found(words: str, stands: str) -> None:
    found = locate(TEXT, Quote(words))
    assert found is not None
    assert not found.exact
    assert found.span.of(TEXT).rstrip(".") == stands.rstrip(".")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Homework harms family life.",
        "Teachers should be paid more for their work.",
        "rain",
        "Schulen",
    ],
)
def test_other_words_are_not_found(words: str) -> None:
    assert locate(TEXT, Quote(words)) is None


def test_a_passage_is_found_in_200000_characters() -> None:
    text = " ".join(
        f"Reason {n} is that {n * 7919} pupils were asked and said so." for n in range(3_400)
    )
    words = "Reason 2500 was that 19797500 pupils had been asked and said so."
    found = locate(text, Quote(words))
    assert found is not None
    assert found.span.of(text) == "Reason 2500 is that 19797500 pupils were asked and said so."


def test_a_long_passage_is_found_by_its_ends() -> None:
    text = " ".join(
        f"Reason {n} is that {n * 7919} pupils were asked and said so." for n in range(400)
    )
    start, end = text.index("Reason 200 "), text.index("Reason 215 ")
    words = text[start:end].strip().replace(" asked and", " questioned and")
    found = locate(text, Quote(words))
    assert found is not None
    assert (found.span.start, found.span.of(text)) == (start, text[start:end].strip())
