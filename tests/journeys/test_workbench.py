"""The workbench in a real browser: selecting, choosing, keys, and staying where one was."""

import pytest
from playwright.sync_api import Page, Route, expect

from essays.models import Anchor, Essay, Node, Relation
from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map
from tests.journeys.test_look import problems
from tests.views.bench import chain, statement

# selects these words as a person would have, wherever they stand
SELECT = """(words) => {
    const runs = [...document.querySelectorAll('#essay-text [data-start]')];
    const whole = runs.map((run) => run.textContent).join('');
    const from = whole.indexOf(words);
    const range = document.createRange();
    let at = 0;
    for (const run of runs) {
        const text = run.firstChild;
        const end = at + text.data.length;
        if (at <= from && from < end) range.setStart(text, from - at);
        if (at < from + words.length && from + words.length <= end) {
            range.setEnd(text, from + words.length - at);
        }
        at = end;
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    range.startContainer.parentElement.scrollIntoView({block: 'center'});
}"""
LONG = "\n\n".join(f"Sentence {n} stands here, and says a little more." for n in range(80))


@pytest.fixture
def bench(open_page: OpenPage) -> Page:
    return open_page(ada(), viewport={"width": 1440, "height": 900})


def visit(page: Page, essay: Essay, query: str = "") -> None:
    page.goto(f"/essays/{essay.pk}/{query}")
    expect(page.locator("#outline-body")).to_be_visible()


def select(page: Page, words: str) -> None:
    """Selects words of the text, and waits for the menu."""
    page.evaluate(SELECT, words)
    expect(page.get_by_role("group", name="Make a box of the selected words")).to_be_visible()


@pytest.mark.parametrize(
    "words",
    ["😀 smiles", "café été", "שלום עולם", "a 𝒳 b", "across. And on", "👩‍👩‍👧 family"],
)
def test_any_words_are_found_again_where_they_were_selected(bench: Page, words: str) -> None:
    text = "😀😀 First 😀 smiles, café été. שלום עולם. So a 𝒳 b goes across. And on: 👩‍👩‍👧 family."
    essay = make_essay(text=text)
    statement(essay, "First.", spans=((3, 8),))
    statement(essay, "Smiles and more.", spans=((3, 20),))
    visit(bench, essay)
    select(bench, words)
    bench.get_by_role("button", name="Thesis").click()
    expect(bench.locator("#inspector textarea[name=text]")).to_be_focused()
    assert Anchor.objects.filter(node__kind="thesis").get().exact == words


def test_a_drag_that_begins_on_a_passage_selects_its_words(bench: Page) -> None:
    essay = make_essay()
    statement(essay, "Winters were hard.", spans=((0, 18),))
    visit(bench, essay)
    words = bench.locator("a.psg").bounding_box()
    assert words
    middle = words["y"] + words["height"] / 2
    bench.mouse.move(words["x"] + 2, middle)
    bench.mouse.down()
    bench.mouse.move(words["x"] + words["width"] / 2, middle, steps=4)
    bench.mouse.up()
    expect(bench.locator("#selmenu")).to_be_visible()
    assert "Winters".startswith(bench.evaluate("getSelection().toString()")[:7])
    assert "box=" not in bench.url
    bench.locator("a.psg").click()
    expect(bench.locator("#selmenu")).to_be_hidden()
    expect(bench.locator("#inspector [data-inspected]")).to_be_visible()


def test_letters_make_boxes_and_the_last_one_is_the_next_target(bench: Page) -> None:
    essay = make_essay()
    visit(bench, essay)
    select(bench, "Prices rose all the same.")
    bench.keyboard.press("t")
    expect(bench.locator("#inspector textarea[name=text]")).to_be_focused()
    bench.keyboard.press("Escape")
    select(bench, "Winters were hard.")
    expect(bench.locator("#selmenu [data-to-number]")).to_have_text("1")
    bench.keyboard.press("o")
    expect(bench.locator("#saved")).to_contain_text("version 2")
    relation = Relation.objects.get()
    assert relation.kind == "attack"
    assert relation.target_node == Node.objects.get(kind="thesis")
    assert problems(bench) == []


def test_escape_closes_the_menu_and_keeps_the_selection(bench: Page) -> None:
    essay = make_essay()
    visit(bench, essay)
    select(bench, "Grain was scarce")
    bench.keyboard.press("Escape")
    expect(bench.locator("#selmenu")).to_be_hidden()
    assert bench.evaluate("getSelection().toString()") == "Grain was scarce"
    bench.locator("#inspector").dispatch_event("pointerup")
    bench.wait_for_timeout(400)
    expect(bench.locator("#selmenu")).to_be_hidden()
    select(bench, "Grain was")


