"""A paragraph cut where overlapping passages begin and end."""

from hypothesis import given
from hypothesis import strategies as st

from essays.text.runs import Run, runs
from essays.text.spans import Span

AREA = Span(10, 40)
MARKS = st.lists(
    st.tuples(
        st.builds(
            lambda start, length: Span(start, start + length),
            st.integers(0, 50),
            st.integers(0, 20),
        ),
        st.sampled_from("abcdef"),
    ),
    max_size=8,
)


def test_overlapping_passages_are_cut_where_either_begins_or_ends() -> None:
    assert runs(Span(0, 10), [(Span(4, 8), "b"), (Span(2, 6), "a")]) == [
        Run(0, 2, ()),
        Run(2, 4, ("a",)),
        Run(4, 6, ("a", "b")),
        Run(6, 8, ("b",)),
        Run(8, 10, ()),
    ]


def test_the_longer_of_two_that_begin_together_is_the_outer_one() -> None:
    cut = runs(Span(0, 4), [(Span(0, 2), "inner"), (Span(0, 4), "outer"), (Span(0, 2), "twin")])
    assert cut[0].keys == ("outer", "inner", "twin")


def test_a_passage_that_leaves_the_paragraph_is_cut_to_it() -> None:
    assert runs(Span(5, 9), [(Span(0, 7), "a"), (Span(20, 30), "b")]) == [
        Run(5, 7, ("a",)),
        Run(7, 9, ()),
    ]


def test_a_paragraph_without_passages_is_one_run_and_an_empty_one_none() -> None:
    assert runs(Span(0, 3), []) == [Run(0, 3, ())]
    assert runs(Span(3, 3), [(Span(0, 9), "a")]) == []


@given(MARKS)
def test_runs_follow_one_another_and_name_exactly_what_covers_them(
    marks: list[tuple[Span, str]],
) -> None:
    cut = runs(AREA, marks)
    assert [run.start for run in cut] == [AREA.start, *(run.end for run in cut[:-1])]
    assert cut[-1].end == AREA.end
    for run in cut:
        assert len(run) > 0
        assert len(set(run.keys)) == len(run.keys)
        for place in range(run.start, run.end):
            assert set(run.keys) == {key for span, key in marks if span.start <= place < span.end}


@given(MARKS)
def test_every_end_of_a_passage_is_a_cut(marks: list[tuple[Span, str]]) -> None:
    cuts = {place for run in runs(AREA, marks) for place in (run.start, run.end)}
    for span, _ in marks:
        if span.overlap(AREA):
            assert {max(span.start, AREA.start), min(span.end, AREA.end)} <= cuts
