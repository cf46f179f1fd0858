"""What real AIF files do and no map can hold: read, reported, and in the file again."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.formats import aif
from essays.formats.aif_reading import STEPS
from tests.formats.aif_files import LINKED, document, given_back, read, same_graph
from tests.formats.alike import shape

HAZARDS = {
    "no locutions": ({k: v for k, v in LINKED.items() if k != "locutions"}, []),
    "nothing in it": (document([], []), []),
    "no edges": ({"nodes": [{"nodeID": "1", "text": "A", "type": "I"}]}, []),
    "null lists": ({"nodes": None, "edges": None, "locutions": None}, []),
    "lists as objects": (
        {"nodes": {"a": {"nodeID": 1, "type": "I", "text": "A"}}, "edges": {}},
        [],
    ),
    "lists as words": ({"nodes": "many", "edges": 7}, ["not_a_list"] * 2),
    "rows that are none": ({"nodes": [None, "A", []], "edges": [3]}, ["not_a_row"] * 4),
    "an inference of an inference": (
        document(["1 I A", "2 I B", "3 RA", "4 RA", "5 I C"], ["2 3", "3 1", "5 4", "4 3"]),
        [],
    ),
    "an edge between statements": (document(["1 I A", "2 I B"], ["1 2"]), ["edge_without_step"]),
    "a circle of statements": (
        document(["1 I A", "2 I B", "3 RA", "4 RA"], ["1 3", "3 2", "2 4", "4 1"]),
        [],
    ),
    "a circle of steps": (
        document(["1 I A", "2 I B", "3 CA", "4 CA"], ["1 3", "3 4", "2 4", "4 3"]),
        ["step_targets_itself", "step_without_ends"],
    ),
    "a statement for itself": (
        document(["1 I A", "2 RA"], ["1 2", "2 1"]),
        ["premise_is_target", "step_without_ends"],
    ),
    "an edge to itself": (document(["1 I A"], ["1 1"]), ["edge_without_step"]),
    "a step to itself": (
        document(["1 I A", "2 CA"], ["1 2", "2 2"]),
        ["step_targets_itself"],
    ),
    "a step without ends": (document(["1 I A", "2 RA"], ["1 2"]), ["step_without_ends"]),
    "a step without premises": (document(["1 I A", "2 RA"], ["2 1"]), ["step_without_ends"]),
    "two targets": (
        document(["1 I A", "2 I B", "3 I C", "4 RA"], ["1 4", "4 2", "4 3"]),
        ["step_with_several_targets"],
    ),
    "a step to itself and to a statement": (
        document(["1 I A", "2 I B", "3 RA", "4 I C", "5 CA"], ["3 3", "3 1", "2 3", "4 5", "5 3"]),
        ["step_with_several_targets", "step_targets_itself"],
    ),
    "premises that are the targets": (
        document(["1 I A", "2 I B", "3 RA"], ["3 1", "3 2", "1 3", "2 3"]),
        ["step_with_several_targets", "premise_is_target", "premise_is_target"],
    ),
    "a step to a step that cannot stand, then to a statement": (
        document(["1 I A", "2 I B", "3 RA", "4 RA", "5 CA"], ["2 3", "3 4", "3 1", "1 5", "5 3"]),
        ["step_with_several_targets", "step_without_ends", "step_without_ends"],
    ),
    "dangling edges": (
        document(["1 I A", "2 RA"], ["1 2", "2 9", "8 7"]),
        ["dangling_edge", "dangling_edge", "step_without_ends"],
    ),
    "edges without ends": (
        {**document(["1 I A"], []), "edges": [{}, {"fromID": 1}]},
        ["dangling_edge"] * 2,
    ),
    "an edge twice": (
        document(["1 I A", "2 I B", "3 RA"], ["1 3", "1 3", "3 2"]),
        ["edge_twice"],
    ),
    "an unknown type": (document(["1 I A", "2 XY B"], ["1 2"]), ["unknown_node"]),
    "no type": ({"nodes": [{"nodeID": 1, "text": "A"}], "edges": []}, ["unknown_node"]),
    "no id": (
        {"nodes": [{"type": "I", "text": "A"}, {"type": "RA"}], "edges": []},
        ["node_without_id"],
    ),
    "null text": (
        {"nodes": [{"nodeID": 1, "type": "I", "text": None}], "edges": []},
        ["empty_statement"],
    ),
    "a text of many lines": (document(["1 I A  b\n c "], []), []),
    "small letters": (document(["1 i A", "2 i B", "3 ra"], ["1 3", "3 2"]), []),
}


@pytest.mark.parametrize("name", HAZARDS)
def test_a_hazard_is_read_reported_and_read_alike_again(name):
    found, expected = HAZARDS[name]
    graph, losses = read(found)
    assert losses == expected
    written = orjson.dumps(given_back(found))
    again, _ = aif.load(written)
    assert shape(again) == shape(graph)
    assert aif.dump(again)[0] == written


@pytest.mark.parametrize(
    "name", ["a circle of steps", "a step without premises", "two targets", "an unknown type"]
)
def test_what_a_map_cannot_hold_is_in_the_file_again(name):
    found, _ = HAZARDS[name]
    for row in found["nodes"]:
        row.setdefault("text", "")
    assert same_graph(found, given_back(found))


ROWS = st.fixed_dictionaries(
    {
        "nodeID": st.one_of(st.integers(0, 9), st.integers(0, 9).map(str), st.none()),
        "type": st.sampled_from([*"III", *STEPS, "L", "YA", "TA", "PA", "ra", "", None]),
    },
    optional={
        "text": st.sampled_from(
            ["A &amp; B", "A\nB", "", " ", None, 7, "x" * 4000, "RA", "Argument From Sign", "Знак"]
        ),
        "timestamp": st.sampled_from(["2016-05-19 15:19:53", "", None]),
        "scheme": st.sampled_from(["ExpertOpinion", "RA", None, "72"]),
        "schemeID": st.sampled_from(["72", 0, None, "Argument From Sign"]),
    },
)
ENDS = st.one_of(st.integers(0, 9), st.integers(0, 9).map(str), st.sampled_from([None, "x"]))


@given(
    st.lists(ROWS, max_size=9),
    st.lists(st.tuples(ENDS, ENDS), max_size=20),
    st.dictionaries(
        st.sampled_from(["locutions", "participants", "schemefulfillments", "nodesetID"]),
        st.sampled_from([None, [], {}, "7", [{"nodeID": "1", "start": None}], [None]]),
    ),
)
def test_any_graph_is_read_into_a_sound_map_and_read_alike_again(rows, pairs, more):
    order = {str(row["nodeID"]): place for place, row in reversed([*enumerate(rows)])}
    steps = {key for key, place in order.items() if str(rows[place]["type"]).upper() != "I"}
    # of steps in a circle, which one stands depends on the order of the edges
    edges = [
        {"edgeID": n, "fromID": start, "toID": end, "formEdgeID": None}
        for n, (start, end) in enumerate(pairs)
        if not {str(start), str(end)} <= steps or order[str(start)] >= order[str(end)]
    ]
    graph, _ = read({"nodes": rows, "edges": edges, **more})
    written, _ = aif.dump(graph)
    again, _ = aif.load(written)
    assert shape(again) == shape(graph)
    assert aif.dump(again)[0] == written


def test_the_number_of_a_scheme_comes_back_beside_its_name():
    found = document(["1 I A", "2 I B", "3 RA Argument From Sign"], ["2 3", "3 1"])
    found["nodes"][2]["schemeID"] = "72"
    assert given_back(found)["nodes"][2] == found["nodes"][2]


def test_entries_about_nodes_that_are_not_there_are_reported():
    found = document(["1 I A"], [], schemefulfillments=[{"nodeID": "9", "schemeID": "72"}])
    _, report = aif.dump(read(found)[0])
    assert [(one.what, one.detail) for one in report.dropped] == [
        ("row_of_what_is_gone", "schemefulfillments 9")
    ]


def test_an_id_given_twice_stands_for_its_first_node():
    graph, losses = read(document(["1 I A", "1 I B", "1 RA"], []))
    assert losses == ["id_twice"] * 2
    assert [node.text for node in graph.nodes.values()] == ["A"]


def test_ids_may_be_numbers_and_edges_may_write_them_as_text():
    found = document(["1 I A", "2 I B", "3 RA"], ["1 3", "3 2"])
    for row in found["nodes"]:
        row["nodeID"] = int(row["nodeID"])
    graph, losses = read(found)
    assert (len(graph.relations), losses) == (1, [])
    assert {type(row["nodeID"]) for row in given_back(found)["nodes"]} == {int}


def test_control_signs_do_not_keep_a_file_out():
    graph, losses = read(document(["1 I A\x1a\x07B"], []))
    assert [node.text for node in graph.nodes.values()] == ["AB"]
    assert losses == ["control_signs"]


def test_a_step_of_more_premises_than_a_map_holds_is_left_out_and_given_back():
    many = 101
    nodes = [*(f"{n} I Reason {n}" for n in range(many)), "a RA ", "b I Thesis"]
    found = document(nodes, [*(f"{n} a" for n in range(many)), "a b"])
    graph, losses = read(found)
    assert (len(graph.relations), losses) == (0, ["too_many_premises"])
    assert same_graph(found, given_back(found))


def test_a_statement_too_long_for_a_map_is_whole_in_the_file_again():
    found = document([f"1 I {'word ' * 900}end", "2 I B", "3 RA"], ["2 3", "3 1"])
    graph, losses = read(found)
    assert losses == ["statement_cut"]
    found["nodes"][2]["text"] = "Default Inference"
    assert same_graph(found, given_back(found))
    again, _ = aif.load(aif.dump(graph)[0])
    assert shape(again) == shape(graph)
