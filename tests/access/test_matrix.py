"""Asks every route by every method as everybody, and compares with the table."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from pytest_django import DjangoDbBlocker

from essays.models import Essay, Visibility
from tests.access.matrix import FORBIDDEN, MOVED, OK, ROWS, UNAUTHORIZED, Call, everyone
from tests.access.world import FAMILY_NAME, FILLS, Actor, World, make_world

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
# Django's own site, which asks for staff and has its own tests
OUTSIDE = ("admin",)
# what may be said to a method that a route does not have, by those who look at permission first
_REFUSED = {
    HTTPStatus.METHOD_NOT_ALLOWED,
    HTTPStatus.FOUND,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
}

CALLS = [(name, method) for name, row in ROWS.items() for method in row]


def routes() -> dict[str, URLPattern]:
    """Return every route by its name, with its namespace in front."""
    return dict(every_route())


def every_route(patterns: list[Any] | None = None) -> list[tuple[str, URLPattern]]:
    """Return every route with its name; two may have the same one."""
    return list(_named(get_resolver().url_patterns if patterns is None else patterns, ""))


def _named(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            if pattern.namespace not in OUTSIDE:
                yield from _named(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern


_ROUTES = routes()


def _names_an_essay(name: str) -> bool:
    route = _ROUTES.get(name)
    return route is not None and "essay_id" in route.pattern.converters


@pytest.fixture(scope="module")
def kept_world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The world made once for the module; each test takes back what it changes."""
    with django_db_blocker.unblock():
        world = make_world()
    yield world
    with django_db_blocker.unblock():
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def world(kept_world: World, db: None) -> World:
    cache.clear()
    return kept_world


def ask(world: World, actor: Actor, name: str, method: str, call: Call) -> HttpResponse:
    """Return the answer to one call; nothing of it stays."""
    fills = {**FILLS, **call.fill}
    arguments = {key: fills[key](world, actor) for key in _ROUTES[name].pattern.converters}
    client = Client(raise_request_exception=False)
    if actor in world.cookies:
        client.cookies = deepcopy(world.cookies[actor])
    sent: dict[str, Any] = {"headers": dict(call.headers)}
    if call.json is not None:
        sent |= {"data": _made(call.json, world), "content_type": "application/json"}
    elif call.data is not None or method == "POST":
        sent["data"] = _made(call.data, world) or {}
    with transaction.atomic():
        answer: HttpResponse = getattr(client, method.lower())(
            reverse(name, kwargs=arguments) + call.query, **sent
        )
        transaction.set_rollback(True)
    return answer


def _made(value: Any, world: World) -> Any:
    return value(world) if callable(value) else value


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    named = routes()
    assert not [str(pattern.pattern) for pattern in named.values() if not pattern.name]
    assert set(ROWS) == set(named)
    assert twice(every_route()) == []


def test_a_second_route_under_a_known_name_is_a_hole() -> None:
    again = path("again/", lambda request: HttpResponse(), name="workbench")
    found = every_route([*get_resolver().url_patterns, again])
    assert twice(found) == ["workbench"]


def twice(found: list[tuple[str, URLPattern]]) -> list[str]:
    """Return the names that more than one route has: one row cannot speak for both."""
    names = [name for name, _ in found]
    return sorted({name for name in names if names.count(name) > 1})


@pytest.mark.parametrize(("name", "method"), CALLS)
def test_everybody_is_answered_as_the_table_says(world: World, name: str, method: str) -> None:
    call = ROWS[name][method]
    given = {actor: ask(world, actor, name, method, call).status_code for actor in Actor}
    assert given == dict(call.answers)


@pytest.mark.parametrize("name", ROWS)
def test_a_method_without_a_row_is_refused_to_everybody(world: World, name: str) -> None:
    call = next(iter(ROWS[name].values()))
    for method in METHODS:
        if method in ROWS[name]:
            continue
        blank = Call(everyone(0), fill=call.fill)
        for actor in (Actor.ANONYMOUS, Actor.OWNER):
            status = ask(world, actor, name, method, blank).status_code
            assert status in _REFUSED, (method, actor, status)


@pytest.mark.parametrize("name", [name for name in ROWS if _names_an_essay(name)])
def test_a_stranger_is_never_told_that_an_essay_is_there(world: World, name: str) -> None:
    """Who is signed in but no member gets the same answers for an essay that does not exist."""
    for method, call in ROWS[name].items():
        missing = replace(call, fill={**call.fill, "essay_id": _nowhere})
        for actor in (Actor.ANONYMOUS, Actor.OTHER_CLASS, Actor.ADMIN):
            there = ask(world, actor, name, method, call)
            nowhere = ask(world, actor, name, method, missing)
            assert there.status_code == nowhere.status_code, (method, actor)


@pytest.mark.parametrize(("name", "method"), [c for c in CALLS if _names_an_essay(c[0])])
def test_a_public_essay_is_read_by_all_and_changed_by_none(
    world: World, name: str, method: str
) -> None:
    Essay.objects.update(visibility=Visibility.PUBLIC)
    call = ROWS[name][method]
    for actor in (Actor.OTHER_CLASS, Actor.ADMIN):
        assert ask(world, actor, name, method, call).status_code == call.public, actor
    anonymous = ask(world, Actor.ANONYMOUS, name, method, call).status_code
    assert anonymous in ({OK} if call.public == OK else {MOVED, UNAUTHORIZED, FORBIDDEN})


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if "GET" in row])
@pytest.mark.parametrize("visibility", [Visibility.LINK, Visibility.PUBLIC])
def test_who_is_no_member_never_reads_a_name(
    world: World, name: str, visibility: Visibility
) -> None:
    Essay.objects.update(visibility=visibility)
    for actor in (Actor.ANONYMOUS, Actor.GUEST, Actor.OTHER_CLASS):
        answer = ask(world, actor, name, "GET", ROWS[name]["GET"])
        said = b"".join(answer).decode(errors="replace")
        for secret in (FAMILY_NAME, "Lindqvist"):
            assert secret not in said, (actor, secret)


def _nowhere(*_: object) -> str:
    return "0190b0a4-0000-7000-8000-000000000000"
