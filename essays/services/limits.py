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
from django.core.cache.backends.base import BaseCache

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
    taken = _take(_key(limit, who, now // rate.seconds), rate.count, seconds=left + 1)
    if taken > rate.count:
        raise TooMany(Spent(limit=rate.count, remaining=0, reset=left))
    return Spent(limit=rate.count, remaining=rate.count - taken, reset=left)


def refund(limit: str, *who: str) -> None:
    """Give one try back: what succeeded was no guess."""
    rate = settings.RATE_LIMITS[limit]
    key = _key(limit, who, int(time.time()) // rate.seconds)
    taken = cache.get(key, 0)
    if not taken:
        return
    if _counts_at_once():
        with suppress(ValueError):  # the window ended just now
            cache.decr(key)
    else:
        cache.delete(f"{key}:{taken}")
        cache.set(key, taken - 1, rate.seconds)


def _take(key: str, count: int, *, seconds: int) -> int:
    """Return which try of the window this is; more than `count` when it is one too many."""
    if _counts_at_once():
        try:
            return 1 if cache.add(key, 1, seconds) else cache.incr(key)
        except ValueError:  # the key went between the two
            return 1 if cache.add(key, 1, seconds) else count + 1
    # Where incr is a read and a write, two processes would count one try. `add` is atomic
    # everywhere: a try is a numbered key of its own, and the plain key only says where to begin.
    for number in range(cache.get(key, 0) + 1, count + 1):
        if cache.add(f"{key}:{number}", 1, seconds):
            cache.set(key, number, seconds)
            return number
    return count + 1


def _counts_at_once() -> bool:
    return getattr(cache.incr, "__func__", None) is not BaseCache.incr


def _key(limit: str, who: tuple[str, ...], window: int) -> str:
    # hashed, so that the cache holds neither names nor addresses
    name = sha256("\0".join(who).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return f"limit:{limit}:{name}:{window}"
