"""Where words stand in a text, whatever their case, accents, quotation marks and line ends."""

import re
import unicodedata
from functools import lru_cache
from itertools import islice

from essays.text.spans import Span

MOST = 200  # places; who finds more looks for longer words
_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def find(text: str, words: str, *, most: int = MOST) -> tuple[Span, ...]:
    """Return the first places of the words, in code points, none over another."""
    looked_for = [re.escape(plain(word)) for word in words.split()]
    if not looked_for:
        return ()
    found = re.compile(r"\s+".join(looked_for)).finditer(plain(text))
    return tuple(Span(match.start(), match.end()) for match in islice(found, most))


@lru_cache(maxsize=64)
def plain(text: str) -> str:
    """Return the text in small letters without accents, code point for code point."""
    return "".join(map(_plain, text.translate(_PLAIN)))


@lru_cache(maxsize=4096)
def _plain(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base[0]
