import pytest

from essays.forms.edits import Target, TargetField, step_choices, target_choices
from essays.forms.naming import listed, shortened
from essays.graph.ids import uuid7
from essays.graph.outline import backbone
from tests.graph.maps import attacks, graph_of, id_of, linked, supports, thesis


@pytest.mark.parametrize("make", [Target, Target.node, Target.step])
def test_a_target_reads_what_it_writes(make):
    target = make(uuid7())
    assert Target.read(str(target)) == target


def test_no_target_is_none_and_nonsense_is_refused():
    assert TargetField(required=False).clean("  ") is None
    with pytest.raises(ValueError, match="badly formed"):
        Target.read("box-nothing")
    with pytest.raises(Exception, match="from the list"):
        TargetField().clean("everything")


def test_targets_are_listed_in_reading_order_boxes_then_steps():
    step = linked("a", "b", to="T")
    graph = graph_of(
        {"T": thesis("T"), "a": "A", "b": "B", "u": "U", "c": "C"},
        step,
        supports("c", "b"),
        attacks("u", step),
    )
    outline = backbone(graph)
    _empty, (_boxes, boxes), (_steps, steps) = target_choices(graph, outline)
    assert [choice[1] for choice in boxes] == ["1 T", "1.1 A", "1.1.1 U", "1.2 B", "1.2.1 C"]
    assert [choice[1] for choice in steps] == [
        "1.1 + 1.2 for 1 T",
        "1.1.1 against the step 1.1 + 1.2",
        "1.2.1 for 1.2 B",
    ]
    assert steps == step_choices(graph, outline)
    assert len(step_choices(graph, outline, without=[id_of(step.name)])) == 2


def test_long_words_are_cut_at_a_space():
    assert shortened("Short.") == "Short."
    assert shortened("One two three four", length=12) == "One two…"
    assert shortened("x" * 90, length=12) == "x" * 11 + "…"


def test_names_are_enumerated():
    assert listed([]) == ""
    assert listed(["1"]) == "1"
    assert listed(["1", "2", "3"]) == "1, 2 and 3"
