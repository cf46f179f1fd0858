"""A form that is sent twice is done once, with and without script."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from argmap.env import Rate
from essays.models import (
    ApiToken,
    Essay,
    IdempotencyKey,
    Invitation,
    MemberRole,
    Membership,
    Node,
    Revision,
)
from essays.services.idempotency import FIELD
from tests.factories import ada, add_thesis, ben, make_essay, make_member
from tests.views.edits import HTMX, fields

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
_KEY = re.compile(rf'name="{FIELD}" value="([^"]+)"')


@pytest.fixture
def essay() -> Essay:
    return make_essay()


@pytest.fixture
def client(client: Client, essay: Essay) -> Client:
    client.force_login(ada())
    return client


@pytest.fixture
def address(essay: Essay) -> str:
    return f"/essays/{essay.pk}/nodes/{add_thesis(essay)}/edit/"


def key_in(page: bytes) -> str:
    return _KEY.findall(page.decode())[-1]


def filled(client: Client, address: str, **typed: object) -> dict[str, object]:
    """Return what the form at this address would send, its key too."""
    page = client.get(address, headers=HTMX).content
    return fields(page) | {FIELD: key_in(page)} | typed


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_form_that_is_sent_twice_is_one_edit_with_one_answer(client, address, headers) -> None:
    sent = filled(client, address, text="Bread was very dear.")
    first = client.post(address, sent, headers=headers)
    again = client.post(address, sent, headers=headers)
    assert first.status_code == (200 if headers else 303)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    for name in ("Location", "HX-Trigger"):
        assert again.headers.get(name) == first.headers.get(name)
    assert Node.objects.get().text == "Bread was very dear."
    assert Revision.objects.count() == 2


def test_a_script_names_the_key_in_a_header(client, essay) -> None:
    add_thesis(essay)
    headers = {**HTMX, "Idempotency-Key": "one"}
    for _ in range(2):
        assert client.post(f"/essays/{essay.pk}/undo/", headers=headers).status_code == 200
    assert Revision.objects.count() == 2
    assert not Node.objects.exists()


def test_other_words_under_the_same_key_are_refused(client, address) -> None:
    sent = filled(client, address, text="Bread was very dear.")
    client.post(address, sent)
    other = client.post(address, sent | {"text": "Bread was cheap."})
    assert other.status_code == 422
    assert "sent before" in other.content.decode()
    assert Node.objects.get().text == "Bread was very dear."
    odd = client.post(address, sent | {FIELD: "x" * 256})
    assert odd.status_code == 400


def test_a_refused_form_may_be_sent_again(client, address) -> None:
    sent = filled(client, address, text=" ")
    assert client.post(address, sent).status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert client.post(address, sent | {"text": "Bread."}).status_code == 303


def test_an_upload_is_part_of_what_was_sent(client) -> None:
    page = client.get("/essays/new/").content
    sent = {"title": "Bread", "language": "en", "text": "Dear.", FIELD: key_in(page)}
    places = {client.post("/essays/new/", sent)["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Essay.objects.count() == 2


def test_a_secret_is_shown_once_and_kept_nowhere(client, essay) -> None:
    for address, body, made in (
        ("/accounts/tokens/", {"name": "script", "scope": "read"}, ApiToken),
        (f"/essays/{essay.pk}/invitations/", {"role": "viewer", "days": 7}, Invitation),
    ):
        sent = {**body, FIELD: f"{made.__name__}"}
        first, again = (client.post(address, sent) for _ in range(2))
        assert (first.status_code, again.status_code) == (200, 303)
        assert made.objects.count() == 1
        page = client.get(again["Location"], follow=True)
        assert b"This was done already. What it made was shown once" in page.content
    assert all(len(bytes(kept.body)) < 200 for kept in IdempotencyKey.objects.all())


type Write = Callable[[Essay], tuple[str, dict[str, str]]]


def _role(essay: Essay) -> tuple[str, dict[str, str]]:
    make_member(essay, ben())
    return f"/essays/{essay.pk}/members/{ben().pk}/role/", {"role": "viewer"}


def _visibility(essay: Essay) -> tuple[str, dict[str, str]]:
    return f"/essays/{essay.pk}/visibility/", {"visibility": "public"}


def _token(essay: Essay) -> tuple[str, dict[str, str]]:
    return "/accounts/tokens/", {"name": "script", "scope": "read"}


@pytest.mark.parametrize("write", [_role, _visibility, _token])
def test_every_write_of_a_page_counts(client, essay, settings, write: Write) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "writes": Rate(1, 3600)}
    address, body = write(essay)
    assert client.post(address, body).status_code in (200, 302)
    refused = client.post(address, body)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    # who may do no more can still leave
    assert client.post("/accounts/sign-out/").status_code == 302


def test_who_gives_up_a_role_reads_on(client, essay) -> None:
    make_member(essay, ben(), MemberRole.VIEWER)
    client.force_login(ben())
    address = f"/essays/{essay.pk}/members/leave/"
    answers = [client.post(address, {FIELD: "bye"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert not Membership.objects.filter(user=ben()).exists()


# signing in and out writes no content; a password goes into no digest
_WITHOUT = {
    "base.html",
    "components/account_menu.html",
    "essays/import.html",  # shows what a file holds, and stores nothing
    "accounts/password.html",
    "accounts/password_new.html",
    "accounts/password_reset.html",
    "accounts/sign_in.html",
    "accounts/sign_up.html",
}


def test_every_form_that_writes_brings_a_key() -> None:
    tokens = {
        str(path.relative_to(TEMPLATES)): (text.count("{% csrf_token %}"), text.count("{% once %}"))
        for path in TEMPLATES.rglob("*.html")
        if "{% csrf_token %}" in (text := path.read_text(encoding="utf-8"))
    }
    missing = {name for name, (forms, keys) in tokens.items() if keys < forms}
    assert missing - _WITHOUT == {"accounts/account.html"}  # closing it asks for the password
