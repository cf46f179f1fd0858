"""What the API costs, as ratios to a floor that is run beside it (`make bench`).

Processor time of this process, so that a busy machine changes little. PostgreSQL: the floor of a
read is raw psycopg and orjson, that of a large batch COPY of the same rows.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import django
import orjson

from bench.site import Program, made_site

BOXES, STEPS = 200, 220
LARGE_BOXES, LARGE_STEPS = 10_000, 10_500
ROUNDS = 40


def cpu(work: Callable[[], object], *, rounds: int = ROUNDS) -> float:
    """Return the processor seconds of one round: the median of all."""
    work()
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return sorted(spent)[len(spent) // 2]


def line(name: str, ratio: float, gate: float) -> bool:
    """Print one row of the table; return whether the gate holds."""
    held = ratio <= gate
    sys.stdout.write(f"{name:<56}{ratio:>8.2f} x{gate:>8.2f} x   {'ok' if held else 'OVER'}\n")
    return held


def reads(client: Program, essay_id: UUID) -> list[bool]:
    """Compare the reads of a map with raw rows and orjson."""
    from django.core.cache import cache
    from django.db import connection

    tables = ("source", "node", "relation", "premise", "anchor", "contextmark")
    key = essay_id if connection.vendor == "postgresql" else essay_id.hex

    def raw() -> bytes:
        document = {}
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT * FROM essays_{table} WHERE essay_id = %s", [key])  # noqa: S608
                names = [column[0] for column in cursor.description or ()]
                document[table] = [dict(zip(names, row, strict=True)) for row in cursor]
        return orjson.dumps(document, default=str)

    path = f"/api/v1/essays/{essay_id}/map/"

    def cold() -> None:
        cache.clear()
        client.ask("GET", path)

    floor = cpu(raw)
    mark = client.ask("GET", path)["ETag"]
    sys.stdout.write(f"raw rows and orjson: {floor * 1000:.2f} ms\n")
    return [
        line("map, written anew", cpu(cold) / floor, 1.5),
        line("map, from the cache", cpu(lambda: client.ask("GET", path)) / floor, 0.4),
        line(
            "map, 304",
            cpu(lambda: client.ask("GET", path, status=304, IF_NONE_MATCH=mark)) / floor,
            0.4,
        ),
    ]


def patches(client: Program, essays: dict[int, tuple[UUID, UUID]]) -> list[bool]:
    """Compare one PATCH in a small and in a large map."""
    spent = {}
    for boxes, (essay_id, node_id) in essays.items():
        path = f"/api/v1/essays/{essay_id}/nodes/{node_id}/"
        count = iter(range(10_000))

        def patch(path: str = path, count: Any = count) -> None:
            body = orjson.dumps({"note": f"Note {next(count)}."})
            client.ask("PATCH", path, body, IF_MATCH="*")

        spent[boxes] = cpu(patch)
        sys.stdout.write(f"one PATCH, {boxes:,} boxes: {spent[boxes] * 1000:.2f} ms\n")
    small, large = sorted(spent)
    return [line(f"PATCH, {large:,} boxes against {small:,}", spent[large] / spent[small], 1.3)]


def batches(client: Program) -> list[bool]:
    """Compare a large batch with COPY of the same rows, in real time: the database works too."""
    from bench.site import batch_of, copied_rows, empty_essay

    essay_id = empty_essay()
    body = orjson.dumps({"operations": batch_of(LARGE_BOXES, LARGE_STEPS)})
    path = f"/api/v1/essays/{essay_id}/operations/"
    begun = time.perf_counter()
    client.ask("POST", path, body, status=201, PREFER="return=minimal")
    spent = time.perf_counter() - begun
    floor = copied_rows(essay_id)
    sys.stdout.write(
        f"batch of {LARGE_BOXES:,} boxes and {LARGE_STEPS:,} steps: {spent:.2f} s"
        f" (COPY of the same rows {floor:.2f} s)\n"
    )
    return [line("batch against COPY of its rows", spent / floor, 4)]


def main() -> int:
    """Print the table; return 1 where a gate does not hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    with made_site() as client:
        from bench.site import map_of

        medium, _ = map_of(BOXES, STEPS)
        held = reads(client, medium)
        held += patches(client, {10: map_of(10, 10), LARGE_BOXES: map_of(LARGE_BOXES, LARGE_STEPS)})
        held += batches(client)
    return 0 if all(held) else 1
