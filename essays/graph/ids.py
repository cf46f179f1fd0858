"""Identifiers made here or by a client."""

import os
import struct
import threading
import time
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from itertools import repeat
from typing import Any
from uuid import UUID, SafeUUID

_new: Any = object.__new__
_slots: Any = UUID  # whose attributes are known as values, not as the descriptors that set them
_set_number, _set_safety = _slots.int.__set__, _slots.is_safe.__set__
_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """Return a UUIDv7 (RFC 9562), later than every earlier one of this process.

    The 12 bits after the milliseconds count up within one of them (RFC 9562 section 6.2, method
    1), so that rows made together keep their order.
    """
    return UUID(int=_head(_taken(1)) << 63 | int.from_bytes(os.urandom(8)) >> 2)


def uuid7s(count: int) -> list[UUID]:
    """Return this many UUIDv7 in order; many cost a sixth of as many calls of `uuid7`."""
    tick = _taken(count)
    bits = struct.unpack(f">{count}Q", os.urandom(8 * count))
    return _made(
        [head << 63 | low >> 2 for head, low in zip(_heads(tick, count), bits, strict=True)]
    )


def uuids_of(texts: Iterable[str]) -> list[UUID]:
    """Return the UUIDs that texts of 32 digits, with or without hyphens, stand for."""
    return _made([int(text.replace("-", ""), 16) for text in texts])


def _taken(count: int) -> int:
    """Return the first of so many ticks that nobody else gets, in 1/4096 of a millisecond."""
    global _last
    with _lock:
        tick = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        _last = tick + count - 1
    return tick


def _head(tick: int) -> int:
    """Return the upper half of an id, and the first bit of its variant."""
    return (tick >> 12 << 16 | 7 << 12 | tick & 0xFFF) << 1 | 1


def _heads(tick: int, count: int) -> Sequence[int]:
    """Return the heads of so many ticks."""
    found: Sequence[int] = ()
    while count:
        run = min(count, 0x1000 - (tick & 0xFFF))  # within one millisecond
        first = _head(tick)
        heads = range(first, first + 2 * run, 2)
        found = [*found, *heads] if found else heads
        tick += run
        count -= run
    return found


def _made(numbers: Sequence[int]) -> list[UUID]:
    """Return the UUIDs of these numbers of 128 bits, without the checks of their constructor."""
    ids: list[UUID] = list(map(_new, repeat(UUID, len(numbers))))
    any(map(_set_number, ids, numbers))  # which goes through all, since each says None
    any(map(_set_safety, ids, repeat(SafeUUID.unknown)))
    return ids


def derived(id: UUID, name: str) -> UUID:
    """Return the UUIDv7 of something that comes with a row: its time, and always the same for the
    same name, so that a plan stays a pure function and a repeated request makes nothing twice."""
    digest = blake2b(name.encode(), key=id.bytes, digest_size=8).digest()
    random = int.from_bytes(digest) & (1 << 62) - 1
    return UUID(int=id.int >> 64 << 64 & ~(0xF << 76) | 7 << 76 | 2 << 62 | random)
