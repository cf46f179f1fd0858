"""Reading a map in a real browser: every tool by pointer and by key, nobody loses their place."""

import os

import pytest
from playwright.sync_api import Page, expect

from essays.graph.kinds import NodeKind
from essays.models import Essay, Visibility
from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map
from tests.journeys.test_look import LOOKS, problems
from tests.views.bench import statement

FULL = os.environ.get("ARGMAP_TEST_PROFILE") == "full"
TEXT = "\n\n".join(f"Sentence {n} stands here, and says a little more." for n in range(60))
STATES = [
    "?hide=evidence&hide=con",
    "?hide=support",
    "?focus={cold}&box={cold}",
    "?box={cold}&ask=why",
    "?box={cold}&ask=against",
    "?q=sentence&hit=3",
    "?q=xyzzy",
    "?tour=debate&step=2",
    "?depth=1",
]


@pytest.fixture
def essay() -> Essay:
    return make_essay(text=TEXT, visibility=Visibility.PUBLIC)


@pytest.fixture
def boxes(essay: Essay) -> dict[str, str]:
    thesis = make_map(essay, reasons=())
    here = TEXT.index("Sentence 50")
    cold = statement(essay, "Cold ruined the seed.", to=thesis, spans=((here, here + 11),))
    table = statement(essay, "A table of frosts.", to=cold, kind=NodeKind.EVIDENCE)
    mild = statement(essay, "Mild years came too.", to=cold, attacks=True)
    late = statement(essay, "They came too late.", to=mild, attacks=True)
    named = {"thesis": thesis, "cold": cold, "table": table, "mild": mild, "late": late}
    return {name: str(box) for name, box in named.items()}


@pytest.fixture
def bench(open_page: OpenPage) -> Page:
    return open_page(ada(), viewport={"width": 1440, "height": 900})


def visit(page: Page, essay: Essay, query: str = "") -> None:
    page.goto(f"/essays/{essay.pk}/{query}")
    expect(page.locator("#outline-body")).to_be_visible()


@pytest.mark.parametrize(
    ("state", "width", "scheme"),
    [
        (state, *look)
        for at, state in enumerate(STATES)
        for look in (LOOKS if FULL else [LOOKS[at % len(LOOKS)]])
    ],
)
def test_a_guest_finds_every_state_within_reach(
    open_page: OpenPage,
    essay: Essay,
    boxes: dict[str, str],
    state: str,
    width: int,
    scheme: str,
) -> None:
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    visit(page, essay, state.format(**boxes))
    # what has been scrolled under the bar is not in the way of anyone
    page.evaluate("scrollTo(0, 0)")
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_chips_hide_and_bring_back_by_key_and_keep_the_focus(
    bench: Page, essay: Essay, boxes: dict[str, str]
) -> None:
    visit(bench, essay, f"?box={boxes['cold']}")
    chip = bench.get_by_role("button", name="Evidence 1")
    chip.focus()
    bench.keyboard.press("Space")
    expect(bench.locator(f'[id="n-{boxes["table"]}"]')).to_have_count(0)
    expect(chip).to_have_attribute("aria-pressed", "false")
    expect(chip).to_be_focused()
    expect(bench.locator("#read-says")).to_have_text("1 box hidden")
    assert "hide=evidence" in bench.url
    assert f"box={boxes['cold']}" in bench.url
    bench.keyboard.press("Enter")
    expect(bench.locator(f'[id="n-{boxes["table"]}"]')).to_be_visible()
    assert "hide" not in bench.url


def test_f_shows_one_branch_and_the_whole_again(
    bench: Page, essay: Essay, boxes: dict[str, str]
) -> None:
    visit(bench, essay)
    row = bench.locator(f'[id="n-{boxes["mild"]}"]')
    row.focus()
    bench.keyboard.press("f")
    expect(bench.locator("#whole-map")).to_be_visible()
    expect(bench.locator(f'[id="n-{boxes["table"]}"]')).to_have_count(0)
    expect(bench.locator(f'[id="n-{boxes["late"]}"]')).to_be_visible()
    expect(row).to_be_focused()
    assert f"focus={boxes['mild']}" in bench.url
    bench.locator("#whole-map").click()
    expect(bench.locator(f'[id="n-{boxes["table"]}"]')).to_be_visible()


def test_a_link_keeps_what_was_chosen_after_it_was_drawn(
    bench: Page, essay: Essay, boxes: dict[str, str]
) -> None:
    visit(bench, essay)
    bench.locator(f'[data-box="{boxes["mild"]}"]').first.click()
    expect(bench.locator(f'#inspector [data-inspected="{boxes["mild"]}"]')).to_be_visible()
    bench.get_by_role("button", name="Evidence 1").click()
    expect(bench.locator("#outline .is-chosen")).to_have_id(f"n-{boxes['mild']}")
    bench.locator("#fold-all").click()
    expect(bench.locator("#outline [data-node]")).to_have_count(1)
    expect(bench.locator("#outline .is-chosen")).to_have_id(f"n-{boxes['thesis']}")
    bench.locator("#unfold-all").click()
    expect(bench.locator("#outline [data-node]")).to_have_count(4)


