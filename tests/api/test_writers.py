"""Eight writers at once on one box: nothing that was acknowledged is lost.

One harness for every way to write. Each writer adds its mark to what it read; who was too late
reads again. That it would find a lost edit, a plain `save()` shows.
"""

import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client

from argmap.env import Rate
from essays.models import Essay, Node, Revision
from tests.api.program import Program
from tests.factories import ada, add_thesis, make_essay
from tests.views.edits import fields

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
FULL = os.environ.get("ARGMAP_TEST_PROFILE") == "full"
EDITS = 250 if FULL else 12  # of each writer
PAGES = 60 if FULL else 3  # a page costs many times what a row costs

# Adds a mark to what the box says now; returns whether that was acknowledged. Who waited for the
# others for too long is told to come back later (503), and does.
type Write = Callable[[str], bool]
# Returns the way of one writer to write to a box.
type Writer = Callable[[Essay, UUID], Write]


def by_api(essay: Essay, box: UUID) -> Write:
    program, path = Program(ada()), f"{essay.pk}/nodes/{box}/"
    program.client.raise_request_exception = False

    def write(mark: str) -> bool:
        read = program.get(path)
        if read.status_code == 503:
            return False
        note = f"{read.json()['note']} {mark}".strip()
        answer = program.patch(path, {"note": note}, if_match=read["ETag"])
        assert answer.status_code in (200, 412, 503)
        return answer.status_code == 200

    return write


def by_page(essay: Essay, box: UUID) -> Write:
    address = f"/essays/{essay.pk}/nodes/{box}/edit/"
    client = Client(raise_request_exception=False)
    client.force_login(ada())

    def write(mark: str) -> bool:
        read = client.get(address)
        if read.status_code == 503:
            return False
        form = fields(read.content)
        answer = client.post(address, {**form, "note": f"{form['note']} {mark}".strip()})
        assert answer.status_code in (303, 409, 503)
        return answer.status_code == 303

    return write


def by_plain_save(_essay: Essay, box: UUID) -> Write:
    def write(mark: str) -> bool:
        row = Node.objects.get(pk=box)
        row.note = f"{row.note} {mark}".strip()
        row.save()
        return True

    return write


@pytest.fixture(autouse=True)
def _no_limits(settings, caplog) -> None:
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, Rate(10**9, 60))
    # most tries meet another's edit: that many warnings would be kept, each with its request
    caplog.set_level(logging.CRITICAL, logger="django.request")


def lost(writer: Writer, *, edits: int) -> int:
    """Return how many acknowledged edits are not there when all have written."""
    essay = make_essay()
    box = add_thesis(essay)
    writes = [writer(essay, box) for _ in range(WRITERS)]
    barrier = Barrier(WRITERS, timeout=30)
    connection.close()  # the pool has one for each writer, and none besides

    def run(number: int) -> set[str]:
        done: set[str] = set()
        barrier.wait()
        try:
            while len(done) < edits:
                mark = f"{number}{len(done):02x}"
                if writes[number](mark):
                    done.add(mark)
            return done
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        acknowledged = set[str]().union(*pool.map(run, range(WRITERS)))
    assert len(acknowledged) == WRITERS * edits
    kept = Node.objects.get(pk=box).note.split()
    assert len(kept) == len(set(kept))
    return len(acknowledged - set(kept))


@pytest.mark.parametrize(("writer", "edits"), [(by_api, EDITS), (by_page, PAGES)])
def test_no_acknowledged_edit_is_lost(writer: Writer, edits: int) -> None:
    assert lost(writer, edits=edits) == 0
    assert Revision.objects.count() == WRITERS * edits + 1


def test_a_plain_save_would_be_found_out() -> None:
    assert lost(by_plain_save, edits=EDITS) > 0
