"""The two panes in a real browser: what stays in sight, what is remembered, what paper gets."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map
from tests.journeys.test_workbench import SELECT, visit
from tests.views.bench import statement


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
