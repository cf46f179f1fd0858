"""A copy of an essay holds its text and map, and nothing of its people."""

from collections import Counter

import pytest

from essays.access.errors import EssayNotFound
from essays.graph.checks import broken
from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, SourceStatus
from essays.graph.model import TABLES
from essays.graph.operations import AddNode, AddSource, SetText
from essays.graph.outline import backbone
from essays.models import Essay, MemberRole, Membership
from essays.services.demo import load_demo
from essays.services.duplicating import duplicate
from essays.services.editing import apply
from essays.services.loading import load
from tests.factories import TEXT, ada, ben, cy, make_essay, make_map, make_member
from tests.views.bench import statement

pytestmark = pytest.mark.django_db


def test_a_copy_has_the_same_outline_and_passages_and_ids_of_its_own() -> None:
    demo = load_demo(ada())
    copy = duplicate(cy(), demo.pk)
    first, second = load(demo.pk), load(copy.pk)
    assert said(second) == said(first)
    assert second.text == first.text
    for name in TABLES:
        assert len(second.table(name)) == len(first.table(name))
        assert not set(second.table(name)) & set(first.table(name))
    places = Counter((a.start, a.end, a.exact) for a in first.anchors.values())
    assert Counter((a.start, a.end, a.exact) for a in second.anchors.values()) == places
    assert not broken(second)
    assert second.details.title == f"Copy of {first.details.title}"


def said(graph):
    return [(row.number, row.node.text, row.node.note) for row in backbone(graph).rows]


def test_a_copy_is_private_and_belongs_to_who_made_it() -> None:
    essay = make_essay(title="t" * 200)
    make_map(essay)
    make_member(essay, ben(), MemberRole.VIEWER)
    copy = duplicate(ben(), essay.pk)
    assert (copy.owner, copy.visibility, copy.version) == (ben(), "private", 1)
    assert [m.user for m in Membership.objects.filter(essay=copy)] == [ben()]
    assert len(copy.title) == 200


def test_nobody_signs_for_a_check_that_somebody_else_made() -> None:
    essay = make_essay()
    source = AddSource(id=uuid7(), citation="Prices, 1789", status=SourceStatus.CONFIRMED)
    apply(essay.pk, source, actor=ada())
    node = AddNode(id=uuid7(), kind=NodeKind.EVIDENCE, text="Dear.", source_id=source.id)
    apply(essay.pk, node, actor=ada())
    make_member(essay, ben(), MemberRole.VIEWER)
    states = [
        source.status
        for person in (ada(), ben())
        for source in load(duplicate(person, essay.pk).pk).sources.values()
    ]
    assert states == [SourceStatus.CONFIRMED, SourceStatus.UNCHECKED]


def test_a_passage_that_lost_its_words_stays_behind() -> None:
    essay = make_essay()
    statement(essay, "Grain.", spans=((TEXT.index("Grain"), TEXT.index("Grain") + 16), (0, 7)))
    apply(essay.pk, SetText(text=TEXT.replace("Grain was scarce, so", "And")), actor=ada())
    found = load(duplicate(ada(), essay.pk).pk)
    assert [anchor.exact for anchor in found.anchors.values()] == ["Winters"]


def test_a_stranger_copies_nothing() -> None:
    essay = make_essay()
    with pytest.raises(EssayNotFound):
        duplicate(cy(), essay.pk)
    assert Essay.objects.count() == 1
