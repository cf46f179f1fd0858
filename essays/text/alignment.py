"""What two sequences of lines or words have in common, in the order of both."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

# Aligning m by n words takes m·n bits; this is 4 MB and some 20 ms.
_MAX_CELLS = 32_000_000
# Beyond that, and without landmarks, words are sought this far ahead of the last agreement.
_WINDOW = 2_000


def shared(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield blocks (i, j, length) that both sequences hold, in the order of both."""
    if len(before) * len(after) <= _MAX_CELLS:
        yield from _longest_shared(before, after)
        return
    first = second = 0
    for i, j in (*_landmarks(before, after), (len(before), len(after))):
        for x, y, length in _nearly_shared(before[first:i], after[second:j]):
            yield first + x, second + y, length
        if i < len(before):
            yield i, j, 1
        first, second = i + 1, j + 1


def _nearly_shared(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield blocks that both hold, seeking at most a window ahead when there is much."""
    first = second = 0
    while first < len(before) and second < len(after):
        if (len(before) - first) * (len(after) - second) <= _MAX_CELLS:
            window = half = len(before) + len(after)
        else:
            window, half = _WINDOW, _WINDOW // 2
        # Where the next window begins: at the first block not sure yet, or half a window on.
        step, other = half, half
        for x, y, length in _longest_shared(
            before[first : first + window], after[second : second + window]
        ):
            if x >= half:
                step, other = x, y
                break
            yield first + x, second + y, length
            step = max(half, x + length)
            other = y + step - x
        first, second = first + step, second + other


def _longest_shared(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Yield the blocks of a longest common subsequence (Hyyrö 2004, as rapidfuzz has it)."""
    # Numbers, because rapidfuzz takes equal hashes for equal strings.
    numbers: dict[str, int] = {}
    left = [numbers.setdefault(unit, len(numbers)) for unit in before]
    right = [numbers.setdefault(unit, len(numbers)) for unit in after]
    for code in Indel.opcodes(left, right):
        if code.tag == "equal":
            yield code.src_start, code.dest_start, code.src_end - code.src_start


def _landmarks(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Return units that occur once in each, as the longest run in the order of both.

    This is the first step of Bram Cohen's patience diff (2006).
    """
    once = {unit for unit, count in Counter(before).items() if count == 1}
    once &= {unit for unit, count in Counter(after).items() if count == 1}
    there = {unit: j for j, unit in enumerate(after) if unit in once}
    pairs = [(i, there[unit]) for i, unit in enumerate(before) if unit in once]
    ends: list[int] = []  # the smallest end of an increasing run of each length
    last: list[int] = []  # and the pair that ends it
    previous: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        previous.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [index]
    run: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        run.append(pairs[index])
        index = previous[index]
    return run[::-1]
