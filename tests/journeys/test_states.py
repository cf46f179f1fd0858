"""Every state of the workbench, as somebody who edits: nothing that axe finds, nothing sideways."""

import os
import re
from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from essays.graph.kinds import NodeKind
from essays.models import Essay
from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map
from tests.journeys.test_look import problems
from tests.journeys.test_workbench import select
from tests.views.bench import statement, together

FULL = os.environ.get("ARGMAP_TEST_PROFILE") == "full"
# each state in one of these, and in all of them in the full run; 640 px are 1280 px at 200 %
LOOKS = list(product((320, 640, 1440), ("light", "dark")))


def nothing(_page: Page) -> None:
    """What the address shows is the state."""


def words_selected(page: Page) -> None:
    select(page, "Grain was scarce")


def other_box_looked_for(page: Page) -> None:
    words_selected(page)
    page.get_by_role("button", name="Other box").click()
    expect(page.locator("#other-boxes [role=option]").first).to_be_visible()


def menu_of_a_row(page: Page) -> None:
    page.locator("#outline .row-menu").nth(1).click()
    expect(page.get_by_role("menu")).to_be_visible()


def menu_of_the_bar(page: Page) -> None:
    page.locator("summary", has_text="More").click()
    expect(page.get_by_role("link", name="History", exact=True)).to_be_visible()


def menu_of_the_account(page: Page) -> None:
    page.locator("summary[data-account]").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def on_a_row(page: Page, *keys: str) -> None:
    page.locator("#outline [data-node]").nth(1).focus()
    for key in keys:
        page.keyboard.press(key)


def form_refused(page: Page) -> None:
    on_a_row(page, "Enter")
    page.locator("#inspector textarea[name=text]").fill("")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#inspector [aria-invalid=true]")).to_be_visible()


def box_looked_for(page: Page) -> None:
    on_a_row(page, "m")
    expect(page.get_by_role("dialog").get_by_role("option").first).to_be_visible()


def keys_told(page: Page) -> None:
    on_a_row(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()


def several_chosen(page: Page) -> None:
    on_a_row(page, "ArrowDown", "Shift+ArrowDown")
    expect(page.get_by_role("heading", name=re.compile("Chosen: "))).to_be_visible()


def box_deleted(page: Page) -> None:
    on_a_row(page, "Delete")
    page.get_by_role("button", name="Delete", exact=True).press("Enter")
    expect(page.locator("#messages").get_by_role("button", name="Undo")).to_be_visible()


# what the address says, and what is done there
STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "a map without boxes": ("empty", nothing),
    "words selected": ("?view=text&box={cold}", words_selected),
    "words selected, no box yet": ("empty?view=text", words_selected),
    "another box looked for": ("?view=text&box={cold}", other_box_looked_for),
    "the menu of a row": ("", menu_of_a_row),
    "the menu More": ("", menu_of_the_bar),
    "the menu of the account": ("", menu_of_the_account),
    "a form refused": ("", form_refused),
    "a box looked for": ("", box_looked_for),
    "the keys": ("", keys_told),
    "several boxes chosen": ("", several_chosen),
    "a box deleted": ("", box_deleted),
    "a step chosen": ("?relation={step}", nothing),
    "one branch, as an editor": ("?focus={cold}&box={cold}", nothing),
    "a tour, as an editor": ("?tour=argument&step=3", nothing),
    "the drawn map": ("?view=map&box={cold}", nothing),
    "the drawn map in columns": ("?view=map&layout=columns&box={table}", nothing),
}


@pytest.fixture
def places(server: str) -> dict[str, str]:
    """A map with linked premises, an objection and evidence; beside it an essay without boxes."""
    essay = make_essay(title="Why was bread dear in the years of good harvests?")
    thesis = make_map(essay, reasons=())
    cold = statement(essay, "Cold ruined the seed.", to=thesis, spans=((0, 18),))
    seed = statement(essay, "Without seed nothing grows.")
    step = together(essay, cold, seed, to=thesis)
    table = statement(essay, "A table of frosts.", to=cold, kind=NodeKind.EVIDENCE)
    statement(essay, "Mild years came too.", to=cold, attacks=True)
    statement(essay, "Frost is not what matters.", step=step, attacks=True)
    found = {"cold": cold, "table": table, "step": step}
    empty = make_essay(title="Empty")
    return {
        "": address(essay),
        "empty": address(empty),
        **{name: str(one) for name, one in found.items()},
    }


def address(essay: Essay) -> str:
    return f"/essays/{essay.pk}/"


@pytest.mark.parametrize(
    ("state", "width", "scheme"),
    [
        (state, *look)
        for at, state in enumerate(STATES)
        for look in (LOOKS if FULL else [LOOKS[at % len(LOOKS)]])
    ],
)
def test_a_state_passes_axe_and_does_not_scroll_sideways(
    open_page: OpenPage, places: dict[str, str], state: str, width: int, scheme: str
) -> None:
    where, arrange = STATES[state]
    essay, _, query = where.partition("?")
    page = open_page(ada(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(f"{places[essay]}?{query.format(**places)}")
    expect(page.locator(".bench-panes")).to_be_visible()
    arrange(page)
    # what has been scrolled under the bar is not in the way of anyone
    page.evaluate("scrollTo(0, 0)")
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
