"""A map from a file: shown with its losses first, stored when it is sent once more."""

import json
import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from essays.formats import FORMATS
from essays.forms import importing as forms
from essays.models import Essay, Revision
from essays.services.importing import READABLE, SAMPLES
from essays.services.loading import load
from tests.factories import ada
from tests.formats.alike import shape

pytestmark = pytest.mark.django_db

SAMPLE = (SAMPLES / "native.json").read_bytes()
_HIDDEN = re.compile(r'<input type="hidden" name="(\w+)"(?: value="([^"]*)")?')


@pytest.fixture
def teacher(client: Client) -> Client:
    client.force_login(ada())
    return client


def hidden(page: str) -> dict[str, str]:
    form = page[page.index('<form class="form"') :]
    return {name: unescape(value) for name, value in _HIDDEN.findall(form)}


def previewed(teacher: Client, **sent: Any) -> str:
    answer = teacher.post("/essays/import/", sent)
    assert answer.status_code == 200, answer.content.decode()
    assert not Essay.objects.exists()
    return answer.content.decode()


def test_a_file_is_shown_first_and_stored_when_it_is_sent_again(teacher: Client) -> None:
    page = previewed(teacher, file=SimpleUploadedFile("bread.json", SAMPLE))
    assert "Read as Argmap JSON. Nothing is stored yet." in page
    assert "Why bread was dear" in page
    assert "8 boxes" in page
    assert "Undercuts the step 1.1.1" in page
    assert "Nothing. Everything fits." in page
    answer = teacher.post("/essays/import/", hidden(page))
    essay = Essay.objects.get()
    assert answer.headers["Location"] == f"/essays/{essay.pk}/"
    assert essay.owner == ada()
    assert Revision.objects.get(essay=essay).operation["origin"] == "import"
    original, _report = FORMATS["native"].load(SAMPLE)
    graph = load(essay.pk)
    assert graph.text == original.text
    assert shape(graph) == shape(original)
    assert not graph.nodes.keys() & original.nodes.keys()


def test_no_field_is_called_optional_where_one_of_two_is_needed(teacher: Client) -> None:
    assert "(optional)" not in teacher.get("/essays/import/").content.decode()


def test_pasted_text_says_what_was_put_right(teacher: Client) -> None:
    document = json.loads(SAMPLE)
    document["nodes"][0]["text"] = "  Nature made   bread dear. "
    page = previewed(teacher, text=json.dumps(document))
    assert "Put right" in page
    assert "blanks around or within lines" in page
    assert "/nodes/0/text" in page


def test_a_large_file_is_chosen_again_and_has_to_be_the_same(
    teacher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "MOST_CARRIED", 10)
    page = previewed(teacher, file=SimpleUploadedFile("bread.json", SAMPLE))
    assert "Choose it once more" in page
    sent = hidden(page)
    assert not sent["carried"]
    assert teacher.post("/essays/import/", sent).status_code == 422
    other = SimpleUploadedFile("bread.json", SAMPLE.replace(b"dear", b"cheap"))
    assert teacher.post("/essays/import/", {**sent, "file": other}).status_code in (200, 422)
    assert not Essay.objects.exists()
    same = SimpleUploadedFile("bread.json", SAMPLE)
    assert teacher.post("/essays/import/", {**sent, "file": same}).status_code == 302
    assert Essay.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste its text below."),
        ({"text": "x", "file": True}, "not both"),
        ({"text": "{"}, "known here: Argmap JSON, AIF (AIFdb JSON), "),
        ({"text": "Cats rule. They purr."}, "begin a new essay and paste it there as the text."),
        ({"text": "{", "format": "native"}, "Line 1, column"),
        ({"text": "{}", "format": "klingon"}, "Choose a format from the list."),
        ({"carried": "!!!", "format": "native"}, "cannot be read"),
    ],
)
def test_what_cannot_be_read_says_why_and_stores_nothing(
    teacher: Client, sent: dict[str, Any], said: str
) -> None:
    if "file" in sent:
        sent = {**sent, "file": SimpleUploadedFile("bread.json", SAMPLE)}
    answer = teacher.post("/essays/import/", sent)
    assert answer.status_code == 422
    assert said in unescape(answer.content.decode())
    assert not Essay.objects.exists()


@pytest.mark.parametrize("format", [one.name for one in READABLE])
def test_every_format_has_a_sample_that_it_reads_itself(teacher: Client, format: str) -> None:
    answer = teacher.get(f"/essays/import/sample/{format}/")
    assert answer.status_code == 200
    sample = SimpleUploadedFile(f"sample.{FORMATS[format].extensions[0]}", answer.content)
    page = previewed(teacher, file=sample)
    assert f"Read as {FORMATS[format].title}." in page
    assert "bread" in page.lower()


def test_there_is_no_sample_of_what_cannot_be_read(teacher: Client) -> None:
    assert teacher.get("/essays/import/sample/klingon/").status_code == 404


def test_text_with_signs_that_no_text_holds_is_refused_for_that_alone(teacher: Client) -> None:
    answer = teacher.post("/essays/import/", {"text": "- a\n- b\0"})
    assert answer.status_code == 422
    assert "Choose a file" not in answer.content.decode()


def test_only_who_has_an_account_imports(client: Client) -> None:
    assert client.get("/essays/import/").status_code == 302
