"""How often somebody may try: counted in the cache that all processes share.

A rate is a setting (`RATE_LIMITS`). Windows are fixed: their number is part of the key, so a
count ends with its window and nothing has to be reset.
"""

import time
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache

from essays.graph.errors import ArgmapError


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What is left of a rate: `remaining` tries of `limit` for the next `reset` seconds."""

    limit: int
    remaining: int
    reset: int


class TooMany(ArgmapError):
    """The rate is used up; `data["retry_after"]` says for how many seconds."""

    code = "too_many"

    def __init__(self, spent: Spent) -> None:
        self.spent = spent
        self.retry_after = spent.reset
        super().__init__(retry_after=spent.reset)


def spend(limit: str, *who: str) -> Spent:
    """Count one try of somebody under a named limit; raises TooMany when none is left."""
    rate = settings.RATE_LIMITS[limit]
    now = int(time.time())
    left = rate.seconds - now % rate.seconds
    taken = _count(_key(limit, who, now // rate.seconds), 1, seconds=left + 1)
    if taken > rate.count:
        raise TooMany(Spent(limit=rate.count, remaining=0, reset=left))
    return Spent(limit=rate.count, remaining=rate.count - taken, reset=left)


def refund(limit: str, *who: str) -> None:
    """Give one try back: what succeeded was no guess."""
    rate = settings.RATE_LIMITS[limit]
    now = int(time.time())
    _count(_key(limit, who, now // rate.seconds), -1, seconds=rate.seconds)


def _count(key: str, by: int, *, seconds: int) -> int:
    """Return the count of a window after adding to it. In memory adding is atomic; in the database,
    where several processes count, it is one statement."""
    if hasattr(cache, "count"):
        return int(cache.count(key, by, seconds=seconds))
    if by > 0:
        cache.add(key, 0, seconds)
    with suppress(ValueError):  # the window ended just now, or nothing was counted in it
        return cache.incr(key, by)
    return max(by, 0)


def purge_counts() -> int:
    """Delete counts whose window ended, where they are kept for all; return how many. What else the
    cache held longer than it should goes with them."""
    return int(cache.forget()) if hasattr(cache, "forget") else 0


def _key(limit: str, who: tuple[str, ...], window: int) -> str:
    # hashed, so that the cache holds neither names nor addresses
    name = sha256("\0".join(who).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"limit:{limit}:{name}:{window}"
