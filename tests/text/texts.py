"""Texts and edits to try things on."""

import unicodedata
from collections.abc import Callable

from hypothesis import strategies as st

WORDS = (
    "The", "state", "however,", "It", "rained.", "was", "of", "of", "Therefore", "“Yes.”", "1,000",
    "\n", "\n\n", " ", "Stalin’s", "de-centralise", "😀", "👩‍👩‍👧", "🇩🇪", "שלום", "مرحبا",
    "e\u0323\u0301", "हिन्दी", "一句话。", "각", "!", "…", "\t",
)  # fmt: skip


@st.composite
def texts(draw: Callable[[st.SearchStrategy[list[str]]], list[str]]) -> str:
    """Return a text in NFC of words in several scripts, emoji and odd characters."""
    odd = st.characters(exclude_categories=["Cs", "Cc"])
    words = draw(st.lists(st.sampled_from(WORDS) | odd, max_size=40))
    return unicodedata.normalize("NFC", " ".join(words))


@st.composite
def edits(draw: Callable[..., object]) -> tuple[str, str]:
    """Return a text and the same after a few words were cut, put in or moved."""
    words = str(draw(texts())).split(" ")
    old = " ".join(words)
    for _ in range(int(str(draw(st.integers(0, 4))))):
        start = int(str(draw(st.integers(0, len(words)))))
        end = int(str(draw(st.integers(start, min(len(words), start + 6)))))
        cut = words[start:end]
        del words[start:end]
        put = draw(st.sampled_from(["cut", "move", "word"]))
        place = int(str(draw(st.integers(0, len(words)))))
        words[place:place] = {"cut": [], "move": cut, "word": ["new"]}[str(put)]
    return unicodedata.normalize("NFC", old), unicodedata.normalize("NFC", " ".join(words))
