"""Files of OVA from before it wrote xAIF, put into the shape of xAIF.

The ends of an edge are whole nodes there, which have their id in `id`; the text is under
`analysis`.
"""

from typing import Any

from essays.formats.json_rows import listed, mapping
from essays.graph.model import JsonRow

_MOVED = ("nodes", "edges", "participants", "analysis")


def is_older(document: JsonRow) -> bool:
    """Return whether a document is such a file."""
    return "AIF" not in document and any(
        isinstance(mapping(row).get("from"), dict) for row in listed(document.get("edges"))
    )


def as_xaif(document: JsonRow) -> JsonRow:
    """Return the document as OVA3 would write it. What xAIF does not know stays where it was."""
    nodes = listed(document.get("nodes"))
    analysis = mapping(document.get("analysis"))
    graph: JsonRow = {
        "nodes": [_renamed(row, "nodeID") for row in nodes],
        "edges": [_edge(row, number) for number, row in enumerate(listed(document.get("edges")))],
        "participants": [
            _renamed(row, "participantID") for row in listed(document.get("participants"))
        ],
        "locutions": [
            {"nodeID": row.get("id"), "personID": row["participantID"]}
            for row in nodes
            if isinstance(row, dict) and row.get("type") == "L" and row.get("participantID")
        ],
    }
    rest = {key: value for key, value in document.items() if key not in _MOVED}
    more = {key: value for key, value in analysis.items() if key != "txt"}
    text = analysis.get("txt")
    return rest | ({"analysis": more} if more else {}) | {"AIF": graph, "text": text}


def _renamed(row: Any, key: str) -> Any:
    if not isinstance(row, dict) or key in row or "id" not in row:
        return row
    return {key: row["id"]} | {name: value for name, value in row.items() if name != "id"}


def _edge(row: Any, number: int) -> Any:
    if not isinstance(row, dict):
        return row
    rest = {name: value for name, value in row.items() if name not in ("from", "to")}
    ends = {"fromID": mapping(row.get("from")).get("id"), "toID": mapping(row.get("to")).get("id")}
    return {"edgeID": number + 1} | ends | rest
