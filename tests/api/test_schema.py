"""The OpenAPI document says what there is, and stands in the repository."""

import re
from pathlib import Path

import orjson
import pytest
from django.test import Client
from jsonschema_rs import validator_for

from essays.api.schema import document, map_schema
from essays.api.urls import urlpatterns
from essays.services.importing import SAMPLES
from tests.api.program import Program, new_box
from tests.factories import ada, make_essay, make_map

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db


def test_the_document_in_the_repository_is_the_one_that_is_served() -> None:
    kept = (ROOT / "docs" / "openapi.json").read_bytes()
    assert kept.rstrip() == document(), "run: manage.py api_schema > docs/openapi.json"
    assert Client().get("/api/v1/schema/").content == document()


def test_the_schema_of_the_native_format_is_published_and_holds() -> None:
    kept = (ROOT / "docs" / "map.schema.json").read_bytes()
    assert kept.rstrip() == map_schema(), "run: manage.py api_schema --map > docs/map.schema.json"
    schema = validator_for(orjson.loads(kept))
    for file in (SAMPLES / "native.json", ROOT / "docs" / "examples" / "demo-map.json"):
        assert schema.is_valid(orjson.loads(file.read_bytes()))
    odd = orjson.loads((SAMPLES / "native.json").read_bytes())
    odd["nodes"][0]["kind"] = "sermon"
    assert not schema.is_valid(odd)


def test_every_route_and_method_is_described() -> None:
    paths = orjson.loads(document())["paths"]
    described = {(path, method) for path, item in paths.items() for method in item}
    for route in urlpatterns:
        view = route.callback.view_class
        path = "/api/v1/" + re.sub(r"<\w+:(\w+)>", r"{\1}", str(route.pattern))
        for method in ("get", "post", "put", "patch", "delete"):
            if hasattr(view, method) and hasattr(view, "says"):
                assert (path, method) in described
    names = [one["operationId"] for item in paths.values() for one in item.values()]
    assert len(names) == len(set(names))


def test_every_reference_leads_somewhere() -> None:
    schema = orjson.loads(document())
    for kind, name in re.findall(rb'"#/components/(\w+)/(\w+)"', document()):
        assert name.decode() in schema["components"][kind.decode()]
    assert schema["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("", "EssayPage"),
        ("{id}/", "Essay"),
        ("{id}/map/", "Map"),
        ("{id}/nodes/", "NodePage"),
        ("{id}/relations/", "RelationPage"),
        ("{id}/revisions/", "RevisionPage"),
        ("{id}/members/", "MemberPage"),
        ("{id}/share/", "Share"),
        ("{id}/search/?q=hard", "SearchPage"),
    ],
)
def test_answers_are_as_described(path: str, name: str) -> None:
    essay, program = make_essay(), Program(ada())
    make_map(essay)
    program.write(essay, new_box())
    schema = orjson.loads(document())
    wanted = {**schema, "$ref": f"#/components/schemas/{name}"}
    answer = program.get(path.format(id=essay.pk))
    assert answer.status_code == 200
    assert not list(validator_for(wanted).iter_errors(answer.json()))


def test_the_pages_to_try_it_out_hold_no_inline_code() -> None:
    page = Client().get("/api/v1/docs/")
    assert page.status_code == 200
    assert not re.search(r"<style|<script>|\son\w+=", page.text)
    (script,) = re.findall(r'src="(/api/[^"]+)"', page.text)
    code = Client().get(script)
    assert code["Content-Type"].startswith("application/javascript")
    assert "/api/v1/schema/" in code.text
