"""The difference between two texts, and where a span lies afterwards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.text.errors import SpliceMismatch
from essays.text.shifts import Shifts, shift
from essays.text.spans import Span
from essays.text.splices import Splice, apply_splices, invert, splices
from tests.text.texts import edits, texts


@given(texts(), texts())
def test_splices_turn_the_old_text_into_the_new_one_and_back(old: str, new: str) -> None:
    changes = splices(old, new)
    assert apply_splices(old, changes) == new
    assert apply_splices(new, invert(changes)) == old
    assert invert(invert(changes)) == changes


@given(edits())
def test_splices_ascend_and_do_not_overlap(edit: tuple[str, str]) -> None:
    changes = splices(*edit)
    places = [place for splice in changes for place in (splice.start, splice.end)]
    assert places == sorted(places)
    assert all(splice.removed or splice.inserted for splice in changes)


def test_the_same_text_needs_no_splice() -> None:
    assert splices("A claim.", "A claim.") == ()


def test_one_changed_word_is_one_small_splice() -> None:
    assert splices("The cat sat there.", "The dog sat there.") == (Splice(4, "cat", "dog"),)


def test_a_sentence_put_between_two_leaves_both_whole() -> None:
    (splice,) = splices("It rains. It pours.", "It rains. It hails. It pours.")
    assert splice.removed == ""
    assert splice.inserted.strip() == "It hails."


def test_a_paragraph_that_moved_is_one_removal_and_one_insertion() -> None:
    one, two, three = (
        "First thing said.",
        "Then a second, longer thing.",
        "And a third, longest of all.",
    )
    changes = splices(f"{one}\n\n{two}\n\n{three}", f"{two}\n\n{three}\n\n{one}")
    assert [(bool(s.removed), bool(s.inserted)) for s in changes] == [(True, False), (False, True)]


def test_a_splice_that_does_not_fit_is_refused() -> None:
    for splice in (
        Splice(2, "x", ""),
        Splice(-1, "", "x"),
        Splice(9, "", "x"),
        Splice(3, "d ", ""),
    ):
        with pytest.raises(SpliceMismatch) as caught:
            apply_splices("abcd", [splice])
        assert caught.value.data == {"start": splice.start}


def test_splices_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(SpliceMismatch):
        apply_splices("abcd", [Splice(2, "c", ""), Splice(0, "a", "")])


def test_a_replaced_word_in_200000_characters_is_found_everywhere() -> None:
    old = "".join(
        f"The king of land {n % 97} said that the queen was late.\n" for n in range(4_000)
    )
    changes = splices(old, old.replace("king", "duke"))
    assert len(changes) == 4_000
    assert {(s.removed, s.inserted) for s in changes} == {("king", "duke")}


def test_a_text_without_a_common_word_is_one_splice() -> None:
    old, new = "a! " * 60_000, "b? " * 60_000
    changes = splices(old, new)
    assert apply_splices(old, changes) == new


@pytest.mark.parametrize(
    ("span", "after"),
    [
        (Span(0, 3), Span(0, 3)),  # before the change
        (Span(0, 4), Span(0, 4)),  # an insertion at the end stays outside
        (Span(4, 7), Span(6, 9)),  # and at the start
        (Span(2, 6), Span(2, 8)),  # but one inside is taken in
    ],
)
def test_an_insertion_moves_what_lies_behind_it(span: Span, after: Span) -> None:
    assert shift(span, [Splice(4, "", "xx")]) == after


@pytest.mark.parametrize(
    ("span", "after"),
    [
        (Span(4, 8), Span(4, 5)),  # replaced as a whole
        (Span(2, 9), Span(2, 6)),  # replaced in the middle
        (Span(2, 6), Span(2, 4)),  # the end is gone
        (Span(6, 9), Span(5, 6)),  # the start is gone
        (Span(5, 7), None),  # buried
    ],
)
def test_a_replacement_keeps_what_is_left_of_a_span(span: Span, after: Span | None) -> None:
    assert shift(span, [Splice(4, "abcd", "x")]) == after


def test_a_window_holds_all_that_replaced_a_word_of_the_span() -> None:
    shifts = Shifts([Splice(4, "abcd", "x"), Splice(10, "", "yy")])
    assert shifts.window(Span(5, 7)) == Span(4, 5)
    assert shifts.window(Span(0, 4)) == Span(0, 4)
    assert shifts.window(Span(7, 12)) == Span(4, 11)
    assert shifts.written() == [Span(4, 5), Span(7, 9)]


@given(edits(), st.data())
def test_a_span_that_no_splice_touches_keeps_its_words(
    edit: tuple[str, str], data: st.DataObject
) -> None:
    old, new = edit
    changes = splices(old, new)
    start = data.draw(st.integers(0, len(old)))
    span = Span(start, data.draw(st.integers(start, len(old))))
    after = shift(span, changes)
    if after is not None:
        assert 0 <= after.start < after.end <= len(new)
    if len(span) and not any(s.start < span.end and s.end > span.start for s in changes):
        assert after is not None
        assert after.of(new) == span.of(old)
