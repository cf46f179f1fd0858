"""Passages after an undo lie on their words, whatever others did to the text meanwhile."""

import pytest

from essays.graph.errors import Conflict
from essays.graph.ids import uuid7
from essays.graph.kinds import AnchorState, NodeKind
from essays.graph.model import EssayGraph
from essays.graph.operations import (
    AddNode,
    EditAnchor,
    MarkContext,
    NewAnchor,
    RemoveAnchor,
    RemoveNode,
    SetText,
    UnmarkContext,
)
from tests.graph.edits import TEXT
from tests.graph.maps import id_of
from tests.graph.test_undo import do, empty, undo

WORDS = "nobody printed it"


@pytest.fixture
def anchored() -> EssayGraph:
    """A claim A with a passage."""
    start = TEXT.index(WORDS)
    passage = NewAnchor(id=id_of("a"), start=start, end=start + len(WORDS))
    node = AddNode(id=id_of("A"), kind=NodeKind.CLAIM, text="A", anchors=(passage,))
    return do(empty(), node)[0]


@pytest.mark.parametrize("operation", [RemoveAnchor(id=id_of("a")), RemoveNode(id=id_of("A"))])
def test_a_passage_that_comes_back_is_found_in_the_text_of_today(
    anchored: EssayGraph, operation
) -> None:
    graph, removed = do(anchored, operation)
    graph, _ = do(graph, SetText(text="A word before. " + TEXT))
    graph, back = undo(graph, removed)
    row = graph.anchors[id_of("a")]
    assert graph.text[row.start : row.end] == WORDS
    assert row.state is AnchorState.EXACT
    graph, _ = undo(graph, back)
    assert not graph.anchors


def test_a_passage_whose_words_are_gone_comes_back_as_lost(anchored: EssayGraph) -> None:
    graph, removed = do(anchored, RemoveAnchor(id=id_of("a")))
    graph, _ = do(graph, SetText(text="Short."))
    graph, _ = undo(graph, removed)
    row = graph.anchors[id_of("a")]
    assert (row.start, row.end, row.state, row.exact) == (None, None, AnchorState.LOST, WORDS)


def test_a_passage_whose_words_were_changed_a_little_comes_back_on_them(
    anchored: EssayGraph,
) -> None:
    graph, removed = do(anchored, RemoveAnchor(id=id_of("a")))
    graph, _ = do(graph, SetText(text=TEXT.replace(WORDS, "nobody reprinted it")))
    graph, _ = undo(graph, removed)
    row = graph.anchors[id_of("a")]
    assert row.state is AnchorState.FUZZY
    assert "reprinted" in graph.text[row.start : row.end]


def test_background_that_comes_back_is_found_too() -> None:
    graph, _ = do(empty(), MarkContext(id=id_of("c"), start=0, end=18))
    graph, removed = do(graph, UnmarkContext(id=id_of("c")))
    graph, _ = do(graph, SetText(text="\n" + TEXT))
    graph, _ = undo(graph, removed)
    row = graph.context_marks[id_of("c")]
    assert (row.start, row.end) == (1, 19)


def test_a_passage_goes_back_to_where_it_lay_though_the_text_between_grew(
    anchored: EssayGraph,
) -> None:
    graph, moved = do(anchored, EditAnchor(id=id_of("a"), start=0, end=8))
    grown = TEXT.replace("forbid.\n", "forbid. So it went for years, until he died.\n")
    graph, _ = do(graph, SetText(text=grown))
    graph, _ = undo(graph, moved)
    row = graph.anchors[id_of("a")]
    assert graph.text[row.start : row.end] == row.exact == WORDS


def test_a_text_is_not_taken_back_under_a_passage_that_was_laid_anew() -> None:
    start, end = TEXT.index("the speech"), TEXT.index("; 😀")
    passage = NewAnchor(id=id_of("a"), start=start, end=end)
    node = AddNode(id=id_of("A"), kind=NodeKind.CLAIM, text="A", anchors=(passage,))
    graph, _ = do(empty(), node)
    graph, _ = do(graph, SetText(text=TEXT.replace("speech", "talk")))
    graph, wider = do(graph, SetText(text=graph.text.replace("was read", "was read out loud")))
    fuzzy = graph.anchors[id_of("a")]
    assert fuzzy.state is AnchorState.FUZZY
    end = fuzzy.end or 0
    graph, _ = do(graph, EditAnchor(id=id_of("a"), start=end - 5, end=end))
    with pytest.raises(Conflict, match="undo_text_in_use"):
        undo(graph, wider)


def test_a_shifted_passage_knows_its_new_surroundings(anchored: EssayGraph) -> None:
    graph, grown = do(anchored, SetText(text="Before. " + TEXT))
    passage = NewAnchor(id=id_of("b"), start=12, end=16)
    node = AddNode(id=uuid7(), kind=NodeKind.CLAIM, text="B", anchors=(passage,))
    graph, _ = do(graph, node)
    graph, _ = undo(graph, grown)
    row = graph.anchors[id_of("b")]
    assert (row.start, row.exact, row.prefix) == (4, "thaw", "The ")
