"""The one form in which the essay keeps every text."""

import re
import unicodedata

from essays.text.errors import Refusal, TextRefused

MAX_TEXT = 200_000
# Marks on one letter. Unicode's stream-safe form stops at 30; canonical ordering takes time by the
# square of the run, so that 200,000 marks in a row would hold a worker for half a minute.
MAX_MARKS = 256

_LINE_ENDS = re.compile("[\r\v\f\x85\u2028\u2029]")
_REFUSED = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONG_FOREIGN = re.compile(f"[\u0300-\U0010ffff]{{{MAX_MARKS + 1},}}")


def normalise(text: str) -> str:
    """Return the text in NFC with every line end as a newline, and without a byte order mark.

    Vertical tabs, form feeds and Unicode's own line and paragraph separators become newlines too.
    Raises TextRefused for NUL, lone surrogates, other control characters, more than MAX_MARKS
    combining marks in a row, and more than MAX_TEXT code points.
    """
    if _is_plain(text) and len(text) <= MAX_TEXT:
        return text
    # No text shrinks by more than a factor of four in what follows.
    if len(text) > 4 * MAX_TEXT:
        raise TextRefused(Refusal.TOO_LONG, position=MAX_TEXT)
    refused = _REFUSED.search(text)
    if refused:
        raise TextRefused(_reason(refused.group()), position=refused.start())
    _refuse_piled_marks(text)
    text = _LINE_ENDS.sub("\n", text.replace("\r\n", "\n")).lstrip("\ufeff")
    text = unicodedata.normalize("NFC", text)
    if len(text) > MAX_TEXT:
        raise TextRefused(Refusal.TOO_LONG, position=MAX_TEXT)
    return text


def normalise_line(text: str) -> str:
    """Return the normalised text on one line, with single spaces between words and none outside."""
    line = normalise(text).replace("\t", " ").replace("\n", " ")
    # a few passes over the whole, where an expression would stop at each of its blanks
    while "  " in line:
        line = line.replace("  ", " ")
    return line.strip()


def _is_plain(text: str) -> bool:
    """Return whether a text surely is normal, which most are: to find it out takes a fraction of
    the rest."""
    return text.isprintable() and (
        text.isascii() or (len(text) <= MAX_MARKS and unicodedata.is_normalized("NFC", text))
    )


def _reason(char: str) -> Refusal:
    if char == "\x00":
        return Refusal.NUL
    return Refusal.SURROGATE if "\ud800" <= char <= "\udfff" else Refusal.CONTROL


def _refuse_piled_marks(text: str) -> None:
    for match in _LONG_FOREIGN.finditer(text):
        # of a run that is too long, a mark stands at one of these places
        for index in range(match.start(), match.end(), MAX_MARKS + 1):
            start = end = index
            while start > 0 and unicodedata.combining(text[start - 1]):
                start -= 1
            while end < len(text) and end - start <= MAX_MARKS and unicodedata.combining(text[end]):
                end += 1
            if end - start > MAX_MARKS:
                raise TextRefused(Refusal.MARKS, position=start + MAX_MARKS)
