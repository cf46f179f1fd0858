import logging

import pytest
from django.db import OperationalError, connection


@pytest.fixture
def unraised(client):
    """A client that answers errors as the site would."""
    client.raise_request_exception = False
    logging.disable()
    yield client
    logging.disable(logging.NOTSET)


@pytest.fixture
def away():
    """No statement reaches the database."""

    def refuse(*_):
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("away")
def test_a_page_says_503_while_the_database_is_away(unraised):
    unraised.cookies["sessionid"] = "anything"
    answer = unraised.get("/essays/")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) <= 10


def test_an_unknown_address_is_a_page_for_people(client):
    answer = client.get("/nothing-here/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")


def test_an_unknown_address_is_a_problem_document_for_programs(client):
    answer = client.get("/api/v1/nothing-here/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["title"], problem["status"]) == ("Not Found", 404)
    assert (problem["code"], problem["type"]) == ("not_found", "about:blank")


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused(settings):
    from django.test import Client

    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "ada"})
    assert answer.status_code == 403
    assert b"too old to send" in answer.content


@pytest.mark.django_db
def test_a_body_that_is_too_large_is_413(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    logging.disable()
    answer = client.post("/accounts/sign-in/", {"username": "a" * 200})
    logging.disable(logging.NOTSET)
    assert answer.status_code == 413
