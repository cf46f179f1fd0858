"""The words of a Kialo claim: escaped brackets, and links."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_ACTIVE = re.compile(r"([\\\[\]()])")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# Possessive, so that nothing is tried twice however long a claim is.
_LINK = r"\[([^\[\]\\]*+(?:\\.[^\[\]\\]*+)*+)\]\(([^()\\ ]*+(?:\\.[^()\\ ]*+)*+)\)"
_LINKS = re.compile(_LINK)
_CITATION = re.compile(rf" ?\({_LINK}\)$")


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a web address."""

    words: str
    url: str


def escaped(text: str) -> str:
    """Return a text in which brackets and backslashes stand for themselves."""
    return _ACTIVE.sub(r"\\\1", text)


def unescaped(text: str) -> str:
    """Return the text that an escaped one stands for."""
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def split_links(text: str) -> tuple[str, tuple[Link, ...]]:
    """Return a claim as people read it, and its links.

    A link in round brackets at the end is a citation and leaves the text; of others the words
    stay, and after all but the first their address.
    """
    links: list[Link] = []
    start = text.rfind(" ([") if text.endswith("))") else -1
    citation = _CITATION.match(text, start) if start > 0 else None
    if citation:
        links.append(Link(unescaped(citation[1]), unescaped(citation[2])))
        text = text[:start]
    return unescaped(_LINKS.sub(_keeper(links), text)), tuple(links)


def _keeper(links: list[Link]) -> Callable[[re.Match[str]], str]:
    """Return the function that puts words in the place of a link and keeps the link."""

    def keep(found: re.Match[str]) -> str:
        links.append(Link(unescaped(found[1]), unescaped(found[2])))
        return found[1] if len(links) == 1 else f"{found[1]} ({found[2]})"

    return keep
