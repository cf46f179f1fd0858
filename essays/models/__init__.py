"""The tables. Content rows belong to one essay; see `argument.py`."""

from essays.models.argument import Anchor, ContextMark, Node, Premise, Relation, Source
from essays.models.essay import Essay, Visibility
from essays.models.history import Revision
from essays.models.idempotency import IdempotencyKey
from essays.models.people import ApiToken, TokenScope, User
from essays.models.sharing import Invitation, MemberRole, Membership

__all__ = [
    "Anchor",
    "ApiToken",
    "ContextMark",
    "Essay",
    "IdempotencyKey",
    "Invitation",
    "MemberRole",
    "Membership",
    "Node",
    "Premise",
    "Relation",
    "Revision",
    "Source",
    "TokenScope",
    "User",
    "Visibility",
]
