"""Who reads a map without being a member learns nothing of its people."""

import pytest
from django.core.cache import cache
from django.test import Client

from essays.graph.ids import uuid7
from essays.graph.kinds import SourceStatus
from essays.graph.operations import AddSource
from essays.models import MemberRole, Visibility
from essays.services.editing import apply
from tests.factories import ada, ben, cy, make_essay, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


@pytest.mark.parametrize("members_first", [True, False])
def test_a_guest_does_not_learn_who_checked_a_source(*, members_first: bool) -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    make_member(essay, ben(), MemberRole.VIEWER)
    source = AddSource(id=uuid7(), citation="Pravda, 1956", status=SourceStatus.CONFIRMED)
    apply(essay.pk, source, actor=ada())
    member, stranger, guest = Client(), Client(), Client()
    member.force_login(ben())
    stranger.force_login(cy())
    readers = [(member, str(ada().pk)), (stranger, None), (guest, None)]
    base = f"/api/v1/essays/{essay.pk}/"
    one = f"{base}sources/{source.id}/"
    tags: dict[str, set[tuple[str, str | None]]] = {}
    for client, signed in readers if members_first else readers[::-1]:
        for path, row in (
            (f"{base}map/", lambda body: body["sources"][0]),
            (f"{base}sources/", lambda body: body["items"][0]),
            (one, lambda body: body),
        ):
            answer = client.get(path)
            assert row(answer.json())["checked_by_id"] == signed
            assert row(answer.json())["status"] == "confirmed"
            tags.setdefault(path, set()).add((answer["ETag"], signed))
    # one tag for members, one for all others: neither browser takes one for the other
    for known in tags.values():
        assert len(known) == len({tag for tag, _ in known}) == 2
    for client, signed in readers:
        listed = client.get(f"{base}sources/").json()["items"][0]["etag"]
        assert (listed, signed) in tags[one]
