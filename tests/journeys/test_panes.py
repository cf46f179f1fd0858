"""The two panes in a real browser: what stays in sight, what is remembered, what paper gets."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map
from tests.journeys.test_look import problems
from tests.journeys.test_workbench import SELECT, select, visit
from tests.views.bench import chain, statement, wide


@pytest.fixture
def bench(open_page: OpenPage) -> Page:
    return open_page(ada(), viewport={"width": 1440, "height": 900})


def test_n_selects_every_unmapped_sentence_whole_and_in_turn(bench: Page) -> None:
    essay = make_essay(text="Ada sang. (I heard it.) It was cold.")
    statement(essay, "It.", spans=((0, 12),))
    visit(bench, essay, "?q=heard")
    bench.locator("#text-body").focus()
    for words in ("(I heard it.)", "It was cold.", "(I heard it.)"):
        bench.keyboard.press("n")
        assert bench.evaluate("getSelection().toString()") == words
    expect(bench.locator("#selmenu")).to_be_visible()
    bench.keyboard.press("t")
    expect(bench.locator("#inspector textarea[name=text]")).to_have_value("(I heard it.)")


def test_a_tour_makes_no_box_unseen_and_shows_the_form_of_one(bench: Page) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    visit(bench, essay, "?tour=argument&step=1")
    bench.locator("#text-body").focus()
    bench.evaluate(SELECT, "Prices rose")
    bench.wait_for_timeout(400)  # the menu opens after a quarter of a second
    bench.keyboard.press("o")
    expect(bench.locator("#selmenu")).to_be_hidden()
    expect(bench.locator("#inspector")).to_be_hidden()
    bench.locator(f'[id="n-{thesis}"]').focus()
    bench.keyboard.press("Enter")
    expect(bench.locator("#inspector textarea[name=text]")).to_be_focused()
    bench.keyboard.press("Escape")
    expect(bench.locator("#inspector")).to_be_hidden()
    expect(bench.locator(f'[id="n-{thesis}"]')).to_be_focused()
    expect(bench.locator("#saved")).to_contain_text("version 1")


def widths(page: Page) -> tuple[float, float]:
    """Return how wide the text is, and the map beside it."""
    text, beside = (page.locator(f".pane--{one}").bounding_box() for one in ("text", "map"))
    assert text
    assert beside
    return text["width"], beside["width"]


def test_the_panes_part_where_a_hand_or_a_key_says_and_stay_so(bench: Page) -> None:
    essay = make_essay()
    statement(essay, "It.", spans=((0, 12),))
    visit(bench, essay)
    line = bench.get_by_role("separator", name="Width of the text")
    expect(line).to_have_attribute("aria-valuenow", "47")
    assert problems(bench) == []
    box = line.bounding_box()
    assert box
    bench.mouse.move(box["x"] + 4, 600)
    bench.mouse.down()
    bench.mouse.move(864, 600, steps=4)
    bench.mouse.up()
    assert widths(bench) == (864, 576)
    line.focus()
    bench.keyboard.press("ArrowLeft")
    expect(line).to_have_attribute("aria-valuenow", "58")
    bench.keyboard.press("End")
    assert widths(bench) == (1120, 320)
    bench.keyboard.press("Home")
    assert widths(bench) == (320, 1120)
    visit(bench, essay)
    assert widths(bench) == (320, 1120)
    bench.set_viewport_size({"width": 390, "height": 800})
    expect(line).to_be_hidden()


def test_quiet_text_has_numbers_and_no_lines_and_stays_so(bench: Page) -> None:
    essay = make_essay()
    statement(essay, "It.", spans=((0, 12),))
    visit(bench, essay)
    quiet = bench.get_by_role("button", name="Quiet")
    line = "getComputedStyle(document.querySelector('.psg')).textDecorationColor"
    seen = bench.evaluate(line)
    bench.locator("#text-body").focus()
    bench.keyboard.press("q")
    expect(quiet).to_have_attribute("aria-pressed", "true")
    visit(bench, essay)
    assert bench.evaluate(line) == "rgba(0, 0, 0, 0)"
    expect(bench.locator(".ref")).to_be_visible()
    assert problems(bench) == []
    quiet.click()
    expect(quiet).to_have_attribute("aria-pressed", "false")
    assert bench.evaluate(line) == seen


def test_on_a_wide_screen_the_inspector_stands_at_the_side(open_page: OpenPage) -> None:
    essay = make_essay()
    thesis = make_map(essay)
    page = open_page(ada(), viewport={"width": 1700, "height": 900})
    visit(page, essay, f"?box={thesis}")
    page.get_by_role("button", name="Beside the map").click()
    for _ in range(2):
        shown = page.locator("#inspector").bounding_box()
        beside = page.locator("#outline-pane").bounding_box()
        assert shown
        assert beside
        assert shown["x"] == beside["x"] + beside["width"]
        assert shown["y"] == beside["y"]
        assert problems(page) == []
        visit(page, essay)
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.get_by_role("button", name="Beside the map")).to_be_hidden()
    shown = page.locator("#inspector").bounding_box()
    assert shown
    assert shown["y"] > beside["y"]


def test_the_three_moves_of_a_first_map_go_on_until_all_are_made(bench: Page) -> None:
    essay = make_essay()
    visit(bench, essay)
    for number, (words, key) in enumerate(
        [("Prices rose all the same.", "t"), ("Winters were hard.", "s")], 1
    ):
        expect(bench.locator(".moves [aria-current=step]")).to_have_count(1)
        select(bench, words)
        bench.keyboard.press(key)
        expect(bench.locator("#inspector textarea[name=text]")).to_be_focused()
        bench.keyboard.press("Escape")
        now = bench.get_by_role("group", name="First map").locator("[aria-current=step]")
        expect(now).to_contain_text(["Reason", "Objection"][number - 1])
        assert problems(bench) == []
    select(bench, "Grain was scarce")
    bench.keyboard.press("o")
    expect(bench.locator("#saved")).to_contain_text("version 3")
    expect(bench.get_by_role("group", name="First map")).to_have_count(0)


def test_the_three_moves_can_be_left_out_and_stay_so(bench: Page) -> None:
    essay = make_essay()
    make_map(essay, reasons=())
    visit(bench, essay)
    bench.get_by_role("button", name="Leave out the three moves").click()
    expect(bench.get_by_role("group", name="First map")).to_be_hidden()
    expect(bench.locator("#outline-pane")).to_be_focused()
    visit(bench, essay)
    expect(bench.locator(".guide")).to_be_hidden()


@pytest.mark.parametrize("width", [700, 1440])
def test_paper_gets_the_drawing_whole_and_without_controls(open_page: OpenPage, width: int) -> None:
    essay = make_essay()
    wide(essay, boxes=12)
    page = open_page(ada(), viewport={"width": width, "height": 900})
    visit(page, essay, "?view=map")
    before = page.locator("svg.drawing").bounding_box()
    assert before
    page.emulate_media(media="print")
    expect(page.locator("#essay-text")).to_be_visible()
    for control in (".zoom", ".split", "#inspector", "#map-head", "#text-head", ".tabs-phone"):
        expect(page.locator(control)).to_be_hidden()
    drawn = page.locator("svg.drawing").bounding_box()
    assert drawn
    assert drawn["x"] >= 0
    assert drawn["x"] + drawn["width"] <= width
    # shrunk to a page, never stretched
    assert drawn["height"] <= drawn["width"] * before["height"] / before["width"] + 1
    page.emulate_media(media="screen")
    assert page.locator("svg.drawing").bounding_box() == before


def test_paper_gets_the_text_beside_the_outline(bench: Page) -> None:
    essay = make_essay()
    make_map(essay)
    visit(bench, essay)
    bench.emulate_media(media="print")
    text, outline = widths(bench)
    assert text == pytest.approx(outline, abs=1)
    expect(bench.locator(".split")).to_be_hidden()


def test_at_200_percent_every_target_is_large_enough(open_page: OpenPage) -> None:
    essay = make_essay()
    boxes = chain(essay, length=12)
    page = open_page(ada(), viewport={"width": 640, "height": 450})
    for query in ("", f"?box={boxes[3]}&hide=support", "?view=text", "?view=map"):
        page.goto(f"/essays/{essay.pk}/{query}")
        # what has been scrolled under the bar is not in the way of anyone
        page.evaluate("scrollTo(0, 0)")
        assert problems(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        tour = page.locator("#go-tour").bounding_box() if "text" not in query else None
        assert tour is None or min(tour["width"], tour["height"]) >= 24
