"""The cast and their essays, made by plain functions.

Ada teaches and owns, Ben is a student in her class, Cy is in another class. Content goes through
the write door like everybody's.
"""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import AddNode, NewRelation
from essays.models import Essay, MemberRole, Membership, User, Visibility
from essays.services.editing import apply
from essays.services.essays import create_essay

PASSWORD = "a walk along the river"
TEXT = "Winters were hard. Grain was scarce, so bread was dear.\n\nPrices rose all the same."


def make_user(username: str, *, name: str = "", email: str = "", superuser: bool = False) -> User:
    """Return a person who can sign in with PASSWORD."""
    make = User.objects.create_superuser if superuser else User.objects.create_user
    return make(username=username, password=PASSWORD, name=name, email=email)


def ada() -> User:
    """Return Ada, the teacher who owns essays; always the same person in one test."""
    return _cast("ada", "Ada Lindqvist")


def ben() -> User:
    """Return Ben, the student who is made a member."""
    return _cast("ben", "Ben Achterberg")


def cy() -> User:
    """Return Cy, who belongs to another class."""
    return _cast("cy", "Cy Okafor")


def make_essay(
    owner: User | None = None,
    *,
    title: str = "Why bread was dear",
    text: str = TEXT,
    visibility: Visibility = Visibility.PRIVATE,
    share_token: str | None = None,
    in_bin: bool = False,
) -> Essay:
    """Return an essay without a map, Ada's unless somebody else is named."""
    essay = create_essay(owner or ada(), title=title, text=text)
    essay.visibility = visibility
    essay.share_token = share_token
    essay.deleted = timezone.now() if in_bin else None
    essay.save(update_fields=["visibility", "share_token", "deleted"])
    return essay


def make_member(essay: Essay, user: User, role: MemberRole = MemberRole.EDITOR) -> User:
    """Return the person, now a member."""
    Membership.objects.create(essay=essay, user=user, role=role)
    return user


def add_thesis(essay: Essay, text: str = "Bread was dear for want of grain.") -> UUID:
    """Return the id of a new thesis."""
    node = uuid7()
    apply(essay.pk, AddNode(id=node, kind=NodeKind.THESIS, text=text), actor=essay.owner)
    return node


def add_reason(
    essay: Essay,
    target: UUID,
    text: str = "Winters were hard.",
    *,
    kind: RelationKind = RelationKind.SUPPORT,
    node_kind: NodeKind = NodeKind.CLAIM,
) -> UUID:
    """Return the id of a new node that supports or attacks another."""
    node = uuid7()
    relation = NewRelation(id=uuid7(), kind=kind, target_node_id=target)
    apply(
        essay.pk,
        AddNode(id=node, kind=node_kind, text=text, relation=relation),
        actor=essay.owner,
    )
    return node


def make_map(essay: Essay, *, reasons: Sequence[str] = ("Winters were hard.",)) -> UUID:
    """Return the thesis of a map with these reasons under it."""
    thesis = add_thesis(essay)
    for reason in reasons:
        add_reason(essay, thesis, reason)
    return thesis


def _cast(username: str, name: str) -> User:
    found = User.objects.filter(username=username).first()
    return found or make_user(username, name=name)
