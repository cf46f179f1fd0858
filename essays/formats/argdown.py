"""Argdown (C. Voigt; argdown.org), text that is an argument map, both ways (docs/formats.md)."""

import re

from essays.formats.argdown_reading import load
from essays.formats.argdown_writing import dump
from essays.formats.base import Format

__all__ = ["FORMAT", "dump", "load", "recognise"]

_LOOKED_AT = 20_000  # bytes
_FRONT = re.compile(r"\s*={3,}[ \t]*\n")
# [Title]: words, <Title>: words, or a relation with either; not a link or an address of Markdown.
_SAID = re.compile(
    r"^[ \t]*+(?:[-+]|<[-+_]|[-+_]>|><)?[ \t]*+"
    r"(?:\[[^\]\n]+\]|<[^>\n/!?]+>):[ \t]+(?!https?:|/|<)\S",
    re.MULTILINE,
)
_RELATED = re.compile(
    r"^[ \t]+(?:[-+]|<[-+_]|[-+_]>|><)[ \t]+(?:\[[^\]\n]+\](?!\()|<[^>\n/!?]+>)[ \t]*(?:[#{].*)?$",
    re.MULTILINE,
)


def recognise(data: bytes) -> bool:
    """Return whether the beginning of a file looks like Argdown."""
    text = data[:_LOOKED_AT].decode(errors="ignore").lstrip("\ufeff").replace("\r\n", "\n")
    return bool(_FRONT.match(text) or _SAID.search(text) or _RELATED.search(text))


FORMAT = Format(
    name="argdown",
    title="Argdown",
    extensions=("argdown", "ad"),
    media_type="text/plain; charset=utf-8",
    load=load,
    dump=dump,
    recognise=recognise,
)
