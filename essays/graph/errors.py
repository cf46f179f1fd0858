"""What can go wrong with a map. Every error carries a code and data; the edges find the words.

ArgmapError
├── NotFound          a row that is named is not in this essay
├── Refused           the edit breaks a rule of maps (see `code`)
│   └── BadValue      one field is out of bounds (`field`)
├── Taken             an id is in use, nobody learns by whom
├── Stale             the row changed since the client read it (`current` is its changed_version)
├── Conflict          an undo would overwrite what came later (`rows`, `revisions`)
└── Malformed         an operation document has the wrong shape (`pointer`)
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID


class ArgmapError(Exception):
    """An error with a `code` for programs and `data` for the words."""

    code = "error"

    def __init__(self, code: str = "", **data: Any) -> None:
        self.code = code or type(self).code
        self.data = data
        super().__init__(self.code, data)

    def __str__(self) -> str:
        return f"{self.code} {self.data}" if self.data else self.code


class NotFound(ArgmapError):
    """A row of this kind and id is not in the essay."""

    code = "not_found"

    def __init__(self, table: str, id: UUID) -> None:
        super().__init__(table=table, id=str(id))


class Refused(ArgmapError):
    """The edit would break a rule that every map keeps."""

    code = "refused"


class BadValue(Refused):
    """One field of a row is out of bounds; `data["field"]` names it."""

    def __init__(self, field: str, code: str, **data: Any) -> None:
        super().__init__(code, field=field, **data)


@contextmanager
def inside(*path: object) -> Iterator[None]:
    """Let what is refused about a field say where in the operation it stands: `data["inside"]`."""
    try:
        yield
    except BadValue as error:
        error.data["inside"] = "".join(f"/{step}" for step in path)
        raise


class Taken(ArgmapError):
    """An id that a client made is in use."""

    code = "id_taken"


class Stale(ArgmapError):
    """A row changed after the client read it."""

    code = "stale"

    def __init__(self, table: str, id: UUID, *, current: int) -> None:
        super().__init__(table=table, id=str(id), current=current)


class Conflict(ArgmapError):
    """An undo would take back somebody's later edit; `rows` lie in the way."""

    code = "conflict"

    def __init__(self, rows: Sequence[tuple[str, UUID]], *, reason: str, **data: Any) -> None:
        self.rows = tuple(rows)
        super().__init__(reason, rows=[(table, str(id)) for table, id in rows], **data)


class Malformed(ArgmapError):
    """An operation document cannot be read; `data["pointer"]` says where (RFC 6901)."""

    code = "malformed"

    def __init__(self, pointer: str, reason: str, **data: Any) -> None:
        super().__init__(reason, pointer=pointer, **data)
