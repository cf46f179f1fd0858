"""Everybody who may knock at an essay, and one essay with one of everything."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http.cookies import SimpleCookie
from uuid import UUID

from django.test import Client

from essays.graph.ids import uuid7
from essays.graph.operations import AddAnchor, AddSource, MarkContext
from essays.models import ApiToken, Essay, MemberRole, Premise, TokenScope, User, Visibility
from essays.services.editing import apply
from essays.services.sharing import NewInvitation, invite
from essays.services.tokens import issue_token
from tests.factories import ada, add_reason, add_thesis, cy, make_essay, make_member, make_user

SHARE_TOKEN = "the-share-token-of-the-essay"
FAMILY_NAME = "Quillfeather"  # of all members but Ada


class Actor(StrEnum):
    ANONYMOUS = "anonymous"
    GUEST = "guest"  # anonymous too, but holds the share link
    OTHER_CLASS = "other class"
    VIEWER = "viewer"
    COMMENTER = "commenter"
    EDITOR = "editor"
    OWNER = "owner"
    ADMIN = "admin"  # a superuser who is no member


@dataclass(frozen=True)
class World:
    """An essay that is open by link, and its surroundings."""

    essay: Essay
    people: dict[Actor, User]
    cookies: dict[Actor, SimpleCookie]  # of a session of each of them
    thesis: UUID
    reason: UUID
    relation: UUID
    anchor: UUID
    mark: UUID
    source: UUID
    invitation: NewInvitation
    api_token: ApiToken  # of the editor


def make_world() -> World:
    """Return the essay with all its people."""
    essay = make_essay(visibility=Visibility.LINK, share_token=SHARE_TOKEN)
    people = {
        Actor.OWNER: ada(),
        Actor.OTHER_CLASS: cy(),
        Actor.ADMIN: make_user("admin", superuser=True),
    }
    for actor, role in (
        (Actor.VIEWER, MemberRole.VIEWER),
        (Actor.COMMENTER, MemberRole.COMMENTER),
        (Actor.EDITOR, MemberRole.EDITOR),
    ):
        person = make_user(actor.value, name=f"{actor.title()} {FAMILY_NAME}")
        people[actor] = make_member(essay, person, role)
    thesis = add_thesis(essay)
    reason = add_reason(essay, thesis)
    token = issue_token(people[Actor.EDITOR], name="script", scope=TokenScope.WRITE)
    return World(
        essay=Essay.objects.get(pk=essay.pk),
        people=people,
        cookies={actor: _signed_in(person) for actor, person in people.items()},
        thesis=thesis,
        reason=reason,
        anchor=_applied(essay, AddAnchor(id=uuid7(), start=0, end=7, node_id=reason)),
        mark=_applied(essay, MarkContext(id=uuid7(), start=0, end=7)),
        source=_applied(essay, AddSource(id=uuid7(), citation="Price lists")),
        relation=Premise.objects.get(node_id=reason).relation_id,
        invitation=invite(ada(), essay.pk, MemberRole.VIEWER),
        api_token=token.token,
    )


def _signed_in(person: User) -> SimpleCookie:
    client = Client()
    client.force_login(person)
    return client.cookies


def _applied(essay: Essay, operation: AddAnchor | MarkContext | AddSource) -> UUID:
    """Return the id of a row that the owner adds."""
    apply(essay.pk, operation, actor=essay.owner)
    return operation.id


# What stands in an address for each of its arguments, whoever asks. Only the guest knows the link.
FILLS: dict[str, Callable[[World, Actor], object]] = {
    "essay_id": lambda world, _: world.essay.pk,
    "user_id": lambda world, _: world.people[Actor.VIEWER].pk,
    "invitation_id": lambda world, _: world.invitation.invitation.pk,
    "token_id": lambda world, _: world.api_token.pk,
    "relation_id": lambda world, _: world.relation,
    "number": lambda *_: 5,  # the newest revision
    "node_id": lambda world, _: world.reason,
    "owner_id": lambda world, _: world.reason,
    "anchor_id": lambda world, _: world.anchor,
    "mark_id": lambda world, _: world.mark,
    "source_id": lambda world, _: world.source,
    "token": lambda _, actor: SHARE_TOKEN if actor is Actor.GUEST else "a-guess",
    "format": lambda *_: "svg",
    "uidb64": lambda *_: "MQ",
}
