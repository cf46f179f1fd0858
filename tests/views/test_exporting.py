"""The export page, and the files that it leads to."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.formats.outline_words import ENGLISH
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind
from essays.graph.operations import AddNode, Batch
from essays.models import Essay, Visibility
from essays.services.editing import apply
from essays.views import outline_words
from essays.views.outline_words import translated_outline
from tests.factories import ada, make_essay, make_map

pytestmark = pytest.mark.django_db
LINK = "/s/a-link/"


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def essay() -> Essay:
    essay = make_essay(title="Warum Brot teuer war", share_token="a-link", visibility="link")
    make_map(essay)
    return essay


@pytest.fixture
def client(client) -> Client:
    client.force_login(ada())
    return client


def page(essay: Essay) -> str:
    return f"/essays/{essay.pk}/export/"


def test_the_page_offers_every_format_and_option(client, essay):
    text = client.get(page(essay)).text
    for name in ("pdf", "png", "svg", "native"):
        assert f'value="{name}"' in text
    for name in ("view", "theme", "paper", "width"):
        assert f'name="{name}"' in text
    assert f'action="{page(essay)}"' in text
    assert 'method="get"' in text


def test_a_choice_leads_to_the_file_with_its_options(client, essay):
    chosen = {"format": "png", "view": "left-right", "theme": "dark", "paper": "a4", "width": "500"}
    answer = client.get(page(essay), chosen)
    assert answer.status_code == 302
    address = urlsplit(answer.headers["Location"])
    assert address.path == f"{page(essay)}png/"
    assert parse_qs(address.query) == {
        name: [value] for name, value in chosen.items() if name != "format"
    }
    assert client.get(answer.headers["Location"]).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("json", "application/json"),
        ("native", "application/json"),
        ("svg", "image/svg+xml"),
        ("png", "image/png"),
        ("pdf", "application/pdf"),
    ],
)
def test_a_file_is_for_keeping_and_has_a_name(client, essay, name, media_type):
    answer = client.get(f"{page(essay)}{name}/")
    assert answer.headers["Content-Type"] == media_type
    extension = "json" if name == "native" else name
    wanted = f'attachment; filename="warum-brot-teuer-war.{extension}"'
    assert answer.headers["Content-Disposition"] == wanted
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_page_says_what_a_format_cannot_say(client, essay):
    answer = client.get(f"{page(essay)}?format=native&report=1")
    assert answer.status_code == 200
    assert "What Argmap JSON cannot say" in answer.text
    assert "Nothing. Everything fits." in answer.text
    assert "cannot say" not in client.get(page(essay)).text
    told = client.get(f"{page(essay)}?format=kialo&report=1").text
    assert "the text of the essay" in told


def test_a_format_that_there_is_not_is_not_found(client, essay):
    assert client.get(f"{page(essay)}docx/").status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("width=wide", "Type a number of pixels"),
        ("width=5", "at least 100 px"),
        ("width=999999", "at most 20000 px"),
        ("width=20000", "This drawing can be 100 to"),
        ("paper=a9", "Choose from the list"),
        ("view=round", "Choose from the list"),
    ],
)
def test_an_option_that_does_not_fit_is_told_on_the_page(client, essay, query, said):
    make_map_tall(essay)
    answer = client.get(f"{page(essay)}png/?view=left-right&{query}")
    assert answer.status_code == 422
    assert said in answer.text
    assert answer.text.count('class="error"') == 1
    assert answer.headers["Content-Type"].startswith("text/html")


def make_map_tall(essay: Essay) -> None:
    """Add so many boxes that a column of them cannot be 20,000 px wide."""
    more = (AddNode(id=uuid7(), kind=NodeKind.CLAIM, text=f"Box {n}.") for n in range(40))
    apply(essay.pk, Batch(operations=tuple(more)), actor=ada())


def test_who_holds_the_link_exports_too(essay):
    guest = Client()
    assert guest.get(page(essay)).status_code == 404
    shared = guest.get(f"{LINK}export/")
    assert f'action="{LINK}export/"' in shared.text
    assert f'href="{LINK}"' in shared.text
    answer = guest.get(f"{LINK}export/", {"format": "svg"})
    file = guest.get(answer.headers["Location"])
    assert file.content.startswith(b"<svg ")
    assert file.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_members_and_guests_are_led_to_the_page(client, essay):
    assert f'href="{page(essay)}"' in client.get(f"/essays/{essay.pk}/").text
    assert f'href="{LINK}export/"' in Client().get(LINK).text
    Essay.objects.update(visibility=Visibility.PUBLIC)
    assert f'href="{page(essay)}"' in Client().get(f"/essays/{essay.pk}/").text


@pytest.mark.parametrize("address", ["export/", "export/svg/"])
def test_queries_do_not_grow_with_the_map(client, address):
    counts = set()
    for boxes in (5, 200):
        essay = make_essay()
        more = (AddNode(id=uuid7(), kind=NodeKind.CLAIM, text=f"Box {n}.") for n in range(boxes))
        apply(essay.pk, Batch(operations=tuple(more)), actor=ada())
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/essays/{essay.pk}/{address}").status_code == 200
        counts.add(len(queries))
    assert len(counts) == 1


def test_the_words_of_an_outline_are_those_that_formats_have_in_english():
    assert translated_outline() == ENGLISH


@pytest.mark.parametrize("format", ["html", "plan"])
def test_a_file_that_people_read_is_in_their_words(client, essay, monkeypatch, format):
    monkeypatch.setattr(outline_words, "_", lambda words: f"«{words}»")
    data = client.get(f"/essays/{essay.pk}/export/{format}/").content.decode()
    assert "«" in data