def test_words_are_found_by_key_from_box_to_text(
    bench: Page, essay: Essay, boxes: dict[str, str]
) -> None:
    visit(bench, essay)
    bench.locator(f'[id="n-{boxes["thesis"]}"]').focus()
    bench.keyboard.press("/")
    words = bench.get_by_role("searchbox")
    expect(words).to_be_focused()
    bench.keyboard.type("too late")
    bench.keyboard.press("Enter")
    expect(bench.locator("#outline .is-chosen")).to_have_id(f"n-{boxes['late']}")
    words.fill("sentence 55")
    bench.keyboard.press("Enter")
    expect(bench.locator("#essay-text .found.is-now")).to_be_in_viewport()
    bench.keyboard.press("Escape")
    expect(bench.locator("#essay-text .found")).to_have_count(0)
    expect(bench.locator("#go-find")).to_be_focused()


def test_questions_are_answered_in_the_inspector(
    bench: Page, essay: Essay, boxes: dict[str, str]
) -> None:
    visit(bench, essay, f"?box={boxes['cold']}")
    bench.get_by_role("link", name="What speaks against?").click()
    answer = bench.locator("#inspector .answer")
    expect(answer).to_contain_text("Objects to 1.1 · one answer")
    answer.get_by_role("link", name="Mild years").click()
    expect(bench.locator(f'#inspector [data-inspected="{boxes["mild"]}"]')).to_be_visible()
    expect(answer).to_have_count(0)
    bench.get_by_role("link", name="Why?").click()
    expect(answer).to_contain_text("1.1.2 objects to 1.1, which supports 1, the thesis.")


def test_a_tour_goes_by_keys_and_a_link_opens_its_step(
    bench: Page, essay: Essay, boxes: dict[str, str]
) -> None:
    visit(bench, essay)
    bench.get_by_role("link", name="Tour").click()
    expect(bench.locator("#tour-next")).to_be_focused()
    bench.keyboard.press("ArrowRight")
    say = bench.locator("#tour-say")
    expect(say).to_contain_text("2 of 5")
    expect(say).to_contain_text("Cold ruined the seed.")
    expect(bench.locator(".psg.is-on")).to_be_in_viewport()
    bench.locator("#tour-by").select_option("debate")
    bench.locator("#text-body").focus()
    bench.keyboard.press("PageDown")
    expect(say).to_contain_text("Mild years came too.")
    bench.keyboard.press("PageUp")
    expect(say).to_contain_text("2 of 5")
    address = bench.url
    bench.goto(address)
    expect(say).to_contain_text("2 of 5")
    bench.locator("#tour-leave").click()
    expect(bench.locator("#tour")).to_be_hidden()
    expect(bench.locator("#outline .is-chosen")).to_have_id(f"n-{boxes['cold']}")


def test_the_inspector_folds_to_its_head_and_stays_so(
    bench: Page, essay: Essay, boxes: dict[str, str]
) -> None:
    visit(bench, essay, f"?box={boxes['cold']}")
    bench.get_by_role("button", name="Details").click()
    expect(bench.locator(".insp-cols")).to_be_hidden()
    visit(bench, essay, f"?box={boxes['mild']}")
    expect(bench.get_by_role("button", name="Details")).to_have_attribute("aria-expanded", "false")
    expect(bench.locator(".insp-head")).to_contain_text("1.1.2")


def test_without_script_everything_is_a_link_or_a_form(
    open_page: OpenPage, essay: Essay, boxes: dict[str, str]
) -> None:
    page = open_page(viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    visit(page, essay, f"?box={boxes['mild']}")
    page.locator("#focus").click()
    expect(page.locator("#whole-map")).to_be_visible()
    page.locator("#whole-map").click()
    page.locator("#chip-evidence").click()
    expect(page.get_by_text("1 box hidden")).to_be_visible()
    page.locator("#go-find").click()
    page.get_by_role("searchbox").fill("sentence 55")
    page.locator("#find-go").click()
    page.locator("#find-next").click()
    expect(page.locator("#essay-text .found.is-now")).to_be_in_viewport()
    page.locator("#go-tour").click()
    page.locator("#tour-next").click()
    page.locator("#tour-by").select_option("debate")
    page.get_by_role("button", name="Go").click()
    expect(page.locator("#tour-say")).to_contain_text("2 of 5")
    expect(page.locator("#tour-order option:checked")).to_have_text("Debate order")
    assert "tour=debate" in page.url


def test_on_a_phone_the_tour_keeps_its_box_above_the_bar(
    open_page: OpenPage, essay: Essay, boxes: dict[str, str]
) -> None:
    page = open_page(viewport={"width": 390, "height": 700}, has_touch=True)
    visit(page, essay, "?tour=argument&step=5")
    row = page.locator(f'[id="n-{boxes["late"]}"] .row')
    expect(row).to_be_in_viewport()
    bottom = row.evaluate("row => row.getBoundingClientRect().bottom")
    assert bottom <= page.locator("#tour").evaluate("bar => bar.getBoundingClientRect().top")
