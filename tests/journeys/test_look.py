"""What every page shares, in a real browser: theme, menus, messages, and who can use them."""

import os
from collections.abc import Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from essays.models import Visibility
from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = Axe()
FULL = os.environ.get("ARGMAP_TEST_PROFILE") == "full"
# each page at one width and in one theme; all of them in the full run
LOOKS = [(320, "light"), (1440, "dark"), (390, "dark"), (1024, "light")]
PAGES = ["/", "/essays/", "/essays/bin/", "/essays/new/", "/nowhere/"]


def problems(page: Page, *, within: str = "", rules: Sequence[str] = ()) -> list[str]:
    """Return what axe finds: on the whole page, or in a part of it; by all rules, or by these."""
    asked = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": RULES}
    # of what is in order only one place is put together
    options = {"runOnly": asked, "resultTypes": ["violations"]}
    found = _AXE.run(page, within or None, options).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize(
    ("address", "width", "scheme"),
    [
        (address, *look)
        for at, address in enumerate(PAGES)
        for look in (LOOKS if FULL else [LOOKS[at % len(LOOKS)]])
    ],
)
def test_a_page_passes_axe_and_does_not_scroll_sideways(
    open_page: OpenPage, address: str, width: int, scheme: str
):
    make_map(make_essay(title="A title of several words", visibility=Visibility.PUBLIC))
    make_essay(in_bin=True)
    page = open_page(ada(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(address)
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_chosen_theme_stays_and_follows_the_system_again(open_page: OpenPage):
    page = open_page(color_scheme="light")
    page.goto("/")
    page.locator("summary", has_text="Settings").click()
    page.get_by_role("radio", name="Dark").check()
    assert colour(page) == "rgb(233, 238, 235)"
    page.reload()
    assert colour(page) == "rgb(233, 238, 235)"
    page.locator("summary", has_text="Settings").click()
    page.get_by_role("radio", name="As the system").check()
    page.reload()
    assert colour(page) == "rgb(21, 29, 25)"


def colour(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).color"))


def test_a_menu_is_walked_by_keys_and_gives_the_focus_back(open_page: OpenPage):
    make_essay(title="Bread")
    page = open_page(ada())
    page.goto("/essays/")
    button = page.locator("summary", has_text="Actions for Bread")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Open", exact=True)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name="Delete")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    expect(page.locator("details[open]")).to_have_count(0)


def test_a_deleted_essay_comes_back_by_undo(open_page: OpenPage):
    make_essay(title="Bread")
    page = open_page(ada())
    page.goto("/essays/")
    page.locator("summary", has_text="Actions for Bread").click()
    page.get_by_role("button", name="Delete").click()
    message = page.get_by_role("status").filter(has_text="in the bin")
    expect(message).to_be_visible()
    message.get_by_role("button", name="Undo").click()
    page.goto("/essays/")
    expect(page.get_by_role("link", name="Bread")).to_be_visible()


def test_a_message_from_a_script_can_be_sent_away(open_page: OpenPage):
    page = open_page()
    page.goto("/")
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('notice', {detail: {text: 'Moved <b>1.2</b>.'}}))"
    )
    message = page.locator("#messages")
    expect(message).to_contain_text("Moved <b>1.2</b>.")
    expect(message.get_by_role("button", name="Undo")).to_be_hidden()
    message.get_by_role("button", name="Dismiss").click()
    expect(message).to_be_empty()


def test_the_list_is_searched_while_typing(open_page: OpenPage):
    make_essay(title="Bread")
    make_essay(title="Zoos")
    page = open_page(ada())
    page.goto("/essays/")
    page.get_by_label("Search my essays").fill("zoo")
    expect(page.get_by_role("link", name="Bread")).to_have_count(0)
    expect(page.get_by_role("link", name="Zoos")).to_be_visible()
    expect(page).to_have_url("/essays/?q=zoo&sort=changed&show=all")


def test_without_script_the_list_is_searched_and_an_essay_deleted(open_page: OpenPage):
    make_essay(title="Bread")
    make_essay(title="Zoos")
    page = open_page(ada(), java_script_enabled=False)
    page.goto("/essays/")
    page.get_by_label("Search my essays").fill("zoo")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Bread")).to_have_count(0)
    page.locator("summary", has_text="Actions for Zoos").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("status").filter(has_text="in the bin")).to_be_visible()


def test_a_text_is_counted_while_it_is_typed(open_page: OpenPage):
    page = open_page(ada())
    page.goto("/essays/new/")
    page.get_by_role("textbox", name="Text").fill("Ada 🙂\nBen")
    expect(page.get_by_text("9 of 200,000 characters.")).to_be_visible()


def test_a_refused_form_puts_the_focus_on_what_to_change(open_page: OpenPage):
    page = open_page(ada())
    page.goto("/essays/new/")
    page.get_by_role("textbox", name="Text").fill("Winters were hard.")
    page.get_by_role("button", name="Save and start mapping").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.get_by_label("Title")).to_be_focused()
    expect(page.get_by_role("textbox", name="Text")).to_have_value("Winters were hard.")