def test_the_row_to_come_says_what_will_be_made(bench: Page) -> None:
    essay = make_essay(text="It fell; however, a fuller reckoning followed.")
    make_map(essay)
    visit(bench, essay)
    select(bench, "; however, a fuller reckoning")
    bench.locator("#selmenu [data-make=support]").hover()
    expect(bench.locator("#outline .ghost .row-text")).to_have_text("A fuller reckoning.")


def test_another_box_is_found_by_its_words(bench: Page) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=("Cold ruined the seed.", "Mice ate the rest."))
    visit(bench, essay, f"?box={thesis}")
    select(bench, "Prices rose")
    bench.keyboard.press(".")
    bench.get_by_role("combobox").fill("mice")
    expect(bench.get_by_role("option")).to_have_count(1)
    bench.keyboard.press("Enter")
    expect(bench.locator("#selmenu [data-to-number]")).to_have_text("1.2")
    bench.keyboard.press("s")
    expect(bench.locator("#saved")).to_contain_text("version 4")
    assert Relation.objects.get(target_node__text="Mice ate the rest.").kind == "support"


def test_a_choice_shows_where_the_box_would_land(bench: Page) -> None:
    essay = make_essay()
    make_map(essay, reasons=("Cold ruined the seed.",))
    visit(bench, essay)
    select(bench, "Prices rose")
    bench.get_by_role("button", name="Objects").hover()
    ghost = bench.locator("#outline .ghost").last
    expect(ghost).to_contain_text("1.2")
    expect(ghost).to_contain_text("lands here")
    bench.mouse.move(1200, 880)
    expect(bench.locator("#outline .ghost")).to_have_count(0)


def test_text_stays_where_it_was_when_its_passage_is_in_sight(bench: Page) -> None:
    essay = make_essay(text=LONG)
    start = LONG.index("Sentence 40")
    box = statement(essay, "Here.", spans=((start, start + 11),))
    far = statement(essay, "There.", spans=((0, 8),))
    visit(bench, essay, f"?box={box}")
    body = bench.locator("#text-body")
    expect(bench.locator(".psg.is-on")).to_be_in_viewport()
    select(bench, "Sentence 41")
    here = body.evaluate("body => body.scrollTop")
    assert here > 0
    bench.get_by_role("button", name="Context").click()
    expect(bench.locator("#saved")).to_contain_text("version 3")
    assert body.evaluate("body => body.scrollTop") == here
    bench.locator(f'#outline [data-box="{far}"]').click()
    expect(bench.locator(".psg.is-on")).to_be_in_viewport()
    assert body.evaluate("body => body.scrollTop") < here


def test_undo_in_the_message_keeps_the_page(bench: Page) -> None:
    essay = make_essay()
    visit(bench, essay)
    bench.evaluate("window.stayed = true")
    select(bench, "Prices rose")
    bench.get_by_role("button", name="Context").click()
    bench.locator("#messages").get_by_role("button", name="Undo").click()
    expect(bench.locator("#messages")).to_contain_text("Undone.")
    expect(bench.locator("#essay-text .ctx")).to_have_count(0)
    assert bench.evaluate("window.stayed") is True


def test_words_under_two_boxes_offer_both(bench: Page) -> None:
    essay = make_essay()
    outer = statement(essay, "Outer.", spans=((0, 18),))
    statement(essay, "Inner.", spans=((8, 12),))
    visit(bench, essay)
    bench.locator("a.psg", has_text="were").click()
    both = bench.get_by_role("list", name="Boxes on these words")
    expect(both.get_by_role("link")).to_have_count(2)
    both.get_by_role("link").last.click()
    expect(bench.locator(f'#inspector [data-inspected="{outer}"]')).to_be_visible()


def test_the_outline_is_walked_folded_and_edited_by_keys(bench: Page) -> None:
    essay = make_essay()
    ids = chain(essay, length=4)
    visit(bench, essay)
    tree = bench.get_by_role("tree")
    tree.get_by_role("treeitem").first.focus()
    for _ in range(2):
        bench.keyboard.press("ArrowDown")
    third = bench.locator(f"#n-{ids[2]}")
    expect(third).to_be_focused()
    expect(third).to_have_attribute("aria-selected", "true")
    bench.keyboard.press("ArrowLeft")
    expect(third).to_have_attribute("aria-expanded", "false")
    expect(third).to_be_focused()
    expect(bench.locator(f"#n-{ids[3]}")).to_have_count(0)
    bench.keyboard.press("Space")
    expect(bench.locator(f"#n-{ids[3]}")).to_be_visible()
    bench.keyboard.press("Home")
    expect(bench.locator(f"#n-{ids[0]}")).to_be_focused()
    bench.keyboard.press("Enter")
    expect(bench.locator("#inspector textarea[name=text]")).to_be_focused()
    assert problems(bench) == []


