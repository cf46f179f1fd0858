"""A site on a database of its own, with maps of any size, for what is measured."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from uuid import UUID

from essays.graph.ids import uuid7

_TABLES = ("node", "relation", "premise")


class Program:
    """Asks the site as a server does, by WSGI: Django's own test client costs more than a read."""

    def __init__(self, key: str) -> None:
        from argmap.wsgi import application

        self.application = application
        self.key = key

    def ask(
        self, method: str, path: str, body: bytes = b"", *, status: int = 200, **headers: str
    ) -> dict[str, str]:
        """Return the headers of an answer, which has to have this status."""
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_AUTHORIZATION": f"Bearer {self.key}",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
            **{f"HTTP_{name}": value for name, value in headers.items()},
        }
        found: list[Any] = []

        def start(*given: Any) -> Callable[[bytes], object]:
            found.extend(given)
            return lambda _: None

        answer = self.application(environ, start)
        content = b"".join(answer)
        answer.close()
        if not found[0].startswith(str(status)):
            raise RuntimeError(f"{method} {path}: {found[0]} {content[:500]!r}")
        return dict(found[1])


@contextmanager
def made_site() -> Iterator[Program]:
    """Yield a client with a key, on a test database that goes at the end."""
    from django.conf import settings
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections, connection
    from django.test.utils import setup_test_environment

    from argmap.env import Rate
    from essays.models import TokenScope
    from essays.services.tokens import issue_token

    setup_test_environment()
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS, Rate(10**9, 60))
    name = connection.creation.create_test_db(verbosity=0)
    try:
        key = issue_token(owner(), name="bench", scope=TokenScope.WRITE).key
        # the connection stays open, as in production it stays in the pool
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        yield Program(key)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def batch_of(boxes: int, steps: int) -> list[dict[str, Any]]:
    """Return edits that make so many boxes and steps; the first box is the thesis."""
    ids = [str(uuid7()) for _ in range(boxes)]
    edits: list[dict[str, Any]] = []
    for number, id in enumerate(ids):
        edit: dict[str, Any] = {
            "op": "add_node",
            "id": id,
            "kind": "claim" if number else "thesis",
            "text": f"Reason {number}: winters were hard, grain was scarce and bread was dear.",
        }
        if number:
            target = ids[(number - 1) // 3]
            edit["relation"] = {
                "id": str(uuid7()),
                "kind": "attack" if number % 4 == 0 else "support",
                "target_node_id": target,
            }
        edits.append(edit)
    for number in range(max(0, steps - boxes + 1)):
        premise = {"id": str(uuid7()), "node_id": ids[boxes - 1 - number]}
        edits.append(
            {
                "op": "add_relation",
                "id": str(uuid7()),
                "kind": "support",
                "target_node_id": ids[number],
                "premises": [premise],
            }
        )
    return edits


def empty_essay(text: str = "") -> UUID:
    """Return a new essay without a map."""
    from essays.services.essays import create_essay

    return create_essay(owner(), title="Why bread was dear", text=text).pk


def map_of(boxes: int, steps: int, *, text: str = "") -> tuple[UUID, UUID]:
    """Return a new essay with so many boxes and steps, and one of its boxes."""
    from essays.graph.documents import read_operation
    from essays.services.editing import apply

    essay_id = empty_essay(text)
    edits = batch_of(boxes, steps)
    apply(essay_id, read_operation({"op": "batch", "operations": edits}), actor=owner())
    return essay_id, UUID(edits[boxes // 2]["id"])


def copied_rows(essay_id: UUID) -> float:
    """Return the seconds that it takes to put the rows of this essay into the same tables again,
    by the quickest way that the database has, its revision included."""
    from django.db import connection, transaction

    from essays.models import Essay, Revision

    rows = {}
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"SELECT * FROM essays_{table} WHERE essay_id = %s", [_key(essay_id)])  # noqa: S608
            rows[table] = cursor.fetchall()
            names = [column[0] for column in cursor.description or ()]
            rows[f"{table} columns"] = [(", ".join(f'"{name}"' for name in names), len(names))]
    revision = Revision.objects.get(essay_id=essay_id)
    Essay.objects.filter(pk=essay_id).delete()
    essay = Essay(pk=essay_id, title="Copied", owner=owner())
    essay.save(force_insert=True)
    begun = time.perf_counter()
    with transaction.atomic():
        for table in _TABLES:
            ((names, width),) = rows[f"{table} columns"]
            _copy(f"essays_{table} ({names})", width, rows[table])
        revision.save(force_insert=True)
    return time.perf_counter() - begun


def _copy(into: str, width: int, rows: list[Any]) -> None:
    from django.db import connection
    from psycopg.types.json import Jsonb

    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            marks = ", ".join(["%s"] * width)
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", rows)  # noqa: S608
            return
        with cursor.copy(f"COPY {into} FROM STDIN") as copy:
            for row in rows:
                copy.write_row([Jsonb(one) if isinstance(one, dict) else one for one in row])


def _key(essay_id: UUID) -> Any:
    from django.db import connection

    return essay_id if connection.vendor == "postgresql" else essay_id.hex


def owner() -> Any:
    """Return whose essays all of these are."""
    from essays.models import User

    return User.objects.get_or_create(username="bench")[0]
