"""Twenty boxes of an essay, made by keys alone; two gestures at most for each."""

import re

import pytest
from playwright.sync_api import Page, expect

from essays.graph.outline import backbone
from essays.models import Essay
from essays.services.loading import load
from essays.text.normal import normalise
from essays.text.spans import Span
from tests.browser import OpenPage
from tests.factories import ada, make_essay
from tests.journeys.essays import essay_sentences, essay_text

# What each of twenty sentences does, and to which of the ones before; the first is the thesis.
PLAN = [("t", 0)]
PLAN += [("s", 0), ("e", 1), ("o", 1), ("s", 3)]
PLAN += [("s", 0), ("e", 5), ("e", 5), ("o", 5), ("e", 8)]
PLAN += [("o", 0), ("s", 10), ("e", 11), ("o", 10), ("e", 13)]
PLAN += [("s", 0), ("s", 15), ("e", 16), ("o", 16), ("s", 18)]


class Teacher:
    """Somebody who makes a map, and how often they clicked or pressed a key for it."""

    def __init__(self, page: Page, essay: Essay) -> None:
        self.page = page
        self.essay = essay
        self.gestures = 0
        self.chosen: int | None = None
        self.made: list[str] = []

    def press(self, key: str) -> None:
        self.gestures += 1
        self.page.keyboard.press(key)

    def saved(self) -> None:
        """Waits for the box, and notes its id."""
        self.made.append("")
        expect(self.page.locator("#saved")).to_contain_text(f"version {len(self.made)}")
        expect(self.page.locator("#inspector textarea[name=text]")).to_be_focused()
        found = re.search(r"box=([0-9a-f-]{36})", self.page.url)
        assert found
        self.made[-1] = found.group(1)
        self.chosen = len(self.made) - 1


@pytest.fixture
def teacher(open_page: OpenPage) -> Teacher:
    essay = make_essay(text=normalise(essay_text()))
    page = open_page(ada(), viewport={"width": 1440, "height": 1400})
    page.goto(f"/essays/{essay.pk}/")
    expect(page.locator("#outline-body")).to_be_visible()
    return Teacher(page, essay)


def spans(essay: Essay) -> list[Span]:
    return [Span(one.start, one.end) for one in essay_sentences(essay.text)]


def test_twenty_boxes_are_made_by_keys_alone(teacher: Teacher) -> None:
    page = teacher.page
    page.keyboard.press("F6")
    for number, (letter, to) in enumerate(PLAN):
        expect(page.locator("#text-body")).to_be_focused()
        teacher.press("n")
        expect(page.locator("#selmenu")).to_be_visible()
        if number and teacher.chosen != to:
            teacher.press(".")
            wanted = load(teacher.essay.pk)
            names = {str(row.id): row.number for row in backbone(wanted).rows}
            page.keyboard.type(names[teacher.made[to]])
            first = page.locator("#other-boxes [aria-selected=true]")
            expect(first).to_have_attribute("data-number", names[teacher.made[to]])
            teacher.press("Enter")
        teacher.press(letter)
        teacher.saved()
        teacher.press("Escape")
    check(teacher)


def check(teacher: Teacher) -> None:
    """The map has the boxes of the plan at their places, each on its sentence."""
    graph = load(teacher.essay.pk)
    assert len(graph.nodes) == len(PLAN)
    ids = [str(id) for id in sorted(graph.nodes)]
    assert ids == teacher.made
    outline = backbone(graph)
    for number, (letter, to) in enumerate(PLAN[1:], 1):
        row = outline.row(sorted(graph.nodes)[number])
        assert str(row.parent_id) == ids[to]
        assert row.relation
        assert (row.relation.kind == "attack") == (letter == "o")
        assert (row.node.kind == "evidence") == (letter == "e")
    quoted = [anchor.exact for anchor in sorted(graph.anchors.values(), key=lambda a: a.id)]
    wanted = [span.of(graph.text) for span in spans(teacher.essay)[: len(PLAN)]]
    assert [pair for pair in zip(quoted, wanted, strict=True) if pair[0] != pair[1]] == []
