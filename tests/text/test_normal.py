"""The one form of every text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.text.errors import Refusal, TextRefused
from essays.text.normal import MAX_MARKS, MAX_TEXT, normalise, normalise_line


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("one\x0btwo\x0cthree\x85four\u2028five\u2029six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("cafe\u0301", "caf\u00e9"),
        ("\ufeffA claim", "A claim"),
        ("tab\tand  two blanks ", "tab\tand  two blanks "),
        ("שלום 👩‍👩‍👧 \u202eabc", "שלום 👩‍👩‍👧 \u202eabc"),
        ("", ""),
    ],
)
def test_a_text_is_kept_in_one_form(raw: str, kept: str) -> None:
    assert normalise(raw) == kept


@pytest.mark.parametrize(
    ("raw", "code", "position"),
    [
        ("ab\x00", Refusal.NUL, 2),
        ("a\ud800b", Refusal.SURROGATE, 1),
        ("\x1b[0m", Refusal.CONTROL, 0),
        ("ab\ufffe", Refusal.CONTROL, 2),
        ("a" * (MAX_TEXT + 1), Refusal.TOO_LONG, MAX_TEXT),
        ("a" * (9 * MAX_TEXT), Refusal.TOO_LONG, MAX_TEXT),
        ("ab" + "\u0301\u0327" * 100_000, Refusal.MARKS, 2 + MAX_MARKS),
        ("字" * 999 + "\u0301" * MAX_MARKS + "字" + "\u0301" * 257, Refusal.MARKS, 1000 + 512),
    ],
)
def test_what_no_essay_can_hold_is_refused_with_its_place(
    raw: str, code: Refusal, position: int
) -> None:
    with pytest.raises(TextRefused) as caught:
        normalise(raw)
    assert (caught.value.code, caught.value.data) == (code, {"position": position})


def test_200000_characters_are_counted_after_normalising() -> None:
    assert len(normalise("\r\n" * MAX_TEXT)) == MAX_TEXT
    assert len(normalise("e\u0301" * MAX_TEXT)) == MAX_TEXT


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])) | st.text("a\r\n\t\u0301\ufeff"))
def test_normalising_twice_changes_nothing(raw: str) -> None:
    kept = normalise(raw.replace("\ufffe", "").replace("\uffff", ""))
    assert normalise(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert "\r" not in kept


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("  Title\r\n of \t the\n\n essay ", "Title of the essay"),
        ("\u00a0Quoi\u00a0?\u00a0", "Quoi\u00a0?"),
        ("\n\n", ""),
    ],
)
def test_a_line_has_single_spaces_and_no_line_ends(raw: str, line: str) -> None:
    assert normalise_line(raw) == line


def test_a_line_of_blanks_alone_takes_no_time_by_the_square() -> None:
    assert normalise_line("a" + " " * (MAX_TEXT - 2) + "b") == "a b"
