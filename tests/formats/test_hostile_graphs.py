"""No file of any format holds a worker for long, fills its memory, or ends in another error."""

from collections.abc import Sequence

import orjson
import pytest

from essays.formats.archives import packed
from essays.graph.ids import uuid7s
from tests.formats.hostile import JSON, MOST_SECONDS, XML, YAML, refused, seconds_within_memory

OF_XML = ["microtexts", "graphml", "argunet", "lkif", "caf"]
OF_JSON = ["aif", "xaif", "arguebuf", "sadface", "mindmup"]


@pytest.mark.parametrize("case", XML)
@pytest.mark.parametrize("name", OF_XML)
def test_hostile_xml_is_refused_with_its_place(name, case):
    refused(name, XML[case]())


@pytest.mark.parametrize("case", JSON)
@pytest.mark.parametrize("name", OF_JSON)
def test_hostile_json_is_refused_with_its_place(name, case):
    refused(name, JSON[case]())


@pytest.mark.parametrize("case", YAML)
def test_hostile_yaml_is_refused_with_its_place(case):
    refused("carneades", YAML[case]())


NODE = "01900000-0000-7000-8000-000000000001"


def nodes_with_much(count: int) -> bytes:
    """Rows as small as they come, as many as a file of JSON may hold."""
    return b'{"nodes": [' + b",".join(b'{"nodeID":%d}' % n for n in range(count)) + b"]}"


def native(text: str = "", **sections: list[dict[str, object]]) -> tuple[str, bytes]:
    tables = {
        name: [{"id": str(id), **row} for id, row in zip(uuid7s(len(rows)), rows, strict=True)]
        for name, rows in sections.items()
    }
    return "native", orjson.dumps({"argmap": 1, "essay": {"title": "a", "text": text}, **tables})


def sadface(
    nodes: list[dict[str, object]], text: str = "", edges: Sequence[dict[str, object]] = ()
) -> tuple[str, bytes]:
    resources = [{"id": "r", "content": text}]
    return "sadface", orjson.dumps({"nodes": nodes, "edges": edges, "resources": resources})


def mindmup(ideas: dict[str, object]) -> tuple[str, bytes]:
    return "mindmup", orjson.dumps({"title": "a", "ideas": ideas})


def archive(annotations: bytes) -> tuple[str, bytes]:
    return "brat", packed({"a.txt": b"word " * 30_000, "a.ann": annotations})


