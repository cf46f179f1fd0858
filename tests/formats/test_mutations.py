"""Files with a part changed at random are read as a sound map or refused; nothing else happens."""

import copy
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from essays.formats import FORMATS
from essays.formats.base import FormatError
from essays.graph.checks import broken
from tests.formats.alike import shape
from tests.formats.test_arguebuf import GRAPH
from tests.formats.test_carneades import GRAPH as CARNEADES
from tests.formats.test_sadface import DOCUMENT
from tests.formats.test_xaif import HTML, SPOKEN

OWN = {"kind": "claim", "note": "n", "home": ["2"], "weight": 0.5, "extra": {"a": 1}, "source": 0}
AIF: dict[str, Any] = {
    **SPOKEN,
    "nodes": [
        *SPOKEN["nodes"][:2],
        {"nodeID": "2b", "type": "I", "text": "Own", "argmap": OWN},
        *SPOKEN["nodes"][2:],
        {
            "nodeID": "12",
            "type": "CA",
            "text": "x",
            "scheme": "Bias",
            "argmap": {**OWN, "new": True},
        },
    ],
    "edges": [
        *SPOKEN["edges"],
        {"edgeID": 90, "fromID": "2b", "toID": "12"},
        {"edgeID": 91, "fromID": "12", "toID": "3"},
    ],
    "locutions": [{"nodeID": "4"}],
    "argmap": {"title": "T", "language": "de", "extra": {"b": [1]}},
}
SAMPLES: dict[str, Any] = {
    "aif": AIF,
    "xaif": {"AIF": AIF, "text": {"txt": HTML}, "OVA": {}},
    "arguebuf": GRAPH,
    "sadface": DOCUMENT,
    "carneades": yaml.safe_load(CARNEADES.replace("2020-01-01", "then")),
}
NAMES = st.sampled_from(
    [
        *("", "1", "2", "2b", "3", "12", "a", "b", "s", "open", "a1"),
        *("support", "x\x07", "text", "new"),
    ]
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 2**64 - 1) | st.floats(allow_nan=False) | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=5,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container in a document, with each key or index of it."""
    stack = [value]
    while stack:
        outer = stack.pop()
        keys = list(outer) if isinstance(outer, dict) else range(len(outer))
        for key in keys:
            yield outer, key
            if isinstance(outer[key], (dict, list)):
                stack.append(outer[key])


@st.composite
def mutated(draw: Any, name: str) -> Any:
    """A sample of a format with some of its values changed, taken away or doubled."""
    found = copy.deepcopy(SAMPLES[name])
    for _ in range(draw(st.integers(1, 4))):
        outer, key = draw(st.sampled_from(list(places(found)) or [({"": 0}, "")]))
        change = draw(st.sampled_from(["change", "rename", "drop", "double"]))
        if change == "change":
            outer[key] = draw(JUNK)
        elif change == "drop":
            del outer[key]
        elif change == "double" and isinstance(outer, list):
            outer.append(copy.deepcopy(outer[key]))
        elif isinstance(outer, dict):
            outer[draw(NAMES)] = outer.pop(key)
    return found


@pytest.mark.parametrize("name", SAMPLES)
@given(data=st.data())
def test_a_file_changed_at_random_is_a_sound_map_or_refused(name, data):
    found = data.draw(mutated(name))
    write = yaml.safe_dump if name == "carneades" else orjson.dumps
    raw = write(found)
    one = FORMATS[name]
    refused = None
    try:
        graph, _ = one.load(raw if isinstance(raw, bytes) else raw.encode())
    except FormatError as error:
        refused = error
    if refused is not None:
        assert refused.line is not None or refused.pointer is not None or refused.data["limit"]
        return
    assert broken(graph) == []
    assert FORMATS["native"].load(FORMATS["native"].dump(graph)[0])
    if one.dump is not None:
        again, _ = one.load(one.dump(graph)[0])
        assert shape(again) == shape(graph)
