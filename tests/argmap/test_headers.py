import pytest

from tests.access.matrix import ROWS
from tests.access.test_matrix import ask
from tests.access.world import Actor, make_world

BY_LINK = {"share", "shared_export", "shared_export_file", "embed", "join"}


@pytest.fixture(params=["/healthz", "/nothing-here/", "/api/v1/nothing-here/"])
def answer(client, request):
    return client.get(request.param)


def test_no_answer_allows_inline_code_or_eval(answer):
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert not {"unsafe-inline", "unsafe-eval", "nonce-", "data:", "*"} & set(policy.split())
    assert "unsafe" not in policy
    assert "nonce" not in policy


def test_no_answer_may_stand_in_a_frame(answer):
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_every_answer_has_the_other_headers(answer):
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/s/none/", "/embed/none/", "/join/none/"])
@pytest.mark.django_db
def test_pages_read_by_link_stay_out_of_search_engines(client, path):
    assert client.get(path).headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.django_db
def test_an_embedded_page_may_stand_in_the_frames_of_named_sites(client, settings):
    settings.EMBED_ORIGINS = ["https://school.example"]
    answer = client.get("/embed/none/")
    policy = answer.headers["Content-Security-Policy"]
    assert "frame-ancestors https://school.example" in policy
    assert "script-src 'self'" in policy
    assert "X-Frame-Options" not in answer.headers


@pytest.mark.django_db
def test_an_embedded_page_stands_in_frames_of_this_site_alone_where_none_is_named(client, settings):
    settings.EMBED_ORIGINS = []
    answer = client.get("/embed/none/")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers


def test_a_site_on_https_says_so_for_a_year(client, settings):
    settings.SECURE_HSTS_SECONDS = 31536000
    answer = client.get("/healthz", secure=True)
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.django_db
def test_every_route_sends_the_headers():
    world = make_world()
    for name, row in ROWS.items():
        if "GET" not in row:
            continue
        headers = ask(world, Actor.OWNER, name, "GET", row["GET"]).headers
        policy = headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy, name
        assert "style-src 'self';" in policy, name
        assert "unsafe" not in policy, name
        assert "nonce" not in policy, name
        assert headers["X-Content-Type-Options"] == "nosniff", name
        assert headers["Referrer-Policy"] == "same-origin", name
        assert ("X-Robots-Tag" in headers) == (name in BY_LINK), name
        assert ("frame-ancestors 'none'" in policy) == (name != "embed"), name
