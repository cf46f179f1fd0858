"""Words for a box: a passage as a sentence of its own, and a statement cut to a length."""

import re

from essays.text.graphemes import floor
from essays.text.spans import within_word

MAX_STATEMENT = 2_000

# Openings that tie a sentence to the one before it. Those of the first list may stand without a
# comma; the others are only openings with one ("Still waters", "However much", "First aid").
_FREE = (
    "and yet|and|but(?! for\\b)|yet(?! another\\b| again\\b| to\\b)|nonetheless|nevertheless|"
    "moreover|furthermore|therefore|consequently|in conclusion|"
    "it is (?:also )?(?:true|clear|obvious|evident|certain) that|"
    "(?:it (?:can|could|may|might) be|it is often) (?:argued|said|claimed) that"
)
_WITH_COMMA = (
    "however|still|so|thus|hence|then|besides|also|again|additionally|in addition|similarly|"
    "likewise|equally|accordingly|finally|lastly|first(?:ly)?|second(?:ly)?|third(?:ly)?|"
    "first of all|to begin with|to conclude|in summary|in short|to sum up|overall|indeed|in fact|"
    "of course|admittedly|granted|true|certainly|clearly|obviously|conversely|instead|rather|"
    "(?:by|in) contrast|on the (?:other|one) hand|on the contrary|for (?:example|instance)|"
    "as a result|for (?:this|that) reason|as such|after all|that said|having said that|even so|"
    "all the same|despite (?:this|that)|in spite of (?:this|that)|then again|"
    "in other words|that is|what is more|more importantly|most importantly"
)
_OPENING = re.compile(rf"(?:(?:{_FREE})(?:, ?| )|(?:{_WITH_COMMA}), ?)(?=\S)", re.IGNORECASE)

_BLANKS = re.compile(r"\s+")
_LOOSE_START = " ,;:.!?…–—-•*)]}"
_LOOSE_END = " ,;:–—-([{"
_STOPPED = re.compile(r"[.!?…。！？।۔؟][\"'’”»」』)\]]*$")
_OPENERS = "\"'‘“«‹„([{¿¡「『"


def statement_from(passage: str) -> str:
    """Return the passage as one full sentence on one line, at most MAX_STATEMENT code points.

    What ties it to the sentence before ("However,", "It is true that") goes; it begins with a
    capital where its script has them and ends with a full stop. Empty for a passage without words.
    """
    # Twice the limit, because openings go first; the rest of an endless passage cannot matter.
    words = _BLANKS.sub(" ", passage[: 4 * MAX_STATEMENT])[: 2 * MAX_STATEMENT].strip()
    words = _without_openings(words.lstrip(_LOOSE_START))
    words = words if _STOPPED.search(words) else words.rstrip(_LOOSE_END)
    if not any(char.isalnum() for char in words):
        return ""
    words = _capitalised(words)
    if not _STOPPED.search(words):
        words += _stop_after(words[-1])
    return shorten(words, MAX_STATEMENT)


def shorten(statement: str, limit: int) -> str:
    """Return the statement, or its beginning up to a whole word and "…", in `limit` code points."""
    if len(statement) <= limit:
        return statement
    if limit < 1:
        return ""
    cut = floor(statement, limit - 1)
    word = cut
    while word > limit // 2 and (within_word(statement, word) or not _seam(statement, word)):
        word -= 1
    if word > limit // 2:
        cut = floor(statement, word)
    return statement[:cut].rstrip(_LOOSE_END + "'’") + "…"


def _seam(text: str, index: int) -> bool:
    return text[index - 1].isspace() or text[index].isspace() or not text[index].isalnum()


def _without_openings(words: str) -> str:
    while (opening := _OPENING.match(words)) and _says_something(words[opening.end() :]):
        words = words[opening.end() :].lstrip(_LOOSE_START)
    return words


def _says_something(words: str) -> bool:
    """Return whether at least two words are left, or one in a script without spaces."""
    return len(words.split()) > 1 or len(words) > 20


def _capitalised(words: str) -> str:
    for index, char in enumerate(words):
        if char in _OPENERS or char.isspace():
            continue
        capital = char.title()  # unlike upper(), it leaves ß and Georgian alone
        # iPhone and pH keep their own way
        if len(capital) == 1 and char.islower() and not words[index + 1 : index + 2].isupper():
            return words[:index] + capital + words[index + 1 :]
        break
    return words


def _stop_after(char: str) -> str:
    if "\u2e80" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff":
        return "。"
    return "।" if "\u0900" <= char <= "\u097f" else "."
