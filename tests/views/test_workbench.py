"""The workbench page: what it shows, to whom, and at what cost."""

import re

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from essays.forms.naming import person_name
from essays.graph.operations import EditNode, EditRelation
from essays.graph.schemes import QUESTIONS
from essays.models import MemberRole, Premise, Visibility
from essays.services.editing import apply
from tests.factories import ada, add_reason, ben, cy, make_essay, make_map, make_member
from tests.views.bench import HTMX, balanced, chain, html, statement, together, wide

NOBODY = "0190b0a4-0000-7000-8000-000000000000"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ada_client(client: Client) -> Client:
    client.force_login(ada())
    return client


def test_the_owner_sees_text_and_map(ada_client: Client) -> None:
    essay = make_essay()
    make_map(essay, reasons=("Cold ruined the seed.",))
    page = html(ada_client.get(f"/essays/{essay.pk}/"))
    assert "Prices rose all the same." in page
    assert "Bread was dear for want of grain." in page
    assert "Cold ruined the seed." in page


def test_a_stranger_gets_404(client: Client) -> None:
    essay = make_essay()
    client.force_login(cy())
    assert client.get(f"/essays/{essay.pk}/").status_code == 404


@pytest.mark.parametrize("boxes", [5, 500])
def test_a_page_costs_the_same_whatever_the_size(
    ada_client: Client, django_assert_num_queries: DjangoAssertNumQueries, boxes: int
) -> None:
    essay = make_essay()
    ids = wide(essay, boxes=boxes)
    with django_assert_num_queries(6):
        ada_client.get(f"/essays/{essay.pk}/?box={ids[3]}")


def test_a_reader_of_a_public_map_finds_nothing_to_change(client: Client) -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    reason = add_reason(essay, make_map(essay))
    page = html(client.get(f"/essays/{essay.pk}/?box={reason}"))
    assert "Read only" in page
    for control in ("/edit/", "/delete/", "/history/", "/members/", "/undo/", "selmenu", "Ada"):
        assert control not in page


def test_a_member_who_only_reads_gets_the_history_but_no_controls(client: Client) -> None:
    essay = make_essay()
    add_reason(essay, make_map(essay))
    client.force_login(make_member(essay, ben(), MemberRole.VIEWER))
    page = html(client.get(f"/essays/{essay.pk}/"))
    assert "Read only" in page
    assert f"/essays/{essay.pk}/history/" in page
    assert "selmenu" not in page
    assert "Add to it" not in page


def test_a_share_link_shows_the_map_to_read_even_to_its_owner(ada_client: Client) -> None:
    essay = make_essay(visibility=Visibility.LINK, share_token="a-token")
    reason = add_reason(essay, make_map(essay))
    page = html(ada_client.get(f"/s/a-token/?box={reason}"))
    assert "Read only" in page
    assert f"/essays/{essay.pk}/" not in page
    assert f"/s/a-token/?box={reason}#n-{reason}" in page


def test_a_wrong_token_is_not_found(client: Client) -> None:
    make_essay(visibility=Visibility.LINK, share_token="a-token")
    assert client.get("/s/another/").status_code == 404


def test_a_box_in_the_address_is_chosen_in_all_regions(ada_client: Client) -> None:
    essay = make_essay()
    thesis = make_map(essay)
    box = statement(essay, "Grain was scarce.", to=thesis, spans=((19, 35),))
    page = html(ada_client.get(f"/essays/{essay.pk}/?box={box}"))
    assert f'<li id="n-{box}" class="k-support is-chosen"' in page
    assert 'class="psg k-support is-on"' in page
    assert f'data-inspected="{box}"' in page
    assert "Reason for 1, number 2 of 2. No evidence yet. No objection yet." in page


def test_a_box_says_its_scheme_and_members_who_changed_it_last(ada_client: Client) -> None:
    essay = make_essay()
    reason = add_reason(essay, make_map(essay))
    step = Premise.objects.get(node=reason).relation_id
    address = f"/essays/{essay.pk}/?box={reason}"
    assert "Not said yet." in html(ada_client.get(address))
    apply(essay.pk, EditRelation(id=step, scheme="analogy"), actor=ada())
    page = html(ada_client.get(address))
    assert "<h3>Scheme</h3>" in page
    assert escape(QUESTIONS["analogy"][0]) in page
    assert f'href="/essays/{essay.pk}/relations/{step}/edit/"' in page
    editor = make_member(essay, ben(), MemberRole.EDITOR)
    apply(essay.pk, EditNode(id=reason, text="Another."), actor=editor)
    assert re.search(rf"<h3>Changed last</h3><p>{person_name(editor)} · <time", page) is None
    page = html(ada_client.get(address))
    assert re.search(rf"<h3>Changed last</h3><p>{person_name(editor)} · <time", page)
    page = html(ada_client.get(f"/essays/{essay.pk}/?relation={step}"))
    assert re.search(rf"<h3>Changed last</h3><p>{person_name(ada())} · <time", page)


