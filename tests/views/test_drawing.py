"""The drawn map on the workbench: the same boxes, links and queries as the outline."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from essays.layout.scene import shape_of
from essays.layout.shape import Shape
from essays.models import Essay, Visibility
from essays.services.editing import keep_shape
from essays.services.loading import load
from tests.factories import ada, make_essay, make_map
from tests.views.bench import HTMX, chain, html, statement, together, wide

pytestmark = pytest.mark.django_db
HEAD = {**HTMX, "HX-Target": "map-head"}


@pytest.fixture
def ada_client(client: Client) -> Client:
    client.force_login(ada())
    return client


def page_of(client: Client, essay: Essay, query: str = "?view=map") -> str:
    return html(client.get(f"/essays/{essay.pk}/{query}"))


def numbers(page: str) -> list[str]:
    return re.findall(r'data-number="([\d.]+)"', page)


def test_the_map_is_drawn_with_the_boxes_of_the_outline(ada_client: Client) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    cold, mice = (statement(essay, text, to=thesis) for text in ("Cold & wet.", "Mice <ate>."))
    step = together(essay, cold, mice, to=thesis)
    statement(essay, "They never met.", step=step, attacks=True)
    page = page_of(ada_client, essay)
    assert numbers(page) == numbers(page_of(ada_client, essay, ""))
    assert f'data-step="{step}"' in page
    assert "Mice &lt;ate&gt;." in page
    assert 'style="' not in page


def test_every_link_of_the_drawing_keeps_the_view(ada_client: Client) -> None:
    essay = make_essay()
    thesis = make_map(essay)
    page = page_of(ada_client, essay, "?view=map&layout=columns")
    drawing = page[page.index('<svg class="drawing') : page.index('<div class="zoom"')]
    links = re.findall(r'href="([^"]+)"', drawing)
    assert any(f"box={thesis}" in link for link in links)
    assert any(f"fold={thesis}" in link for link in links)
    assert all("view=map&amp;layout=columns" in link for link in links)
    assert 'data-view="left-right"' in drawing
    assert 'id="turn-map" href="/essays/' in page


def test_the_drawing_comes_alone_where_the_reader_turns_to_it(ada_client: Client) -> None:
    essay = make_essay()
    make_map(essay)
    answer = html(ada_client.get(f"/essays/{essay.pk}/?view=map", headers=HEAD))
    assert '<svg class="drawing' in answer
    assert "<html" not in answer
    assert re.search(r'id="go-map"[^>]*aria-current="true"', answer)


def test_an_edit_answers_with_the_drawing_where_it_shows(ada_client: Client) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    headers = {**HTMX, "HX-Current-URL": f"http://testserver/essays/{essay.pk}/?view=map"}
    answer = ada_client.post(
        f"/essays/{essay.pk}/nodes/add/",
        {"kind": "support", "to": f"box-{thesis}", "text": "Mice ate the rest."},
        headers=headers,
    )
    assert numbers(html(answer)) == ["1", "1.1"]
    assert '<svg class="drawing' in html(answer)


def test_the_shape_of_the_drawing_is_kept_with_an_edit_and_never_by_reading(
    ada_client: Client,
) -> None:
    essay = make_essay()
    thesis = make_map(essay)
    shapes = Essay.objects.values_list("shape", flat=True)
    page_of(ada_client, essay)
    assert shapes.get(pk=essay.pk) is None
    for query, kept in (("", False), ("?view=map", True)):
        headers = {**HTMX, "HX-Current-URL": f"http://testserver/essays/{essay.pk}/{query}"}
        data = {"kind": "support", "to": f"box-{thesis}", "text": "Mice ate the rest."}
        ada_client.post(f"/essays/{essay.pk}/nodes/add/", data, headers=headers)
        assert (shapes.get(pk=essay.pk) is not None) is kept
    version = Essay.objects.get(pk=essay.pk).version
    keep_shape(essay.pk, Shape(7), version=version - 1)
    assert shapes.get(pk=essay.pk)["level"] != 7


def test_the_first_edit_keeps_the_shape_that_was_seen_before_it(ada_client: Client) -> None:
    essay = make_essay()
    thesis = make_map(essay)
    seen = shape_of(load(essay.pk), None)
    headers = {**HTMX, "HX-Current-URL": f"http://testserver/essays/{essay.pk}/?view=map"}
    data = {"kind": "support", "to": f"box-{thesis}", "text": "Mice ate the rest."}
    ada_client.post(f"/essays/{essay.pk}/nodes/add/", data, headers=headers)
    essay.refresh_from_db()
    assert len(load(essay.pk).nodes) > len(seen.heads)
    assert Shape.of(essay.shape) == seen


def test_filter_depth_and_focus_draw_what_the_outline_lists(ada_client: Client) -> None:
    essay = make_essay()
    boxes = chain(essay, length=6)
    for query in ("depth=2", f"focus={boxes[2]}", "hide=support", f"fold={boxes[3]}"):
        drawn = page_of(ada_client, essay, f"?view=map&{query}")
        assert numbers(drawn) == numbers(page_of(ada_client, essay, f"?{query}"))


def test_a_huge_map_is_folded_and_says_what_is_left_out(ada_client: Client) -> None:
    essay = make_essay()
    thesis = wide(essay, boxes=400)[0]
    assert "300 folded" in page_of(ada_client, essay, "?view=map&depth=2")
    page = page_of(ada_client, essay, f"?view=map&open={thesis}")
    assert len(numbers(page)) == 301
    assert "99 more not shown" in page


def test_an_empty_map_teaches_instead(ada_client: Client) -> None:
    assert "Start with the thesis" in page_of(ada_client, make_essay())


@pytest.mark.parametrize("boxes", [5, 500])
def test_drawing_asks_what_the_outline_asks(
    ada_client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, boxes: int
) -> None:
    essay = make_essay()
    chain(essay, length=boxes)
    page_of(ada_client, essay)
    with django_assert_max_num_queries(10):
        page_of(ada_client, essay)


def test_a_guest_reads_the_drawing_by_the_link(client: Client) -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    make_map(essay)
    page = page_of(client, essay)
    assert '<svg class="drawing' in page
    assert "row-menu" not in page
