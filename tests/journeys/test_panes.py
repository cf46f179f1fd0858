"""The two panes in a real browser: what stays in sight, what is remembered, what paper gets."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import OpenPage
from tests.factories import ada, make_essay
from tests.journeys.test_workbench import visit
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
