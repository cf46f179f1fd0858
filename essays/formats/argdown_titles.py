"""Titles by which Argdown tells things apart, and words written so that they come back whole."""

import re
from collections.abc import Iterable

from essays.formats.argdown_patterns import SPECIAL
from essays.formats.argdown_signs import SHORTCODES

LENGTH = 40
_APART = re.compile(r"[^\w\s,'’%&€$£+\-–]+|[_\ufeff]+")
_BLANKS = re.compile(r"\s+")
_COUNTED = re.compile(r" \(\d+\)$")
_NUMBERED = re.compile(r"(?:Statement|Argument) \d+")
# What could begin something, wherever it stands in a text.
_RISKY = re.compile(r"[\\@#*_\[<{]|={3,}|/(?=[/*])|[.:]")
# What cannot stand in brackets of either kind, by the sign that ends them. At the beginning of a
# line `<+` and `<_` are relations.
_NO_TITLE = {
    "]": re.compile(r"^-|[\]\n\r\u2028\u2029]|^\s*$"),
    ">": re.compile(r"^(?:[-+_]|!--)|[>\n\r\u2028\u2029]|^\s*$"),
}
_LONGEST = 1_000


def words(text: str) -> str:
    """Return the first words of a text as a title, without signs that mean something; perhaps
    nothing."""
    plain = _BLANKS.sub(" ", _APART.sub(" ", text[: 4 * LENGTH])).strip(" ,'’-–+&")
    if len(plain) > LENGTH:
        head, _, _ = plain[: LENGTH + 1].rpartition(" ")
        plain = (head or plain[:LENGTH]).rstrip(" ,'’-–+&")
    return plain[:1].upper() + plain[1:]


def is_made_from(title: str, text: str) -> bool:
    """Return whether a title says no more than the text's first words."""
    plain = _COUNTED.sub("", title)
    own = words(text)
    return plain == own if own else bool(_NUMBERED.fullmatch(plain))


class Titles:
    """Gives out titles, none of them twice. `closer` ends the brackets they stand in."""

    def __init__(self, closer: str, taken: Iterable[str] = ()) -> None:
        self._closer = closer
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def unique(self, wish: str, otherwise: str) -> str:
        """Return a title like the wish, or like the other where the wish can be none."""
        title = wish if is_title(wish, self._closer) else otherwise
        if title in self._taken:
            count = self._counts.get(title, 1)
            while (counted := f"{title} ({count + 1})") in self._taken:
                count += 1
            self._counts[title] = count + 1
            title = counted
        self._taken.add(title)
        return title


def is_title(text: str, closer: str) -> bool:
    """Return whether a text can stand between brackets that end with this sign."""
    return not _NO_TITLE[closer].search(text) and len(text) <= _LONGEST


def escaped(text: str) -> str:
    """Return one line of text so that Argdown reads it as it is. It must not begin a line."""
    parts: list[str] = []
    start = 0
    for found in _RISKY.finditer(text):
        at = found.start()
        if at < start:
            continue
        sign = found[0]
        if sign in ".:":
            special = SPECIAL(text, at)
            if special is None:
                continue
            if special[1] not in SHORTCODES and not _RISKY.search(
                special[1], 1, len(special[1]) - 1
            ):
                # read as it is, and the signs at both its ends with it
                parts.append(text[start : special.end(1)])
                start = special.end(1)
                continue
        parts.append(text[start:at])
        parts.append("".join(f"\\{one}" for one in sign))
        start = found.end()
    return "".join([*parts, text[start:]])
