"""A program looks for words in a map."""

import pytest

from essays.graph.ids import uuid7
from essays.graph.operations import AddNode, AddSource
from essays.services.editing import apply
from tests.api.program import Program
from tests.factories import ada, add_thesis, make_essay

pytestmark = pytest.mark.django_db


def test_words_are_found_wherever_they_stand_in_this_map() -> None:
    essay = make_essay()
    add_thesis(make_essay(title="Another"), "Grain elsewhere.")
    box = add_thesis(essay, "Grain was scarce.")
    noted = AddNode(id=uuid7(), kind="claim", text="Wages were low.", note="Paid in grain.")
    source = AddSource(id=uuid7(), citation="The grain ledgers")
    for operation in (noted, source):
        apply(essay.pk, operation, actor=ada())
    found = Program(ada()).get(f"{essay.pk}/search/?q=GRAIN").json()["items"]
    assert {(hit["id"], hit["field"]) for hit in found} == {
        (str(box), "text"),
        (str(noted.id), "note"),
        (str(source.id), "citation"),
    }


def test_what_is_found_comes_in_pages() -> None:
    essay = make_essay()
    expected = {str(add_thesis(essay, f"Grain {number}.")) for number in range(5)}
    found, address = [], f"{essay.pk}/search/?q=grain&limit=2"
    while address:
        page = Program(ada()).get(address).json()
        found += [hit["id"] for hit in page["items"]]
        address = page["next"]
    assert (len(found), set(found)) == (5, expected)


@pytest.mark.parametrize("query", ["", "?q=", "?q=%00", "?q=a&q=b"])
def test_a_question_without_words_is_refused(query: str) -> None:
    assert Program(ada()).get(f"{make_essay().pk}/search/{query}").status_code == 400
