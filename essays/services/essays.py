"""Essays as wholes: made, put in the bin, taken back, gone."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from essays.access.permissions import Permission
from essays.graph import rules
from essays.graph.errors import Taken
from essays.graph.ids import uuid7
from essays.graph.model import EssayGraph
from essays.models import Essay, MemberRole, Membership, User
from essays.services.sharing import settings_of

BIN_DAYS = 30


def create_essay(
    owner: User,
    *,
    title: str,
    author_line: str = "",
    language: str = "en",
    text: str = "",
    id: UUID | None = None,
) -> Essay:
    """Return a new essay at version 0, owned by a person who is its first member.

    Raises BadValue by the rules of every edit, and Taken for an id that is in use.
    """
    essay = Essay(
        id=id or uuid7(),
        owner=owner,
        title=rules.title(title),
        author_line=rules.author_line(author_line),
        language=rules.language(language),
        text=rules.text(text),
    )
    try:
        with transaction.atomic():
            essay.save(force_insert=True)
            Membership.objects.create(essay=essay, user=owner, role=MemberRole.OWNER)
    except IntegrityError as error:
        raise Taken from error
    return essay


def create_essay_of(owner: User, graph: EssayGraph) -> Essay:
    """Return a new essay with the id, details and text of a map; its rows are still to come."""
    details = graph.details
    return create_essay(
        owner,
        id=details.id,
        title=details.title,
        author_line=details.author_line,
        language=details.language,
        text=graph.text,
    )


def delete_essay(actor: User, essay_id: UUID, *, expected: int | None = None) -> Essay:
    """Return the essay, now in the bin, where it stays for BIN_DAYS."""
    with settings_of(actor, essay_id, Permission.OWN, expected=expected) as essay:
        essay.deleted = timezone.now()
    return essay


def restore_essay(actor: User, essay_id: UUID) -> Essay:
    """Return the essay, taken out of the bin."""
    with settings_of(actor, essay_id, Permission.RESTORE) as essay:
        essay.deleted = None
    return essay


def purge_bin(*, days: int = BIN_DAYS) -> int:
    """Delete for good what has been in the bin for so many days; return how many essays."""
    old = Essay.objects.filter(deleted__lt=timezone.now() - timedelta(days=days))
    gone = 0
    for essay_id in list(old.values_list("pk", flat=True)):
        # one transaction each: a long bin must not hold the only writer for seconds
        with transaction.atomic():
            gone += old.filter(pk=essay_id).delete()[0]
    return gone
