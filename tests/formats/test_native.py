"""The native format: nothing lost, nothing unsound let in, every refusal with its place."""

import copy
import re
import time
from dataclasses import replace
from uuid import UUID

import orjson
import pytest
from hypothesis import given

from essays.formats import FORMATS, native
from essays.formats.base import Flaw, FormatError, LossKind
from essays.graph.ids import uuid7, uuid7s
from essays.graph.model import TABLES, EssayGraph
from tests.formats.hostile import MOST_SECONDS, seconds_within_memory
from tests.formats.maps import maps

TEXT = "Rain fell. So the match was off."
NODES = [f"01900000-0000-7000-8000-00000000000{n}" for n in range(1, 4)]
STEP, PREMISE, WARRANT, WARRANT_PREMISE = (
    f"01900000-0000-7000-8000-0000000000a{n}" for n in range(4)
)
SOURCE, ANCHOR, MARK = (f"01900000-0000-7000-8000-0000000000b{n}" for n in range(3))


def document():
    """A small map with a row in every table."""
    return {
        "argmap": 1,
        "essay": {"title": "A match", "text": TEXT},
        "sources": [{"id": SOURCE, "citation": "The groundsman"}],
        "nodes": [
            {"id": NODES[0], "kind": "thesis", "text": "The match was off."},
            {"id": NODES[1], "kind": "evidence", "text": "It rained.", "source_id": SOURCE},
            {"id": NODES[2], "kind": "claim", "text": "Rain stops play.", "implicit": True},
        ],
        "relations": [
            {"id": STEP, "kind": "support", "target_node_id": NODES[0], "weight": 1},
            {"id": WARRANT, "kind": "support", "target_relation_id": STEP},
        ],
        "premises": [
            {"id": PREMISE, "relation_id": STEP, "node_id": NODES[1], "home": True},
            {"id": WARRANT_PREMISE, "relation_id": WARRANT, "node_id": NODES[2]},
        ],
        "anchors": [
            {"id": ANCHOR, "node_id": NODES[1], "start": 0, "end": 9, "exact": "Rain fell"}
        ],
        "context_marks": [{"id": MARK, "start": 11, "end": 13, "quote": "So"}],
    }


def changed(pointer, value):
    """The small map with one value set, or taken away where the value is `...`."""
    found = document()
    *path, last = [int(step) if step.isdigit() else step for step in pointer.split("/")[1:]]
    at = found
    for step in path:
        at = at[step]
    if value is ...:
        del at[last]
    else:
        at[last] = value
    return orjson.dumps(found)


def refusal(data):
    with pytest.raises(FormatError) as caught:
        native.load(data)
    return caught.value


def content(graph: EssayGraph) -> object:
    """What has to survive: all but the essay's id and bookkeeping."""
    tables = {name: {id: row.columns() for id, row in graph.table(name).items()} for name in TABLES}
    return graph.details.columns(), graph.text, tables


@given(maps())
def test_a_map_comes_back_as_it_was(graph):
    data, report = native.dump(graph)
    again, losses = native.load(data)
    assert not report
    assert not losses
    assert content(again) == content(graph)


@given(maps())
def test_the_bytes_come_back_as_they_were(graph):
    data, _ = native.dump(graph)
    assert native.dump(native.load(data)[0])[0] == data


@given(maps())
def test_neither_the_order_of_rows_nor_of_foreign_keys_shows(graph):
    rows = [row for name in TABLES for row in graph.table(name).values()]
    turned = replace(graph.details, extra=dict(reversed(graph.details.extra.items())))
    other = EssayGraph.of(turned, reversed(rows), text=graph.text, version=99)
    assert native.dump(other) == native.dump(graph)


def test_bookkeeping_is_not_part_of_the_document():
    data, _ = native.dump(native.load(orjson.dumps(document()))[0])
    assert not re.search(rb"version", data)


def test_what_is_left_out_takes_its_default():
    graph, report = native.load(b'{"argmap": 1, "essay": {"title": "Bare"}}')
    assert not report
    assert graph.details.title == "Bare"
    assert (graph.details.language, graph.text, dict(graph.nodes)) == ("en", "", {})


def test_a_byte_order_mark_is_no_obstacle():
    assert native.load(b"\xef\xbb\xbf" + orjson.dumps(document()))[0].text == TEXT