@pytest.mark.parametrize(
    "query", ["box=none", "box=0190b0a4-0000-7000-8000-000000000000", "relation=x", "fold=1&open=y"]
)
def test_an_address_that_means_nothing_shows_the_start(ada_client: Client, query: str) -> None:
    essay = make_essay()
    make_map(essay)
    answer = ada_client.get(f"/essays/{essay.pk}/?{query}")
    assert answer.status_code == 200
    assert "Nothing chosen" in html(answer)


def test_a_step_in_the_address_is_in_the_inspector(ada_client: Client) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    first, second = statement(essay, "Frost."), statement(essay, "No stores.")
    step = together(essay, first, second, to=thesis)
    page = html(ada_client.get(f"/essays/{essay.pk}/?relation={step}"))
    assert f'data-inspected="{step}"' in page
    assert "1.1 + 1.2 only together support 1." in page


def test_an_undercut_says_which_step_it_hits(ada_client: Client) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    reason = add_reason(essay, thesis)
    relation = Premise.objects.get(node_id=reason).relation_id
    statement(essay, "Hard winters were common.", step=relation, attacks=True)
    page = html(ada_client.get(f"/essays/{essay.pk}/"))
    assert "Undercuts the step 1.1" in page
    assert "against the thesis" in page


def test_htmx_gets_the_inspector_or_the_outline_alone(ada_client: Client) -> None:
    essay = make_essay()
    box = make_map(essay)
    address = f"/essays/{essay.pk}/?box={box}"
    inspector = html(ada_client.get(address, headers=HTMX))
    assert f'data-inspected="{box}"' in inspector
    assert "<html" not in inspector
    outline = html(ada_client.get(address, headers={**HTMX, "HX-Target": "outline-body"}))
    assert f'id="n-{box}"' in outline
    assert "data-inspected" not in outline


def test_a_thousand_levels_are_drawn_with_every_list_closed(ada_client: Client) -> None:
    essay = make_essay()
    ids = chain(essay, length=1_000)
    answer = ada_client.get(f"/essays/{essay.pk}/?box={ids[-1]}")
    page = html(answer)
    assert answer.status_code == 200
    assert f'id="n-{ids[-1]}"' in page
    assert 'data-level="1000"' in page
    assert balanced(page, "ul")
    assert balanced(page, "li")


def test_a_wide_map_opens_300_rows_and_says_how_many_it_leaves_out(ada_client: Client) -> None:
    essay = make_essay()
    ids = wide(essay, boxes=402)
    assert "300 folded" in html(ada_client.get(f"/essays/{essay.pk}/"))
    page = html(ada_client.get(f"/essays/{essay.pk}/?open={ids[0]}"))
    assert page.count("data-node=") == 301
    assert "101 more boxes are not listed here." in page
    assert f"?box={ids[301]}&amp;open={ids[0]}#n-{ids[301]}" in page
    behind = html(ada_client.get(f"/essays/{essay.pk}/?box={ids[301]}&open={ids[0]}"))
    assert behind.count("data-node=") == 102
    assert "300 more boxes are not listed here." in behind
    assert f"?box={ids[1]}&amp;open={ids[0]}#n-{ids[1]}" in behind


def test_a_fold_link_hides_what_hangs_under_a_box(ada_client: Client) -> None:
    essay = make_essay()
    ids = chain(essay, length=3)
    page = html(ada_client.get(f"/essays/{essay.pk}/?fold={ids[1]}"))
    assert f'id="n-{ids[1]}"' in page
    assert f'id="n-{ids[2]}"' not in page
    assert "1 folded" in page
    assert f"?open={ids[1]}#n-{ids[1]}" in page


def test_folding_above_the_chosen_box_chooses_what_was_folded(ada_client: Client) -> None:
    essay = make_essay()
    ids = chain(essay, length=3)
    page = html(ada_client.get(f"/essays/{essay.pk}/?box={ids[2]}"))
    assert f"?box={ids[1]}&amp;fold={ids[1]}#n-{ids[1]}" in page


def test_an_empty_map_offers_three_moves_to_who_may_make_them(ada_client: Client) -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    assert "Start with the thesis" in html(ada_client.get(f"/essays/{essay.pk}/"))
    guest = html(Client().get(f"/essays/{essay.pk}/"))
    assert "Start with the thesis" not in guest
    assert "Nothing on the map yet" in guest


def test_an_essay_without_text_asks_for_it(ada_client: Client) -> None:
    essay = make_essay(text="")
    page = html(ada_client.get(f"/essays/{essay.pk}/"))
    assert "Start with the text" in page
    assert f"/essays/{essay.pk}/text/" in page
