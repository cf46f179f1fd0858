"""Whatever writes and reads a map gives it back, but for what it says is lost."""

import pytest
from hypothesis import given

from essays.formats import FORMATS
from essays.graph.checks import broken
from tests.formats.alike import shape
from tests.formats.declared import lessened
from tests.formats.maps import maps

BOTH_WAYS = ["aif", "xaif", "sadface", "graphml"]


@pytest.mark.parametrize("name", BOTH_WAYS)
@given(graph=maps())
def test_a_map_comes_back_but_for_the_declared_losses(name, graph):
    data, report = FORMATS[name].dump(graph)
    again, losses = FORMATS[name].load(data)
    expected = lessened(graph, report)
    assert not losses
    assert broken(again) == []
    assert shape(again) == shape(expected)
    assert again.text == expected.text
    told, known = again.details.columns(), expected.details.columns()
    assert told == known


@pytest.mark.parametrize("name", BOTH_WAYS)
@given(graph=maps())
def test_writing_depends_neither_on_the_order_of_rows_nor_on_the_run(name, graph):
    turned = type(graph)(
        graph.details,
        graph.text,
        0,
        *(dict(reversed(table.items())) for table in (graph.sources, graph.nodes)),
        *(dict(reversed(table.items())) for table in (graph.relations, graph.premises)),
        *(dict(reversed(table.items())) for table in (graph.anchors, graph.context_marks)),
    )
    assert FORMATS[name].dump(turned)[0] == FORMATS[name].dump(graph)[0]


@pytest.mark.parametrize("name", BOTH_WAYS)
@given(graph=maps())
def test_what_a_format_writes_it_knows_again(name, graph):
    data, _ = FORMATS[name].dump(graph)
    assert [one.name for one in FORMATS.values() if one.recognise(data)] == [name]
