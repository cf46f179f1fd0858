import pytest

from essays.models import User

TOKEN = "a token for a monitor"


@pytest.fixture
def monitor(client, settings, db):
    """Reads the numbers with the token that it is given."""
    settings.METRICS_TOKEN = TOKEN
    return lambda token: client.get("/metrics", headers={"Authorization": f"Bearer {token}"})


def _numbers(answer) -> dict[str, int]:
    lines = [line for line in answer.content.decode().splitlines() if not line.startswith("#")]
    return {name: int(value) for name, value in (line.split() for line in lines)}


def test_a_monitor_with_the_token_reads_the_numbers(monitor):
    before = _numbers(monitor(TOKEN))
    User.objects.create_user(username="ada")
    after = _numbers(monitor(TOKEN))
    assert after["argmap_accounts"] == before["argmap_accounts"] + 1
    assert {"argmap_essays", "argmap_essays_in_bin", "argmap_revisions"} <= set(after)


@pytest.mark.parametrize("token", ["", "another", TOKEN[:-1]])
def test_nobody_else_learns_that_there_are_numbers(monitor, token):
    assert monitor(token).status_code == 404


def test_without_a_token_in_the_settings_there_are_none(monitor, settings):
    settings.METRICS_TOKEN = ""
    assert monitor("").status_code == 404


@pytest.mark.postgres
def test_the_pool_is_watched_on_postgresql(monitor):
    assert _numbers(monitor(TOKEN))["argmap_pool_connections"] >= 1
