"""The sections of an Argdown document: its headings, or those its front matter puts in their place
(`group: {regroup: […]}`)."""

from collections.abc import Mapping
from typing import Any

from essays.formats.argdown_linking import Case, Class
from essays.formats.argdown_model import Section


def regrouped(
    front: Mapping[str, Any], classes: Mapping[str, Class], cases: Mapping[str, Case]
) -> list[Section] | None:
    """Move statements and arguments into the sections of the front matter and return these; None
    where it has none."""
    group = front.get("group")
    wishes = group.get("regroup") if isinstance(group, dict) else None
    if not wishes or not isinstance(wishes, list):
        return None
    for thing in (*classes.values(), *cases.values()):
        thing.section = None
    sections: list[Section] = []
    stack: list[tuple[Any, int, int | None]] = [(wish, 1, None) for wish in reversed(wishes)]
    while stack:
        wish, level, parent = stack.pop()
        if not isinstance(wish, dict):
            continue
        index = len(sections)
        title, tags = wish.get("title"), _titles(wish, "tags")
        sections.append(Section(str(title or ""), level, parent, tuple(tags), None, 0))
        for name, things in (("statements", classes), ("arguments", cases)):
            for one in _titles(wish, name):
                if one in things:
                    things[one].section = index
        children = wish.get("children")
        if isinstance(children, list):
            stack.extend((child, level + 1, index) for child in reversed(children))
    return sections


def _titles(wish: Mapping[str, Any], name: str) -> list[str]:
    found = wish.get(name)
    return [str(one) for one in found] if isinstance(found, list) else []
