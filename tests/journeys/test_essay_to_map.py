"""From an essay to a map and back: a teacher makes it in the browser, a student reads it."""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import APIResponse, Locator, Page, expect

from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import EssayGraph
from essays.models import Essay
from essays.services.loading import load
from essays.text.normal import normalise
from essays.text.spans import Span
from tests.browser import OpenPage, Traps
from tests.factories import PASSWORD, ada, cy
from tests.journeys.essays import essay_sentences, essay_text
from tests.journeys.test_look import problems

ENDS = """([start, end]) => {
    const runs = [...document.querySelectorAll('#essay-text [data-start]')];
    const range = document.createRange();
    const at = (place, last) => {
        const run = runs.findLast((each) => Number(each.dataset.start) < place + (last ? 0 : 1));
        return [run.firstChild, place - Number(run.dataset.start)];
    };
    range.setStart(...at(start, false));
    range.setEnd(...at(end, true));
    range.startContainer.parentElement.scrollIntoView({block: 'center'});
    const lines = [...range.getClientRects()].filter((line) => line.width > 1);
    const [first, last] = [lines[0], lines.at(-1)];
    const middle = (line) => line.top + line.height / 2;
    return [first.left + 1, middle(first), last.right - 1, middle(last)];
}"""


@dataclass(frozen=True)
class Step:
    """One move of the scripted teacher: a sentence, what it becomes, and of which earlier one."""

    sentence: int
    word: str
    to: str = ""
    name: str = ""


# A thesis with two passages, three claims, two counter-arguments, five pieces of evidence.
STEPS = (
    Step(2, "Thesis", name="T"),
    Step(-1, "Passage of it", to="T"),
    Step(4, "Supports", to="T", name="A"),
    Step(5, "Evidence", to="A", name="A1"),
    Step(6, "Evidence", to="A", name="A2"),
    Step(10, "Supports", to="T", name="B"),
    Step(11, "Evidence", to="B", name="B1"),
    Step(12, "Objects", to="B", name="B2"),
    Step(16, "Supports", to="T", name="C"),
    Step(17, "Evidence", to="C", name="C1"),
    Step(18, "Objects", to="C", name="C2"),
    Step(19, "Evidence", to="C2", name="C3"),
)


