"""What people type: odd but good text comes back right, bad text is refused and leaves nothing."""

import json
import unicodedata
from html import escape
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from essays.graph.ids import uuid7
from essays.models import Anchor, Essay, Node, Relation, Revision
from essays.services.loading import load
from essays.text.normal import MAX_TEXT
from tests.factories import TEXT, ada, add_reason, add_thesis, make_essay, make_user
from tests.views.edits import HTMX, send

pytestmark = pytest.mark.django_db

ODD = {
    "Windows line ends": "Bread was dear.\r\nThe harvest failed.\r\rIce stood in the rivers.",
    "decomposed letters": "Cafe\u0301s re\u0301sume\u0301d. Bread was dear.",
    "signs beyond the first plane": "👩🏽‍🌾 sowed. 𝔅read was dear 🥖🥖. End 🏁.",
    "right to left": "הלחם היה יקר. القمح لم ينضج. Bread was dear.",
    "combining marks": "Bre\u0323\u0307ad was de\u0336a\u0336r\u0336. The harvest failed.",
    "markup": '<b>Bread</b> was dear & "scarce". {{ bread }} {% csrf_token %} <script>x</script>',
    "one long paragraph": "Bread was dear. " * 400,
}


@pytest.fixture
def teacher(client: Client) -> Client:
    client.force_login(ada())
    return client


def stored(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines)


def pasted(teacher: Client, text: str) -> Essay:
    sent = {"title": "Odd", "language": "en", "text": text}
    assert teacher.post("/essays/new/", sent).status_code == 302
    return Essay.objects.get(title="Odd")


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_text_is_kept_read_and_marked_as_it_was_meant(teacher: Client, text: str) -> None:
    essay = pasted(teacher, text)
    kept = essay.text
    assert kept.strip() == stored(text).strip()
    words = kept.split(". ")[0].strip()
    start = kept.index(words)
    sent = {"kind": "thesis", "start": start, "end": start + len(words), "words": words}
    made = teacher.post(f"/essays/{essay.pk}/passages/", sent, headers=HTMX)
    assert made.status_code == 200, made.content
    anchor = Anchor.objects.get(essay=essay)
    assert anchor.exact == kept[anchor.start : anchor.end]
    page = teacher.get(f"/essays/{essay.pk}/").content.decode()
    assert escape(Node.objects.get(essay=essay).text) in page
    assert "<script>x" not in page
    export = teacher.get(f"/essays/{essay.pk}/export/native/")
    assert json.loads(export.content)["essay"]["text"] == kept


def test_an_essay_may_have_no_text_or_as_much_as_there_is_room_for(teacher: Client) -> None:
    assert pasted(teacher, "").text == ""
    Essay.objects.all().delete()
    longest = ("Bread was dear. " * (MAX_TEXT // 16 + 1))[: MAX_TEXT - 1] + "."
    essay = pasted(teacher, longest)
    assert essay.text == longest
    assert teacher.get(f"/essays/{essay.pk}/").status_code == 200


@pytest.fixture
def essay(teacher: Client) -> Essay:
    essay = make_essay()
    add_reason(essay, add_thesis(essay))
    return essay


TOO_LONG = "x" * 2_001


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": TOO_LONG}, "A box holds up to 2000 characters, this has 2001."),
        ({"text": " \n "}, "Write what the box says"),
        ({"text": "a\0b"}, "Null characters are not allowed."),
        ({"kind": "sermon"}, "sermon is not one of the available choices"),
        ({"source": str(uuid4())}, "This is no longer on the map."),
        ({"version": "many"}, "something that Argmap cannot read"),
    ],
)
def test_a_bad_edit_says_so_beside_the_field_and_changes_nothing(
    teacher: Client, essay: Essay, typed: dict[str, Any], said: str
) -> None:
    node = Node.objects.get(kind="thesis")
    before = load(essay.pk)
    answer = send(teacher, f"/essays/{essay.pk}/nodes/{node.pk}/edit/", htmx=True, **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert load(essay.pk) == before
    assert not Revision.objects.filter(number__gt=before.version).exists()


@pytest.mark.parametrize(
    "span",
    [(0, len(TEXT) + 1), (-1, 4), (4, 4), (9, 3), (0, 10**30), ("0x1", 5), ("", "")],
)
def test_a_passage_outside_the_text_makes_no_box(
    teacher: Client, essay: Essay, span: tuple[object, object]
) -> None:
    before = load(essay.pk)
    start, end = span
    sent = {"kind": "claim", "start": start, "end": end, "words": "Bread"}
    answer = teacher.post(f"/essays/{essay.pk}/passages/", sent, headers=HTMX)
    assert 400 <= answer.status_code < 500
    assert load(essay.pk) == before


def test_a_step_to_a_box_of_another_essay_is_refused(teacher: Client, essay: Essay) -> None:
    other = make_essay(owner=make_user("somebody"))
    foreign = add_thesis(other)
    before = load(essay.pk)
    node = Node.objects.filter(essay=essay, kind="claim").get()
    target = f"box-{foreign}"
    answers = [
        send(teacher, f"/essays/{essay.pk}/nodes/{node.pk}/move/", htmx=True, target=target),
        teacher.post(
            f"/essays/{essay.pk}/passages/",
            {"kind": "support", "start": 0, "end": 5, "words": TEXT[:5], "target": target},
            headers=HTMX,
        ),
    ]
    assert {answer.status_code for answer in answers} <= {400, 404, 409, 422}
    assert load(essay.pk) == before
    assert not Relation.objects.filter(essay=other).exists()


def test_an_upload_that_is_no_document_makes_no_essay(teacher: Client) -> None:
    for name, data in {"essay.docx": b"no zip", "essay.txt": b"a\0b", "essay.exe": b"MZ"}.items():
        sent = {"title": "Odd", "language": "en", "file": SimpleUploadedFile(name, data)}
        assert teacher.post("/essays/new/", sent).status_code == 422
    assert not Essay.objects.exists()


def test_an_unknown_box_or_essay_is_not_found(teacher: Client, essay: Essay) -> None:
    for address in (f"/essays/{essay.pk}/nodes/{uuid7()}/edit/", f"/essays/{uuid7()}/"):
        assert teacher.get(address).status_code == 404
