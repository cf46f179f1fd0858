"""Made-up requests to every address: no failure of ours, no answer that the schema does not name.

`make check` makes about five hundred of them, the full profile at least ten thousand.
"""

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import TestPhase

from argmap.env import Rate
from argmap.wsgi import application
from essays.graph.ids import uuid7
from essays.graph.operations import AddAnchor, AddSource, Batch
from essays.models import (
    Anchor,
    Essay,
    MemberRole,
    Node,
    Relation,
    Source,
    TokenScope,
    Visibility,
)
from essays.services.editing import apply
from essays.services.sharing import invite
from essays.services.tokens import issue_token
from tests.factories import ada, ben, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db
FULL = os.environ.get("ARGMAP_TEST_PROFILE") == "full"
EXAMPLES = 300 if FULL else 6
# of the boundaries and omissions that the schema names, some 5,000; other ones in each run
BOUNDARIES = 1.0 if FULL else 0.04
_choice = random.Random(0 if "CI" in os.environ else None)

_config = schemathesis.Config.from_path(Path(__file__).parent / "schemathesis.toml")
schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application, config=_config)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the connection of the test, as Django's own client does: its transaction is in it."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def known(settings, one_connection) -> dict[str, str]:
    """Return a header with a key, and an id for each place in an address."""
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, Rate(10**9, 60))
    essay = make_essay(visibility=Visibility.PUBLIC)
    make_map(essay, reasons=["Winters were hard.", "Grain was scarce."])
    make_member(essay, ben())
    passage = AddAnchor(id=uuid7(), start=0, end=7, node_id=Node.objects.first().pk)
    source = AddSource(id=uuid7(), citation="Price lists")
    apply(essay.pk, Batch(operations=(passage, source)), actor=ada())
    return {
        "key": issue_token(ada(), name="conformance", scope=TokenScope.WRITE).key,
        "essay_id": str(essay.pk),
        "node_id": str(Node.objects.first().pk),
        "relation_id": str(Relation.objects.first().pk),
        "anchor_id": str(Anchor.objects.first().pk),
        "source_id": str(Source.objects.first().pk),
        "user_id": str(ben().pk),
        "invitation_id": str(invite(ada(), essay.pk, MemberRole.VIEWER).invitation.pk),
    }


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_that_the_schema_names(case, known) -> None:
    meta = case.meta
    boundary = meta is not None and meta.phase.name is TestPhase.COVERAGE
    if boundary and _choice.random() >= BOUNDARIES:
        return
    Essay.objects.update(deleted=None)
    if meta is None or not meta.is_negative_at(ParameterLocation.PATH):
        # most requests name what is there; ids that are made up answer 404 and little else
        for name in case.path_parameters.keys() & known.keys():
            case.path_parameters[name] = known[name]
    if meta is None or not meta.is_negative_at(ParameterLocation.HEADER):
        for name, value in (("If-Match", "*"), ("Idempotency-Key", str(uuid7()))):
            if name in (case.headers or {}):
                case.headers[name] = value
    case.call_and_validate(headers={"Authorization": f"Bearer {known['key']}"})