def select(page: Page, words: Span) -> None:
    """Drags the pointer over these words."""
    left, top, right, bottom = page.evaluate(ENDS, [words.start, words.end])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def sign_in(page: Page) -> None:
    page.goto("/accounts/sign-in/")
    page.get_by_label("Name").fill(ada().username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def paste_essay(page: Page, text: str) -> Essay:
    page.goto("/essays/new/")
    page.get_by_label("Title").fill("What did the thaw change?")
    page.locator("textarea[name=text]").fill(text)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/essays/[0-9a-f-]{36}/"))
    return Essay.objects.latest("created")


def choose(page: Page, essay: Essay, words: Span) -> None:
    """Clicks the outline's row of the box that stands on these words."""
    anchors = load(essay.pk).anchors.values()
    found = {a.node_id for a in anchors if (a.start, a.end) == (words.start, words.end)}
    assert len(found) == 1
    node = found.pop()
    page.locator(f'#outline [data-node="{node}"] > .row .row-text').first.click()
    expect(page.locator(f'#inspector [data-inspected="{node}"]')).to_be_visible()


def make(page: Page, essay: Essay, words: Span, word: str) -> None:
    """Selects words and clicks what they become."""
    version = load(essay.pk).version
    select(page, words)
    menu = page.get_by_role("group", name="Make a box of the selected words")
    menu.get_by_role("button", name=word).click()
    expect(page.locator("#saved")).to_contain_text(f"version {version + 1}")
    if word != "Passage of it":
        expect(page.locator("#inspector textarea[name=text]")).to_be_focused()


def aim(page: Page, id: UUID | None) -> None:
    """Chooses a box or a step in the form's list."""
    choice = page.locator(f"select[name=target] option[value*='{id}']")
    page.get_by_label("To which box or step").select_option(choice.get_attribute("value"))


def tick(page: Page, words: Span, *, becomes: str) -> None:
    """Chooses a numbered sentence and what it becomes, in the form for those without script."""
    page.locator(f"input[name=sentences][value='{words.start}-{words.end}']").check()
    page.get_by_label(becomes, exact=True).check()


def check_map(essay: Essay, text: str, *, step: bool) -> EssayGraph:
    graph = load(essay.pk)
    spans = essay_sentences(text)
    assert graph.text == text
    kinds = [node.kind for node in graph.nodes.values()]
    assert kinds.count(NodeKind.THESIS) == 1
    assert kinds.count(NodeKind.EVIDENCE) == 5
    reasons = {
        premise.node_id
        for relation in graph.relations.values()
        if graph.thesis and relation.target_node_id == graph.thesis.id
        for premise in graph.premises_of[relation.id]
    }
    assert len(reasons) == 4  # three claims, one of them with a co-premise
    assert graph.thesis
    anchors = graph.anchors_of[graph.thesis.id]
    assert [(a.start, a.end) for a in anchors] == [(s.start, s.end) for s in (spans[2], spans[-1])]
    relations = graph.relations.values()
    attacks = [r for r in relations if r.kind is RelationKind.ATTACK]
    assert sum(r.target_node_id is not None for r in attacks) == 2
    linked = [r for r in relations if len(graph.premises_of[r.id]) == 2]
    assert [r.target_node_id for r in linked] == [graph.thesis.id]
    if step:
        assert [r.target_relation_id for r in attacks if r.target_relation_id] == [linked[0].id]
    assert all(graph.text[a.start : a.end] == a.exact for a in graph.anchors.values())
    return graph


@pytest.mark.smoke
def test_a_teacher_maps_an_essay_and_a_student_reads_it(open_page: OpenPage, traps: Traps) -> None:
    text = normalise(essay_text())
    spans = essay_sentences(text)
    ada()
    page = open_page(viewport={"width": 1440, "height": 900})
    sign_in(page)
    essay = paste_essay(page, text)
    made: dict[str, Span] = {}
    for step in STEPS:
        span = spans[step.sentence]
        if step.to:
            choose(page, essay, made[step.to])
        make(page, essay, span, step.word)
        if step.name:
            made[step.name] = span
    link_premises(page, essay, made["B"], spans[13], text)
    undercut(page, essay, spans[14])
    graph = check_map(essay, text, step=True)
    assert problems(page) == []

    link = share(page, essay)
    for reader in (open_page(), open_page(cy())):
        read_every_box(reader, link, graph)
        cannot_change(reader, essay)
        assert reader.get_by_text("Ada Lindqvist").count() == 0
        assert problems(reader) == []
    # what readers were refused is what the teacher may do
    before = load(essay.pk).version
    assert try_to_mark(page, essay).status == 200
    assert load(essay.pk).version == before + 1


def read_every_box(page: Page, link: str, graph: EssayGraph) -> None:
    """Opens the link, and finds from each box the words it stands on."""
    page.goto(link)
    expect(page.get_by_text("Read only")).to_be_visible()
    expect(page.locator("#outline [data-node]")).to_have_count(len(graph.nodes))
    for node in graph.nodes:
        page.locator(f'#outline [data-box="{node}"]').first.click()
        expect(page.locator(f'#inspector [data-inspected="{node}"]')).to_be_visible()
        for anchor in graph.anchors_of.get(node, ()):
            marked = page.locator(f'#essay-text .is-on[data-anchor="{anchor.id}"]')
            expect(marked.first).to_be_visible()
            assert "".join(marked.all_text_contents()) == anchor.exact
        if anchors := graph.anchors_of.get(node, ()):
            places = [page.locator(f'#essay-text [data-anchor="{a.id}"]').first for a in anchors]
            assert any(in_sight(place) for place in places)


def in_sight(place: Locator) -> bool:
    """Whether some of these words are in the window."""
    box = place.bounding_box()
    height = (place.page.viewport_size or {})["height"]
    return box is not None and box["y"] + box["height"] > 0 and box["y"] < height


def try_to_mark(page: Page, essay: Essay) -> APIResponse:
    """Sends an edit as the page of somebody who may would send it."""
    token = "a" * 32
    page.context.add_cookies(
        [{"name": "csrftoken", "value": token, "domain": "127.0.0.1", "path": "/"}]
    )
    return page.request.post(
        f"/essays/{essay.pk}/passages/",
        form={"kind": "context", "start": "0", "end": "3", "words": load(essay.pk).text[:3]},
        headers={"X-CSRFToken": token, "HX-Request": "true"},
        max_redirects=0,
    )


def cannot_change(page: Page, essay: Essay) -> None:
    """Finds nothing to edit with, and is refused where the request is made all the same."""
    for role in ("link", "button"):
        assert page.get_by_role(role, name=re.compile("Edit|Delete|Undo|Move")).count() == 0
    assert page.locator("#selmenu, #row-menu, [data-editing]").count() == 0
    before = load(essay.pk).version
    assert try_to_mark(page, essay).status in (302, 403, 404)
    assert load(essay.pk).version == before


def link_premises(page: Page, essay: Essay, claim: Span, words: Span, text: str) -> None:
    """Adds a co-premise to a claim, in words of its own, and gives it its passage."""
    choose(page, essay, claim)
    inspector = page.locator("#inspector")
    inspector.get_by_role("link", name="Co-premise").click()
    inspector.get_by_label("What the box says").fill("What one man grants, one man can take away.")
    version = load(essay.pk).version
    inspector.get_by_role("button", name="Add").click()
    expect(page.locator("#saved")).to_contain_text(f"version {version + 1}")
    make(page, essay, words, "Passage of it")
    assert text[words.start : words.end] in {a.exact for a in load(essay.pk).anchors.values()}


def undercut(page: Page, essay: Essay, words: Span) -> None:
    """Chooses the linked step by its pill, and lets selected words object to it."""
    page.locator("#outline .pill").first.click()
    expect(page.locator("#inspector [data-inspected]")).to_contain_text("only together")
    make(page, essay, words, "Objects")


def share(page: Page, essay: Essay) -> str:
    """Opens the essay to who has the link, and returns it."""
    page.goto(f"/essays/{essay.pk}/members/")
    page.get_by_label("anyone with the link").check()
    page.locator("form[action$='/visibility/'] button").click()
    return page.get_by_label("Read-only link").input_value()


def test_the_same_map_is_made_without_javascript(open_page: OpenPage) -> None:
    text = normalise(essay_text())
    spans = essay_sentences(text)
    ada()
    page = open_page(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    sign_in(page)
    essay = paste_essay(page, text)
    for step in STEPS:
        page.goto(f"/essays/{essay.pk}/passages/new/")
        tick(page, spans[step.sentence], becomes=step.word)
        if step.to:
            graph = load(essay.pk)
            to = next(s for s in STEPS if s.name == step.to)
            wanted = spans[to.sentence].start
            node = next(a.node_id for a in graph.anchors.values() if a.start == wanted)
            aim(page, node)
        page.get_by_role("button", name="Put on the map").click()
        page.wait_for_url(re.compile(r"/essays/[0-9a-f-]{36}/(\?.*)?$"))
    graph = load(essay.pk)
    claim = next(a.node_id for a in graph.anchors.values() if a.start == spans[10].start)
    page.goto(f"/essays/{essay.pk}/?box={claim}")
    page.get_by_role("link", name="Co-premise").click()
    page.get_by_label("What the box says").fill("What one man grants, one man can take away.")
    page.get_by_role("button", name="Add").click()
    graph = load(essay.pk)
    linked = next(r for r in graph.relations if len(graph.premises_of[r]) == 2)
    page.goto(f"/essays/{essay.pk}/passages/new/")
    tick(page, spans[14], becomes="Objects")
    aim(page, linked)
    page.get_by_role("button", name="Put on the map").click()
    graph = check_map(essay, text, step=True)

    link = share(page, essay)
    student = open_page(java_script_enabled=False)
    read_every_box(student, link, graph)
    cannot_change(student, essay)
