"""Several writers at once, each with a connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from essays.graph.checks import broken
from essays.graph.errors import ArgmapError, Stale
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import (
    AddNode,
    Batch,
    EditNode,
    EditRelation,
    NewRelation,
    Operation,
    RemoveRelation,
    SetDetails,
)
from essays.models import Essay, MemberRole, Revision, User
from essays.services.editing import apply
from essays.services.loading import load
from essays.services.members import change_role, hand_over, leave, remove_member
from essays.services.people import close_account
from tests.factories import ada, add_thesis, ben, make_essay, make_member

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8
EDITS = 12


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Return what the jobs answered, refusals included; all begin together."""
    barrier = Barrier(len(jobs))
    connection.close()  # the pool has no more connections than there are writers

    def run(job: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return job()
        except ArgmapError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def editing(essay_id: UUID, actor: User, operation: Operation) -> Callable[[], object]:
    return lambda: apply(essay_id, operation, actor=actor)


def reason(target: UUID) -> AddNode:
    relation = NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=target)
    return AddNode(id=uuid7(), kind=NodeKind.CLAIM, text="So it is.", relation=relation)


def test_no_acknowledged_edit_is_lost() -> None:
    essay, actor = make_essay(), ada()
    node = add_thesis(essay)

    def write(writer: int) -> int:
        done = 0
        while done < EDITS:
            seen = load(essay.pk).nodes[node]
            longer = EditNode(id=node, text=f"{seen.text} {writer}")
            try:
                apply(essay.pk, longer, actor=actor, expected={node: seen.changed_version})
            except Stale:
                continue
            done += 1
        return done

    counts = at_once([lambda writer=writer: write(writer) for writer in range(WRITERS)])
    assert counts == [EDITS] * WRITERS
    graph = load(essay.pk)
    words = graph.nodes[node].text.split()
    assert all(words.count(str(writer)) == EDITS for writer in range(WRITERS))
    numbers = Revision.objects.filter(essay=essay).order_by("number")
    assert list(numbers.values_list("number", flat=True)) == list(range(1, graph.version + 1))


def test_writers_of_different_boxes_never_meet() -> None:
    essay, actor = make_essay(), ada()
    thesis = add_thesis(essay)
    answers = at_once([editing(essay.pk, actor, reason(thesis)) for _ in range(WRITERS)])
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert len(load(essay.pk).nodes) == WRITERS + 1


@pytest.mark.parametrize("_round", range(5))
def test_edits_that_are_wrong_only_together_are_not_both_made(_round: int) -> None:
    essay, actor = make_essay(), ada()
    thesis = add_thesis(essay)
    first, second = reason(thesis), reason(thesis)
    apply(essay.pk, Batch(operations=(first, second)), actor=actor)
    left, right = first.relation.id, second.relation.id
    answers = at_once(
        [
            editing(essay.pk, actor, EditRelation(id=left, target_relation_id=right)),
            editing(essay.pk, actor, EditRelation(id=right, target_relation_id=left)),
        ]
    )
    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    assert not broken(load(essay.pk))


@pytest.mark.parametrize("_round", range(5))
def test_nothing_is_built_on_a_step_that_goes_meanwhile(_round: int) -> None:
    essay, actor = make_essay(), ada()
    thesis = add_thesis(essay)
    base = reason(thesis)
    apply(essay.pk, base, actor=actor)
    hit = NewRelation(id=uuid7(), kind=RelationKind.ATTACK, target_relation_id=base.relation.id)
    undercut = AddNode(id=uuid7(), kind=NodeKind.CLAIM, text="Not so.", relation=hit)
    at_once(
        [
            editing(essay.pk, actor, RemoveRelation(id=base.relation.id)),
            editing(essay.pk, actor, undercut),
        ]
    )
    graph = load(essay.pk)
    assert base.relation.id not in graph.relations
    assert not broken(graph)


@pytest.mark.parametrize("_round", range(5))
def test_no_essay_is_handed_to_an_account_that_closes_meanwhile(_round: int) -> None:
    owner, heir = ada(), ben()
    essays = [make_essay() for _ in range(3)]
    for essay in essays:
        make_member(essay, heir)
    answers = at_once(
        [
            lambda: close_account(heir),
            *(lambda pk=essay.pk: hand_over(owner, pk, heir.pk) for essay in essays),
            *(lambda pk=essay.pk: leave(heir, pk) for essay in essays),
            *(editing(essay.pk, heir, SetDetails(title="Mine")) for essay in essays),
        ]
    )
    assert all(isinstance(one, ArgmapError) or not isinstance(one, Exception) for one in answers)
    for essay in Essay.objects.select_related("owner"):
        assert essay.owner.is_active
        assert essay.memberships.get(role=MemberRole.OWNER).user == essay.owner


@pytest.mark.parametrize("_round", range(5))
def test_roles_change_while_members_write_leave_and_close_their_accounts(_round: int) -> None:
    owner, student = ada(), ben()
    essay = make_essay()
    thesis = add_thesis(essay)
    make_member(essay, student)
    at_once(
        [
            lambda: change_role(owner, essay.pk, student.pk, MemberRole.VIEWER),
            lambda: remove_member(owner, essay.pk, student.pk),
            lambda: close_account(student),
            *(editing(essay.pk, student, reason(thesis)) for _ in range(3)),
            lambda: leave(student, essay.pk),
        ]
    )
    assert not essay.memberships.filter(user=student).exists()
    assert not broken(load(essay.pk))
