"""The drawn map for the frame of another site."""

import html
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind
from essays.graph.operations import AddNode, Batch
from essays.models import Essay, Visibility
from essays.services.editing import apply
from tests.factories import ada, make_essay, make_map

pytestmark = pytest.mark.django_db
EMBED = "/embed/a-link/"


def shared(**fields: str) -> Essay:
    essay = make_essay(visibility=Visibility.LINK, share_token="a-link", **fields)
    make_map(essay, reasons=('Winters were <hard> & "long".', '<a href="#">x</a>'))
    return essay


def drawing(page: str) -> ElementTree.Element:
    return ElementTree.fromstring(
        page[page.index('<svg class="drawing') : page.rindex("</svg>") + 6]
    )


def test_the_map_is_drawn_and_named():
    shared(title="Brot & Salz")
    page = Client().get(EMBED).text
    assert "<title>Brot &amp; Salz · Argmap</title>" in page
    assert len(re.findall(r"data-node=", page)) == 3
    assert 'href="/s/a-link/?view=map"' in page
    assert "<script" not in page


def test_every_link_leads_out_of_the_frame_to_the_page_that_is_read_only():
    shared()
    page = Client().get(EMBED).text
    links = list(drawing(page).iter("a"))
    assert len(links) >= 3
    for link in links:
        assert link.get("target") == "_blank"
        assert link.get("href").startswith("/s/a-link/?")
    assert '<a href="#">' not in page


def test_the_page_stays_out_of_search_engines_and_in_the_frames_that_are_allowed(settings):
    shared()
    settings.EMBED_ORIGINS = ["https://school.example", "https://moodle.example"]
    answer = Client().get(EMBED)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex, nofollow">' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors https://school.example https://moodle.example" in policy
    assert "frame-ancestors 'none'" in Client().get("/s/a-link/").headers["Content-Security-Policy"]


def test_a_link_that_is_switched_off_shows_nothing():
    shared()
    Essay.objects.update(visibility=Visibility.PRIVATE)
    assert Client().get(EMBED).status_code == 404
    assert Client().get("/embed/a-guess/").status_code == 404


def test_an_empty_map_says_so():
    make_essay(visibility=Visibility.LINK, share_token="a-link")
    assert "This map has no boxes yet." in Client().get(EMBED).text


def test_queries_do_not_grow_with_the_map():
    essay = shared()
    counts = set()
    for boxes in (5, 200):
        more = (AddNode(id=uuid7(), kind=NodeKind.CLAIM, text=f"Box {n}.") for n in range(boxes))
        apply(essay.pk, Batch(operations=tuple(more)), actor=ada())
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(EMBED).status_code == 200
        counts.add(len(queries))
    assert counts == {3}


def test_the_owner_finds_what_to_paste():
    essay = shared(title='Bread & "cake"')
    client = Client()
    client.force_login(ada())
    page = client.get(f"/essays/{essay.pk}/members/").text
    code = re.search(r'<textarea id="embed-code"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert html.unescape(code[1]) == (
        '<iframe src="http://testserver/embed/a-link/" title="Bread &amp; &quot;cake&quot;"'
        ' width="800" height="600"></iframe>'
    )
