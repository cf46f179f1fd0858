"""Pages of other sites use the API only where a setting names them, and never with cookies."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
LAB = "https://lab.example"
PATH = "/api/v1/schema/"


def test_no_other_site_is_let_in_by_default() -> None:
    answer = Client().get(PATH, headers={"origin": LAB})
    assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_a_site_that_is_named_may_ask(settings) -> None:
    settings.CORS_ORIGINS = [LAB]
    asked = {"origin": LAB, "access-control-request-method": "PUT"}
    before = Client().options("/api/v1/essays/", headers=asked)
    assert before.status_code == 204
    assert "PUT" in before["Access-Control-Allow-Methods"]
    assert "If-Match" in before["Access-Control-Allow-Headers"]
    answer = Client().get(PATH, headers={"origin": LAB})
    assert answer["Access-Control-Allow-Origin"] == LAB
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "Origin" in answer["Vary"]


@pytest.mark.parametrize(("path", "origin"), [(PATH, "https://other.example"), ("/healthz", LAB)])
def test_nobody_else_is(settings, path: str, origin: str) -> None:
    settings.CORS_ORIGINS = [LAB]
    answer = Client().get(path, headers={"origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers
