"""The drawn map in a real browser: the same keys, choices and edits as in the outline."""

from collections import Counter

import orjson
import pytest
from playwright.sync_api import Browser, Page, expect

from essays.models import Essay, Node, Relation
from essays.services.demo import load_demo
from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map
from tests.journeys.test_look import problems
from tests.journeys.test_workbench import LONG, select, visit
from tests.layout.maps import random_map
from tests.views.bench import chain, statement, together

SCALES = [1, 1.25, 2]
SIGHT = """(id) => {
    const box = document.getElementById(id).getBoundingClientRect();
    const pane = document.getElementById('outline-pane').getBoundingClientRect();
    return box.left >= pane.left && box.right <= pane.right && box.top >= pane.top
        && box.bottom <= pane.bottom;
}"""
# every text of a box or a pill, against the room of its box on the screen and its right margin
OVER = """() => {
    const all = (within, what) => [...within.querySelectorAll(what)];
    const things = all(document, 'svg.drawing [data-node], svg.drawing a.pill[data-step]');
    const grounds = (thing) => thing.querySelector('.box-bg, rect, path').getBoundingClientRect();
    const texts = things.flatMap((thing) => all(thing, 'text').map((text) => [thing, text]));
    return {
        boxes: all(document, 'svg.drawing [data-node]').length,
        pills: all(document, 'svg.drawing a.pill[data-step]').length,
        texts: texts.length,
        over: texts.filter(([thing, text]) => {
            const [at, room] = [text.getBoundingClientRect(), grounds(thing)];
            return at.left < room.left + 4 || at.right > room.right - 8;
        }).map(([, text]) => text.textContent),
    };
}"""
SHOWN_SIZES = """() => [...document.querySelectorAll('svg.drawing [data-node] text')].map(
    (text) => parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a)"""
# where the frame over the overview lies, and where it should, in px of the screen
FRAMED = """() => {
    const rect = (what) => document.querySelector(what).getBoundingClientRect();
    const [pane, canvas, frame] = ['#outline-pane', '.canvas', '.mm-view'].map(rect);
    const on = document.querySelector('.minimap').getScreenCTM();
    const x = on.e + on.a * Math.max(0, pane.left - canvas.left);
    const y = on.f + on.d * Math.max(0, pane.top - canvas.top);
    return [Math.hypot(frame.x - x, frame.y - y), frame.width, frame.height];
}"""
SCROLL = """(frames) => new Promise((done) => {
    const pane = document.getElementById('outline-pane');
    const next = () => {
        pane.scrollLeft += 3;
        pane.scrollTop += 2;
        frames -= 1;
        if (frames) requestAnimationFrame(next);
        else requestAnimationFrame(() => done([pane.scrollLeft, pane.scrollTop]));
    };
    pane.scrollTo(0, 0);
    requestAnimationFrame(() => requestAnimationFrame(next));
})"""
PLACE = (
    "(id) => { const {x, y} = document.getElementById(id).getBoundingClientRect(); return [x, y]; }"
)


@pytest.fixture
def bench(open_page: OpenPage) -> Page:
    return open_page(ada(), viewport={"width": 1440, "height": 900})


@pytest.fixture
def essay() -> Essay:
    return make_essay(text=LONG)


def draw(page: Page, essay: Essay, query: str = "") -> None:
    visit(page, essay, f"?view=map{query}")
    expect(page.locator("svg.drawing")).to_be_visible()


def test_arrows_walk_where_they_point_and_the_choice_follows(bench: Page, essay: Essay) -> None:
    thesis = make_map(essay, reasons=())
    cold, mice = (statement(essay, text, to=thesis) for text in ("Cold.", "Mice."))
    table = statement(essay, "A table.", to=cold)
    draw(bench, essay)
    bench.locator(f"#n-{thesis}").focus()
    for key, box in (("Down", cold), ("Right", mice), ("Left", cold), ("Down", table)):
        bench.keyboard.press(f"Arrow{key}")
        expect(bench.locator(f"#n-{box}")).to_be_focused()
    expect(bench.locator(f'#inspector [data-inspected="{table}"]')).to_be_visible()
    expect(bench.locator(f"#n-{table}")).to_have_attribute("aria-selected", "true")
    assert f"box={table}" in bench.url
    assert problems(bench) == []


def test_a_step_is_walked_to_and_opened(bench: Page, essay: Essay) -> None:
    thesis = make_map(essay, reasons=())
    cold, mice = (statement(essay, text, to=thesis) for text in ("Cold.", "Mice."))
    step = together(essay, cold, mice, to=thesis)
    Relation.objects.exclude(pk=step).delete()
    draw(bench, essay, "&layout=columns")
    bench.locator(f"#n-{thesis}").focus()
    bench.keyboard.press("ArrowRight")
    expect(bench.locator(f'[data-step="{step}"].pill')).to_be_focused()
    expect(bench.locator(f'#inspector [data-inspected="{step}"]')).to_be_visible()
    bench.keyboard.press("ArrowRight")
    expect(bench.locator(f"#n-{cold}")).to_be_focused()


def test_boxes_are_added_edited_and_deleted_by_key(bench: Page, essay: Essay) -> None:
    thesis = make_map(essay, reasons=())
    draw(bench, essay)
    said: list[str] = []
    bench.on("console", lambda message: said.append(message.text))
    bench.locator(f"#n-{thesis}").focus()
    bench.keyboard.press("o")
    field = bench.locator("#inspector textarea[name=text]")
    expect(field).to_be_focused()
    field.fill("Mild years came too.")
    bench.keyboard.press("Control+Enter")
    objection = bench.locator("svg.drawing [data-number='1.1']")
    expect(objection).to_contain_text("Objects")
    expect(objection).to_be_focused()
    bench.keyboard.press("Enter")
    expect(field).to_have_value("Mild years came too.")
    bench.keyboard.press("Escape")
    expect(objection).to_be_focused()
    bench.keyboard.press("Delete")
    bench.get_by_role("button", name="Delete", exact=True).press("Enter")
    expect(objection).to_have_count(0)
    expect(bench.locator("#messages")).to_contain_text("Undo")
    assert said == []


def test_words_become_a_box_that_is_drawn_before_it_is_made(bench: Page, essay: Essay) -> None:
    thesis = make_map(essay, reasons=("Cold.",))
    draw(bench, essay, f"&box={thesis}")
    select(bench, "Sentence 3 stands here")
    bench.locator("#selmenu [data-make=support]").hover()
    expect(bench.locator("svg.drawing .ghost")).to_contain_text("1.2")
    bench.keyboard.press("s")
    expect(bench.locator("svg.drawing .ghost")).to_have_count(0)
    expect(bench.locator("svg.drawing [data-number='1.2']")).to_contain_text("Sentence 3")


def test_the_box_worked_on_stays_where_it_is(bench: Page, essay: Essay) -> None:
    boxes = chain(essay, length=12)
    for n in range(4):
        statement(essay, f"Aside {n}.", to=boxes[n])
    draw(bench, essay, f"&box={boxes[9]}")
    bench.locator("[data-zoom=out]").click()
    box = f"n-{boxes[9]}"
    bench.locator(f"#{box}").focus()
    before = bench.evaluate(PLACE, box)
    bench.keyboard.press("s")
    bench.locator("#inspector textarea[name=text]").fill("Another reason.")
    bench.keyboard.press("Control+Enter")
    expect(bench.locator("#saved")).to_contain_text("version 6")
    after = bench.evaluate(PLACE, box)
    assert after == pytest.approx(before, abs=1.5)


def test_a_box_is_dragged_onto_another(bench: Page, essay: Essay) -> None:
    thesis = make_map(essay, reasons=())
    cold, mice = (statement(essay, text, to=thesis) for text in ("Cold.", "Mice."))
    draw(bench, essay)
    bench.locator(f"#n-{mice} > .row").drag_to(bench.locator(f"#n-{cold} > .row"))
    expect(bench.locator(f"#n-{mice}")).to_have_attribute("data-number", "1.1.1")
    assert Relation.objects.get(premises__node=mice).target_node_id == cold


def test_a_box_is_dragged_onto_a_step(bench: Page, essay: Essay) -> None:
    thesis = make_map(essay, reasons=())
    cold, mice, never = (statement(essay, text, to=thesis) for text in ("Cold.", "Mice.", "Never."))
    step = together(essay, cold, mice, to=thesis)
    draw(bench, essay)
    bench.locator(f"#n-{never} > .row").drag_to(bench.locator(f'[data-step="{step}"].pill'))
    expect(bench.locator("#saved")).to_contain_text("version 6")
    assert Relation.objects.get(premises__node=never).target_relation_id == step


def test_a_folded_box_opens_and_says_what_it_hides(bench: Page, essay: Essay) -> None:
    boxes = chain(essay, length=4)
    draw(bench, essay)
    bench.locator(f"#n-{boxes[1]}").focus()
    bench.keyboard.press("Space")
    expect(bench.locator(f"#n-{boxes[2]}")).to_have_count(0)
    expect(bench.locator(f"#n-{boxes[1]}")).to_have_attribute("aria-expanded", "false")
    expect(bench.locator(f"#n-{boxes[1]} .fold")).to_contain_text("2 folded")
    bench.locator(f"#n-{boxes[1]} .fold").click()
    expect(bench.locator(f"#n-{boxes[3]}")).to_be_visible()
    assert problems(bench) == []


def test_one_key_turns_to_the_outline_and_back_and_keeps_the_choice(
    bench: Page, essay: Essay
) -> None:
    boxes = chain(essay, length=4)
    draw(bench, essay)
    bench.locator(f"#n-{boxes[2]} > .row").click()
    expect(bench.locator(f'#inspector [data-inspected="{boxes[2]}"]')).to_be_visible()
    bench.locator(f"#n-{boxes[2]}").focus()
    for tag in ("li", "g"):
        bench.keyboard.press("v")
        row = bench.locator(f"{tag}#n-{boxes[2]}")
        expect(row).to_be_focused()
        expect(row).to_have_attribute("aria-selected", "true")
    assert "view=map" in bench.url


def test_the_pane_shows_the_chosen_box_wherever_it_stands(bench: Page, essay: Essay) -> None:
    boxes = chain(essay, length=30)
    draw(bench, essay, f"&box={boxes[28]}")
    assert bench.evaluate(SIGHT, f"n-{boxes[28]}")
    bench.locator(f"#n-{boxes[28]}").focus()
    bench.keyboard.press("Home")
    expect(bench.locator(f"#n-{boxes[0]}")).to_be_focused()
    assert bench.evaluate(SIGHT, f"n-{boxes[0]}")


def test_zoom_keeps_the_middle_and_fit_shows_all(bench: Page, essay: Essay) -> None:
    boxes = chain(essay, length=30)
    draw(bench, essay)
    bench.locator("[data-zoom=fit]").click()
    assert all(bench.evaluate(SIGHT, f"n-{box}") for box in (boxes[0], boxes[29]))
    bench.locator(f"#n-{boxes[0]}").focus()
    before = bench.locator("svg.drawing").bounding_box()
    bench.keyboard.press("+")
    after = bench.locator("svg.drawing").bounding_box()
    assert before
    assert after
    assert after["width"] > before["width"] * 1.2
    bench.keyboard.press("0")
    assert bench.evaluate(SIGHT, f"n-{boxes[29]}")


def test_the_ground_is_dragged(bench: Page, essay: Essay) -> None:
    chain(essay, length=30)
    draw(bench, essay)
    pane = bench.locator("#outline-pane")
    area = pane.bounding_box()
    assert area
    before = pane.evaluate("(pane) => pane.scrollTop")
    bench.mouse.move(area["x"] + 20, area["y"] + 300)
    bench.mouse.down()
    bench.mouse.move(area["x"] + 20, area["y"] + 100, steps=4)
    bench.mouse.up()
    assert pane.evaluate("(pane) => pane.scrollTop") == before + 200


def test_scrolling_moves_what_is_painted_and_the_frame_of_the_overview(
    browser: Browser, open_page: OpenPage, whole: Essay
) -> None:
    frames = 40
    page = open_page(ada(), viewport={"width": 1440, "height": 900})
    draw(page, whole, "&layout=columns")
    page.evaluate(SCROLL, frames)
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    assert page.evaluate(SCROLL, frames) == [3 * frames, 2 * frames]
    events = Counter(event["name"] for event in orjson.loads(browser.stop_tracing())["traceEvents"])
    assert events["FireAnimationFrame"] >= frames
    # once or twice is for what stands round the map, not for each frame
    assert max(events["Paint"], events["Layout"]) < frames / 4
    away, width, height = page.evaluate(FRAMED)
    assert away < 2
    assert width > 2
    assert height > 2


def test_without_script_boxes_are_links_that_keep_the_view(
    open_page: OpenPage, essay: Essay
) -> None:
    boxes = chain(essay, length=4)
    page = open_page(ada(), viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    visit(page, essay)
    page.get_by_role("link", name="Map", exact=True).first.click()
    page.locator(f"#n-{boxes[2]} > a.row").click()
    expect(page.locator(f'#inspector [data-inspected="{boxes[2]}"]')).to_be_visible()
    page.get_by_role("link", name="Fold 1.1", exact=True).click()
    expect(page.locator(f"#n-{boxes[2]}")).to_have_count(0)


def test_a_phone_scrolls_the_drawing_and_keeps_its_tabs(open_page: OpenPage, essay: Essay) -> None:
    boxes = chain(essay, length=8)
    page = open_page(ada(), viewport={"width": 390, "height": 844}, has_touch=True)
    visit(page, essay)
    page.get_by_role("navigation", name="View").get_by_role("link", name="Map").tap()
    page.locator(f"#n-{boxes[0]} > .row").tap()
    expect(page.locator(f'#inspector [data-inspected="{boxes[0]}"]')).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert problems(page) == []


@pytest.fixture
def whole() -> Essay:
    """An essay with pills, chips, strengths and sources in its drawing."""
    owner = ada()
    essay = load_demo(owner)
    thesis = Node.objects.filter(essay=essay, kind="thesis").values_list("pk", flat=True)[0]
    for node in list(random_map(120, seed=4).nodes.values())[:40]:
        statement(essay, node.text, to=thesis)
    return essay


@pytest.mark.parametrize("scale", SCALES)
def test_no_text_is_wider_than_its_box(open_page: OpenPage, whole: Essay, scale: float) -> None:
    page = open_page(ada(), viewport={"width": 1440, "height": 900}, device_scale_factor=scale)
    for layout in ("top-down", "columns"):
        draw(page, whole, f"&layout={layout}")
        assert page.evaluate("devicePixelRatio") == scale
        page.evaluate("document.fonts.ready")
        found = page.evaluate(OVER)
        assert found["over"] == []
        assert found["boxes"] == Node.objects.filter(essay=whole).count() > 80
        assert found["pills"] > 5
        assert found["texts"] > 500


def test_a_drawing_opens_at_its_own_size(open_page: OpenPage, whole: Essay) -> None:
    """Text is 14 px whatever the map's width: what does not fit is scrolled to."""
    page = open_page(ada(), viewport={"width": 1440, "height": 900})
    draw(page, whole)
    assert page.evaluate(
        """() => {
            const pane = document.getElementById('outline-pane');
            return pane.scrollWidth > pane.clientWidth;
        }"""
    )
    sizes = page.evaluate(SHOWN_SIZES)
    assert max(sizes) == pytest.approx(14, abs=0.01)
    assert min(sizes) == pytest.approx(12, abs=0.01)
