"""Making a map by key, menu and drag, one gesture each, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from essays.graph.outline import backbone
from essays.models import Essay, Node, Relation
from essays.services.loading import load
from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map
from tests.journeys.test_look import problems
from tests.journeys.test_workbench import select, visit
from tests.views.bench import statement, together


@pytest.fixture
def bench(open_page: OpenPage) -> Page:
    return open_page(ada(), viewport={"width": 1440, "height": 900})


@pytest.fixture
def essay(server: str) -> Essay:
    essay = make_essay()
    make_map(essay, reasons=("A.", "B.", "C."))
    return essay


def places(essay: Essay) -> str:
    return " ".join(f"{r.number} {r.node.text}" for r in backbone(load(essay.pk)).rows[1:])


def row(page: Page, text: str) -> str:
    return f'[id="n-{Node.objects.get(text=text).pk}"]'


def version(page: Page, number: int) -> None:
    expect(page.locator("#saved")).to_contain_text(f"version {number}")


def test_rows_move_by_alt_and_arrows_and_keep_the_focus(bench: Page, essay: Essay) -> None:
    visit(bench, essay)
    second = bench.locator(row(bench, "B."))
    second.focus()
    bench.keyboard.press("Alt+ArrowUp")
    version(bench, 5)
    assert places(essay) == "1.1 B. 1.2 A. 1.3 C."
    expect(second).to_be_focused()
    bench.keyboard.press("Alt+ArrowUp")
    expect(bench.locator("#messages")).to_contain_text("1.1 is the first here already.")
    bench.keyboard.press("Alt+ArrowDown")
    version(bench, 6)
    bench.keyboard.press("Alt+ArrowRight")
    version(bench, 7)
    assert places(essay) == "1.1 A. 1.1.1 B. 1.2 C."
    expect(second).to_be_focused()
    bench.keyboard.press("Alt+ArrowLeft")
    version(bench, 8)
    assert places(essay) == "1.1 A. 1.2 B. 1.3 C."
    bench.keyboard.press("Control+z")
    version(bench, 9)
    assert places(essay) == "1.1 A. 1.1.1 B. 1.2 C."
    bench.keyboard.press("Control+y")
    version(bench, 10)
    assert places(essay) == "1.1 A. 1.2 B. 1.3 C."


def test_a_box_is_added_by_letter_and_the_focus_comes_back(bench: Page, essay: Essay) -> None:
    visit(bench, essay)
    bench.locator(row(bench, "A.")).focus()
    bench.keyboard.press("o")
    field = bench.locator("#inspector textarea[name=text]")
    expect(field).to_be_focused()
    bench.keyboard.type("Mice ate it.")
    bench.keyboard.press("Control+Enter")
    version(bench, 5)
    expect(bench.locator(row(bench, "Mice ate it."))).to_be_focused()
    bench.keyboard.press("Enter")
    expect(field).to_be_focused()
    bench.keyboard.press("Escape")
    expect(bench.locator(row(bench, "Mice ate it."))).to_be_focused()


def test_a_second_target_and_a_new_place_are_typed(bench: Page, essay: Essay) -> None:
    visit(bench, essay)
    third = bench.locator(row(bench, "C."))
    third.focus()
    bench.keyboard.press("a")
    expect(bench.get_by_role("dialog")).to_contain_text("What 1.3 also supports")
    assert problems(bench) == []
    bench.keyboard.type("1.1")
    bench.keyboard.press("Enter")
    version(bench, 5)
    expect(third).to_contain_text("also supports 1.1")
    expect(third).to_be_focused()
    bench.keyboard.press("m")
    bench.keyboard.type("B.")
    bench.keyboard.press("Enter")
    version(bench, 6)
    assert places(essay) == "1.1 A. 1.2 B. 1.2.1 C."


def test_letters_can_be_switched_off_and_stay_off(bench: Page, essay: Essay) -> None:
    visit(bench, essay)
    first = bench.locator(row(bench, "A."))
    first.focus()
    bench.keyboard.press("?")
    keys = bench.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    assert problems(bench) == []
    keys.get_by_label("Letter keys act on the map").uncheck()
    bench.keyboard.press("Escape")
    expect(first).to_be_focused()
    bench.reload()
    first.focus()
    bench.keyboard.press("s")
    bench.keyboard.press("?")
    bench.keyboard.press("ArrowDown")
    expect(bench.locator(row(bench, "B."))).to_be_focused()
    expect(bench.locator("#inspector [data-editing]")).to_have_count(0)
    expect(keys).to_be_hidden()


def test_the_keys_are_a_page_without_script(open_page: OpenPage, essay: Essay) -> None:
    page = open_page(ada(), java_script_enabled=False, viewport={"width": 1280, "height": 800})
    visit(page, essay)
    page.get_by_role("link", name="Keys").click()
    expect(page.get_by_role("heading", name="Keys", exact=True)).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (320, "light")])
def test_the_menu_of_a_row_does_all_of_it(
    open_page: OpenPage, essay: Essay, width: int, scheme: str
) -> None:
    page = open_page(ada(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    visit(page, essay)
    second = page.locator(row(page, "B."))
    second.locator(".row-menu").click()
    menu = page.get_by_role("menu", name="Actions for 1.2")
    expect(menu.get_by_role("menuitem").first).to_be_focused()
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    expect(second).to_be_focused()
    page.keyboard.press("Shift+F10")
    page.keyboard.press("ArrowUp")
    expect(menu.get_by_role("menuitem").last).to_be_focused()
    menu.locator("[data-act=ArrowUp]").click()
    version(page, 5)
    assert places(essay) == "1.1 B. 1.2 A. 1.3 C."


def test_several_boxes_are_chosen_by_keys_and_go_in_one_edit(bench: Page, essay: Essay) -> None:
    visit(bench, essay)
    bench.locator(row(bench, "A.")).focus()
    bench.keyboard.press("ArrowDown")
    bench.keyboard.press("Shift+ArrowDown")
    inspector = bench.locator("#inspector")
    expect(inspector.get_by_role("heading", name="Chosen: 1.2 and 1.3")).to_be_visible()
    expect(bench.locator("#outline [aria-selected=true]")).to_have_count(2)
    assert problems(bench) == []
    inspector.get_by_role("button", name="Link as premises").click()
    version(bench, 5)
    assert sorted(r.premises.count() for r in Relation.objects.all()) == [1, 2]
    bench.locator(row(bench, "A.")).locator(".row-text").first.click(modifiers=["Control"])
    bench.locator(row(bench, "C.")).locator(".row-text").first.click(modifiers=["Shift"])
    expect(bench.locator("#outline [aria-selected=true]")).to_have_count(3)
    inspector.get_by_role("button", name="Delete").click()
    version(bench, 6)
    assert places(essay) == ""
    bench.keyboard.press("Control+z")
    version(bench, 7)
    assert places(essay) == "1.1 A. 1.2 B. 1.3 C."


def test_rows_are_dragged_beside_onto_and_into_a_step(bench: Page, essay: Essay) -> None:
    linked = [statement(essay, text) for text in ("D.", "E.")]
    step = together(essay, *linked, to=Node.objects.get(kind="thesis").pk)
    visit(bench, essay)
    drag(bench, "C.", row(bench, "A."), share=0.1)
    version(bench, 8)
    assert places(essay).startswith("1.1 C. 1.2 A. 1.3 B.")
    drag(bench, "B.", row(bench, "C."), share=0.5)
    version(bench, 9)
    assert places(essay).startswith("1.1 C. 1.1.1 B. 1.2 A.")
    drag(bench, "C.", f'.pill[data-step="{step}"]', share=0.5)
    version(bench, 10)
    assert Relation.objects.filter(target_relation=step).count() == 1


def drag(page: Page, text: str, onto: str, *, share: float) -> None:
    page.locator(row(page, text)).locator(".row-text").first.hover()
    page.mouse.down()
    target = page.locator(onto)
    line = target if "pill" in onto else target.locator(":scope > .row")
    box = line.bounding_box()
    assert box
    x, y = box["x"] + min(90, box["width"] / 2), box["y"] + box["height"] * share
    page.mouse.move(x, y - 2, steps=4)
    page.mouse.move(x, y, steps=2)
    expect(page.locator(".outline .is-over")).to_have_count(1)
    page.mouse.up()


def test_words_dragged_onto_a_box_support_it_at_once(bench: Page, essay: Essay) -> None:
    visit(bench, essay)
    select(bench, "Prices rose")
    place = bench.evaluate(
        "(() => { const box = getSelection().getRangeAt(0).getBoundingClientRect();"
        " return [box.x + box.width / 2, box.y + box.height / 2]; })()"
    )
    bench.mouse.move(*place)
    bench.mouse.down()
    box = bench.locator(row(bench, "B.")).bounding_box()
    assert box
    bench.mouse.move(box["x"] + 60, box["y"] + 20, steps=8)
    bench.mouse.move(box["x"] + 62, box["y"] + 22, steps=2)
    bench.mouse.up()
    version(bench, 5)
    made = Relation.objects.get(target_node__text="B.")
    assert (made.kind, made.premises.get().node.text) == ("support", "Prices rose.")
    bench.locator("#messages").get_by_role("button", name="Undo").click()
    version(bench, 6)
    assert not Relation.objects.filter(target_node__text="B.").exists()


def test_lines_pasted_into_the_outline_become_boxes(bench: Page, essay: Essay) -> None:
    visit(bench, essay)
    bench.locator(row(bench, "A.")).focus()
    bench.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', '- One.\\n- Two.');
            const paste = new ClipboardEvent('paste', {clipboardData, bubbles: true});
            document.activeElement.dispatchEvent(paste);
        }"""
    )
    version(bench, 5)
    assert places(essay).startswith("1.1 A. 1.1.1 One. 1.1.2 Two. 1.2 B.")
    expect(bench.locator("#messages")).to_contain_text("Added 2 boxes.")
