"""Every refusal is a problem document, whatever refused it, and says what is meant."""

from typing import Any

import orjson
import pytest
from django.test import Client

from argmap.env import Rate
from essays.graph.ids import uuid7
from tests.api.program import API, PROBLEM, Program, new_box
from tests.factories import ada, add_thesis, make_essay

pytestmark = pytest.mark.django_db
_SHAPE = {"type", "title", "status", "code", "detail"}


def problem(answer, status: int, code: str) -> dict[str, Any]:
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), answer.text
    document = orjson.loads(answer.content)
    assert document.keys() >= _SHAPE
    assert document.keys() <= _SHAPE | {"pointer", "data"}
    assert (document["status"], document["code"]) == (status, code)
    assert document["detail"].endswith(".")
    return document


def test_refusals_of_every_kind_have_the_same_shape(settings) -> None:
    essay, program = make_essay(), Program(ada())
    path, box = f"{essay.pk}/nodes/", new_box()
    program.write(essay, box)
    here = f"{path}{box['id']}/"
    problem(program.get(path, accept="application/xml"), 406, "not_acceptable")
    problem(program.put(path, {}), 405, "method_not_allowed")
    problem(program.get(f"{path}{uuid7()}/"), 404, "not_found")
    problem(program.get(f"{uuid7()}/"), 404, "essay_not_found")
    problem(program.patch(here, {"note": "x"}), 428, "if_match_missing")
    stale = problem(program.patch(here, {"note": "x"}, if_match='"old"'), 412, "stale")
    assert stale["data"]["current"]["text"] == box["text"]
    problem(program.write(essay, box), 409, "id_taken")
    problem(program.post(path, b"x" * 1_000_001), 413, "too_large")
    form = program.client.post(f"{API}{path}", {"text": "x"})
    problem(form, 415, "unsupported_media_type")
    problem(program.write(essay, b"{"), 400, "syntax")
    problem(Client().get(f"{API}{path}"), 404, "essay_not_found")
    problem(Client().post(f"{API}{path}"), 401, "not_authenticated")
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "writes": Rate(0, 3600)}
    problem(program.write(essay, new_box()), 429, "too_many")


@pytest.mark.parametrize("path", ["/api/v1/nothing/", "/api/v1/essays/1/", "/api/v2/essays/"])
def test_an_address_that_there_is_not_is_a_problem_too(path: str) -> None:
    problem(Program(ada()).get(path), 404, "not_found")


def test_a_write_without_the_final_slash_is_not_turned_into_a_read() -> None:
    essay, program = make_essay(), Program(ada())
    problem(program.post("/api/v1/essays", {"title": "Bread"}), 404, "not_found")
    problem(program.delete(f"/api/v1/essays/{essay.pk}", if_match="*"), 404, "not_found")
    assert program.get("/api/v1/essays").status_code == 301


def test_a_revision_that_there_is_not_is_named_as_such() -> None:
    answer = Program(ada()).post(f"{make_essay().pk}/undo/", {"revision": 7})
    assert problem(answer, 422, "not_found")["detail"] == "There is no revision of this number."


def test_a_reference_to_what_is_not_there_is_pointed_at() -> None:
    essay, program = make_essay(), Program(ada())
    node, missing = str(add_thesis(essay)), str(uuid7())
    box = {"kind": "claim", "text": "Winters were hard."}
    step = {"kind": "support", "target_node_id": missing}
    premises = [{"node_id": node}, {"node_id": missing.upper()}]
    linked = {**step, "target_node_id": node, "premises": premises}
    for kind, body, pointer in (
        ("nodes", {**box, "source_id": missing}, "/source_id"),
        ("nodes", {**box, "joins": missing}, "/joins"),
        ("nodes", {**box, "relation": step}, "/relation/target_node_id"),
        ("relations", {**step, "premises": premises[:1]}, "/target_node_id"),
        ("relations", linked, "/premises/1/node_id"),
        ("anchors", {"start": 0, "end": 7, "node_id": missing}, "/node_id"),
    ):
        answer = problem(program.post(f"{essay.pk}/{kind}/", body), 422, "not_found")
        assert answer["pointer"] == pointer
    edit = {"op": "edit_node", "id": missing, "text": "x"}
    answer = program.write(essay, {"operations": [new_box(), edit]})
    assert problem(answer, 422, "not_found")["pointer"] == "/operations/1/id"
