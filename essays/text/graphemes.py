"""Where a text may be cut without breaking what a reader sees as one character.

The rules are those of UAX 29 (grapheme cluster boundaries), with general categories in place of
its property tables: combining marks, joined and flagged emoji, and Hangul syllables stay whole.
"""

import unicodedata

_JOINER = "\u200d"
_EXTENDING = frozenset("\u200c\u200d\uff9e\uff9f")


def is_boundary(text: str, index: int) -> bool:
    """Return whether a cut before `text[index]` leaves every grapheme cluster whole."""
    if not 0 < index < len(text):
        return True
    before, after = text[index - 1], text[index]
    if after < "\u0300" or before in "\n\t":
        return not (before == _JOINER and after in "©®")
    if _extends(after):
        return False
    if before == _JOINER:
        return after.isspace()
    if _is_flag_half(before) and _is_flag_half(after):
        return _flag_halves_before(text, index) % 2 == 0
    return not _same_syllable(before, after)


def floor(text: str, index: int) -> int:
    """Return the nearest boundary at or before `index`."""
    while not is_boundary(text, index):
        index -= 1
    return index


def ceiling(text: str, index: int) -> int:
    """Return the nearest boundary at or after `index`."""
    while not is_boundary(text, index):
        index += 1
    return index


def _extends(char: str) -> bool:
    return (
        char in _EXTENDING
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= char <= "\U000e007f"  # tags of regional flags
        or unicodedata.category(char)[0] == "M"
    )


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_before(text: str, index: int) -> int:
    count = 0
    while count < index and _is_flag_half(text[index - 1 - count]):
        count += 1
    return count


def _same_syllable(before: str, after: str) -> bool:
    """Return whether two parts of one Hangul syllable meet."""
    if _is_vowel_or_tail(after):
        return _is_lead(before) or _is_block(before) or _is_vowel_or_tail(before)
    return _is_lead(before) and (_is_lead(after) or _is_block(after))


def _is_lead(char: str) -> bool:
    return "\u1100" <= char <= "\u115f" or "\ua960" <= char <= "\ua97c"


def _is_vowel_or_tail(char: str) -> bool:
    return "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7fb"


def _is_block(char: str) -> bool:
    return "\uac00" <= char <= "\ud7a3"
