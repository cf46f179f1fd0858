"""How often a program may write: counted before anything else, and told in every answer."""

import orjson
import pytest
from django.core.cache import cache
from django.core.management import call_command

from argmap.env import Rate
from essays.models import Essay
from tests.api.program import PROBLEM, Program, new_box
from tests.factories import ada, add_thesis, ben, make_essay

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=["memory", "database"])
def _counted_anew(request, settings) -> None:
    """Count where one process counts, and where several do: there a rollback takes back a count."""
    if request.param == "database":
        backend = "argmap.counting.CountingCache"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache"}}
        call_command("createcachetable")
    cache.clear()


def limit(settings, **rates: int) -> None:
    given = {name: Rate(count, 3600) for name, count in rates.items()}
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, **given}


def left(answer) -> tuple[str, str]:
    assert 0 < int(answer["RateLimit-Reset"]) <= 3600
    return answer["RateLimit-Limit"], answer["RateLimit-Remaining"]


def test_what_is_left_stands_in_each_answer_to_a_write(settings) -> None:
    limit(settings, writes=5)
    essay, program = make_essay(), Program(ada())
    node = f"{essay.pk}/nodes/{add_thesis(essay)}/"
    answers = [
        program.write(essay, new_box(), idempotency_key="one"),
        program.write(essay, new_box("")),
        program.patch(node, {"note": "x"}, if_match='"old"'),
        program.patch(f"{make_essay(ben()).pk}/", {"title": "x"}, if_match="*"),
        program.write(essay, b"{"),
        program.write(essay, new_box()),
    ]
    assert [one.status_code for one in answers] == [201, 422, 412, 404, 400, 429]
    assert [left(one) for one in answers] == [("5", n) for n in "432100"]
    assert answers[-1]["Content-Type"] == PROBLEM
    assert answers[-1]["Retry-After"] == answers[-1]["RateLimit-Reset"]
    assert Program(ben()).post("", {"title": "Mine"}).status_code == 201
    assert "RateLimit-Limit" not in program.get(node)


@pytest.mark.parametrize("keyed", [True, False])
def test_an_import_that_is_refused_counts(settings, keyed: bool) -> None:
    limit(settings, imports=3)
    essay, program = make_essay(), Program(ada())

    def put(number: int):
        key = {"idempotency_key": f"{number}"} if keyed else {}
        return program.put(f"{essay.pk}/map/", b"{}", if_match="*", **key)

    answers = [put(number) for number in range(4)]
    assert [one.status_code for one in answers] == [422, 422, 422, 429]
    assert left(answers[0]) == ("3", "2")


def test_copies_and_large_batches_are_imports(settings) -> None:
    limit(settings, imports=2)
    essay, program = make_essay(), Program(ada())
    large = orjson.dumps({"operations": [], "origin": " " * 1_000_001})
    assert program.write(essay, large).status_code == 422
    assert program.post(f"{essay.pk}/duplicate/").status_code == 201
    assert program.post(f"{essay.pk}/duplicate/").status_code == 429
    assert program.write(essay, large).status_code == 429
    assert program.write(essay, new_box()).status_code == 201
    assert Essay.objects.count() == 2
