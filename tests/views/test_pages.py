"""The front page."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.models import Visibility
from tests.factories import add_reason, add_thesis, make_essay, make_map

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def page_of(client: Client, address: str = "/", **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def test_a_site_without_public_maps_says_how_one_gets_here(client):
    page = page_of(client)
    assert "No map is public yet." in page
    assert "Read the example" not in page


def test_a_public_map_stands_on_the_shelf_with_its_thesis_and_shape(client):
    essay = make_essay(title="On <bread>", visibility=Visibility.PUBLIC)
    add_reason(essay, add_thesis(essay, "Grain was scarce."))
    page = page_of(client)
    assert "On &lt;bread&gt;" in page
    assert "Grain was scarce." in page
    assert '<svg class="sketch"' in page
    assert "2 boxes" in page
    assert f'href="/essays/{essay.pk}/">Read the example' in page


def test_private_essays_are_not_shown_to_their_owner_here_either(client):
    essay = make_essay(title="On bread")
    client.force_login(essay.owner)
    assert "On bread" not in page_of(client)


def test_the_queries_of_the_front_page_do_not_grow(client):
    def cost() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        return len(queries)

    make_map(make_essay(visibility=Visibility.PUBLIC))
    one = cost()
    for _ in range(5):
        essay = make_essay(visibility=Visibility.PUBLIC)
        make_map(essay, reasons=[f"Reason {number}." for number in range(10)])
    assert cost() == one <= 8


def test_a_search_shows_what_fits(client):
    make_essay(title="On bread", visibility=Visibility.PUBLIC)
    make_essay(title="On zoos", visibility=Visibility.PUBLIC)
    page = page_of(client, "/?q=zoo", hx_request="true")
    assert "On zoos" in page
    assert "On bread" not in page
    assert "<html" not in page


def test_a_search_without_a_find_leads_back_to_all(client):
    assert "No public map has “&lt;i&gt;” in its title" in page_of(client, "/?q=<i>")


def test_every_page_forbids_code_that_is_not_a_file_of_ours(client):
    page = page_of(client)
    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert all("src=" in tag.split(">")[0] for tag in page.split("<script")[1:])
