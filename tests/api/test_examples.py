"""Every body of the OpenAPI document has an example, and each does what it says."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from jsonschema_rs import validator_for

from essays.api.examples import EXAMPLES, PLACES
from essays.api.schema import document
from essays.models import Essay, MemberRole
from tests.api.program import Program
from tests.factories import ada, ben, make_essay, make_member

pytestmark = pytest.mark.django_db

DEMO = Path(__file__).resolve().parents[2] / "docs" / "examples" / "demo-map.json"
SCHEMA = orjson.loads(document())
_FILES = {"importEssay": DEMO.read_bytes()}


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    """Return address, method and description of everything that takes a body."""
    return [
        (path, method, one)
        for path, item in SCHEMA["paths"].items()
        for method, one in item.items()
        if "requestBody" in one
    ]


@pytest.fixture
def essay() -> Essay:
    essay = make_essay()
    make_member(essay, ben(), MemberRole.VIEWER)
    put = Program(ada()).put(f"{essay.pk}/map/", DEMO.read_bytes(), if_match="*")
    assert put.status_code == 200, put.content
    return essay


def test_every_body_has_an_example_that_the_document_shows() -> None:
    named = {one["operationId"]: one["requestBody"]["content"] for _, _, one in operations()}
    assert set(EXAMPLES) == set(named) - set(_FILES)
    for name, example in EXAMPLES.items():
        assert named[name]["application/json"]["example"] == example


@pytest.mark.parametrize("case", operations(), ids=lambda case: case[2]["operationId"])
def test_an_example_does_what_it_says(essay: Essay, case: tuple[str, str, Any]) -> None:
    path, method, described = case
    name, program = described["operationId"], Program(ada())
    if name == "redo":
        assert program.post(f"{essay.pk}/undo/", {}).status_code == 201
    if name == "restoreEssay":
        assert program.delete(f"{essay.pk}/", if_match="*").status_code == 204
    places = {**PLACES, "essay_id": essay.pk, "user_id": ben().pk}
    needed = {one["name"] for one in described["parameters"] if one.get("required")}
    given = {"if_match": "*"} if "If-Match" in needed else {}
    body = _FILES.get(name, EXAMPLES.get(name))
    answer = program.send(method, path.format_map(places), body, **given)
    assert answer.status_code in (200, 201), answer.content
    content = described["responses"][str(answer.status_code)]["content"]["application/json"]
    schema = {**content["schema"], "components": SCHEMA["components"]}
    assert list(validator_for(schema).iter_errors(answer.json())) == []
