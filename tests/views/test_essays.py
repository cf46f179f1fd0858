"""The pages of one's own essays: list, bin, new, details."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essays.models import Essay, MemberRole, Revision, User
from tests.factories import ada, ben, cy, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db
LIST, NEW, BIN = "/essays/", "/essays/new/", "/essays/bin/"


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(client: Client, address: str, **headers: str) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def details_of(essay: Essay) -> str:
    return reverse("details", args=[essay.pk])


@pytest.mark.parametrize("address", [LIST, NEW, BIN])
def test_a_guest_is_sent_to_sign_in(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert response.headers["Location"] == f"/accounts/sign-in/?next={address}"


def test_who_has_no_essays_is_shown_the_next_moves():
    page = page_of(signed_in(cy()), LIST)
    assert "No essays yet" in page
    assert "<table" not in page


def test_the_list_holds_what_one_belongs_to_and_no_more():
    make_essay(title="Mine")
    make_member(make_essay(ben(), title="With me"), ada(), MemberRole.VIEWER)
    make_essay(ben(), title="Not mine")
    page = page_of(signed_in(ada()), LIST)
    assert "Mine" in page
    assert "With me" in page
    assert "Not mine" not in page


def test_only_the_owner_is_offered_to_delete():
    essay = make_essay(ben())
    make_member(essay, ada(), MemberRole.EDITOR)
    address = reverse("delete_essay", args=[essay.pk])
    assert address not in page_of(signed_in(ada()), LIST)
    assert address in page_of(signed_in(ben()), LIST)


def test_the_queries_of_the_list_do_not_grow():
    client = signed_in(ada())

    def cost() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    make_map(make_essay())
    one = cost()
    for _ in range(5):
        make_map(make_essay(), reasons=[f"Reason {number}." for number in range(10)])
    assert cost() == one <= 11


def test_a_search_that_finds_nothing_says_so():
    make_essay()
    assert "No essay of yours fits." in page_of(signed_in(ada()), f"{LIST}?q=zebra")


def test_htmx_gets_the_table_alone():
    make_essay(title="Mine")
    page = page_of(signed_in(ada()), LIST, hx_request="true")
    assert "Mine" in page
    assert "<html" not in page


@pytest.mark.parametrize("query", ["sort=upwards", "show=none", "page=x", "page=99"])
def test_a_strange_address_shows_the_list_all_the_same(query):
    make_essay(title="Mine")
    assert "Mine" in page_of(signed_in(ada()), f"{LIST}?{query}")


def test_what_was_asked_stays_in_the_pages_of_the_list():
    for number in range(21):
        make_essay(title=f"Essay {number}")
    page = page_of(signed_in(ada()), f"{LIST}?q=essay&sort=title")
    assert "?q=essay&amp;sort=title&amp;show=all&amp;page=2" in page


def test_the_bin_holds_ones_own_deleted_essays():
    make_essay(title="Thrown away", in_bin=True)
    make_essay(ben(), title="Of another", in_bin=True)
    page = page_of(signed_in(ada()), BIN)
    assert "Thrown away" in page
    assert "Of another" not in page


def test_a_new_essay_leads_to_its_workbench():
    sent = {"title": "  On\tbread ", "author_line": "Ada", "language": "en", "text": "One.\r\nTwo."}
    response = signed_in(ada()).post(NEW, sent)
    essay = Essay.objects.get()
    assert response.headers["Location"] == f"/essays/{essay.pk}/"
    assert (essay.title, essay.author_line, essay.text) == ("On bread", "Ada", "One.\nTwo.")
    assert essay.owner == ada()


def test_an_essay_without_a_title_keeps_what_was_typed():
    response = signed_in(ada()).post(NEW, {"title": " ", "language": "en", "text": "One. Two."})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Not saved yet. One thing needs a change." in page
    assert 'href="#id_title"' in page
    assert "One. Two." in page
    assert not Essay.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a\x00b", "The text holds an empty character (NUL)."),
        ("a\x07b", "Character 2 is a control character"),
        ("x" * 200_001, "longer than 200,000 characters"),
    ],
)
def test_a_text_that_cannot_be_kept_says_why(text, words):
    sent = {"title": "On bread", "language": "en", "text": text}
    response = signed_in(ada()).post(NEW, sent)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_new_essay_may_come_from_a_file():
    file = SimpleUploadedFile("bread.txt", b"Winters were hard.\n\nPrices rose.")
    signed_in(ada()).post(NEW, {"title": "On bread", "language": "en", "file": file})
    assert Essay.objects.get().text == "Winters were hard.\n\nPrices rose."


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.docx", b"no zip", "“notes.docx” is not a Word document."),
        ("notes.pdf", b"%PDF", "“notes.pdf” is of another kind."),
        ("notes.txt", b"", "“notes.txt” holds no words."),
        ("notes.txt", b"a\x07b", "Character 2 is a control character."),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_change(name, content, words):
    sent = {"title": "On bread", "language": "en", "file": SimpleUploadedFile(name, content)}
    response = signed_in(ada()).post(NEW, sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert 'href="#id_file"' in page


def test_a_text_and_a_file_at_once_are_one_too_many():
    file = SimpleUploadedFile("bread.txt", b"Prices rose.")
    sent = {"title": "On bread", "language": "en", "text": "Winters.", "file": file}
    response = signed_in(ada()).post(NEW, sent)
    assert "not both" in response.content.decode()


def test_a_language_that_nobody_offers_is_refused():
    sent = {"title": "On bread", "language": "nonsense", "text": ""}
    response = signed_in(ada()).post(NEW, sent)
    assert "Choose a language from the list." in response.content.decode()


def test_details_are_changed_by_an_edit_that_can_be_undone():
    essay = make_essay(title="Bread")
    sent = {"title": "On bread", "author_line": "Ada", "language": "sv"}
    response = signed_in(ada()).post(details_of(essay), sent)
    assert response.headers["Location"] == f"/essays/{essay.pk}/"
    essay.refresh_from_db()
    assert (essay.title, essay.author_line, essay.language) == ("On bread", "Ada", "sv")
    assert Revision.objects.get().operation["op"] == "set_details"


def test_a_language_that_is_not_in_the_list_stays_chosen():
    essay = make_essay()
    Essay.objects.filter(pk=essay.pk).update(language="grc")
    assert '<option value="grc" selected>' in page_of(signed_in(ada()), details_of(essay))


def test_who_only_reads_may_not_change_the_details():
    essay = make_essay()
    make_member(essay, ben(), MemberRole.VIEWER)
    assert signed_in(ben()).get(details_of(essay)).status_code == 403
    assert signed_in(cy()).get(details_of(essay)).status_code == 404
