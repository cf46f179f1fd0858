"""Page or part, and how refusals are answered."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from essays.access.errors import EssayNotFound, Forbidden
from essays.access.permissions import Permission
from essays.graph.errors import ArgmapError, Malformed, Refused
from essays.models import User, Visibility
from essays.services.limits import Spent, TooMany
from essays.text.normal import normalise
from essays.views.web import DomainErrors, map_changed, wants_partial
from tests.factories import ada, cy, make_essay


def request(method: str = "GET", user: User | None = None, **headers: str) -> HttpRequest:
    made = RequestFactory().generic(method, "/essays/1/?view=map", headers=headers)
    made.user = user or AnonymousUser()
    made.htmx = HtmxDetails(made)
    return made


def answer(error: Exception, made: HttpRequest) -> HttpResponse | None:
    return DomainErrors(lambda _: HttpResponse()).process_exception(made, error)


@pytest.mark.parametrize(
    ("headers", "part"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_only_a_swap_gets_a_part(headers: dict[str, str], *, part: bool) -> None:
    assert wants_partial(request(**headers)) is part


def test_the_browser_is_told_the_new_version() -> None:
    told = map_changed(HttpResponse(), version=85).headers["HX-Trigger"]
    assert json.loads(told) == {"map:changed": {"version": 85}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"),
    [
        (EssayNotFound(), 404),
        (Forbidden(Permission.EDIT), 403),
        (Refused("own_target"), 422),
        (Malformed("/op", "unknown"), 400),
        (ArgmapError("other"), 400),
    ],
)
def test_a_refusal_becomes_an_answer(error: ArgmapError, status: int) -> None:
    given = answer(error, request(user=cy()))
    assert given is not None
    assert given.status_code == status


@pytest.mark.django_db
def test_a_text_that_cannot_be_kept_is_refused() -> None:
    with pytest.raises(Exception, match="text_nul") as refused:
        normalise("\x00")
    given = answer(refused.value, request("POST", cy()))
    assert given is not None
    assert given.status_code == 422


@pytest.mark.django_db
def test_too_many_tries_are_told_when_to_come_back() -> None:
    given = answer(TooMany(Spent(limit=10, remaining=0, reset=42)), request("POST", cy()))
    assert given is not None
    assert (given.status_code, given.headers["Retry-After"]) == (429, "42")


def test_an_error_of_ours_is_not_covered_up() -> None:
    assert answer(ValueError("a bug"), request()) is None


def test_who_could_sign_in_is_sent_to_by_get_alone() -> None:
    error = Forbidden(Permission.EDIT)
    given = answer(error, request())
    assert given is not None
    assert given.headers["Location"] == "/accounts/sign-in/?next=/essays/1/%3Fview%3Dmap"
    posted = answer(error, request("POST"))
    assert posted is not None
    assert posted.status_code == 403


@pytest.mark.django_db
def test_a_stranger_gets_404_and_a_reader_of_a_public_essay_403() -> None:
    client = Client()
    client.force_login(cy())
    private, public = make_essay(ada()), make_essay(visibility=Visibility.PUBLIC)
    assert client.get(reverse("members", args=[private.pk])).status_code == 404
    assert client.get(reverse("members", args=[public.pk])).status_code == 403
