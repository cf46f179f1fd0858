"""Passages as sentences of their own, and statements cut to a length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.text.graphemes import is_boundary
from essays.text.statements import MAX_STATEMENT, shorten, statement_from
from tests.text.texts import texts


@pytest.mark.parametrize(
    ("passage", "statement"),
    [
        ("However, the plan was late", "The plan was late."),
        ("it is true that schools are dear,", "Schools are dear."),
        ("Yet the rain stayed away.", "The rain stayed away."),
        ("And yet, for all that, it worked", "For all that, it worked."),
        (
            "Therefore, whilst the cult was gone, the state stayed",
            "Whilst the cult was gone, the state stayed.",
        ),
        ("in conclusion, on the other hand, it failed", "It failed."),
        ("(as we saw) he left", "(As we saw) he left."),
        ("“nobody came,” he wrote", "“Nobody came,” he wrote."),
        ("- and the trains\n  were late;", "The trains were late."),
        ("Does it rain?", "Does it rain?"),
        ("He said “stop.”", "He said “stop.”"),
        ("这是一个句子", "这是一个句子。"),
        ("1956 was the year", "1956 was the year."),
    ],
)
def test_a_passage_becomes_a_sentence_of_its_own(passage: str, statement: str) -> None:
    assert statement_from(passage) == statement


@pytest.mark.parametrize(
    "words",
    [
        "However much it rains, we play.",
        "Still waters run deep.",
        "So far nothing came of it.",
        "Yet another plan failed.",
        "But for the rain we would have won.",
        "First aid saves lives.",
        "Thus far all went well.",
        "Android is older.",
        "iPhones are dear.",
        "However.",
        "Therefore.",
    ],
)
def test_what_only_looks_like_an_opening_stays(words: str) -> None:
    assert statement_from(words) == words


def test_a_passage_without_words_makes_no_statement() -> None:
    assert [statement_from(passage) for passage in ("", " \n", "…", "—, ;")] == [""] * 4


@given(texts() | st.text())
def test_a_statement_is_one_line_within_its_length_and_stable(passage: str) -> None:
    statement = statement_from(passage)
    assert len(statement) <= MAX_STATEMENT
    assert "\n" not in statement
    assert statement == statement.strip()
    assert statement_from(statement) == statement


@pytest.mark.parametrize(
    "passage", ["but " * 50_000, "a" * 200_000, "word " * 40_000, "," * 200_000]
)
def test_an_endless_passage_is_cut_at_the_limit(passage: str) -> None:
    assert len(statement_from(passage)) <= MAX_STATEMENT


@pytest.mark.parametrize(
    ("statement", "limit", "short"),
    [
        ("The quick brown fox", 19, "The quick brown fox"),
        ("The quick brown fox", 18, "The quick brown…"),
        ("The plan, in short, failed", 12, "The plan…"),
        ("unbreakablelongword", 10, "unbreakab…"),
        ("ab", 1, "…"),
        ("ab", 0, ""),
    ],
)
def test_a_long_statement_ends_after_a_whole_word(statement: str, limit: int, short: str) -> None:
    assert shorten(statement, limit) == short


@given(texts(), st.integers(0, 60))
def test_a_shortened_statement_fits_and_is_a_beginning(statement: str, limit: int) -> None:
    short = shorten(statement, limit)
    assert len(short) <= limit
    if short != statement and short:
        assert statement.startswith(short[:-1])
        assert is_boundary(statement, len(short) - 1)
