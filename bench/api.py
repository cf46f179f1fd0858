"""What the API costs, as ratios to a floor that is run beside it (`make bench`).

Reads and single edits count the processor time of this process, the median of many rounds that
take turns with those of their floor, so that a busy machine changes little; what the database
spends is on neither side. Batches count real time, since there the database does most, and take
the median of several. PostgreSQL: the floor of a read is raw psycopg and orjson, that of a large
batch COPY of the same rows.
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
BATCHES = 5


def cpu(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the processor seconds of one round of each: the median of all. They take turns."""
    spent: list[list[float]] = [[] for _ in works]
    for work in works:
        work()
    for _ in range(rounds):
        for work, seconds in zip(works, spent, strict=True):
            begun = time.process_time()
            work()
            seconds.append(time.process_time() - begun)
    return [sorted(seconds)[len(seconds) // 2] for seconds in spent]


def against(floor: Callable[[], object], work: Callable[[], object]) -> float:
    """Return what a piece of work costs, as the ratio to its floor."""
    low, high = cpu(floor, work)
    return high / low


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

    mark = client.ask("GET", path)["ETag"]
    sys.stdout.write(f"raw rows and orjson: {cpu(raw)[0] * 1000:.2f} ms\n")
    parts(essay_id, raw)
    return [
        line("map, written anew", against(raw, cold), 1.5),
        line("map, from the cache", against(raw, lambda: client.ask("GET", path)), 0.4),
        line(
            "map, 304",
            against(raw, lambda: client.ask("GET", path, status=304, IF_NONE_MATCH=mark)),
            0.4,
        ),
    ]


def parts(essay_id: UUID, floor: Callable[[], object]) -> None:
    """Print what a map that is written anew consists of, as ratios to the floor; and what the
    pages pay for the same rows as a graph."""
    from essays.api.maps import derived
    from essays.formats.native import document
    from essays.services.loading import load, rows

    found = rows(essay_id)
    told = derived(found)
    for name, work in (
        ("rows", lambda: rows(essay_id)),
        ("numbers, stances and roles", lambda: derived(found)),
        (
            "the rows into bytes",
            lambda: document(found.details, found.text, found.tables, derived=told),
        ),
        ("beside it, rows into a graph", lambda: load(essay_id)),
    ):
        sys.stdout.write(f"  {name:<54}{against(floor, work):>8.2f} x\n")


def patches(client: Program, essays: dict[int, tuple[UUID, UUID]]) -> list[bool]:
    """Compare one PATCH in a small and in a large map."""
    spent = {}
    for boxes, (essay_id, node_id) in essays.items():
        path = f"/api/v1/essays/{essay_id}/nodes/{node_id}/"
        count = iter(range(10_000))

        def patch(path: str = path, count: Any = count) -> None:
            body = orjson.dumps({"note": f"Note {next(count)}."})
            client.ask("PATCH", path, body, IF_MATCH="*")

        spent[boxes] = cpu(patch)[0]
        sys.stdout.write(f"one PATCH, {boxes:,} boxes: {spent[boxes] * 1000:.2f} ms\n")
    small, large = sorted(spent)
    return [line(f"PATCH, {large:,} boxes against {small:,}", spent[large] / spent[small], 1.3)]


def batches(client: Program) -> list[bool]:
    """Compare large batches with COPY of the same rows, in real time: the database works too. Each
    is followed by its floor, so that both meet the same machine."""
    samples = sorted(batch(client) for _ in range(BATCHES))
    ratio, spent, floor = samples[BATCHES // 2]
    sys.stdout.write(
        f"batch of {LARGE_BOXES:,} boxes and {LARGE_STEPS:,} steps: {spent:.2f} s"
        f" (COPY of the same rows {floor:.2f} s); {BATCHES} from"
        f" {samples[0][0]:.2f} to {samples[-1][0]:.2f} x\n"
    )
    return [line("batch against COPY of its rows", ratio, 4)]


def batch(client: Program) -> tuple[float, float, float]:
    """Return the ratio of one large batch to COPY of its rows, and the seconds of both."""
    from bench.site import batch_of, copied_rows, empty_essay

    essay_id = empty_essay()
    body = orjson.dumps({"operations": batch_of(LARGE_BOXES, LARGE_STEPS)})
    path = f"/api/v1/essays/{essay_id}/operations/"
    begun = time.perf_counter()
    client.ask("POST", path, body, status=201, PREFER="return=minimal")
    spent = time.perf_counter() - begun
    floor = copied_rows(essay_id)
    return spent / floor, spent, floor


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
