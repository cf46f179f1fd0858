"""Eight programs write at once on one box: nothing that was acknowledged is lost."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection, transaction

from argmap.env import Rate
from essays.models import Node, Revision
from tests.api.program import Program
from tests.factories import ada, add_thesis, make_essay

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
EDITS = 250 if os.environ.get("ARGMAP_TEST_PROFILE") == "full" else 12


def together(work) -> list[int]:
    """Return what each of the writers did, all of whom begin together."""
    barrier = Barrier(WRITERS, timeout=30)
    connection.close()  # the pool has one for each writer, and none besides

    def run(writer: int) -> int:
        barrier.wait()
        try:
            return work(writer)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(run, range(WRITERS)))


@pytest.fixture
def box(settings) -> tuple[str, UUID]:
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, Rate(10**9, 60))
    essay = make_essay()
    node = add_thesis(essay)
    return f"{essay.pk}/nodes/{node}/", node


def test_no_acknowledged_edit_is_lost(box) -> None:
    """Each writer adds its mark to what it read, and reads again when somebody was faster."""
    path, node = box
    program = Program(ada())

    def write(writer: int) -> int:
        done = 0
        while done < EDITS:
            read = program.get(path)
            note = f"{read.json()['note']} {writer}{done:02x}".strip()
            answer = program.patch(path, {"note": note}, if_match=read["ETag"])
            assert answer.status_code in (200, 412)
            done += answer.status_code == 200
        return done

    assert sum(together(write)) == WRITERS * EDITS
    marks = Node.objects.get(pk=node).note.split()
    assert len(marks) == len(set(marks)) == WRITERS * EDITS
    assert Revision.objects.count() == WRITERS * EDITS + 1


def test_the_same_by_a_plain_save_loses_edits(box) -> None:
    """What the test above would find: it is not by luck that it finds nothing."""
    _, node = box
    barrier = Barrier(WRITERS, timeout=30)

    def write(writer: int) -> int:
        for number in range(3):
            row = Node.objects.get(pk=node)
            barrier.wait()
            row.note = f"{row.note} {writer}-{number}".strip()
            with transaction.atomic():
                row.save()
            barrier.wait()
        return 3

    assert sum(together(write)) == WRITERS * 3
    assert len(Node.objects.get(pk=node).note.split()) < WRITERS * 3
