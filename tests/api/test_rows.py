"""Boxes, steps, passages and sources, one by one, each with a tag of its own."""

import pytest

from essays.models import Premise, Relation
from tests.api.program import PROBLEM, Program
from tests.factories import ada, add_reason, add_thesis, make_essay, make_map

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return make_essay()


@pytest.fixture
def program(essay):
    return Program(ada())


def made(program, path, **body):
    answer = program.post(path, body)
    assert answer.status_code == 201, answer.text
    return answer


def test_a_box_is_made_read_changed_and_removed(essay, program) -> None:
    answer = made(program, f"{essay.pk}/nodes/", kind="claim", text="Grain was scarce.")
    place, mark = answer["Location"], answer["ETag"]
    assert answer.json()["version"] == 1
    assert [change["table"] for change in answer.json()["changes"]] == ["node"]
    read = program.get(place)
    assert (read.json()["text"], read["ETag"]) == ("Grain was scarce.", mark)
    changed = program.patch(place, {"note": "Which grain?"}, if_match=mark)
    assert changed.status_code == 200
    assert changed.json()["changes"][0]["after"] == {"note": "Which grain?"}
    assert changed["ETag"] != mark
    assert program.delete(place, if_match=mark).status_code == 412
    assert program.delete(place, if_match=changed["ETag"]).status_code == 200
    assert program.get(place).status_code == 404


def test_a_write_to_a_thing_that_is_there_says_which_state_it_means(essay, program) -> None:
    node = add_thesis(essay)
    path = f"{essay.pk}/nodes/{node}/"
    mark = program.get(path)["ETag"]
    for send in (program.patch, lambda path, _: program.delete(path)):
        missing = send(path, {"text": "No."})
        assert (missing.status_code, missing["Content-Type"]) == (428, PROBLEM)
    assert program.patch(path, {"text": "Mine."}, if_match=mark).status_code == 200
    stale = program.patch(path, {"text": "Theirs."}, if_match=mark)
    assert stale.status_code == 412
    assert stale.json()["data"]["current"]["text"] == "Mine."
    assert stale["ETag"] == program.get(path)["ETag"]
    again = program.patch(path, {"text": "Both."}, if_match=stale["ETag"])
    assert again.status_code == 200


@pytest.mark.parametrize("coding", ["gzip", "zstd", "br"])
def test_a_tag_that_a_compressing_proxy_marked_means_the_same(essay, program, coding) -> None:
    path = f"{essay.pk}/nodes/{add_thesis(essay)}/"
    marked = f'{program.get(path)["ETag"][:-1]}-{coding}"'
    assert program.get(path, if_none_match=f"W/{marked}").status_code == 304
    assert program.patch(path, {"note": "Mine."}, if_match=marked).status_code == 200
    assert program.patch(path, {"note": "Theirs."}, if_match=marked).status_code == 412


def test_two_people_who_edit_different_boxes_never_meet(essay, program) -> None:
    one, other = add_thesis(essay), add_thesis(essay, "Wages were low.")
    marks = {node: program.get(f"{essay.pk}/nodes/{node}/")["ETag"] for node in (one, other)}
    for node, mark in marks.items():
        path = f"{essay.pk}/nodes/{node}/"
        assert program.patch(path, {"note": "Seen."}, if_match=mark).status_code == 200


@pytest.mark.parametrize("added", [True, False])
def test_the_tag_of_a_step_changes_with_its_premises(essay, program, added: bool) -> None:
    thesis = make_map(essay, reasons=["Winters were hard.", "Grain was scarce."])
    first, second = Premise.objects.order_by("relation_id")
    path = f"{essay.pk}/relations/{first.relation_id}/"
    both = [{"node_id": str(first.node_id)}, {"node_id": str(second.node_id)}]
    before = program.get(path)
    program.patch(path, {"premises": both}, if_match=before["ETag"])
    linked = program.get(path)
    assert linked["ETag"] != before["ETag"]
    assert len(linked.json()["premises"]) == 2
    if added:
        program.write(essay, {"op": "remove_node", "id": str(second.node_id)})
    else:
        last = str(linked.json()["premises"][0]["id"])
        program.write(essay, {"op": "move", "table": "premise", "id": last, "position": "zz"})
    assert program.get(path)["ETag"] != linked["ETag"]
    assert program.patch(path, {"note": "x"}, if_match=linked["ETag"]).status_code == 412
    assert str(thesis) == program.get(path).json()["target_node_id"]