def test_a_key_overtakes_an_answer_that_is_slow_to_come(bench: Page) -> None:
    essay = make_essay()
    ids = chain(essay, length=3)
    visit(bench, essay)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    bench.route(lambda url: f"box={ids[1]}" in url, hold)
    bench.locator(f"#n-{ids[0]}").focus()
    with bench.expect_request(lambda request: f"box={ids[1]}" in request.url):
        bench.keyboard.press("ArrowDown")
    with bench.expect_event("requestfailed"):
        bench.keyboard.press("ArrowDown")
    expect(bench.locator(f'#inspector [data-inspected="{ids[2]}"]')).to_be_visible()
    assert len(held) == 1


def test_a_sentence_that_was_typed_is_kept_when_another_box_is_chosen(bench: Page) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=("Cold ruined the seed.", "Mice ate the rest."))
    cold, mice = Node.objects.filter(kind="claim").order_by("text")
    visit(bench, essay, f"?box={cold.pk}")
    bench.locator(f"#n-{cold.pk}").focus()
    bench.keyboard.press("Enter")
    bench.locator("#inspector textarea[name=text]").fill("Frost ruined the seed.")
    bench.locator(f"#n-{mice.pk} .row-text").click()
    expect(bench.locator(f'#inspector [data-inspected="{mice.pk}"]')).to_be_visible()
    expect(bench.locator(f"#n-{cold.pk}")).to_contain_text("Frost ruined the seed.")
    assert Node.objects.get(pk=cold.pk).text == "Frost ruined the seed."
    assert f"box={mice.pk}" in bench.url
    # words become a box, and what was typed before is kept as well
    bench.locator(f"#n-{mice.pk}").focus()
    bench.keyboard.press("Enter")
    bench.locator("#inspector textarea[name=text]").fill("Rats ate the rest.")
    bench.locator("#text-body").focus()
    select(bench, "Prices rose")
    bench.locator("#selmenu [data-make=support]").click()
    expect(bench.locator("#saved")).to_contain_text("version 6")
    assert Node.objects.get(pk=mice.pk).text == "Rats ate the rest."
    assert Relation.objects.get(premises__node__text__startswith="Prices").target_node_id == mice.pk
    assert Node.objects.get(pk=thesis)


def test_a_sentence_that_cannot_be_kept_stays_with_what_is_wrong(bench: Page) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=("Cold ruined the seed.",))
    visit(bench, essay, f"?box={thesis}")
    bench.locator(f"#n-{thesis}").focus()
    bench.keyboard.press("Enter")
    bench.locator("#inspector textarea[name=text]").fill("")
    bench.locator("#outline .row-text").last.click()
    expect(bench.locator("#inspector [aria-invalid=true]")).to_be_visible()
    assert f"box={thesis}" in bench.url
    # a second try changes nothing either
    bench.locator("#outline .row-text").last.click()
    expect(bench.locator("#inspector textarea[name=text]")).to_be_visible()


def test_f6_goes_round_text_outline_and_inspector(bench: Page) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    visit(bench, essay, f"?box={thesis}")
    for id in ("text-body", f"n-{thesis}", "inspector", "text-body"):
        bench.keyboard.press("F6")
        expect(bench.locator(f'[id="{id}"]')).to_be_focused()


def test_without_script_both_panes_open_at_the_chosen_box(open_page: OpenPage) -> None:
    essay = make_essay(text=LONG)
    places = [LONG.index(f"Sentence {number} ") for number in range(80)]
    boxes = [statement(essay, f"At {place}.", spans=((place, place + 11),)) for place in places]
    page = open_page(ada(), viewport={"width": 1440, "height": 900}, java_script_enabled=False)
    visit(page, essay)
    page.locator("#essay-text a.psg").nth(60).click()
    expect(page.locator(f'[id="n-{boxes[60]}"] .row')).to_be_in_viewport()
    expect(page.locator(".psg.is-on")).to_be_in_viewport()


def test_a_phone_shows_one_pane_and_goes_to_the_box(open_page: OpenPage) -> None:
    essay = make_essay(text=LONG)
    start = LONG.index("Sentence 40")
    box = statement(essay, "Here.", spans=((start, start + 11),))
    page = open_page(ada(), viewport={"width": 390, "height": 844}, has_touch=True)
    visit(page, essay)
    expect(page.locator("#essay-text")).to_be_hidden()
    page.get_by_role("navigation", name="View").get_by_role("link", name="Text").tap()
    page.locator("a.psg").tap()
    expect(page.locator("#essay-text")).to_be_hidden()
    expect(page.locator(f'[id="n-{box}"] .row')).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert problems(page) == []


def test_who_was_signed_out_meanwhile_comes_back_to_the_same_place(bench: Page) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    visit(bench, essay, f"?box={thesis}")
    bench.context.clear_cookies(name="sessionid")
    select(bench, "Prices rose")
    bench.get_by_role("button", name="Supports").click()
    bench.wait_for_url("**/accounts/sign-in/**")
    assert f"next=%2Fessays%2F{essay.pk}%2F%3Fbox%3D{thesis}" in bench.url
