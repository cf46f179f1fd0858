"""What each page costs in statements: the same for a map of five boxes and one of five hundred."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import AddNode, AddSource, Batch, NewAnchor, NewRelation, Single
from essays.models import Visibility
from essays.services.editing import apply
from tests.access.matrix import OK, ROWS
from tests.access.test_matrix import routes
from tests.access.world import FILLS, Actor, World, make_world
from tests.factories import ada

pytestmark = pytest.mark.django_db
MOST = 20
PAGES = [name for name, row in ROWS.items() if "GET" in row and OK in row["GET"].answers.values()]


def test_every_page_takes_as_many_statements_at_5_and_at_500_boxes(client: Client) -> None:
    world = make_world()
    world.essay.visibility = Visibility.PUBLIC
    world.essay.save(update_fields=["visibility"])
    small = costs(client, world)
    apply(world.essay.pk, Batch(operations=tuple(branches(world))), actor=ada())
    large = costs(client, world)
    assert small == large
    assert {name: cost for name, cost in large.items() if cost > MOST} == {}


def branches(world: World) -> Iterator[Single]:
    """Yield what makes five hundred boxes more: steps ten deep, evidence with sources, passages,
    and an undercut in each branch."""
    for branch in range(50):
        source = AddSource(id=uuid7(), citation=f"Letters, volume {branch}")
        yield source
        below, step = world.reason, world.relation
        for level in range(10):
            last = level == 9
            kind = RelationKind.ATTACK if level % 3 else RelationKind.SUPPORT
            target = {"target_relation_id": step} if last else {"target_node_id": below}
            relation = NewRelation(id=uuid7(), kind=kind, **target)
            node = AddNode(
                id=uuid7(),
                kind=NodeKind.EVIDENCE if level % 2 else NodeKind.CLAIM,
                text=f"Reason {branch}, {level}.",
                source_id=source.id if level % 2 else None,
                relation=relation,
                anchors=(NewAnchor(id=uuid7(), start=level, end=level + 5),),
            )
            yield node
            below, step = node.id, relation.id


def costs(client: Client, world) -> dict[str, int]:
    """Return what each page costs its owner, and who comes by a link."""
    found = {}
    for name in PAGES:
        call = ROWS[name]["GET"]
        actor = next(a for a in (Actor.OWNER, Actor.GUEST, *Actor) if call.answers[a] == OK)
        fills = {**FILLS, **call.fill}
        arguments = {part: fills[part](world, actor) for part in routes()[name].pattern.converters}
        client.logout()
        if actor in world.people:
            client.force_login(world.people[actor])
        # no page may owe its price to what another one cached
        cache.clear()
        address = reverse(name, kwargs=arguments) + call.query
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address, headers=dict(call.headers)).status_code == OK, name
        found[name] = len(queries)
    return found
