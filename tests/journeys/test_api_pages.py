"""The pages on which the API can be tried out."""

from playwright.sync_api import expect

from tests.browser import OpenPage
from tests.factories import ada
from tests.journeys.test_look import problems


def test_the_api_can_be_tried_out_in_the_browser(open_page: OpenPage) -> None:
    page = open_page(ada())
    page.goto("/api/v1/docs/")
    one = page.locator("#operations-essays-listEssays")
    expect(one).to_be_visible(timeout=30_000)  # it draws the whole schema first
    one.locator("button").first.click()
    one.get_by_role("button", name="Try it out").click()
    one.get_by_role("button", name="Execute").click()
    expect(one.locator(".live-responses-table .response-col_status").last).to_contain_text("200")
    # its markup (landmarks, nested buttons) is not ours to change; its colours are
    assert problems(page, rules=["color-contrast"]) == []
