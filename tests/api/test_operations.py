"""A program builds a map through the door, and reads it back."""

import orjson
import pytest
from django.test import Client

from essays.graph.ids import uuid7
from essays.models import MemberRole, Node, TokenScope, Visibility
from essays.services.loading import load
from tests.api.program import PROBLEM, Program, new_box
from tests.factories import ada, ben, cy, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db


def test_one_request_builds_a_map_and_another_reads_it() -> None:
    essay, program = make_essay(), Program(ada())
    thesis = new_box("Bread was dear.", kind="thesis")
    step = {"id": str(uuid7()), "kind": "support", "target_node_id": thesis["id"]}
    passage = {"id": str(uuid7()), "start": 0, "end": 18, "exact": "Winters were hard."}
    reason = new_box(relation=step, anchors=[passage])
    hit = {"id": str(uuid7()), "kind": "attack", "target_relation_id": step["id"]}
    undercut = new_box("Cold alone raises no price.", relation=hit)
    answer = program.write(essay, {"operations": [thesis, reason, undercut]})
    assert answer.status_code == 201
    assert answer.json()["version"] == answer.json()["revision"] == 1
    document = program.read(essay).json()
    derived = {node["text"]: node["derived"] for node in document["nodes"]}
    assert derived["Bread was dear."] == {"number": "1", "stance": "pro", "role": "thesis"}
    assert derived["Winters were hard."]["role"] == "supporting"
    assert derived["Cold alone raises no price."]["role"] == "counter"
    assert document["anchors"][0]["exact"] == "Winters were hard."
    assert len(load(essay.pk).relations) == 2


def test_a_single_edit_needs_no_list() -> None:
    essay, program = make_essay(), Program(ada())
    assert program.write(essay, new_box()).status_code == 201
    assert program.write(essay, {"op": "set_details", "title": essay.title}).status_code == 200


