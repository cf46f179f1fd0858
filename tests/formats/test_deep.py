"""A branch of many levels is written in little, and comes back."""

from itertools import pairwise

import pytest

from essays.formats import FORMATS
from essays.formats.building import Builder
from essays.formats.walking import DEEPEST
from essays.graph.kinds import RelationKind
from essays.graph.model import EssayGraph
from tests.formats.alike import shape


def chain(levels: int, *, linked: bool = False) -> EssayGraph:
    """A statement on a statement and so on, or two together on each."""
    builder = Builder()
    nodes = [builder.node(f"Statement {number}.") for number in range(levels)]
    for target, node in pairwise(nodes):
        premises = [node, builder.node("And more.")] if linked else [node]
        builder.relation(RelationKind.SUPPORT, premises, target, home=premises)
    builder.crown(nodes[0])
    return builder.finish(title="Deep")[0]


@pytest.mark.parametrize("levels", [DEEPEST, DEEPEST + 1, DEEPEST + 2, 2 * DEEPEST + 3])
@pytest.mark.parametrize(
    ("name", "linked"), [("markdown", False), ("markdown", True), ("kialo", False)]
)
def test_a_deep_branch_goes_on_at_a_root_and_comes_back(name, linked, levels):
    graph = chain(levels, linked=linked)
    data, lost = FORMATS[name].dump(graph)
    again, losses = FORMATS[name].load(data)
    assert not lost
    assert not losses
    assert shape(again) == shape(graph)


@pytest.mark.parametrize("name", [one.name for one in FORMATS.values() if one.dump])
def test_a_branch_of_three_thousand_levels_takes_no_more_than_its_words(name):
    data, _ = FORMATS[name].dump(chain(3_000))
    assert len(data) < 3_000_000
    if FORMATS[name].load is not None and name != "brat":  # which holds passages only
        assert len(FORMATS[name].load(data)[0].nodes) == 3_000
