"""Arguebuf JSON: argument graphs of the ReCAP project (docs/formats.md).

The messages are those of `arg_services.graph.v1`, in the JSON mapping of protocol buffers.
"""

import re
from typing import Any

from essays.formats.base import Format, LossKind, LossReport
from essays.formats.building import At, Builder
from essays.formats.documents import pointer
from essays.formats.joining import Joining
from essays.formats.json_rows import mapping, read_object, words
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, JsonRow

# Kinds of step, by the name of the field that is set.
_KINDS = {
    "support": RelationKind.SUPPORT,
    "attack": RelationKind.ATTACK,
    "rephrase": RelationKind.SUPPORT,
}
# Names of the enumeration that we write otherwise.
_OTHERWISE = {
    "established-rule": "rule",
    "popular-practice": "popular-opinion",
    "verbal-classification": "classification",
    "value-based-practical-reasoning": "practical-reasoning",
    "perception": "sign",
}
_MARK = re.compile(rb'"(schemaVersion|schema_version|majorClaim|major_claim|libraryVersion)"\s*:')
_EMPTY = re.compile(rb'"nodes"\s*:\s*\{')


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map of a graph, its resources joined to the text. Raises FormatError."""
    document = read_object(data, "nodes")
    builder = Builder()
    offsets = _texts(builder, mapping(document.get("resources")))
    joining = Joining(builder)
    for key, row in mapping(document["nodes"]).items():
        _node(joining, key, mapping(row), offsets)
    for key, row in mapping(document.get("edges")).items():
        edge = mapping(row)
        at = At(pointer=pointer("edges", key))
        joining.edge(words(edge.get("source")), words(edge.get("target")), at)
    joining.build()
    builder.aim()
    claim = words(document.get("majorClaim") or document.get("major_claim"))
    if claim in joining.statements:
        builder.crown(joining.statements[claim])
    else:
        builder.crown_root()
    kept = {
        key: value
        for key, value in document.items()
        if key not in ("nodes", "edges", "resources", "majorClaim", "major_claim") and value
    }
    return builder.finish(extra={"arguebuf": kept} if kept else {})


def recognise(data: bytes) -> bool:
    """Return whether the bytes look like such a graph."""
    return bool(_MARK.search(data) and _EMPTY.search(data))


FORMAT = Format(
    name="arguebuf",
    title="Arguebuf JSON",
    extensions=("json",),
    media_type="application/json",
    load=load,
    recognise=recognise,
)


def _texts(builder: Builder, resources: JsonRow) -> dict[str, int]:
    """Set the essay's text and return where the text of each resource begins in it."""
    offsets: dict[str, int] = {}
    text = ""
    for key, row in resources.items():
        at = At(pointer=pointer("resources", key))
        said = builder.printable(words(mapping(row).get("text")), at)
        if said:
            text += "\n\n" if text else ""
            offsets[key] = len(text)
            text += said
    builder.set_text(text, At(pointer="/resources"))
    # where normalising moved a passage, its words are sought
    return offsets


def _node(joining: Joining, key: str, row: JsonRow, offsets: dict[str, int]) -> None:
    at = At(pointer=pointer("nodes", key))
    builder = joining.builder
    if not joining.is_new(key, at):
        return
    kept = {name: value for name, value in row.items() if name not in ("atom", "scheme") and value}
    if "scheme" not in row:
        atom = mapping(row.get("atom"))
        if "atom" not in row:
            builder.lost(LossKind.DROPPED, "unknown_node", at)
            return
        if atom.get("participant"):
            kept["participant"] = atom["participant"]
        id = builder.node(words(atom.get("text")), at, extra={"arguebuf": {"id": key, **kept}})
        joining.statements[key] = id
        reference = mapping(atom.get("reference"))
        if reference:
            _passage(joining, id, reference, offsets, at)
        return
    scheme = mapping(row["scheme"])
    field = next((name for name in (*_KINDS, "preference") if name in scheme), "")
    if field == "preference":
        builder.lost(LossKind.DROPPED, "preference", at)
        return
    if field == "rephrase":
        builder.lost(LossKind.GUESSED, "restatement_became_support", at)
    elif not field:
        builder.lost(LossKind.GUESSED, "step_became_support", at)
    descriptors = scheme.get("premiseDescriptors") or scheme.get("premise_descriptors")
    if descriptors:
        kept["premiseDescriptors"] = descriptors
    joining.step(
        key,
        _KINDS.get(field, RelationKind.SUPPORT),
        at,
        scheme=_slug(scheme.get(field)),
        extra={"arguebuf": {"id": key, **kept}},
    )


def _slug(value: Any) -> str:
    """Return the slug of an enumeration's name, such as SUPPORT_EXPERT_OPINION."""
    slug = words(value).lower().replace("_", "-").partition("-")[2]
    return "" if slug in ("default", "unspecified") else _OTHERWISE.get(slug, slug)


def _passage(joining: Joining, id: Any, row: JsonRow, offsets: dict[str, int], at: At) -> None:
    start = row.get("offset", 0)
    begin = offsets.get(words(row.get("resource")))
    quote = words(row.get("text"))
    whole = begin + start if begin is not None and type(start) is int else None
    found = joining.place_quote(whole, quote)
    if found:
        joining.builder.anchor(id, *found, at)
    else:
        joining.builder.lost(LossKind.DROPPED, "passage_not_found", at, quote)
