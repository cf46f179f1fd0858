"""Refusals. Pages and the API answer them with 404 and 403 (see `essays.views.web`).

ArgmapError
├── EssayNotFound     there is no such essay, or it is nobody's business that there is
└── Forbidden         the essay may be read, but not used like this (`data["permission"]`)
"""

from essays.access.permissions import Permission
from essays.graph.errors import ArgmapError


class EssayNotFound(ArgmapError):
    """For a stranger an essay does not exist."""

    code = "essay_not_found"


class Forbidden(ArgmapError):
    """The person may read the essay, but lacks this permission."""

    code = "forbidden"

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        super().__init__(permission=permission.value)
