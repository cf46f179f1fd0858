"""A program reads a map, changes it on its own machine, and puts it back."""

import orjson
import pytest

from essays.formats.native import dump
from essays.models import Node, Revision
from essays.services.demo import demo_graph
from tests.api.program import PROBLEM, Program, new_box
from tests.factories import ada, cy, make_essay, make_map

pytestmark = pytest.mark.django_db


def without_derived(document):
    for node in document["nodes"]:
        node.pop("derived", None)
    return document


def test_a_map_goes_out_and_comes_back_to_the_byte() -> None:
    essay, program = make_essay(), Program(ada())
    make_map(essay)
    path = f"{essay.pk}/map/"
    read = program.get(path)
    same = program.put(path, read.content, if_match=read["ETag"])
    assert (same.status_code, same.json()["revision"]) == (200, None)
    assert program.get(path).content == read.content
    document = read.json()
    document["essay"]["text"] = "Other words."
    document["nodes"] = [node for node in document["nodes"] if node["kind"] == "thesis"]
    document["relations"] = document["premises"] = []
    put = program.put(path, document, if_match=read["ETag"])
    assert (put.status_code, put.json()["version"]) == (200, essay.version + 3)
    assert without_derived(program.get(path).json()) == without_derived(document)
    undone = program.post(f"{essay.pk}/undo/")
    assert undone.status_code == 201
    assert program.get(path).content == read.content


def test_a_map_is_put_only_over_the_state_that_was_read() -> None:
    essay, program = make_essay(), Program(ada())
    path = f"{essay.pk}/map/"
    read = program.get(path)
    assert program.put(path, read.content).status_code == 428
    program.write(essay, new_box())
    stale = program.put(path, read.content, if_match=read["ETag"])
    assert (stale.status_code, stale["Content-Type"]) == (412, PROBLEM)
    assert stale["ETag"] == program.get(path)["ETag"]
    current = stale.json()["data"]["current"]
    assert current["version"] == 1
    assert program.get(current["map"])["ETag"] == stale["ETag"]
    assert [one["number"] for one in program.get(current["revisions"]).json()["items"]] == [1]
    edit = program.write(essay, new_box(), if_match=read["ETag"])
    assert (edit.status_code, edit.json()["data"]["current"]) == (412, current)
    assert Node.objects.exists()


def test_ids_of_another_essay_are_taken() -> None:
    theirs, mine = make_essay(cy()), make_essay()
    make_map(theirs)
    document = Program(cy()).get(f"{theirs.pk}/map/").content
    answer = Program(ada()).put(f"{mine.pk}/map/", document, if_match="*")
    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")
    assert Program(ada()).get(f"{mine.pk}/map/").json()["nodes"] == []


def test_nobody_signs_a_source_for_somebody_else() -> None:
    essay, program = make_essay(), Program(ada())
    path = f"{essay.pk}/map/"
    source = {"op": "add_source", "id": new_box()["id"], "citation": "A diary"}
    program.write(essay, source)
    document = program.get(path).json()
    document["sources"][0] |= {"status": "confirmed", "checked_by_id": str(cy().pk)}
    assert program.put(path, document, if_match="*").status_code == 200
    assert program.get(path).json()["sources"][0]["checked_by_id"] == str(ada().pk)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"{}", 422),
        (b"[]", 422),
        (b'{"argmap": 2}', 422),
        (b'{"argmap": 1, "essay": {"title": "x"}, "x": 1}', 422),
    ],
)
def test_a_document_that_cannot_be_read_is_refused(body: bytes, status: int) -> None:
    essay = make_essay()
    answer = Program(ada()).put(f"{essay.pk}/map/", body, if_match="*")
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)
    assert not Revision.objects.exists()


def test_bodies_up_to_twenty_megabytes_are_read_here_and_one_elsewhere() -> None:
    essay, program = make_essay(), Program(ada())
    two = orjson.dumps({"operations": [], "origin": " " * 2_000_000})
    assert program.write(essay, two).status_code == 422
    assert program.post(f"{essay.pk}/nodes/", two).status_code == 413
    large = b'{"op": "' + b"a" * 25_000_000 + b'"}'
    for answer in (
        program.write(essay, large),
        program.put(f"{essay.pk}/map/", large, if_match="*"),
    ):
        assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)


def test_the_demo_map_is_put_and_got_in_three_requests() -> None:
    program = Program(ada())
    essay = program.post("", {"title": "Empty"})
    document = orjson.loads(dump(demo_graph())[0])
    for source in document["sources"]:
        source["checked_by_id"] = None if source["status"] == "unchecked" else str(ada().pk)
    path = f"{essay['Location']}map/"
    assert program.put(path, document, if_match="*").status_code == 200
    assert without_derived(program.get(path).json()) == document
