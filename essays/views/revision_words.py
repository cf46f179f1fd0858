"""What a revision did, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_stubs_ext import StrPromise

from essays.forms.naming import listed, shortened, step_name
from essays.graph.model import EssayGraph
from essays.graph.outline import Outline

type Document = Mapping[str, Any]

_FIELDS: Mapping[str, StrPromise] = {
    "text": gettext_lazy("words"),
    "kind": gettext_lazy("kind"),
    "note": gettext_lazy("note"),
    "implicit": gettext_lazy("stated or unstated"),
    "source_id": gettext_lazy("source"),
    "scheme": gettext_lazy("scheme"),
    "weight": gettext_lazy("strength"),
    "target_node_id": gettext_lazy("target"),
    "target_relation_id": gettext_lazy("target"),
    "premises": gettext_lazy("boxes"),
    "title": gettext_lazy("title"),
    "author_line": gettext_lazy("author line"),
    "language": gettext_lazy("language"),
    "citation": gettext_lazy("citation"),
    "url": gettext_lazy("web address"),
    "status": gettext_lazy("check"),
    "position": gettext_lazy("order"),
    "home": gettext_lazy("place"),
}

ORIGINS: Mapping[str, StrPromise] = {
    "branch": gettext_lazy("Deleted a box and what hung under it"),
    "copy": gettext_lazy("Copied from another essay"),
    "import": gettext_lazy("Imported from a file"),
    "lines": gettext_lazy("Made a box of each line"),
    "several": gettext_lazy("Changed several boxes at once"),
    "source": gettext_lazy("Wrote a box with its source"),
    "passages": gettext_lazy("Marked several passages"),
    "order": gettext_lazy("Put boxes in order"),
    "link": gettext_lazy("Linked a box into a step"),
    "detach": gettext_lazy("Took a box out of a step"),
}


@dataclass(frozen=True)
class RevisionWords:
    """Says what operations did, on the map as it stands now and with words of what is gone."""

    graph: EssayGraph
    outline: Outline
    gone: Mapping[UUID, str]

    def say(self, operation: Document) -> str:
        """Return one operation in words."""
        if "undoes" in operation:
            earlier = {name: value for name, value in operation.items() if name != "undoes"}
            words = {"number": operation["undoes"], "what": self.say(earlier)}
            return _("Undid version %(number)s: %(what)s") % words
        op = str(operation.get("op", ""))
        say = _SAY.get(op)
        return say(self, operation) if say else op

    def box(self, id: Any) -> str:
        """Return a box by its number, or by its words when it is gone."""
        key = UUID(id) if id else None
        if key is not None and key in self.graph.nodes:
            return self.outline.number(key)
        if key is not None and key in self.gone:
            return f"“{shortened(self.gone[key])}”"
        return _("a box that is gone")

    def step(self, id: Any) -> str:
        """Return a step by the numbers of its boxes."""
        if id and UUID(id) in self.graph.relations:
            return step_name(self.graph, self.outline, UUID(id))
        return _("a step that is gone")

    def words(self, id: Any) -> str:
        """Return the words of a passage, a mark or a source."""
        key = UUID(id)
        if key in self.graph.anchors:
            return shortened(self.graph.anchors[key].exact)
        if key in self.graph.context_marks:
            return shortened(self.graph.context_marks[key].quote)
        if key in self.graph.sources:
            return shortened(self.graph.sources[key].citation)
        return shortened(self.gone.get(key, "")) or "…"

    def owner(self, op: Document) -> str:
        """Return the box or step that something belongs to or is about."""
        node = op.get("node_id") or op.get("target_node_id")
        if node:
            return self.box(node)
        return self.step(op.get("relation_id") or op.get("target_relation_id"))

    def passage_owner(self, id: Any) -> str:
        """Return the box or step of a passage that is there."""
        anchor = self.graph.anchors.get(UUID(id))
        if anchor is None:
            return _("a box")
        if anchor.node_id is not None:
            return self.box(str(anchor.node_id))
        return self.step(str(anchor.relation_id))


def _add_node(say: RevisionWords, op: Document) -> str:
    text = {"text": shortened(str(op.get("text", "")))}
    relation = op.get("relation")
    if op.get("kind") == "thesis":
        return _("Wrote the thesis: “%(text)s”") % text
    if relation is None:
        return _("Added a box: “%(text)s”") % text
    text["target"] = say.owner(relation)
    if relation.get("kind") == "attack":
        return _("Added an objection to %(target)s: “%(text)s”") % text
    if op.get("kind") == "evidence":
        return _("Added evidence for %(target)s: “%(text)s”") % text
    return _("Added a reason for %(target)s: “%(text)s”") % text


def _edit_node(say: RevisionWords, op: Document) -> str:
    if set(op) == {"op", "id", "text"}:
        named = {"box": say.box(op["id"]), "text": shortened(op["text"])}
        return _("New words for %(box)s: “%(text)s”") % named
    return _("Edited %(box)s: %(fields)s") % {"box": say.box(op["id"]), "fields": _fields(op)}


def _remove_node(say: RevisionWords, op: Document) -> str:
    return _("Deleted %(box)s") % {"box": say.box(op["id"])}


def _add_relation(say: RevisionWords, op: Document) -> str:
    boxes = listed(say.box(premise.get("node_id")) for premise in op.get("premises", ()))
    named = {"boxes": boxes, "target": say.owner(op)}
    if op.get("kind") == "attack":
        return _("Let %(boxes)s object to %(target)s") % named
    return _("Let %(boxes)s support %(target)s") % named


def _edit_relation(say: RevisionWords, op: Document) -> str:
    return _("Edited %(step)s: %(fields)s") % {"step": say.step(op["id"]), "fields": _fields(op)}


def _move(say: RevisionWords, op: Document) -> str:
    if op.get("table") == "node":
        return _("Moved %(what)s") % {"what": say.box(op["id"])}
    if op.get("table") == "relation":
        return _("Moved %(what)s") % {"what": say.step(op["id"])}
    premise = say.graph.premises.get(UUID(op["id"]))
    return _("Moved %(what)s") % {"what": say.box(str(premise.node_id) if premise else None)}


def _anchor(sentence: StrPromise) -> Callable[[RevisionWords, Document], str]:
    def say_it(say: RevisionWords, op: Document) -> str:
        named = {"words": say.words(op["id"]), "box": say.passage_owner(op["id"])}
        return str(sentence) % named

    return say_it


def _source(sentence: StrPromise) -> Callable[[RevisionWords, Document], str]:
    def say_it(say: RevisionWords, op: Document) -> str:
        words = shortened(str(op["citation"])) if "citation" in op else say.words(op["id"])
        return str(sentence) % {"words": words}

    return say_it


def _set_details(say: RevisionWords, op: Document) -> str:
    return _("Changed %(fields)s") % {"fields": _fields(op)}


def _batch(say: RevisionWords, op: Document) -> str:
    origin = str(op.get("origin", ""))
    if origin in ORIGINS:
        return str(ORIGINS[origin])
    count = sum(op.get("kinds", {}).values())
    many = ngettext("Changed %(count)s thing at once", "Changed %(count)s things at once", count)
    said = many % {"count": count}
    return f"{said} ({origin})" if origin else said


def _fields(op: Document) -> str:
    return listed(dict.fromkeys(str(_FIELDS[name]) for name in op if name in _FIELDS)) or "…"


_SAY: Mapping[str, Callable[[RevisionWords, Document], str]] = {
    "add_node": _add_node,
    "edit_node": _edit_node,
    "remove_node": _remove_node,
    "add_relation": _add_relation,
    "edit_relation": _edit_relation,
    "remove_relation": lambda say, op: _("Deleted a step; its boxes stayed"),
    "move": _move,
    "add_anchor": _anchor(gettext_lazy("Marked a passage of %(box)s: “%(words)s”")),
    "edit_anchor": _anchor(gettext_lazy("Laid a passage of %(box)s over “%(words)s”")),
    "remove_anchor": _anchor(gettext_lazy("Took a passage off: “%(words)s”")),
    "mark_context": _source(gettext_lazy("Marked as context: “%(words)s”")),
    "unmark_context": _source(gettext_lazy("No longer context: “%(words)s”")),
    "set_text": lambda say, op: _("Changed the text"),
    "set_details": _set_details,
    "add_source": _source(gettext_lazy("Added the source “%(words)s”")),
    "edit_source": _source(gettext_lazy("Edited the source “%(words)s”")),
    "remove_source": _source(gettext_lazy("Deleted the source “%(words)s”")),
    "batch": _batch,
}
