"""Fractional keys: short text between any two others, so that a move changes one row.

A key is digits in base 62 whose order is the plain order of text (0…9, A…Z, a…z), and it never
ends in the lowest digit, so there is always room before it. Read from the left it is a number of
growing width: `1`…`x`, then `y01`…`yxz`, then `yy001`…, and below `1` in the same way `0zz`…`011`,
`00zzz`…: the leading `y` or `0` count how many digits follow, so appending or prepending n times
costs about 2·log62(n) characters. Whatever follows the number is a fraction, built the same way.
Behind all numbers stand stamps: `z` and a time in 11 digits, and fractions of them.
Foreign keys in these digits are accepted too, whatever their shape.
"""

from uuid import UUID

from essays.graph.ids import uuid7

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(DIGITS)
_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_FIRST = "V"
_STAMP_WIDTH = 12
# Inside a gap keys step by more than one: what comes next is as often before as after them.
_INNER_STEP = 8


def is_key(text: str) -> bool:
    """Return whether a text can stand as a position: base 62, not ending in the lowest digit."""
    return bool(text) and not text.endswith("0") and all(digit in _VALUE for digit in text)


def after(last: str | None) -> str:
    """Return a key after this one, or the first key of all."""
    return between(last, None)


def stamped(id: UUID) -> str:
    """Return the key of a row that is added last: the time in its UUIDv7, behind every number.

    So appending reads no siblings. An id of another version gets the present moment.
    """
    stamp = (id if id.version == 7 else uuid7()).int
    digits = _digits(stamp >> 80 << 12 | stamp >> 64 & 0xFFF, _STAMP_WIDTH - 1)
    return f"z{digits}".rstrip("0")


def between(before: str | None, after: str | None) -> str:
    """Return a key between two neighbours; None, like an empty text, is an open end.

    Equal neighbours, and those with only lowest digits between them ("V", "V0"), come from
    imported data. They leave no room, and the answer is `before` itself: the row then stands
    among them by its id. Raises ValueError when `before` is later than `after`, or a digit is
    unknown.
    """
    low, high = before or "", after or ""
    _check(low)
    _check(high)
    if not high:
        if after is not None and low:
            raise ValueError(f"{low!r} is later than an empty position")
        return _last(low)
    if low > high:
        raise ValueError(f"{low!r} is later than {high!r}")
    if not high[len(low) :].strip("0") and high.startswith(low):
        return low
    return _below(high, step=1) if not low else _inside(low, high)


def spread(count: int) -> list[str]:
    """Return this many keys in order, evenly apart and as short as their number allows."""
    width, room = 1, _BASE - 3
    while room < count:
        width, room = width + 1, room * _BASE
    # The first digit is never `0`, `y` or `z`: those begin the keys outside the spread.
    lowest = _BASE ** (width - 1)
    return [
        _digits(lowest + (2 * index + 1) * room // (2 * count), width).rstrip("0")
        for index in range(count)
    ]


def _last(low: str) -> str:
    """Return a key after this one that is earlier than any stamp to come."""
    if low.startswith("z"):
        stamp = low[:_STAMP_WIDTH].ljust(_STAMP_WIDTH, "0")
        return stamp + _above(low[_STAMP_WIDTH:], step=1)
    return _above(low, step=1)


def _inside(low: str, high: str) -> str:
    """Return a key between two texts that leave room, the first not empty."""
    shared = next((i for i, (x, y) in enumerate(zip(low, high, strict=False)) if x != y), len(low))
    head, low_rest, high_rest = low[:shared], low[shared:], high[shared:]
    if not low_rest:
        return head + _below(high_rest, step=_INNER_STEP)
    left, right = _VALUE[low_rest[0]], _VALUE[high_rest[0]]
    if right - left > 1:
        return head + DIGITS[(left + right) // 2]
    upward = head + low_rest[0] + _above(low_rest[1:], step=_INNER_STEP)
    if not high_rest[1:].strip("0"):
        return upward
    downward = head + high_rest[0] + _below(high_rest[1:], step=_INNER_STEP)
    return min(upward, downward, key=len)


def _above(text: str, *, step: int) -> str:
    """Return a key later than any text that starts like this one's number."""
    marks = len(text) - len(text.lstrip("y"))
    if text[marks : marks + 1] == "z":
        return text[: marks + 1] + _above(text[marks + 1 :], step=step)
    if not text:
        return _FIRST
    level, value, _ = _number(text)
    value += step
    value += value % _BASE == 0
    if value > _bounds(level)[1]:
        level += 1
        value = _bounds(level)[0] + step - 1
        value += value % _BASE == 0
    return _key(level, value)


def _below(text: str, *, step: int) -> str:
    """Return a key earlier than a text that has more than lowest digits."""
    if text.startswith("z"):
        return _FIRST
    level, value, end = _number(text)
    if text[end:].strip("0") and value % _BASE:
        return text[:end]
    value -= step
    value -= value % _BASE == 0
    if value < _bounds(level)[0]:
        level -= 1
        value = _bounds(level)[1] - step + 1
    return _key(level, value)


def _number(text: str) -> tuple[int, int, int]:
    """Return the level and value of the number a text starts with, and where its fraction begins.

    The level counts leading `y`, or leading `0` as negative; digits that are missing read as 0.
    """
    ups, downs = len(text) - len(text.lstrip("y")), len(text) - len(text.lstrip("0"))
    marks = max(ups, downs)
    end = 2 * marks + 1
    value = 0
    for digit in text[marks:end].ljust(marks + 1, "0"):
        value = value * _BASE + _VALUE[digit]
    return ups - downs, value, end


def _bounds(level: int) -> tuple[int, int]:
    """Return the lowest and highest value of a level."""
    size = _BASE ** abs(level)
    if level == 0:
        return 1, _BASE - 3
    return (0, size * (_BASE - 2) - 1) if level > 0 else (size, size * _BASE - 1)


def _key(level: int, value: int) -> str:
    marks = abs(level)
    return ("y" if level > 0 else "0") * marks + _digits(value, marks + 1)


def _digits(value: int, width: int) -> str:
    digits = []
    for _ in range(width):
        value, digit = divmod(value, _BASE)
        digits.append(DIGITS[digit])
    return "".join(reversed(digits))


def _check(text: str) -> None:
    unknown = next((digit for digit in text if digit not in _VALUE), None)
    if unknown is not None:
        raise ValueError(f"{text!r} holds {unknown!r}, which is no base 62 digit")
