"""Reading a map: focus, depth, filters, finding, questions and tours, by plain links and forms."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from essays.graph.kinds import NodeKind
from essays.models import Essay, Visibility
from tests.factories import ada, make_essay, make_map
from tests.views.bench import HTMX, chain, html, statement, wide

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada_client(client: Client) -> Client:
    client.force_login(ada())
    return client


@pytest.fixture
def essay() -> Essay:
    """1 thesis: 1.1 Cold (1.1.1 a table, 1.1.2 against it Mild, answered by 1.1.2.1), 1.2 Mice."""
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    cold = statement(essay, "Cold ruined the seed.", to=thesis, spans=((0, 5),))
    statement(essay, "A table of frosts.", to=cold, kind=NodeKind.EVIDENCE)
    mild = statement(essay, "Mild years came too.", to=cold, attacks=True)
    statement(essay, "They came too late.", to=mild, attacks=True)
    statement(essay, "Mice ate the rest.", to=thesis)
    return essay


def page_of(client: Client, essay: Essay, query: str = "") -> str:
    return html(client.get(f"/essays/{essay.pk}/{query}"))


def rows(page: str) -> list[str]:
    return re.findall(r'data-number="([\d.]+)"', page)


def box(page: str, number: str) -> str:
    """Return the id of the box with this number."""
    found = re.search(rf'data-node="([0-9a-f-]+)" data-number="{re.escape(number)}"', page)
    assert found
    return found[1]


def test_a_focus_shows_the_branch_and_what_is_above_it(ada_client: Client, essay: Essay) -> None:
    mild = box(page_of(ada_client, essay), "1.1.2")
    page = page_of(ada_client, essay, f"?focus={mild}")
    assert rows(page) == ["1", "1.1", "1.1.2", "1.1.2.1"]
    assert "Only the branch of 1.1.2" in page


def test_a_depth_shows_so_many_levels(ada_client: Client, essay: Essay) -> None:
    assert rows(page_of(ada_client, essay, "?depth=2")) == ["1", "1.1", "1.2"]
    assert len(rows(page_of(ada_client, essay, "?depth=9"))) == 6


def test_a_filter_hides_boxes_and_says_how_many(ada_client: Client, essay: Essay) -> None:
    page = page_of(ada_client, essay, "?hide=evidence&hide=attack")
    assert rows(page) == ["1", "1.1", "1.2"]
    assert "3 boxes hidden" in page
    assert 'id="chip-evidence" role="button" aria-pressed="false"' in page
    assert 'id="chip-support" role="button" aria-pressed="true"' in page
    assert "chip-thesis" not in page


def test_a_box_that_is_off_stays_as_the_way_to_one_that_is_on(
    ada_client: Client, essay: Essay
) -> None:
    page = page_of(ada_client, essay, "?hide=support")
    assert rows(page) == ["1", "1.1", "1.1.1", "1.1.2", "1.1.2.1"]
    assert "on the way" in page


def test_a_chosen_box_that_is_hidden_offers_to_show_itself(
    ada_client: Client, essay: Essay
) -> None:
    mice = box(page_of(ada_client, essay), "1.2")
    cold = box(page_of(ada_client, essay), "1.1")
    page = page_of(ada_client, essay, f"?focus={cold}&box={mice}")
    assert "1.2 is chosen, but does not show." in page


def test_words_are_found_in_boxes_and_text_together(ada_client: Client, essay: Essay) -> None:
    page = page_of(ada_client, essay, "?q=WERE")
    assert '<mark class="found" id="f-1">' in page
    page = page_of(ada_client, essay, "?q=ate+the&hit=1")
    assert "1 of 1" in page
    assert re.search(r'<mark class="found">ate the</mark> rest', page)
    assert "Nothing holds “xyzzy”." in page_of(ada_client, essay, "?q=xyzzy")


def test_a_number_is_found_too(ada_client: Client, essay: Essay) -> None:
    page = page_of(ada_client, essay, "?q=1.1.2")
    assert "1 place" in page


def test_marks_in_the_text_keep_its_words(ada_client: Client) -> None:
    essay = make_essay(text="One & two <b> one.")
    page = page_of(ada_client, essay, "?q=%26+two+<b>")
    assert "&amp; two &lt;b&gt;</span></mark>" in page


def test_why_leads_to_the_thesis_in_words(ada_client: Client, essay: Essay) -> None:
    table = box(page_of(ada_client, essay), "1.1.1")
    page = page_of(ada_client, essay, f"?box={table}&ask=why")
    assert "1.1.1 is evidence for 1.1, which supports 1, the thesis." in page


def test_what_speaks_against_a_box_is_told_with_its_answers(
    ada_client: Client, essay: Essay
) -> None:
    page = page_of(ada_client, essay)
    cold, mice = box(page, "1.1"), box(page, "1.2")
    page = page_of(ada_client, essay, f"?box={cold}&ask=against")
    assert "Against 1.1 itself" in page
    assert "one answer" in page
    page = page_of(ada_client, essay, f"?box={mice}&ask=against")
    assert "Nothing speaks against 1.2 yet." in page


@pytest.mark.parametrize(
    ("order", "third"), [("argument", "1.1.1"), ("debate", "1.1.2"), ("essay", "1.1.1")]
)
def test_a_tour_steps_through_the_map_in_its_order(
    ada_client: Client, essay: Essay, order: str, third: str
) -> None:
    page = page_of(ada_client, essay, f"?tour={order}&step=3")
    assert "3 of 6" in page
    chosen = re.search(r'is-chosen" data-node="[0-9a-f-]+" data-number="([\d.]+)"', page)
    assert chosen
    assert chosen[1] == third
    assert "step=4" in page
    assert "step=2" in page


def test_another_order_goes_on_at_the_same_box(ada_client: Client, essay: Essay) -> None:
    mild = box(page_of(ada_client, essay), "1.1.2")
    assert "3 of 6" in page_of(ada_client, essay, f"?tour=debate&box={mild}")


def test_a_tour_ends_at_its_last_step(ada_client: Client, essay: Essay) -> None:
    page = page_of(ada_client, essay, "?tour=argument&step=99")
    assert "6 of 6" in page
    assert "Next: this is the last step" in page


@pytest.mark.parametrize(
    "query",
    [
        "?focus=x&depth=-1&hide=y&tour=z&step=two&ask=when&hit=0x",
        "?focus=0190b0a4-0000-7000-8000-000000000000&depth=99999&hit=9999&q=a",
        "?tour=essay&step=9999&relation=0190b0a4-0000-7000-8000-000000000000",
        "?hide=support&hide=attack&hide=evidence&hide=loose&hide=pro&hide=con",
        "?q=%00&ask=why",
    ],
)
def test_an_address_that_means_nothing_shows_the_map(
    ada_client: Client, essay: Essay, query: str
) -> None:
    assert "1" in rows(page_of(ada_client, essay, query))
    assert "Reading tour" in page_of(ada_client, make_essay(), query)


def test_all_of_it_is_open_to_a_guest_with_a_link(client: Client, essay: Essay) -> None:
    Essay.objects.filter(pk=essay.pk).update(visibility=Visibility.LINK, share_token="a-token")
    page = html(client.get("/s/a-token/?tour=debate&step=3&hide=evidence&q=mild"))
    assert "3 of 6" in page
    assert f"/essays/{essay.pk}/" not in page
    mild = box(page, "1.1.2")
    page = html(client.get(f"/s/a-token/?box={mild}&ask=why&focus={mild}&depth=1"))
    assert "Why 1.1.2?" in page


def test_htmx_gets_the_head_and_the_regions_it_changes(ada_client: Client, essay: Essay) -> None:
    headers = {**HTMX, "HX-Target": "map-head", "HX-Current-URL": f"http://a/essays/{essay.pk}/"}
    page = html(ada_client.get(f"/essays/{essay.pk}/?hide=evidence", headers=headers))
    assert "<html" not in page
    assert 'hx-swap-oob="innerHTML:#outline-body"' in page
    assert "#essay-text" not in page
    page = html(ada_client.get(f"/essays/{essay.pk}/?q=were", headers=headers))
    assert 'hx-swap-oob="innerHTML:#essay-text"' in page


@pytest.mark.parametrize("boxes", [5, 500])
def test_reading_costs_the_same_whatever_the_size(
    ada_client: Client, django_assert_num_queries: DjangoAssertNumQueries, boxes: int
) -> None:
    essay = make_essay()
    last = wide(essay, boxes=boxes)[-1]
    query = f"?box={last}&focus={last}&hide=pro&q=Box&hit=2&ask=against&tour=essay&depth=3"
    with django_assert_num_queries(5):
        ada_client.get(f"/essays/{essay.pk}/{query}")


def test_a_chain_of_a_hundred_is_asked_and_toured(ada_client: Client) -> None:
    essay = make_essay()
    last = chain(essay, length=120)[-1]
    page = page_of(ada_client, essay, f"?box={last}&ask=why&tour=debate")
    assert "120 of 120" in page
