"""Every page that a person can open, as its owner and as a guest: axe, width, console, origins."""

import os

import pytest
from django.urls import reverse

from essays.models import Visibility
from tests.access.matrix import OK, ROWS
from tests.access.test_matrix import routes
from tests.access.world import FILLS, Actor, World, make_world
from tests.browser import OpenPage
from tests.journeys.test_look import problems

FULL = os.environ.get("ARGMAP_TEST_PROFILE") == "full"
LOOKS = [(320, "light"), (1024, "dark"), (390, "dark"), (1280, "light")]
# answers to programs and monitors, parts of a page that a script asks for, and files to keep
NOT_PAGES = (
    *("api_", "healthz", "readyz", "metrics", "targets", "passage_words"),
    *("export_file", "shared_export_file", "import_sample"),
)


def pages(world: World, actor: Actor) -> list[str]:
    """Return the address of every page that this person may open."""
    found = []
    for name, row in ROWS.items():
        call = row.get("GET")
        if call is None or call.answers[actor] != OK or name.startswith(NOT_PAGES):
            continue
        fills = {**FILLS, **call.fill}
        arguments = {part: fills[part](world, actor) for part in routes()[name].pattern.converters}
        found.append(reverse(name, kwargs=arguments) + call.query)
    return found


@pytest.mark.parametrize("actor", [Actor.OWNER, Actor.GUEST])
def test_no_page_fails_axe_or_scrolls_sideways(open_page: OpenPage, actor: Actor) -> None:
    world = make_world()
    world.essay.visibility = Visibility.PUBLIC
    world.essay.title = "Why was bread dear in the years of good harvests, and who gained by it?"
    world.essay.save(update_fields=["visibility", "title"])
    addresses = pages(world, actor)
    assert len(addresses) > 5
    found: dict[str, list[str]] = {}
    for index, (width, scheme) in enumerate(LOOKS):
        page = open_page(
            world.people.get(actor),
            viewport={"width": width, "height": 800},
            color_scheme=scheme,
        )
        # each page in one look; all of them in all looks in the full run
        for address in addresses if FULL else addresses[index :: len(LOOKS)]:
            page.goto(address)
            wrong = problems(page)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wrong.append("scrolls sideways")
            if wrong:
                found[f"{address} {width} {scheme}"] = wrong
    assert found == {}
