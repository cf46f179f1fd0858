"""The text of the workbench: runs, passages that nest and cross, coverage."""

import re

import pytest
from django.test import Client

from essays.graph.ids import uuid7
from essays.graph.operations import AddAnchor, MarkContext
from essays.models import Anchor, Essay, Premise
from essays.services.editing import apply
from tests.factories import ada, add_reason, make_essay, make_map
from tests.views.bench import html, statement, words_of_text

pytestmark = pytest.mark.django_db

TEXT = "One two three four. Five six seven.\n\nEight nine ten."


def page_of(client: Client, essay: Essay) -> str:
    client.force_login(ada())
    return html(client.get(f"/essays/{essay.pk}/"))


def links(page: str) -> list[tuple[str, str]]:
    """Return the passages that are links, with the box each leads to."""
    return re.findall(r'<a class="psg[^>]* data-box="([^"]+)"[^>]*>([^<]*)</a>', page)


def test_every_word_stands_in_one_run_whatever_lies_over_it(client: Client) -> None:
    essay = make_essay(text=TEXT)
    thesis = make_map(essay, reasons=())
    for span in ((0, 19), (4, 13), (8, 24), (14, 50), (37, 51), (4, 13)):
        statement(essay, "Something.", to=thesis, spans=(span,))
    page = page_of(client, essay)
    assert words_of_text(page) == TEXT.replace("\n", "")


def test_runs_carry_their_place_in_code_points(client: Client) -> None:
    text = "😀 e\u0301te\u0301 שלום. Next 𝒳 one."
    essay = make_essay(text=text)
    stored = Essay.objects.get(pk=essay.pk).text
    start = stored.index("𝒳")
    statement(essay, "It.", spans=((start, start + 1),))
    page = page_of(client, essay)
    assert f'data-start="{start}" aria-describedby' in page
    for place, words in re.findall(r'data-start="(\d+)"[^>]*>([^<]+)<', page):
        assert stored[int(place) :].startswith(words)


def test_nested_passages_link_the_inner_words_to_the_inner_box(client: Client) -> None:
    essay = make_essay(text=TEXT)
    outer = statement(essay, "Outer.", spans=((0, 19),))
    inner = statement(essay, "Inner.", spans=((4, 7),))
    page = page_of(client, essay)
    assert links(page) == [(str(outer), "One "), (str(inner), "two"), (str(outer), " three four.")]


def test_crossing_passages_are_both_reached_by_word_and_by_number(client: Client) -> None:
    essay = make_essay(text=TEXT)
    first = statement(essay, "First.", spans=((0, 13),))
    second = statement(essay, "Second.", spans=((8, 24),))
    page = page_of(client, essay)
    assert links(page) == [
        (str(first), "One two "),
        (str(second), "three"),
        (str(second), " four."),
        (str(second), " "),
        (str(second), "Five"),
    ]
    assert page.count(' tabindex="-1" href') == 3  # each passage is one stop, however it is cut
    for box in (first, second):
        assert re.search(rf'<a class="ref [^>]*data-box="{box}"', page)


def test_two_boxes_on_the_same_words_have_a_number_each(client: Client) -> None:
    essay = make_essay(text=TEXT)
    boxes = [statement(essay, name, spans=((0, 19),)) for name in ("First.", "Second.")]
    page = page_of(client, essay)
    anchors = Anchor.objects.filter(essay=essay).values_list("pk", flat=True)
    for anchor in anchors:
        assert page.count(f'id="p-{anchor}"') == 1
        assert page.count(f'id="r-{anchor}"') == 1
    for box in boxes:
        assert f'data-box="{box}"' in page


def test_words_under_a_step_lead_to_the_step(client: Client) -> None:
    essay = make_essay(text=TEXT)
    reason = add_reason(essay, make_map(essay, reasons=()))
    step = Premise.objects.get(node_id=reason).relation_id
    apply(essay.pk, AddAnchor(id=uuid7(), start=0, end=3, relation_id=step), actor=ada())
    page = page_of(client, essay)
    assert f'data-step="{step}" data-anchor' in page
    assert "The step 1.1" in page


def test_text_is_escaped(client: Client) -> None:
    essay = make_essay(text="A <b>bold</b> & <script>alert(1)</script> claim.", title="<i>T</i>")
    statement(essay, "<img src=x>", spans=((2, 5),))
    page = page_of(client, essay)
    assert "<b>bold" not in page
    assert "<img src=x>" not in page
    assert "alert(1)" in page
    assert "<script>alert" not in page


def test_coverage_counts_sentences_as_mapped_context_or_neither(client: Client) -> None:
    essay = make_essay(text=TEXT)
    statement(essay, "It.", spans=((0, 3),))
    apply(essay.pk, MarkContext(id=uuid7(), start=20, end=35), actor=ada())
    page = page_of(client, essay)
    assert "1 of 3 mapped" in page
    assert "Sentences: 1 mapped, 1 context, 1 not yet mapped" in page
    assert "Paragraph 1: 1 of 2 sentences mapped" in page
    assert 'href="#s-3" data-next-unmapped' in page
    assert '<span id="s-3" data-unmapped="37" data-end="52"></span><span data-start="37">' in page
    assert 'class="ctx"' in page


def test_every_unmapped_sentence_has_a_place_to_jump_to_whatever_lies_over_it(
    client: Client,
) -> None:
    essay = make_essay(text="Ada sang. (I heard it.) It was cold.")
    statement(essay, "It.", spans=((0, 12),))
    client.force_login(ada())
    page = html(client.get(f"/essays/{essay.pk}/?q=heard"))
    assert "1 of 3 mapped" in page
    assert re.findall(r'data-unmapped="(\d+)" data-end="(\d+)"', page) == [
        ("10", "23"),
        ("24", "36"),
    ]


def test_a_marked_paragraph_shows_the_kind_of_each_sentence(client: Client) -> None:
    essay = make_essay(text=TEXT)
    thesis = make_map(essay, reasons=())
    statement(essay, "It.", to=thesis, attacks=True, spans=((0, 19),))
    assert 'class="cov-k-attack"' in page_of(client, essay)
