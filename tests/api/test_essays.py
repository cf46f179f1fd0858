"""A program keeps a shelf of essays."""

import pytest

from essays.models import Essay, MemberRole, Visibility
from tests.api.program import Program
from tests.factories import ada, add_thesis, ben, cy, make_essay, make_member

pytestmark = pytest.mark.django_db


def test_an_essay_is_made_read_changed_and_deleted() -> None:
    program = Program(ada())
    body = {"title": "Why bread was dear", "text": "Winters were hard.", "language": "en"}
    answer = program.post("", body)
    assert answer.status_code == 201
    place, mark = answer["Location"], answer["ETag"]
    assert program.get(place).json()["text"] == "Winters were hard."
    assert program.get(place)["ETag"] == mark
    assert program.patch(place, {"title": "Dear bread"}).status_code == 428
    changed = program.patch(place, {"title": "Dear bread", "text": "So."}, if_match=mark)
    assert (changed.status_code, changed.json()["version"]) == (200, 1)
    assert program.get(place)["ETag"] == changed["ETag"]
    assert program.patch(place, {"title": "Bread"}, if_match=mark).status_code == 412
    assert program.delete(place, if_match=changed["ETag"]).status_code == 204
    assert program.get(place).status_code == 404
    assert Essay.objects.get().deleted is not None


def test_a_taken_id_is_a_conflict_that_does_not_say_by_whom() -> None:
    theirs = make_essay(cy())
    answer = Program(ada()).post("", {"title": "Mine", "id": str(theirs.pk)})
    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/title"),
        ({"title": " "}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"title": "Bread", "language": "x" * 60}, "/language"),
        ({"title": "Bread", "text": "a\0"}, "/text"),
        ({"title": "Bread", "text": "a" * 200_001}, "/text"),
        ({"title": "Bread", "id": 1}, "/id"),
        ({"title": "Bread", "owner": "cy"}, "/owner"),
    ],
)
def test_a_field_that_does_not_fit_is_named(body, pointer: str) -> None:
    answer = Program(ada()).post("", body)
    assert (answer.status_code, answer.json().get("pointer")) == (422, pointer)
    assert not Essay.objects.exists()


def test_a_shelf_holds_ones_own_and_is_searched() -> None:
    grain, other = make_essay(title="Grain"), make_essay(title="Other")
    make_essay(cy(), title="Theirs", visibility=Visibility.PUBLIC)
    make_member(grain, ben(), MemberRole.VIEWER)
    add_thesis(other, "Bakers struck.")
    mine = Program(ada()).get("").json()["items"]
    assert {(item["title"], item["role"]) for item in mine} == {
        ("Grain", "owner"),
        ("Other", "owner"),
    }
    assert [item["title"] for item in Program(ben()).get("").json()["items"]] == ["Grain"]
    found = Program(ada()).get("?q=bakers").json()["items"]
    assert [item["title"] for item in found] == ["Other"]


@pytest.mark.parametrize("query", ["q=", "q=%00", f"q={'x' * 201}", "sort=title"])
def test_a_question_that_does_not_fit_is_refused(query: str) -> None:
    assert Program(ada()).get(f"?{query}").status_code == 400


def test_pages_of_a_shelf_lead_to_each_other() -> None:
    expected = {make_essay(title=f"Essay {n}").title for n in range(5)}
    program, found, address = Program(ada()), [], "?limit=2"
    while address:
        page = program.get(address).json()
        found += [item["title"] for item in page["items"]]
        address = page["next"]
    assert (len(found), set(found)) == (5, expected)
