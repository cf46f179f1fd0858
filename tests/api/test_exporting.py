"""The map as a file, for programs."""

import pytest
from django.core.cache import cache

from essays.formats import native
from essays.models import Essay, Visibility
from essays.services.loading import load
from tests.api.program import Program
from tests.factories import ada, cy, make_essay, make_map

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept():
    cache.clear()


@pytest.fixture
def essay() -> Essay:
    essay = make_essay()
    make_map(essay)
    return essay


@pytest.fixture
def program(essay) -> Program:
    return Program(ada())


@pytest.mark.parametrize(
    ("name", "media_type", "start"),
    [
        ("svg", "image/svg+xml", b"<svg "),
        ("png", "image/png", b"\x89PNG"),
        ("pdf", "application/pdf", b"%PDF"),
        ("native", "application/json", b"{"),
    ],
)
def test_a_file_comes_with_type_and_name(program, essay, name, media_type, start):
    answer = program.get(f"{essay.pk}/export/{name}/", Accept=media_type)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.content.startswith(start)


def test_the_data_are_the_whole_map(program, essay):
    answer = program.get(f"{essay.pk}/export/json/")
    assert answer.content == native.dump(load(essay.pk))[0]


def test_a_file_that_is_known_is_not_sent_again(program, essay):
    first = program.get(f"{essay.pk}/export/svg/?theme=dark")
    again = {"If_None_Match": first.headers["ETag"]}
    assert program.get(f"{essay.pk}/export/svg/?theme=dark", **again).status_code == 304
    assert program.get(f"{essay.pk}/export/svg/", **again).status_code == 200


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("docx/", 404, "There are these formats: json, native, argdown, aif, "),
        ("svg/?view=round", 400, "view"),
        ("svg/?colour=red", 400, "colour"),
        ("png/?width=5", 400, "width"),
        ("png/?width=wide", 400, "width"),
        ("png/?width=20000", 422, "This drawing can be 100 to"),
    ],
)
def test_what_does_not_fit_is_one_clear_message(program, essay, address, status, said):
    answer = program.get(f"{essay.pk}/export/{address}")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert said in answer.json()["detail"]


def test_whoever_may_see_the_map_exports_it(essay):
    stranger = Program(cy())
    assert stranger.get(f"{essay.pk}/export/svg/").status_code == 404
    Essay.objects.update(visibility=Visibility.PUBLIC)
    assert stranger.get(f"{essay.pk}/export/svg/").status_code == 200
