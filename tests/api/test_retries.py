"""A request that is sent again does nothing again, and is answered the same."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essays.models import Essay, IdempotencyKey, Node, Revision
from tests.api.program import Program, new_box
from tests.factories import ada, ben, make_essay, make_member

pytestmark = pytest.mark.django_db


def same(one, other) -> bool:
    names = ("Content-Type", "ETag", "Location")
    return (one.status_code, one.content, [one.get(name) for name in names]) == (
        other.status_code,
        other.content,
        [other.get(name) for name in names],
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.sampled_from(["Bread.", "語🙂"]), key=st.text("aZ-0 ~", min_size=1, max_size=255))
def test_the_same_key_twenty_times_is_one_effect_and_one_answer(text: str, key: str) -> None:
    cache.clear()
    essay, program = make_essay(), Program(ada())
    key = f"x{key}x"[:255]
    IdempotencyKey.objects.all().delete()
    body = {"kind": "claim", "text": text}
    answers = [program.post(f"{essay.pk}/nodes/", body, idempotency_key=key) for _ in range(20)]
    assert answers[0].status_code == 201
    assert all(same(answers[0], one) for one in answers)
    assert answers[1]["Idempotency-Replayed"] == "true"
    assert Node.objects.filter(essay=essay).count() == 1
    assert Revision.objects.filter(essay=essay).count() == 1


def test_another_request_under_the_same_key_is_refused() -> None:
    essay, program = make_essay(), Program(ada())
    program.write(essay, new_box(), idempotency_key="one")
    for answer in (
        program.write(essay, new_box(), idempotency_key="one"),
        program.post("", {"title": "Bread"}, idempotency_key="one"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")
    assert Node.objects.count() == Essay.objects.count() == 1


def test_a_changed_row_is_answered_again_although_its_tag_is_old() -> None:
    essay, program = make_essay(), Program(ada())
    place = program.post(f"{essay.pk}/nodes/", {"kind": "claim", "text": "Bread."})
    send = {"if_match": place["ETag"], "idempotency_key": "two"}
    first = program.patch(place["Location"], {"text": "Dear bread."}, **send)
    again = program.patch(place["Location"], {"text": "Dear bread."}, **send)
    assert first.status_code == 200
    assert same(first, again)


def test_a_refusal_is_not_kept() -> None:
    essay, program = make_essay(), Program(ada())
    box = new_box(kind="opinion")
    assert program.write(essay, box, idempotency_key="three").status_code == 422
    assert not IdempotencyKey.objects.exists()
    assert program.write(essay, new_box(), idempotency_key="three").status_code == 201


def test_keys_are_those_of_one_person() -> None:
    essay = make_essay()
    student = Program(make_member(essay, ben()))
    assert Program(ada()).write(essay, new_box(), idempotency_key="four").status_code == 201
    assert student.write(essay, new_box(), idempotency_key="four").status_code == 201
    assert Node.objects.count() == 2


@pytest.mark.parametrize("key", ["", "x" * 256, "tab\there", "Ü"])
def test_a_key_that_does_not_fit_is_refused(key: str) -> None:
    answer = Program(ada()).write(make_essay(), new_box(), idempotency_key=key)
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_key")


def test_answers_are_kept_for_a_day() -> None:
    essay, program = make_essay(), Program(ada())
    program.write(essay, new_box(), idempotency_key="five")
    program.write(essay, new_box(), idempotency_key="six")
    yesterday = timezone.now() - timedelta(hours=25)
    IdempotencyKey.objects.filter(key="five").update(created=yesterday)
    assert program.write(essay, new_box(), idempotency_key="five").status_code == 201
    IdempotencyKey.objects.filter(key="five").update(created=yesterday)
    call_command("purge", verbosity=0)
    assert [kept.key for kept in IdempotencyKey.objects.all()] == ["six"]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_one_effect_and_one_answer() -> None:
    essay = make_essay()
    program = Program(ada())
    body, barrier = {"kind": "claim", "text": "Bread was dear."}, Barrier(20)
    connection.close()

    def send(_: int):
        barrier.wait()
        try:
            return program.post(f"{essay.pk}/nodes/", body, idempotency_key="all")
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, range(20)))
    assert answers[0].status_code == 201
    assert all(same(answers[0], one) for one in answers)
    assert Node.objects.count() == Revision.objects.count() == 1
