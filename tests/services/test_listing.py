"""What lists of essays show of each map, and what it costs."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import AddNode, MarkContext, NewAnchor
from essays.models import Essay, MemberRole, Visibility
from essays.services.editing import apply
from essays.services.listing import (
    Show,
    Sort,
    example,
    least_mapped,
    own_list,
    public_list,
    summaries,
)
from tests.factories import ada, add_reason, add_thesis, ben, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def whole(essay: Essay) -> Essay:
    return Essay.objects.get(pk=essay.pk)


def summary_of(essay: Essay):
    return summaries([whole(essay)])[essay.pk]


def map_passage(essay: Essay, words: str) -> None:
    start = essay.text.index(words)
    anchor = NewAnchor(id=uuid7(), start=start, end=start + len(words))
    box = AddNode(id=uuid7(), kind=NodeKind.CLAIM, text=words, anchors=(anchor,))
    apply(essay.pk, box, actor=essay.owner)


def test_a_summary_counts_boxes_evidence_and_objections():
    essay = make_essay()
    thesis = add_thesis(essay, "Bread was dear.")
    reason = add_reason(essay, thesis)
    add_reason(essay, reason, "A letter of 1709.", node_kind=NodeKind.EVIDENCE)
    add_reason(essay, thesis, "Prices rose elsewhere.", kind=RelationKind.ATTACK)
    found = summary_of(essay)
    assert (found.thesis, found.boxes, found.evidence, found.objections) == (
        "Bread was dear.",
        4,
        1,
        1,
    )
    assert found.shape.count("<rect") == 4


def test_an_essay_without_boxes_has_no_shape():
    found = summary_of(make_essay())
    assert (found.shape, found.thesis, found.boxes) == ("", "", 0)


def test_a_summary_says_how_much_of_the_text_is_mapped():
    essay = make_essay(text="Frost came early that year. Grain was scarce. Prices rose everywhere.")
    map_passage(essay, "Frost came early")
    background = essay.text.index("Prices")
    mark = MarkContext(id=uuid7(), start=background, end=len(essay.text))
    apply(essay.pk, mark, actor=ada())
    cover = summary_of(essay).cover
    assert (cover.mapped, cover.context, cover.unmapped) == (1, 1, 1)


def test_an_edit_makes_a_new_summary():
    essay = make_essay()
    assert summary_of(essay).boxes == 0
    add_thesis(essay)
    assert summary_of(essay).boxes == 1


def test_the_queries_do_not_grow_with_the_essays_or_their_maps():
    def cost(essays: list[Essay]) -> int:
        cache.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            summaries(essays)
        return len(queries)

    one = make_essay()
    make_map(one)
    few = cost([whole(one)])
    many = []
    for _ in range(6):
        many.append(make_essay())
        make_map(many[-1], reasons=[f"Reason {number}." for number in range(12)])
    assert cost([whole(essay) for essay in many]) == few <= 5


def test_what_is_kept_costs_nothing():
    essay = make_essay()
    make_map(essay)
    summary_of(essay)
    read = whole(essay)
    with CaptureQueriesContext(connection) as queries:
        summaries([read])
    assert not len(queries)


def test_only_public_essays_are_on_the_public_list():
    public = make_essay(visibility=Visibility.PUBLIC)
    make_essay(visibility=Visibility.LINK)
    make_essay(visibility=Visibility.PUBLIC, in_bin=True)
    assert list(public_list()) == [public]


def test_the_public_list_is_searched_by_title_author_line_and_thesis_only():
    essay = make_essay(title="Bread", visibility=Visibility.PUBLIC)
    thesis = add_thesis(essay, "Grain was scarce.")
    add_reason(essay, thesis, "Winters were hard.")
    Essay.objects.filter(pk=essay.pk).update(author_line="R. Mbeki")
    assert [list(public_list(words)) for words in ("bread", "mbeki", "scarce")] == [[essay]] * 3
    assert not public_list("winters")


def test_words_that_nothing_can_hold_find_nothing():
    make_essay(visibility=Visibility.PUBLIC)
    assert not public_list("a\0b")
    assert not own_list(ada(), query="\0")


def test_the_example_is_the_first_public_essay():
    assert example() is None
    first = make_essay(visibility=Visibility.PUBLIC)
    make_essay(visibility=Visibility.PUBLIC)
    assert example() == first


def test_ones_own_list_tells_mine_from_shared_ones():
    mine = make_essay()
    shared = make_essay(ben())
    make_member(shared, ada(), MemberRole.VIEWER)
    make_essay(ben())
    assert list(own_list(ada(), show=Show.MINE)) == [mine]
    (found,) = own_list(ada(), show=Show.SHARED).values_list("pk", "role_of_user")
    assert found == (shared.pk, MemberRole.VIEWER)
    assert set(own_list(ada())) == {mine, shared}


def test_ones_own_list_is_searched_by_the_words_of_boxes_too():
    essay = make_essay()
    make_map(essay, reasons=["Winters were hard."])
    make_essay(title="Another")
    assert list(own_list(ada(), query="winters")) == [essay]


def test_titles_are_sorted_whatever_their_case():
    titles = ["zebra", "Apple", "monkey"]
    for title in titles:
        make_essay(title=title)
    found = own_list(ada(), sort=Sort.TITLE)
    assert [essay.title for essay in found] == ["Apple", "monkey", "zebra"]


def test_the_least_mapped_comes_first_and_an_empty_text_last():
    done, open_, empty = make_essay(), make_essay(), make_essay(text="")
    map_passage(done, "Winters were hard.")
    found = least_mapped(own_list(ada(), sort=Sort.UNMAPPED))
    assert found == [open_, done, empty]
