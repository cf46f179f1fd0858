"""What real AIF files do and no map can hold: read, reported, and in the file again."""

import orjson
import pytest

from essays.formats import aif
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
