"""What every test runs under: Hypothesis profiles, the rooms' rules, the real browser."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from tests.browser import OpenPage, Traps, launched, opened
from tests.server import site

TESTS = Path(__file__).parent
PURE_ROOMS = {"graph", "text", "semantics", "formats", "layout", "drafting"}
_OF_THE_DATABASE = {"db", "transactional_db", "django_db_setup", "client", "admin_client"}
_OPENS_IT = {"db", "transactional_db", "django_db_setup"}

# where a failure stops others, the same examples each time; elsewhere new ones
settings.register_profile("default", max_examples=50, deadline=None, derandomize="CI" in os.environ)
settings.register_profile(
    "full",
    max_examples=5_000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile(os.environ.get("ARGMAP_TEST_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out the tests that ask no database: they are the same on either",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Marks the journeys, leaves out what is for the other database, guards the pure rooms."""
    if connection.vendor != "postgresql":
        _leave_out(config, items, lambda item: bool(item.get_closest_marker("postgres")))
    if config.getoption("--only-database"):
        _leave_out(config, items, lambda item: not _asks_the_database(item))
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        room = item.path.relative_to(TESTS).parts[0]
        if "server" in names:
            if room != "journeys":
                raise pytest.UsageError(f"{item.nodeid}: a journey belongs into journeys/")
            item.add_marker(pytest.mark.journey)
            # the server is another process: it sees only what is committed
            item.add_marker(pytest.mark.django_db(transaction=True))
        if room in PURE_ROOMS and (
            item.get_closest_marker("django_db") or names & _OF_THE_DATABASE
        ):
            raise pytest.UsageError(f"{item.nodeid}: tests of {room}/ run without a database")


def _leave_out(
    config: pytest.Config, items: list[pytest.Item], unwanted: Callable[[pytest.Item], bool]
) -> None:
    out = [item for item in items if unwanted(item)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if not unwanted(item)]


def _asks_the_database(item: pytest.Item) -> bool:
    """Whether it may: without a mark or a fixture for it, pytest-django lets no query through."""
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgres")
    return bool(marked or _OPENS_IT & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session")
def server(django_db_setup: None, django_db_blocker: object) -> Iterator[str]:
    """The address of the real site, which runs on this test's database."""
    with site() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with launched() as browser:
        yield browser


@pytest.fixture
def traps(server: str) -> Iterator[Traps]:
    """Fails the test for errors in the console, broken parts and requests to other origins."""
    traps = Traps(origin=server)
    yield traps
    assert not traps.unexpected()


@pytest.fixture
def open_page(browser: Browser, server: str, traps: Traps) -> Iterator[OpenPage]:
    """Opens pages of several people in one test: open_page(ada), open_page(ben)."""
    with opened(browser, server, traps) as open_page:
        yield open_page


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page of someone who is not signed in."""
    return open_page()
