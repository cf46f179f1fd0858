"""One example of each body, run as tests against the demo map (docs/examples/demo-map.json)."""

from collections.abc import Mapping
from typing import Any

# Rows of the demo map, as its file names them.
PLACES: Mapping[str, str] = {
    "node_id": "01900000-0000-7000-8000-00000000000f",
    "relation_id": "01900000-0000-7000-8000-000000000042",
    "anchor_id": "01900000-0000-7000-8000-00000000006f",
    "source_id": "01900000-0000-7000-8000-000000000001",
}
_THESIS = "01900000-0000-7000-8000-00000000000e"
_CLAIM = PLACES["node_id"]
_NEW = "01900000-0000-7000-8000-00000000ff{:02d}"

# By operation id, as the OpenAPI document names them.
EXAMPLES: Mapping[str, Any] = {
    "createEssay": {"title": "Why bread was dear", "language": "en", "text": "Bread was dear."},
    "changeEssay": {"title": "How far did de-Stalinisation go?"},
    "createNode": {
        "kind": "claim",
        "text": "The secret police lost its own courts.",
        "relation": {"id": _NEW.format(1), "kind": "support", "target_node_id": _CLAIM},
    },
    "changeNode": {
        "text": "Terror and the cult of one man were mostly given up.",
        "note": "Check.",
    },
    "createRelation": {
        "kind": "attack",
        "premises": [{"node_id": _CLAIM}],
        "target_relation_id": "01900000-0000-7000-8000-000000000043",
    },
    "changeRelation": {"scheme": "cause-to-effect", "weight": 0.7},
    "createAnchor": {
        "node_id": _CLAIM,
        "start": 0,
        "end": 29,
        "exact": "Between Stalin’s death in Mar",
    },
    "changeAnchor": {"start": 0, "end": 14},
    "createSource": {"citation": "W. Taubman, Khrushchev (2003)", "kind": "secondary"},
    "changeSource": {"status": "confirmed"},
    "makeEdits": {
        "op": "batch",
        "operations": [
            {"op": "add_node", "id": _NEW.format(2), "kind": "claim", "text": "Courts were freed."},
            {
                "op": "add_relation",
                "id": _NEW.format(3),
                "kind": "support",
                "premises": [{"id": _NEW.format(4), "node_id": _NEW.format(2)}],
                "target_node_id": _THESIS,
            },
        ],
    },
    "putMap": {
        "argmap": 1,
        "essay": {"title": "Why bread was dear", "text": "Bread was dear."},
        "nodes": [{"id": _NEW.format(5), "kind": "thesis", "text": "Bread was dear."}],
    },
    "undo": {},
    "redo": {},
    "duplicateEssay": {},
    "restoreEssay": {},
    "invite": {"role": "viewer", "days": 7},
    "changeMember": {"role": "editor"},
    "changeShare": {"visibility": "link"},
}
