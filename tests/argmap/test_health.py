import pytest
from django.db import OperationalError, connection

from argmap import health


def test_a_process_that_runs_says_so_without_a_database(client):
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_a_migrated_database_is_ready(client):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


@pytest.mark.django_db
def test_a_missing_migration_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'essays'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"migrations are not applied" in answer.content
    assert answer.headers["Retry-After"]


@pytest.mark.django_db
def test_a_database_that_is_away_is_not_ready(client):
    def away(*_):
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(away):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"does not answer" in answer.content


def test_the_newest_migrations_are_read_from_the_files():
    assert "essays" in {app for app, _ in health._newest_migrations()}
