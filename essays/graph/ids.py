"""Identifiers made here or by a client."""

import os
import threading
import time
from hashlib import blake2b
from uuid import UUID

_lock = threading.Lock()
_last = 0


def uuid7() -> UUID:
    """Return a UUIDv7 (RFC 9562), later than every earlier one of this process.

    The 12 bits after the milliseconds count up within one of them (RFC 9562 section 6.2, method
    1), so that rows made together keep their order.
    """
    global _last
    with _lock:
        tick = max(_last + 1, time.time_ns() // 1_000_000 << 12)
        _last = tick
    random = int.from_bytes(os.urandom(8)) & (1 << 62) - 1
    milliseconds, counter = tick >> 12, tick & 0xFFF
    return UUID(int=milliseconds << 80 | 7 << 76 | counter << 64 | 2 << 62 | random)


def derived(id: UUID, name: str) -> UUID:
    """Return the UUIDv7 of something that comes with a row: its time, and always the same for the
    same name, so that a plan stays a pure function and a repeated request makes nothing twice."""
    digest = blake2b(name.encode(), key=id.bytes, digest_size=8).digest()
    random = int.from_bytes(digest) & (1 << 62) - 1
    return UUID(int=id.int >> 64 << 64 & ~(0xF << 76) | 7 << 76 | 2 << 62 | random)
