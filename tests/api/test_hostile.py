"""Bodies that mean harm: each is refused within a second, and leaves no trace."""

import time

import pytest

from essays.graph.ids import uuid7
from essays.models import Revision
from tests.api.program import PROBLEM, Program, new_box
from tests.factories import ada, add_thesis, cy, make_essay, make_map

pytestmark = pytest.mark.django_db
SECOND = 1.0

BODIES = {
    "nested lists": lambda: b"[" * 100_000 + b"]" * 100_000,
    "nested objects": lambda: b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a NUL": lambda: b'{"op": "set_text", "text": "a\\u0000b"}',
    "a NUL byte": lambda: b'{"op": "set_text", "text": "a\x00b"}',
    "half a character": lambda: b'{"op": "set_text", "text": "\\ud800"}',
    "not a number": lambda: b'{"op": "set_text", "text": NaN}',
    "infinity": lambda: b'{"op": "move", "table": "node", "id": 1e999, "position": "a"}',
    "a number of 5,000 digits": lambda: b'{"op": "set_text", "text": ' + b"9" * 5_000 + b"}",
    "no UTF-8": lambda: b'{"op": "set_text", "text": "\xff\xfe"}',
    "3,000 fields": lambda: b"{%s}" % b", ".join(b'"f%d": 1' % n for n in range(3_000)),
    "many empty lists": lambda: b'{"operations": [' + b",".join([b"[]"] * 1_000_000) + b"]}",
    "many edits": lambda: b'{"operations": [' + b",".join([b'{"op":"set_text"}'] * 200_000) + b"]}",
    "25 MB": lambda: b'{"op": "set_text", "text": "' + b"a" * 25_000_000 + b'"}',
    "another encoding": lambda: '{"op": "set_text"}'.encode("utf-16"),
    "half a document": lambda: b'{"op": "set_te',
    "two documents": lambda: b"{}{}",
    "a batch in a batch": lambda: b'{"operations": [{"op": "batch", "operations": []}]}',
    "an operation of no name": lambda: b'{"op": ["add_node"]}',
}


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_body_is_refused_within_a_second(name: str) -> None:
    essay, program = make_essay(), Program(ada())
    body = BODIES[name]()
    program.get(f"{essay.pk}/")  # what the first request of all sets up is not counted
    for path in ("operations/", "map/", "nodes/"):
        send = program.put if path == "map/" else program.post
        begun = time.process_time()
        answer = send(f"{essay.pk}/{path}", body, if_match="*")
        assert time.process_time() - begun <= SECOND
        assert 400 <= answer.status_code < 500
        assert answer["Content-Type"] == PROBLEM
    assert not Revision.objects.exists()


def test_no_edit_reaches_into_another_essay() -> None:
    theirs, mine = make_essay(cy()), make_essay()
    foreign, own = add_thesis(theirs), add_thesis(mine)
    program, step = Program(ada()), {"id": str(uuid7()), "kind": "support"}
    premise = [{"id": str(uuid7()), "node_id": str(foreign)}]
    for edit in (
        {"op": "edit_node", "id": str(foreign), "text": "Mine now."},
        {"op": "remove_node", "id": str(foreign)},
        {"op": "move", "table": "node", "id": str(foreign), "position": "a"},
        {"op": "add_anchor", "id": str(uuid7()), "start": 0, "end": 4, "node_id": str(foreign)},
        new_box(relation={**step, "target_node_id": str(foreign)}),
        {"op": "add_relation", **step, "target_node_id": str(own), "premises": premise},
        {"op": "add_relation", **step, "target_node_id": str(foreign), "premises": premise},
    ):
        for body in (edit, {"operations": [edit, edit]}):
            assert program.write(mine, body).status_code == 422, edit
    assert Revision.objects.count() == 2


@pytest.mark.parametrize("count", [1, 2])
def test_a_circle_of_steps_is_refused(count: int) -> None:
    essay, program = make_essay(), Program(ada())
    make_map(essay)
    node = str(add_thesis(essay, "Grain was scarce."))
    ids = [str(uuid7()) for _ in range(count)]
    edits = [
        {
            "op": "add_relation",
            "id": id,
            "kind": "attack",
            "target_relation_id": ids[(n + 1) % count],
            "premises": [{"id": str(uuid7()), "node_id": node}],
        }
        for n, id in enumerate(ids)
    ]
    assert program.write(essay, {"operations": edits}).status_code == 422


def test_words_in_an_address_are_only_words() -> None:
    program, essay = Program(ada()), make_essay()
    for words in (
        "%25",
        "_",
        "'; DROP TABLE essays_node; --",
        "\\",
        "(((((a+)+)+)+)+)$",
        "%E2%80%AE",
    ):
        answer = program.get(f"{essay.pk}/search/?q={words}")
        assert answer.status_code == 200
        assert answer.json()["items"] == []
