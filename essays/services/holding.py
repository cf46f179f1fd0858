"""Holds an essay still while somebody compares what they know of it and then edits."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from essays.access.permissions import Permission
from essays.access.reach import locked_essay_for
from essays.access.scopes import Person
from essays.models import Essay


@contextmanager
def held(actor: Person, essay_id: UUID, permission: Permission) -> Iterator[Essay]:
    """Yield the essay, whole and locked until the block ends, when all in it is stored or nothing.

    Raises EssayNotFound or Forbidden.
    """
    with transaction.atomic():
        yield locked_essay_for(actor, essay_id, permission)