def test_a_batch_is_all_or_nothing() -> None:
    essay, program = make_essay(), Program(ada())
    broken = new_box(
        relation={"id": str(uuid7()), "kind": "support", "target_node_id": str(uuid7())}
    )
    answer = program.write(essay, {"operations": [new_box(), broken]})
    assert answer.status_code == 422
    assert answer["Content-Type"] == PROBLEM
    assert answer.json()["code"] == "not_found"
    assert answer.json()["pointer"] == "/operations/1/relation/target_node_id"
    assert not Node.objects.exists()


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "syntax"),
        (b"\xff", 400, "encoding"),
        (b"[" * 5000 + b"]" * 5000, 400, "too_deep"),
        (b'{"op": NaN}', 400, "syntax"),
        (b"[]", 422, "not_an_object"),
        (b'{"op": "format_disk"}', 422, "unknown_operation"),
        (b'{"op": "set_text", "text": 1}', 422, "not_text"),
        (b'{"op": "set_text", "text": "a\\u0000"}', 422, "text_nul"),
        (b'{"op": "set_text", "text": "\\ud800"}', 400, "encoding"),
        (b'{"op": "set_details", "title": ""}', 422, "empty"),
        (b'{"operations": [{"op": "batch", "operations": []}]}', 422, "batch_in_batch"),
    ],
)
def test_bad_bodies_are_refused_with_a_code(body: bytes, status: int, code: str) -> None:
    essay = make_essay()
    answer = Program(ada()).write(essay, body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == PROBLEM
    assert load(essay.pk).version == 0


def test_odd_statements_are_refused() -> None:
    essay, program = make_essay(), Program(ada())
    span = {"id": str(uuid7()), "start": 0, "end": 10_000}
    target = new_box()["id"]
    step = {"id": new_box()["id"], "kind": "support", "target_node_id": target, "weight": 2}
    program.write(essay, {**new_box(), "id": target})
    for box, field in (
        (new_box("x" * 2_001), "text"),
        (new_box(" "), "text"),
        (new_box(extra={"a": ["\0"]}), "extra"),
        (new_box(extra={"a": [{"b": 1e19}]}), "extra"),
        (new_box(anchors=[span]), "anchors/0/end"),
        (new_box(anchors=[{**span, "end": 7}, {**span, "start": 9_999}]), "anchors/1/start"),
        (new_box(relation=step), "relation/weight"),
    ):
        answer = program.write(essay, box)
        assert answer.status_code == 422
        assert answer.json()["pointer"] == f"/{field}"
        alone = program.write(essay, {"operations": [box]})
        assert alone.json()["pointer"] == f"/operations/0/{field}"
    assert program.write(essay, new_box("x" * 2_000)).status_code == 201


def test_a_taken_id_is_a_conflict_that_does_not_say_by_whom() -> None:
    theirs, mine = make_essay(cy()), make_essay()
    box = new_box()
    assert Program(cy()).write(theirs, box).status_code == 201
    answer = Program(ada()).write(mine, box)
    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")
    assert str(theirs.pk) not in answer.text


def test_a_taken_id_in_a_list_is_pointed_at() -> None:
    essay, program = make_essay(), Program(ada())
    box = new_box()
    answer = program.write(essay, {"operations": [new_box(), box, box]})
    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")
    assert answer.json()["pointer"] == "/operations/2"


def test_a_map_that_was_read_can_always_be_put_back() -> None:
    essay, program = make_essay(), Program(ada())
    box = {"id": new_box()["id"], "kind": "claim", "text": "Winters were hard."}
    assert program.post(f"{essay.pk}/nodes/", box).status_code == 201
    answer = program.post(f"{essay.pk}/sources/", {"id": box["id"], "citation": "A diary"})
    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")
    read = program.read(essay)
    assert program.put(f"{essay.pk}/map/", read.content, if_match=read["ETag"]).status_code == 200


def test_who_may_read_and_write() -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    make_member(essay, ben(), MemberRole.VIEWER)
    path = f"/api/v1/essays/{essay.pk}/operations/"
    assert Client().get(f"/api/v1/essays/{essay.pk}/map/").status_code == 200
    stranger = Client().post(path, orjson.dumps(new_box()), content_type="application/json")
    assert stranger.status_code == 401
    assert stranger["WWW-Authenticate"].startswith("Bearer")
    assert Program(ben()).write(essay, new_box()).status_code == 403
    assert Program(ada(), TokenScope.READ).write(essay, new_box()).status_code == 403
    assert Program(ada(), TokenScope.READ).read(essay).status_code == 200
    hidden = make_essay()
    assert Program(ben()).read(hidden).status_code == 404
    assert Program(ben()).write(hidden, new_box()).status_code == 404


def test_an_unknown_key_is_refused() -> None:
    client = Client(headers={"authorization": "Bearer argmap_guess"})
    answer = client.get(f"/api/v1/essays/{make_essay().pk}/map/")
    assert answer.status_code == 401
    assert answer["Content-Type"] == PROBLEM


def test_a_repeated_read_is_a_304_of_two_queries(django_assert_max_num_queries) -> None:
    essay, program = make_essay(), Program(ada())
    make_map(essay)
    first = program.read(essay)
    with django_assert_max_num_queries(3):
        again = program.read(essay, **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    program.write(essay, new_box())
    assert program.read(essay, **{"if-none-match": first["ETag"]}).status_code == 200


def test_a_read_costs_the_same_queries_at_any_size(django_assert_max_num_queries) -> None:
    essay, program = make_essay(), Program(ada())
    for boxes in (5, 500):
        program.write(essay, {"operations": [new_box() for _ in range(boxes)]})
        with django_assert_max_num_queries(8):
            assert program.read(essay).status_code == 200


def test_a_browser_session_writes_only_with_its_csrf_token() -> None:
    essay = make_essay()
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada())
    path = f"/api/v1/essays/{essay.pk}/operations/"
    answer = client.post(path, orjson.dumps(new_box()), content_type="application/json")
    assert answer.status_code == 403
    assert not Node.objects.exists()
