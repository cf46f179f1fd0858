"""Where words stand in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.text.finding import find, plain


def found(text: str, words: str) -> list[str]:
    return [span.of(text) for span in find(text, words)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Grain was dear. grain!", "GRAIN", ["Grain", "grain"]),
        ("A café, a cafe.", "cafe", ["café", "cafe"]),
        ("hard\n  winters", "hard winters", ["hard\n  winters"]),
        ("It’s Stalin’s", "it's", ["It’s"]),
        ("İstanbul 😀 İstanbul", "istanbul", ["İstanbul", "İstanbul"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("a.c abc", "a.c", ["a.c"]),
        ("text", "  ", []),
        ("", "text", []),
    ],
)
def test_words_are_found_whatever_their_dress(text: str, words: str, expected: list[str]) -> None:
    assert found(text, words) == expected


def test_no_more_places_than_asked_for_are_returned() -> None:
    assert len(find("a " * 500, "a", most=3)) == 3


@given(st.text())
def test_every_code_point_keeps_its_place(text: str) -> None:
    assert len(plain(text)) == len(text)


@given(st.text(min_size=1), st.text(), st.text())
def test_words_are_found_where_they_were_put(words: str, before: str, after: str) -> None:
    text = f"{before} {words} {after}"
    assert not words.split() or find(text, words)
