"""Two versions of a sentence, with the words that differ marked."""

import re
from collections.abc import Iterator, Sequence

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from essays.text.alignment import shared

register = template.Library()

_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@register.simple_tag
def differing(theirs: str, yours: str) -> tuple[SafeString, SafeString]:
    """Return both texts with `ins` around the words that the other does not have."""
    left, right = _WORD.findall(theirs), _WORD.findall(yours)
    # a space alone between two new words is no agreement
    blocks = [b for b in shared(left, right) if "".join(left[b[0] : b[0] + b[2]]).strip()]
    return _marked(left, [(i, n) for i, _j, n in blocks]), _marked(
        right, [(j, n) for _i, j, n in blocks]
    )


def _marked(words: Sequence[str], kept: Sequence[tuple[int, int]]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in _parts(words, kept)))


def _parts(words: Sequence[str], kept: Sequence[tuple[int, int]]) -> Iterator[SafeString]:
    done = 0
    for start, length in (*kept, (len(words), 0)):
        new = "".join(words[done:start])
        if new:
            yield format_html("<ins>{}</ins>", new) if new.strip() else format_html("{}", new)
        done = start + length
        yield format_html("{}", "".join(words[start:done]))
