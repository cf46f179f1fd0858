"""The demo map as a screen reader gets it: Chromium's own accessibility tree, read out as text."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from essays.graph.describe import describe
from essays.graph.model import EssayGraph
from essays.graph.outline import backbone
from essays.graph.stance import stances
from essays.services.demo import DEMO_ID, load_demo
from essays.services.loading import load
from essays.views.wording import STANCES, marker, sentence
from tests.browser import OpenPage
from tests.factories import ada


@dataclass(frozen=True)
class Item:
    """What is said of a box: where it is, what it is called, and the sentence about it."""

    level: int
    place: int
    name: str
    sentence: str

    def line(self) -> str:
        return f"{'  ' * (self.level - 1)}{self.place}. {self.name} [{self.sentence}]"


def heard(page: Page) -> list[Item]:
    """Return the items of the page's tree in their order, from the browser's accessibility tree."""
    session = page.context.new_cdp_session(page)
    nodes: list[Any] = session.send("Accessibility.getFullAXTree")["nodes"]
    known = {node["nodeId"]: node for node in nodes}
    parents = {node["nodeId"]: node.get("parentId") for node in nodes}
    # the browser tells level by level; a reader goes down each branch
    order, ahead = [], [nodes[0]["nodeId"]]
    while ahead:
        order.append(ahead.pop())
        ahead += reversed(known[order[-1]].get("childIds", []))
    items = {id: known[id] for id in order if value(known[id], "role") == "treeitem"}
    places: Counter[str | None] = Counter()
    found = []
    for id, node in items.items():
        above = parents[id]
        while above and above not in items:
            above = parents[above]
        places[above] += 1
        level = next(one["value"]["value"] for one in node["properties"] if one["name"] == "level")
        said = value(node, "description")
        found.append(Item(level, places[above], value(node, "name"), said))
    return found


def value(node: Any, key: str) -> str:
    """Return one of a node's strings."""
    return str(node.get(key, {}).get("value", ""))


def to_hear(graph: EssayGraph) -> list[tuple[Item, str]]:
    """Return of each box what should be said, without its tags; and its own words."""
    outline = backbone(graph)
    bearing = stances(graph)
    places: Counter[Any] = Counter()
    found = []
    for row in outline.rows:
        places[row.parent_id] += 1
        about = describe(graph, outline, bearing, row.id, counted=False)
        parts = [row.number, marker(about.marker)]
        if about.shows_stance:
            parts.append(str(STANCES[about.stance]))
        name = " ".join(parts)
        item = Item(row.depth + 1, places[row.parent_id], name, sentence(about))
        found.append((item, row.node.text))
    return found


@pytest.fixture
def graph(server: str) -> EssayGraph:
    load_demo(ada())
    return load(DEMO_ID)


def test_the_outline_is_read_out_with_a_sentence_for_each_box(
    open_page: OpenPage, graph: EssayGraph
) -> None:
    page = open_page(ada(), viewport={"width": 1440, "height": 900})
    page.goto(f"/essays/{DEMO_ID}/?depth=99")
    expect(page.get_by_role("tree")).to_be_visible()
    items = heard(page)
    wanted = to_hear(graph)
    assert len(items) == len(wanted) == len(graph.nodes)
    said, should = [], []
    for item, (right, text) in zip(items, wanted, strict=True):
        # between the marker and the words of a box stand its tags
        assert item.name.endswith(text)
        head = item.name[: len(right.name)]
        said.append(Item(item.level, item.place, head, item.sentence).line())
        should.append(right.line())
    assert "\n".join(said) == "\n".join(should)
    assert len({item.sentence for item in items}) > len(items) / 2


def test_the_drawn_map_says_the_same_of_each_box(open_page: OpenPage, graph: EssayGraph) -> None:
    page = open_page(ada(), viewport={"width": 1440, "height": 900})
    page.goto(f"/essays/{DEMO_ID}/?view=map&depth=99")
    expect(page.locator("svg.drawing [role=treeitem]").first).to_be_visible()
    boxes = {item.name.split()[0].rstrip(".,:"): item for item in heard(page) if item.sentence}
    assert len(boxes) == len(graph.nodes)
    for right, text in to_hear(graph):
        item = boxes[right.name.split()[0]]
        assert (item.level, item.sentence) == (right.level, right.sentence)
        assert text in item.name
        assert right.name.split()[1] in item.name
