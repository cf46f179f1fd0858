"""What an edit would do, found out by making it and taking all of it back."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from essays.access.scopes import Person
from essays.graph.operations import Operation
from essays.services.editing import Applied, apply


def tried(essay_id: UUID, operation: Operation, *, actor: Person) -> Applied:
    """Return what the edit would change, at the version that the essay has. Nothing is stored.

    Refuses whatever the edit itself would be refused for, a taken id too.
    """
    with transaction.atomic():
        done = apply(essay_id, operation, actor=actor)
        transaction.set_rollback(True)
    version = done.version if done.number is None else done.version - 1
    return replace(done, version=version, number=None)
