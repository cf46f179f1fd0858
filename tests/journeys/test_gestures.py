"""Twenty boxes of an essay, by pointer and by keys alone: two gestures at most for each.

Every click, press of a key and number that is typed is counted. Apart stands what selects the
words: one drag, or Escape (out of the field for another wording) and N for the next sentence.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from essays.graph.outline import backbone
from essays.models import Essay
from essays.services.loading import load
from essays.text.normal import normalise
from essays.text.spans import Span
from tests.browser import OpenPage
from tests.factories import ada, make_essay
from tests.journeys.essays import essay_sentences, essay_text
from tests.journeys.test_essay_to_map import select

# What each of twenty sentences does, and to which of the ones before; the first is the thesis.
PLAN = [("t", 0)]
PLAN += [("s", 0), ("e", 1), ("o", 1), ("s", 3)]
PLAN += [("s", 0), ("e", 5), ("e", 5), ("o", 5), ("e", 8)]
PLAN += [("o", 0), ("s", 10), ("e", 11), ("o", 10), ("e", 13)]
PLAN += [("s", 0), ("s", 15), ("e", 16), ("o", 16), ("s", 18)]
WORDS = {"t": "Thesis", "s": "Supports", "e": "Evidence", "o": "Objects"}
MOST = 2


class Teacher:
    """Somebody who makes a map; everything they press, click and type goes through here."""

    def __init__(self, page: Page, essay: Essay) -> None:
        self.page = page
        self.essay = essay
        self.made: list[str] = []
        self.selecting: list[int] = []
        self.gestures: list[int] = []
        self.done = 0
        page.keyboard.press("F6")
        expect(page.locator("#text-body")).to_be_focused()

    def press(self, key: str) -> None:
        self.done += 1
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.done += 1
        self.page.keyboard.type(words)

    def click(self, place: Locator) -> None:
        self.done += 1
        place.click()

    def drag_over(self, words: Span) -> None:
        self.done += 1
        select(self.page, words)

    def selected(self) -> None:
        """The words are selected; what was done until now was for that."""
        expect(self.page.locator("#selmenu")).to_be_visible()
        self.selecting.append(self.done)
        self.done = 0

    def saved(self) -> None:
        """Waits for the box, and notes its id and what was done for it."""
        self.gestures.append(self.done)
        self.done = 0
        expect(self.page.locator("#saved")).to_contain_text(f"version {len(self.made) + 1}")
        expect(self.page.locator("#inspector textarea[name=text]")).to_be_focused()
        found = re.search(r"box=([0-9a-f-]{36})", self.page.url)
        assert found
        self.made.append(found.group(1))

    def number(self, to: int) -> str:
        """Return the number of a box as the page shows it now."""
        row = self.page.locator(f'#outline [data-node="{self.made[to]}"]')
        return row.get_attribute("data-number") or ""

    def aims_at(self, to: int) -> None:
        menu = self.page.locator("#selmenu [data-to-number]")
        expect(menu).to_have_text(self.number(to))


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
    for at, (letter, to) in enumerate(PLAN):
        if at:
            teacher.press("Escape")
            expect(teacher.page.locator("#text-body")).to_be_focused()
        teacher.press("n")
        teacher.selected()
        if to != at - 1 and at:
            teacher.type(teacher.number(to))
            teacher.aims_at(to)
        teacher.press(letter)
        teacher.saved()
    check(teacher)


def test_twenty_boxes_are_made_by_pointer_alone(teacher: Teacher) -> None:
    page = teacher.page
    words = spans(teacher.essay)
    for at, (letter, to) in enumerate(PLAN):
        teacher.drag_over(words[at])
        teacher.selected()
        if to != at - 1 and at:
            row = page.locator(f'#outline [data-node="{teacher.made[to]}"] > .row .mk')
            teacher.click(row.first)
            teacher.aims_at(to)
        teacher.click(page.locator("#selmenu").get_by_role("button", name=WORDS[letter]))
        teacher.saved()
    check(teacher)


def check(teacher: Teacher) -> None:
    """The boxes of the plan stand at their places, each on its sentence, two gestures for each."""
    assert len(teacher.gestures) == len(teacher.selecting) == len(PLAN)
    assert [at for at, done in enumerate(teacher.gestures) if done > MOST] == []
    assert max(teacher.selecting) <= MOST
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
