"""POST essays/import/: an essay of a file, and what was lost on the way."""

import json

import pytest

from essays.models import Essay
from essays.services.importing import SAMPLES
from essays.services.loading import load
from tests.api.program import Program
from tests.factories import ada, make_essay, make_map

pytestmark = pytest.mark.django_db

SAMPLE = (SAMPLES / "native.json").read_text()


@pytest.fixture
def program() -> Program:
    return Program(ada())


def imported(program: Program, body: str, query: str = "", **headers: str):
    return program.client.post(
        f"/api/v1/essays/import/{query}",
        body,
        content_type="application/octet-stream",
        headers=headers,
    )


def test_a_file_becomes_an_essay_of_ones_own(program) -> None:
    answer = imported(program, SAMPLE)
    document = answer.json()
    assert answer.status_code == 201
    essay = Essay.objects.get()
    assert answer.headers["Location"] == f"/api/v1/essays/{essay.pk}/"
    assert document["essay"]["id"] == str(essay.pk)
    assert document["format"] == "native"
    assert document["rows"] == {"nodes": 8, "relations": 6}
    assert document["report"] == {"counts": [], "losses": []}
    assert len(load(essay.pk).nodes) == 8


def test_a_dry_run_tells_and_stores_nothing(program) -> None:
    document = json.loads(SAMPLE)
    document["nodes"][1]["text"] += "  "
    answer = imported(program, json.dumps(document), "?dry_run=1&format=native")
    assert answer.status_code == 200
    assert answer.json()["essay"] is None
    (count,) = answer.json()["report"]["counts"]
    assert (count["kind"], count["what"], count["count"]) == ("repaired", "normalised", 1)
    (loss,) = answer.json()["report"]["losses"]
    assert loss["pointer"] == "/nodes/1/text"
    assert not Essay.objects.exists()


@pytest.mark.parametrize(
    ("body", "query", "status", "code"),
    [
        ("", "", 422, "not_recognised"),
        ("what is this?\0", "", 422, "not_recognised"),
        ("{}", "?name=cats.json", 422, "not_recognised"),
        ("Cats rule.", "?name=cats.txt", 422, "not_recognised"),
        ("{", "?format=native", 422, "syntax"),
        ('{"argmap": 99}', "", 422, "version"),
        (SAMPLE, "?format=klingon", 400, "bad_parameter"),
        (SAMPLE, "?dry_run=perhaps", 400, "bad_parameter"),
    ],
)
def test_what_cannot_be_read_is_refused_and_leaves_nothing(
    program, body, query, status, code
) -> None:
    answer = imported(program, body, query)
    assert answer.status_code == status
    assert answer.json()["code"] == code
    assert not Essay.objects.exists()


def test_the_same_key_imports_once(program) -> None:
    key = {"Idempotency-Key": "bread"}
    first, again = (imported(program, SAMPLE, **key) for _ in range(2))
    assert first.json() == again.json()
    assert Essay.objects.count() == 1


def test_an_export_says_what_its_format_cannot_say(program) -> None:
    essay = make_essay()
    make_map(essay)
    answer = program.get(f"{essay.pk}/export/native/?report=1")
    assert answer.json() == {"counts": [], "losses": []}
    assert "Content-Disposition" not in answer.headers
