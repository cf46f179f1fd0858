"""Text widths and line breaks."""

import pytest
from fontTools.subset import parse_unicodes
from hypothesis import given
from hypothesis import strategies as st

from essays.layout.lines import broken
from essays.layout.measure import LATIN, Weight, fits, is_mark, width
from essays.management.commands import build_fonts

texts = st.text(st.sampled_from("abcWi -–\u00ad\u200b\u0301 中。“”éжא😀\n"), max_size=60)


def test_the_letters_measured_are_those_that_pages_load():
    ours = {code for low, high in LATIN for code in range(low, high + 1)}
    assert ours == set(parse_unicodes(build_fonts.LATIN))
    assert build_fonts.OPTICAL_SIZE == 14


def test_a_text_is_as_wide_as_its_words_and_spaces():
    assert width("one two") == pytest.approx(width("one") + width(" ") + width("two"))
    assert width("") == 0
    assert width("a  b") == pytest.approx(width("a") + 2 * width(" ") + width("b"))


def test_width_follows_size_and_weight():
    assert width("Khrushchev", size=28) == pytest.approx(2 * width("Khrushchev", size=14))
    assert width("Khrushchev", weight=Weight.WORD) > width("Khrushchev")


def test_figures_of_a_number_are_equally_wide():
    assert width("1.1", weight=Weight.NUMBER) == width("7.4", weight=Weight.NUMBER)


def test_a_letter_outside_the_font_gets_room():
    assert width("жжж") > 3 * 14 * 0.6
    assert width("中") >= 14
    assert width("e\u0301") == pytest.approx(width("e"))


def test_lines_break_at_spaces_and_after_hyphens():
    assert broken("de-Stalinisation", 90) == ("de-", "Stalinisation")
    assert broken("one two", width("one two")) == ("one two",)
    assert broken("one two", width("one two") - 0.1) == ("one", "two")


def test_a_hyphen_before_a_number_stays_with_it():
    assert broken("at -5 degrees", width("at -"))[1].startswith("-5")


def test_ideographs_break_anywhere_but_before_a_full_stop():
    lines = broken("中文中文。", width("中文中文"))
    assert lines == ("中文中", "文。")


def test_a_soft_hyphen_shows_only_where_the_line_breaks():
    assert broken("Stalin\u00adism", 55) == ("Stalin-", "ism")
    assert broken("Stalin\u00adism", 200) == ("Stalinism",)


def test_an_empty_text_has_one_line():
    assert broken("  ", 100) == ("",)


def test_a_text_cut_short_ends_in_an_ellipsis():
    short = fits("Khrushchev and Stalin", 100)
    assert short.endswith("…")
    assert width(short) <= 100
    assert fits("short", 100) == "short"


def test_a_soft_hyphen_shows_only_where_it_has_room():
    syllable = width("aa")
    assert broken("aa\u00adW", syllable + width("-")) == ("aa-", "W")
    assert broken("aa\u00adW", syllable) == ("aa", "W")


@given(texts, st.integers(20, 200))
def test_no_line_is_wider_than_its_room(text, room):
    assert all(width(line) <= room + 0.01 for line in broken(text, room))


@given(texts, st.integers(20, 200))
def test_nothing_is_lost_between_the_lines(text, room):
    invisible = {"\u00ad", "\u200b", "-"}
    written = [letter for line in broken(text, room) for letter in line]
    meant = "".join(text.split())
    strip = [letter for letter in written if letter not in invisible and letter != " "]
    assert strip == [letter for letter in meant if letter not in invisible]


@given(texts, st.integers(20, 200))
def test_no_line_begins_with_a_mark_of_the_letter_before(text, room):
    plain = text.lstrip("\u0301\u00ad\u200b \n").replace(" \u0301", "").replace("\n\u0301", "")
    lines = broken(plain, room)
    assert not [line for line in lines[1:] if line and is_mark(line[0]) and line[0] == "\u0301"]
