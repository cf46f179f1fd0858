"""An answer that is lost on the way: the form is sent again, and done once."""

from playwright.sync_api import Route, expect

from essays.models import Node, Revision
from tests.browser import OpenPage, Traps
from tests.factories import ada, make_essay, make_map


def test_a_form_whose_answer_was_lost_is_done_once(open_page: OpenPage, traps: Traps) -> None:
    essay = make_essay()
    box = make_map(essay)
    page = open_page(ada())
    page.goto(f"/essays/{essay.pk}/?box={box}")
    inspector = page.locator("#inspector")
    inspector.get_by_role("link", name="Edit").first.click()
    inspector.get_by_label("What the box says").fill("Bread was very dear.")
    edits = Revision.objects.count()

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    traps.expect("ERR_FAILED")
    traps.expect("htmx:sendError")
    address = f"**/nodes/{box}/edit/"
    page.route(address, lost)
    inspector.get_by_role("button", name="Save").click()
    expect(page.locator("#saved")).to_have_attribute("data-state", "offline")
    page.unroute(address)
    inspector.get_by_role("button", name="Save").click()
    expect(inspector.get_by_text("Bread was very dear.").first).to_be_visible()
    expect(page.locator("#saved")).to_have_attribute("data-state", "saved")
    assert Node.objects.get(pk=box).text == "Bread was very dear."
    assert Revision.objects.count() == edits + 1
    # what comes next is another write, although the button is the same
    undo = page.locator("#messages").get_by_role("button", name="Undo")
    undo.click()
    expect(inspector.get_by_text("Bread was dear for want of grain.").first).to_be_visible()
    assert Revision.objects.count() == edits + 2