def test_derived_values_are_written_on_request_and_not_read():
    graph, _ = native.load(orjson.dumps(document()))
    derived = {node: {"number": str(number)} for number, node in enumerate(NODES, 1)}
    plain = orjson.loads(native.dump(graph)[0])
    tables = {
        kind.table: [list(row.values()) for row in reversed(plain[section])]
        for section, (kind, _) in native.SECTIONS.items()
    }
    data = native.document(plain["essay"], graph.text, tables, derived=derived)
    written = orjson.loads(data)["nodes"]
    assert [node["derived"] for node in written] == [
        {"number": "1"},
        {"number": "2"},
        {"number": "3"},
    ]
    assert native.dump(native.load(data)[0])[0] == native.dump(graph)[0]


def test_blanks_in_lines_are_put_right_and_reported():
    graph, report = native.load(changed("/nodes/1/text", " It \n rained. "))
    assert graph.nodes[UUID(NODES[1])].text == "It rained."
    (loss,) = report.repaired
    assert (loss.what, loss.pointer) == ("normalised", "/nodes/1/text")
    assert report.counts() == {(LossKind.REPAIRED, "normalised"): 1}


@pytest.mark.parametrize(
    ("pointer", "value", "flaw"),
    [
        ("/argmap", ..., Flaw.MISSING_KEY),
        ("/argmap", 2, Flaw.VERSION),
        ("/argmap", True, Flaw.VERSION),
        ("/essay", ..., Flaw.MISSING_KEY),
        ("/essay", [], Flaw.WRONG_TYPE),
        ("/essay/title", ..., Flaw.MISSING_KEY),
        ("/essay/title", " ", Flaw.BAD_VALUE),
        ("/essay/title", 7, Flaw.WRONG_TYPE),
        ("/essay/text", "a\r\nb", Flaw.BAD_VALUE),
        ("/essay/text", "e\u0301", Flaw.BAD_VALUE),
        ("/essay/text", "a" * 200_001, Flaw.BAD_VALUE),
        ("/essay/text", None, Flaw.WRONG_TYPE),
        ("/essay/language", "x" * 40, Flaw.BAD_VALUE),
        ("/essay/extra", {"a": "b" * 2_000_000}, Flaw.BAD_VALUE),
        ("/sources/0/citation", "", Flaw.BAD_VALUE),
        ("/sources/0/url", "javascript:alert(1)", Flaw.BAD_VALUE),
        ("/sources/0/url", "https://[", Flaw.BAD_VALUE),
        ("/sources/0/status", "perhaps", Flaw.UNKNOWN_VALUE),
        ("/sources/0/checked_by_id", "me", Flaw.WRONG_TYPE),
        ("/nodes", {}, Flaw.WRONG_TYPE),
        ("/nodes/0", "node", Flaw.WRONG_TYPE),
        ("/nodes/0/id", ..., Flaw.MISSING_KEY),
        ("/nodes/0/id", "1", Flaw.WRONG_TYPE),
        ("/nodes/0/id", SOURCE, Flaw.DUPLICATE),
        ("/nodes/0/id", f"urn:uuid:{NODES[0]}", Flaw.WRONG_TYPE),
        ("/nodes/0/kind", "idea", Flaw.UNKNOWN_VALUE),
        ("/nodes/0/kind", ["thesis"], Flaw.WRONG_TYPE),
        ("/nodes/1/kind", "thesis", Flaw.UNSOUND),
        ("/nodes/0/text", "", Flaw.BAD_VALUE),
        ("/nodes/0/text", "a" * 2_001, Flaw.BAD_VALUE),
        ("/nodes/0/text", "nul \0", Flaw.BAD_VALUE),
        ("/nodes/0/implicit", 1, Flaw.WRONG_TYPE),
        ("/nodes/0/position", "a b", Flaw.BAD_VALUE),
        ("/nodes/0/extra", [], Flaw.WRONG_TYPE),
        ("/nodes/0/extra", {"a": ["\0"]}, Flaw.BAD_VALUE),
        ("/nodes/0/extra", {"\0": 1}, Flaw.BAD_VALUE),
        ("/nodes/0/extra", {"a": "b" * 16_000}, Flaw.BAD_VALUE),
        ("/nodes/1/source_id", NODES[0], Flaw.DANGLING),
        ("/relations/0/weight", 1.5, Flaw.BAD_VALUE),
        ("/relations/0/weight", "1", Flaw.WRONG_TYPE),
        ("/relations/0/scheme", "Two words", Flaw.BAD_VALUE),
        ("/relations/0/target_node_id", ..., Flaw.UNSOUND),
        ("/relations/0/target_node_id", SOURCE, Flaw.DANGLING),
        ("/relations/0/target_node_id", NODES[1], Flaw.UNSOUND),
        ("/relations/1/target_node_id", NODES[0], Flaw.UNSOUND),
        ("/relations/1/target_relation_id", WARRANT, Flaw.UNSOUND),
        ("/relations/1/target_relation_id", MARK, Flaw.DANGLING),
        ("/premises/0", ..., Flaw.UNSOUND),
        ("/premises/0/relation_id", NODES[0], Flaw.DANGLING),
        ("/premises/0/node_id", STEP, Flaw.DANGLING),
        ("/anchors/0/node_id", ..., Flaw.UNSOUND),
        ("/anchors/0/relation_id", STEP, Flaw.UNSOUND),
        ("/anchors/0/start", 1, Flaw.BAD_SPAN),
        ("/anchors/0/start", -1, Flaw.BAD_SPAN),
        ("/anchors/0/start", 0.0, Flaw.WRONG_TYPE),
        ("/anchors/0/end", 900, Flaw.BAD_SPAN),
        ("/anchors/0/end", None, Flaw.BAD_SPAN),
        ("/anchors/0/exact", "", Flaw.BAD_VALUE),
        ("/anchors/0/prefix", "a" * 33, Flaw.BAD_VALUE),
        ("/anchors/0/state", "lost", Flaw.BAD_SPAN),
        ("/context_marks/0/quote", "so", Flaw.BAD_SPAN),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_its_place(pointer, value, flaw):
    error = refusal(changed(pointer, value))
    assert error.flaw is flaw
    assert error.pointer is not None
    table, *rest = error.pointer.split("/")[1:]
    # a premise that is gone is missed by its relation, a wrong end shows at its span's start
    expected = "/relations/0" if pointer == "/premises/0" else f"/{pointer.split('/')[1]}"
    assert error.pointer.startswith(expected)
    assert rest or table in {"argmap", "essay", "nodes"}


@pytest.mark.parametrize("pointer", ["/more", "/essay/more", "/nodes/0/more", "/anchors/0/more"])
def test_an_unknown_key_is_refused_by_name(pointer):
    error = refusal(changed(pointer, 1))
    assert error.flaw is Flaw.UNKNOWN_KEY
    assert error.data["key"] == "more"
    assert f"{error.pointer}/more" == pointer


def test_a_moved_passage_may_differ_from_its_quote():
    found = document()
    found["anchors"][0] |= {"exact": "Rain  fell", "state": "fuzzy"}
    assert native.load(orjson.dumps(found))[0].anchors[UUID(ANCHOR)].exact == "Rain  fell"


def test_one_node_stands_once_in_a_relation_and_has_one_home():
    found = document()
    found["premises"].append({**found["premises"][0], "id": str(uuid7()), "home": False})
    error = refusal(orjson.dumps(found))
    assert (error.pointer, error.data["reason"]) == ("/relations/0", "same_premise_twice")
    found["premises"][2] |= {"home": True, "relation_id": WARRANT}
    error = refusal(orjson.dumps(found))
    assert (error.pointer, error.data["reason"]) == ("/nodes/1", "two_homes")


def test_relations_stand_on_each_other_at_most_16_deep():
    found = document()
    for depth in range(3, 18):
        below, id = found["relations"][-1]["id"], str(uuid7())
        found["relations"].append({"id": id, "kind": "attack", "target_relation_id": below})
        found["premises"].append({"id": str(uuid7()), "relation_id": id, "node_id": NODES[2]})
        data = orjson.dumps(found)
        if depth <= 16:
            assert len(native.load(data)[0].relations) == depth
    assert refusal(data).data["reason"] == "chain_too_deep"


def test_a_cycle_of_support_between_nodes_is_legal():
    found = document()
    found["relations"].append(
        {"id": MARK[:-1] + "9", "kind": "support", "target_node_id": NODES[1]}
    )
    found["premises"].append(
        {"id": str(uuid7()), "relation_id": MARK[:-1] + "9", "node_id": NODES[0]}
    )
    assert len(native.load(orjson.dumps(found))[0].relations) == 3


def many_nodes(count):
    found = document()
    extra = [{"id": str(uuid7()), "kind": "claim", "text": "x"} for _ in range(count - 3)]
    return orjson.dumps({**found, "nodes": [*found["nodes"], *extra]})


def test_ten_thousand_nodes_are_read_and_one_more_is_not():
    assert len(native.load(many_nodes(10_000))[0].nodes) == 10_000
    error = refusal(many_nodes(10_001))
    assert (error.flaw, error.pointer) == (Flaw.TOO_MANY, "/nodes")


def nested(depth):
    return orjson.dumps(document()).replace(
        b'"kind":"thesis"', b'"kind":"thesis","extra":{"a":' + b"[" * depth + b"]" * depth + b"}"
    )


def test_foreign_data_may_nest_64_levels_in_all():
    # the document, the list, the node and its extra are four of them
    assert native.load(nested(60))
    assert refusal(nested(61)).flaw is Flaw.TOO_DEEP


HOSTILE = {
    "nothing": lambda: b"",
    "no object": lambda: b"[]",
    "a number": lambda: b"1",
    "cut short": lambda: orjson.dumps(document())[:-9],
    "not a number": lambda: b'{"argmap": NaN}',
    "an infinite number": lambda: b'{"argmap": 1e999}',
    "a number of 5,000 digits": lambda: b'{"argmap": ' + b"9" * 5_000 + b"}",
    "bad UTF-8": lambda: b'{"argmap": "\xff\xfe"}',
    "UTF-16": lambda: orjson.dumps(document()).decode().encode("utf-16"),
    "a lone surrogate": lambda: b'{"argmap": "\\ud800"}',
    "a surrogate in UTF-8": lambda: b'{"argmap": "\xed\xa0\x80"}',
    "lists 100,000 deep": lambda: b"[" * 100_000 + b"]" * 100_000,
    "objects 100,000 deep": lambda: b'{"a":' * 100_000,
    "lists 500 deep": lambda: b"[" * 500 + b"]" * 500,
    "25 MB": lambda: b'{"argmap": "' + b"a" * 25_000_000 + b'"}',
    "millions of lists": lambda: b"[" + b"[]," * 6_000_000 + b"[]]",
    "lists of lists": lambda: b"[" + (b"[" * 60 + b"]" * 60 + b",") * 8_000 + b"0]",
    "millions of objects": lambda: b"[" + b'{"a":0},' * 2_000_000 + b"0]",
    "millions of numbers": lambda: b"[" + b"0," * 9_000_000 + b"0]",
    "many keys": lambda: b"{" + b",".join(b'"%x":0' % n for n in range(1_400_000)) + b"}",
    "as many keys as are read": lambda: (
        b"{" + b",".join(b'"%x":0' % n for n in range(1_250_000)) + b"}"
    ),
    "a long word": lambda: b'{"argmap": 1, "essay": {"title": "' + b"a" * 19_000_000 + b'"}}',
    "marks on one letter": lambda: (
        b'{"argmap": 1, "essay": {"title": "a", "text": "a'
        + "\u0301\u0323".encode() * 90_000
        + b'"}}'
    ),
    "spaces": lambda: b" " * 19_000_000 + b"{",
    "relations on one another": lambda: stacked(19_000),
    "relations in a circle": lambda: stacked(19_000, lowest="target_relation_id"),
}


def stacked(count: int, *, lowest: str = "target_node_id") -> bytes:
    """Relations each to the one before, the first to a node, or to the last of them."""
    node, *ids = map(str, uuid7s(count + 1))
    targets = [{lowest: node if lowest == "target_node_id" else ids[-1]}]
    targets += [{"target_relation_id": id} for id in ids[:-1]]
    relations = [
        {"id": id, "kind": "support", **target} for id, target in zip(ids, targets, strict=True)
    ]
    nodes = [{"id": node, "kind": "claim", "text": "a"}]
    found = {"argmap": 1, "essay": {"title": "a"}, "nodes": nodes, "relations": relations}
    return orjson.dumps(found)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_before_long(name):
    # half a second of work in practice; what grows faster than the file takes minutes
    data = HOSTILE[name]()
    before = time.process_time()
    error = refusal(data)
    assert time.process_time() - before < 5
    assert error.line is not None or error.pointer is not None or error.data["limit"]


@pytest.mark.parametrize(
    "name", ["lists of lists", "as many keys as are read", "a long word", "millions of lists"]
)
def test_a_hostile_file_takes_less_than_200_megabytes(name, tmp_path):
    assert seconds_within_memory("native", HOSTILE[name](), tmp_path) < MOST_SECONDS


def test_a_fault_of_syntax_is_told_by_line_and_column():
    error = refusal(b'{\n  "argmap": 1,\n  "essay": nonsense}')
    assert (error.flaw, error.line, error.column) == (Flaw.SYNTAX, 3, 12)


def test_a_long_foreign_key_is_cut_in_the_message():
    error = refusal(changed("/" + "k" * 5_000, 1))
    assert error.data["key"] == "k" * 100


def test_reading_leaves_no_trace_on_a_second_reading():
    data = orjson.dumps(copy.deepcopy(document()))
    assert content(native.load(data)[0]) == content(native.load(data)[0])


def test_the_format_is_registered():
    assert FORMATS["native"].load is native.load
    assert FORMATS["native"].dump is native.dump
