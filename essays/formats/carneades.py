"""Carneades 4 argument graphs in YAML (docs/formats.md).

The format is that of T. F. Gordon's Carneades 4, as its examples write it.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from essays.formats.aif_schemes import slug_of
from essays.formats.base import Flaw, Format, FormatError, LossKind, LossReport
from essays.formats.building import At, Builder
from essays.formats.documents import pointer
from essays.formats.json_rows import listed, mapping, words
from essays.formats.yaml_documents import as_json, read_yaml
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph, JsonRow

_MARK = re.compile(rb"^(?:statements|arguments|argument_schemes)\s*:", re.MULTILINE)
# a line at the margin that no mapping of YAML has there: a sentence
_SENTENCE = re.compile(rb"^(?![\w-]+\s*:(?:\s|$)|[#%.}\]\s-]|$)", re.MULTILINE)
_LOOK = 200_000
# What Carneades computes with and no map shows; each row is reported by its name.
_KEPT = {
    "issues": "issue",
    "argument_schemes": "argument_scheme",
    "issue_schemes": "issue_scheme",
    "weighing_functions": "weighing_function",
}


def load(data: bytes) -> tuple[EssayGraph, LossReport]:
    """Return the map of an argument graph. Raises FormatError.

    Proof standards, schemes, assumptions and labels stay in the essay's `extra`.
    """
    document = read_yaml(data)
    if not isinstance(document, dict):
        raise FormatError(Flaw.WRONG_TYPE, pointer="", expected="mapping")
    builder = Builder()
    statements: dict[str, UUID] = {}
    for key, row in _named(document.get("statements")):
        at = At(pointer=pointer("statements", key))
        fields = mapping(row)
        extra = {"carneades": {"id": key, **as_json(_rest(fields, "text"))}}
        said = words(fields.get("text")) if fields else words(row)
        statements[key] = builder.node(said or key, at, extra=extra)
    for key, row in _named(document.get("arguments")):
        _argument(builder, statements, key, mapping(row))
    for name, what in _KEPT.items():
        for key, _ in _named(document.get(name)):
            builder.lost(LossKind.DROPPED, what, At(pointer=pointer(name, key)))
    builder.crown_root()
    kept = as_json(_rest(document, "statements", "arguments"))
    meta = mapping(document.get("meta"))
    return builder.finish(title=words(meta.get("title")), extra={"carneades": kept} if kept else {})


def recognise(data: bytes) -> bool:
    """Return whether the bytes look like an argument graph in YAML."""
    head = data[:_LOOK].removeprefix(b"\xef\xbb\xbf")
    if len(data) > _LOOK:
        head = head[: head.rfind(b"\n") + 1]
    return bool(_MARK.search(head)) and not _SENTENCE.search(head)


FORMAT = Format(
    name="carneades",
    title="Carneades YAML",
    extensions=("yml", "yaml"),
    media_type="application/yaml",
    load=load,
    recognise=recognise,
)


def _named(rows: Any) -> Iterator[tuple[str, Any]]:
    """Yield the rows of a section by name, whether it is a mapping or a list."""
    if isinstance(rows, dict):
        yield from ((words(key), row) for key, row in rows.items())
    else:
        for number, row in enumerate(listed(rows)):
            yield words(mapping(row).get("id")) or str(number), row


def _rest(row: JsonRow, *known: str) -> JsonRow:
    return {key: value for key, value in row.items() if key not in known and value}


def _argument(builder: Builder, statements: dict[str, UUID], key: str, row: JsonRow) -> None:
    at = At(pointer=pointer("arguments", key))

    def statement(name: Any) -> UUID:
        said = words(name).strip()
        if said not in statements:
            # an atom that nobody put into words
            statements[said] = builder.node(said, at, extra={"carneades": {"id": said}})
        return statements[said]

    premises = row.get("premises")
    names = list(premises.values()) if isinstance(premises, dict) else listed(premises)
    target = statement(row["conclusion"]) if row.get("conclusion") else builder.fresh()
    undercutter = statement(row["undercutter"]) if row.get("undercutter") else None
    if not names:
        # there is no step to undercut: what is against the argument is against what it says
        what = "undercut_became_attack" if undercutter else "argument_without_premises"
        builder.lost(LossKind.GUESSED if undercutter else LossKind.DROPPED, what, at)
        step = target
    else:
        known = ("premises", "conclusion", "undercutter", "weight")
        step = builder.relation(
            RelationKind.SUPPORT,
            [statement(name) for name in names],
            target,
            at,
            scheme=slug_of(words(row.get("scheme")).partition("(")[0]) or "",
            weight=_weight(row.get("weight")),
            extra={"carneades": {"id": key, **as_json(_rest(row, *known))}},
        )
    if undercutter:
        builder.relation(RelationKind.ATTACK, [undercutter], step, at)


def _weight(value: Any) -> float | None:
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None
