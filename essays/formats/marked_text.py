"""Text with passages marked by `<span id="…">`, as xAIF carries it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape
from unicodedata import normalize

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]*)>")
_ID = re.compile(r"""(?:^|\s)id\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))""")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BREAKS = frozenset({"br", "p", "div"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked passage: code points, half-open, of the text without its tags."""

    id: str
    start: int
    end: int


def read_marked(html: str) -> tuple[str, list[Mark]]:
    """Return the plain text, and the marked passages in the order of their ends.

    `<br>` and the end of a paragraph are line breaks, other tags nothing. A mark that is never
    closed ends with the text.
    """
    html = _LINE_ENDS.sub("\n", html).lstrip("\ufeff")
    pieces: list[str] = []
    marks: list[Mark] = []
    open_marks: list[tuple[str, int]] = []
    length = last = 0
    for tag in _TAG.finditer(html):
        piece = normalize("NFC", unescape(html[last : tag.start()]))
        last = tag.end()
        closing, name = tag[1] == "/", tag[2].lower()
        if name in _BREAKS and closing == (name != "br"):
            piece += "\n"
        pieces.append(piece)
        length += len(piece)
        if name == "span" and not closing:
            found = _ID.search(tag[3])
            open_marks.append(
                (unescape(next(filter(None, found.groups()), "")) if found else "", length)
            )
        elif name == "span" and open_marks:
            id, start = open_marks.pop()
            marks.append(Mark(id, start, length))
    pieces.append(normalize("NFC", unescape(html[last:])))
    length += len(pieces[-1])
    marks += [Mark(id, start, length) for id, start in reversed(open_marks)]
    return "".join(pieces), [mark for mark in marks if mark.id]


def write_marked(text: str, marks: Iterable[Mark]) -> tuple[str, list[Mark]]:
    """Return the text with its marks as HTML, and the marks that cross one before them."""
    pieces: list[str] = []
    crossing: list[Mark] = []
    open_marks: list[int] = []
    last = 0

    def close(until: int) -> None:
        nonlocal last
        while open_marks and open_marks[-1] <= until:
            end = open_marks.pop()
            pieces.extend((_plain(text[last:end]), "</span>"))
            last = end

    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.id)):
        close(mark.start)
        if open_marks and open_marks[-1] < mark.end:
            crossing.append(mark)
            continue
        pieces.extend((_plain(text[last : mark.start]), _span(mark.id)))
        last = mark.start
        open_marks.append(mark.end)
    close(len(text))
    pieces.append(_plain(text[last:]))
    return "".join(pieces), crossing


def _span(id: str) -> str:
    return f'<span id="{escape(id)}" class="highlighted">'


def _plain(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