def test_a_step_is_made_from_boxes_that_are_there(essay, program) -> None:
    thesis, reason = add_thesis(essay), add_thesis(essay, "Wages were low.")
    body = {"kind": "support", "target_node_id": str(thesis)}
    answer = made(program, f"{essay.pk}/relations/", **body, premises=[{"node_id": str(reason)}])
    document = program.get(answer["Location"]).json()
    assert [one["node_id"] for one in document["premises"]] == [str(reason)]
    moved = program.patch(answer["Location"], {"position": "5"}, if_match=answer["ETag"])
    assert moved.status_code == 200
    assert Relation.objects.get().position == "5"
    refused = program.post(f"{essay.pk}/relations/", {**body, "premises": []})
    assert (refused.status_code, refused.json()["pointer"]) == (422, "/premises")


def test_passages_and_sources_have_addresses_too(essay, program) -> None:
    node = str(add_thesis(essay))
    passage = made(program, f"{essay.pk}/anchors/", start=0, end=7, node_id=node)
    assert program.get(passage["Location"]).json()["exact"] == "Winters"
    laid = program.patch(passage["Location"], {"start": 8, "end": 12}, if_match=passage["ETag"])
    assert laid.status_code == 200
    source = made(program, f"{essay.pk}/sources/", citation="A diary")
    checked = program.patch(source["Location"], {"status": "confirmed"}, if_match=source["ETag"])
    assert checked.status_code == 200
    assert program.get(source["Location"]).json()["checked_by_id"] == str(ada().pk)


def test_a_repeated_read_is_a_304(essay, program) -> None:
    node = add_thesis(essay)
    for path in ("", "nodes/", "relations/", "anchors/", "sources/", f"nodes/{node}/"):
        address = f"{essay.pk}/{path}"
        first = program.get(address)
        again = program.get(address, if_none_match=first["ETag"])
        assert (again.status_code, again.content) == (304, b""), path
        assert program.get(address, if_none_match='"other"').status_code == 200


def test_a_list_comes_in_pages_that_lead_to_each_other(essay, program) -> None:
    thesis = add_thesis(essay)
    expected = {str(thesis), *(str(add_reason(essay, thesis, f"Reason {n}.")) for n in range(5))}
    found: list[str] = []
    address = f"{essay.pk}/nodes/?limit=4"
    while address:
        page = program.get(address).json()
        found += [item["id"] for item in page["items"]]
        address = page["next"]
    assert (len(found), set(found)) == (6, expected)


def test_the_tag_in_a_list_is_that_of_the_row(essay, program) -> None:
    make_map(essay)
    for kind in ("nodes", "relations"):
        for item in program.get(f"{essay.pk}/{kind}/").json()["items"]:
            assert program.get(f"{essay.pk}/{kind}/{item['id']}/")["ETag"] == item["etag"]


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "limit=1&limit=2", "cursor=a", "page=2"])
def test_a_parameter_that_does_not_fit_is_refused(essay, program, query: str) -> None:
    answer = program.get(f"{essay.pk}/nodes/?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_parameter")


def test_an_id_of_another_essay_is_not_found(essay, program) -> None:
    node = add_thesis(make_essay(title="Another"))
    assert program.get(f"{essay.pk}/nodes/{node}/").status_code == 404
    assert program.delete(f"{essay.pk}/nodes/{node}/", if_match="*").status_code == 404


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"id": "0190b0a4-0000-7000-8000-000000000000"}, "/id"),
        ({"op": "remove_node"}, "/op"),
        ({"colour": "red"}, "/colour"),
        ({"text": 1}, "/text"),
        ({"text": ""}, "/text"),
    ],
)
def test_a_field_that_does_not_fit_is_named(essay, program, body, pointer: str) -> None:
    path = f"{essay.pk}/nodes/{add_thesis(essay)}/"
    answer = program.patch(path, body, if_match="*")
    assert (answer.status_code, answer.json()["pointer"]) == (422, pointer)


def test_one_edit_costs_the_same_in_a_large_map(essay, program, django_assert_max_num_queries):
    node = add_thesis(essay)
    path = f"{essay.pk}/nodes/{node}/"
    for count in (1, 400):
        batch = [
            {"op": "add_node", "id": str(add_id), "kind": "claim", "text": "Another."}
            for add_id in _ids(count)
        ]
        program.write(essay, {"operations": batch})
        with django_assert_max_num_queries(20):
            assert program.patch(path, {"note": f"{count}"}, if_match="*").status_code == 200


def _ids(count):
    from essays.graph.ids import uuid7

    return [uuid7() for _ in range(count)]
