"""What a program's repeated read asks, in one statement written by hand: is the key good, how does
its person stand towards the essay, and is there anything new. `reach` asks the same by way of the
ORM, which costs more than all the rest of an answer that is kept already.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from essays.access.permissions import Permission
from essays.access.policy import allows
from essays.access.predicates import Standing
from essays.models import Essay, MemberRole, Visibility

_BY_KEY = """
    SELECT e.version, e.visibility, e.deleted IS NOT NULL, m.role
    FROM essays_apitoken t
    JOIN essays_user u ON u.id = t.user_id AND u.is_active
    JOIN essays_essay e ON e.id = %s
    LEFT JOIN essays_membership m ON m.essay_id = e.id AND m.user_id = u.id
    WHERE t.hash = %s AND t.revoked IS NULL AND t.last_used > %s
"""


@dataclass(frozen=True, slots=True)
class Glance:
    """The version of an essay, and where the person stands who may see it."""

    version: int
    standing: Standing

    def may(self, permission: Permission) -> bool:
        """Return whether the person has this permission too."""
        return allows(self.standing, permission)


def glance(
    essay_id: UUID, permission: Permission, *, key_hash: str, used_since: datetime
) -> Glance | None:
    """Return what there is to know, None where the long way has to say why not: no such key or
    essay, no permission, or a key whose use has to be noted. One query."""
    given = (
        Essay._meta.pk.get_db_prep_value(essay_id, connection),
        key_hash,
        connection.ops.adapt_datetimefield_value(used_since),
    )
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEY, given)
        row = cursor.fetchone()
    if row is None:
        return None
    version, visibility, in_bin, role = row
    standing = Standing(
        role=MemberRole(role) if role else None,
        visibility=Visibility(visibility),
        in_bin=bool(in_bin),
    )
    return Glance(version, standing) if allows(standing, permission) else None