HUGE = {
    "foreign data": lambda: native(
        nodes=[{"kind": "claim", "text": "a", "extra": {str(k): 1 for k in range(110)}}] * 9_900
    ),
    "blanks between words": lambda: native(nodes=[{"kind": "claim", "text": "a " * 999}] * 9_000),
    "foreign words": lambda: native(nodes=[{"kind": "claim", "text": "字" * 2_000}] * 3_000),
    "long passages": lambda: native(
        "a" * 190_000,
        anchors=[{"node_id": NODE, "start": 0, "end": 420, "exact": "a" * 420}] * 30_000,
    ),
    "premises of nothing": lambda: native(
        premises=[{"relation_id": NODE, "node_id": NODE}] * 40_000
    ),
    "foreign data of an essay": lambda: (
        "native",
        b'{"argmap": 1, "essay": {"title": "a", "extra": {'
        + b",".join(b'"%x":0' % n for n in range(1_200_000))
        + b"}}}",
    ),
    "passages that are sought": lambda: sadface(
        [
            {"id": str(n), "type": "atom", "text": "a", "sources": [{"text": "a" * 900 + "b"}]}
            for n in range(9_000)
        ],
        "a" * 190_000,
    ),
    "long names of schemes": lambda: sadface(
        [{"id": str(n), "type": "scheme", "name": "n" * 1_900} for n in range(9_000)]
    ),
    "steps": lambda: sadface([{"id": str(n), "type": "scheme"} for n in range(140_000)]),
    "steps in a circle": lambda: sadface(
        [{"id": str(n), "type": "scheme"} for n in range(19_000)]
        + [{"id": "a", "type": "atom", "text": "a"}],
        edges=[{"source_id": str(n), "target_id": str((n + 1) % 19_000)} for n in range(19_000)]
        + [{"source_id": "a", "target_id": str(n)} for n in range(19_000)],
    ),
    "ideas": lambda: mindmup({str(n): {} for n in range(290_000)}),
    "groups of ideas": lambda: mindmup(
        {str(n): {"title": "group", "attr": {"group": "supporting"}} for n in range(140_000)}
    ),
    "one idea of each": lambda: mindmup({"1": {"ideas": {str(n): {} for n in range(29_999)}}}),
    "annotations": lambda: archive(b"".join(b"T%d\tClaim 0 4\tword\n" % n for n in range(59_999))),
    "the thesis again": lambda: archive(
        b"".join(b"T%d\tMajorClaim 0 4\tword\n" % n for n in range(30_000))
    ),
    "passages of many": lambda: archive(
        b"".join(b"T%d\tClaim 0 4%b\tword\n" % (n, b";5 9" * 30) for n in range(49_000))
    ),
    "passages of one": lambda: archive(b"T1\tClaim 0 4" + b";0 4" * 240_000 + b"\tword\n"),
    "elements": lambda: ("microtexts", b"<arggraph>" + b"<edu/>" * 190_000 + b"</arggraph>"),
    "one attribute each": lambda: (
        "microtexts",
        b"<arggraph>" + b"".join(b'<edu id="%d"/>' % n for n in range(190_000)) + b"</arggraph>",
    ),
    "premises on one another": lambda: (
        "microtexts",
        b"<arggraph>"
        + b"".join(b'<edge id="%d" type="add" trg="%d"/>' % (n, n + 1) for n in range(99_000))
        + b"</arggraph>",
    ),
    "joints of joints": lambda: (
        "microtexts",
        b"<arggraph>"
        + b"".join(b'<adu id="a%d"/><joint id="%d"/>' % (n, n) for n in range(9_000))
        + b"".join(b'<edge type="seg" trg="a%d" src="0"/>' % n for n in range(9_000))
        + b"".join(b'<edge type="seg" trg="%d" src="%d"/>' % (n, n + 1) for n in range(8_999))
        + b"</arggraph>",
    ),
    "labels of one": lambda: (
        "graphml",
        b'<graphml><graph><node id="a">'
        + b"<data><NodeLabel>a long label</NodeLabel></data>" * 95_000
        + b"</node></graph></graphml>",
    ),
    "a long label": lambda: (
        "graphml",
        b'<graphml><graph><edge label="' + b"co" * 9_000_000 + b'"/></graph></graphml>',
    ),
    "nodes of a graph": lambda: (
        "graphml",
        b"<graphml><graph>" + b'<node id="a"/>' * 190_000 + b"</graph></graphml>",
    ),
    "edges of a graph": lambda: (
        "graphml",
        b"<graphml><graph>" + b'<edge source="a" target="b"/>' * 190_000 + b"</graph></graphml>",
    ),
    "rows of YAML": lambda: ("carneades", b"statements: {" + b"a: b, " * 70_000 + b"}"),
    "names of YAML": lambda: (
        "carneades",
        b"statements: {" + b", ".join(b"%x: b" % n for n in range(70_000)) + b"}",
    ),
    "attributes of one": lambda: (
        "microtexts",
        b"<arggraph " + b" ".join(b'b%x=""' % n for n in range(390_000)) + b"/>",
    ),
    "nodes without a type": lambda: ("aif", nodes_with_much(290_000)),
    "a long text": lambda: ("xaif", b'{"AIF": {}, "text": "' + b"<span id='1'>" * 99_000 + b'"}'),
}


@pytest.mark.parametrize("case", HUGE)
def test_the_largest_files_take_less_than_200_megabytes(case, tmp_path):
    name, data = HUGE[case]()
    assert len(data) < 20_000_000
    assert seconds_within_memory(name, data, tmp_path) < MOST_SECONDS
