"""After every edit the page in the browser is the page that the server would send anew."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import AddNode, Batch, NewAnchor, NewRelation
from essays.models import Essay, Relation
from essays.services.editing import apply
from tests.browser import OpenPage
from tests.factories import ada, make_essay, make_map
from tests.journeys.test_workbench import LONG, select, visit
from tests.views.bench import statement, together

# what a reader can tell of a page, but for what is chosen, which scripts mark themselves
READ = """(root) => {
    const clean = (element) => [...element.classList].filter((name) => !name.startsWith('is-'));
    const label = (element) => element?.getAttribute('aria-label') ?? null;
    const own = (row) => [...row.children].filter((one) => one.tagName !== 'UL');
    const within = (row, what) => own(row).flatMap((one) => [...one.querySelectorAll(what)]);
    const drawn = root.querySelectorAll('#outline [data-node], #outline .bracket');
    const rows = [...drawn].map((row) => ({
        id: row.id, under: row.parentElement.closest('li')?.id ?? null, classes: clean(row),
        data: {...row.dataset, chosen: null},
        words: own(row).map((one) => one.textContent.trim()),
        labels: within(row, '[aria-label]').map(label),
        icons: within(row, 'path').map((path) => path.getAttribute('d')),
    }));
    const text = [...root.querySelectorAll('#essay-text .para')].map((para) => ({
        id: para.id, words: para.textContent, cover: para.querySelector('svg')?.innerHTML,
        passages: [...para.querySelectorAll('.psg, .ref, .ctx')].map((one) =>
            [one.id, clean(one), one.dataset.box, one.textContent, label(one)]),
    }));
    const pieces = [...root.querySelectorAll('svg.drawing > g > *')].map((piece) => {
        const [x, y] = piece.getAttribute('transform').match(/-?[\\d.]+/g).map(Number);
        const paths = [...piece.querySelectorAll('path, rect')];
        return {
            id: piece.id, at: [Math.round(x), Math.round(y)], words: piece.textContent,
            data: {...piece.dataset, stop: null}, layer: piece.parentElement.id,
            label: label(piece.matches('a') ? piece : piece.querySelector('.row')),
            drawn: paths.map((path) => path.getAttribute('d') ?? path.getAttribute('height')),
        };
    });
    const svg = root.querySelector('svg.drawing');
    const size = svg && ['width', 'height', 'viewBox'].map((name) =>
        svg.getAttribute(name).split(' ').map((value) => Math.round(value)));
    const map = root.querySelector('.minimap');
    const overview = map && [...map.querySelectorAll('rect')].length;
    return {rows: svg ? [] : rows, text, pieces, size, overview};
}"""
HERE = f"() => ({READ})(document)"
ANEW = f"""async () => {{
    const answer = await fetch(location.href);
    return ({READ})(new DOMParser().parseFromString(await answer.text(), 'text/html'));
}}"""


@pytest.fixture
def bench(open_page: OpenPage) -> Page:
    return open_page(ada(), viewport={"width": 1440, "height": 900})


@pytest.fixture
def essay() -> Essay:
    return make_essay(text=LONG)


@pytest.fixture
def boxes(essay: Essay) -> dict[str, UUID]:
    """1 thesis: 1.1 cold (1.1.1 table, 1.1.2 mild, answered by 1.1.2.1), 1.2 and 1.3 together."""

    def here(number: int) -> tuple[tuple[int, int], ...]:
        start = LONG.index(f"Sentence {number} ")
        return ((start, start + 8),)

    thesis = make_map(essay, reasons=())
    cold = statement(essay, "Cold ruined the seed.", to=thesis, spans=here(3))
    table = statement(essay, "A table.", to=cold, kind=NodeKind.EVIDENCE, spans=here(4))
    mild = statement(essay, "Mild years came too.", to=cold, attacks=True, spans=here(5))
    late = statement(essay, "They came too late.", to=mild, attacks=True)
    mice, rats = (statement(essay, text, to=thesis, spans=here(9)) for text in ("Mice.", "Rats."))
    together(essay, mice, rats, to=mild)
    found = {"thesis": thesis, "cold": cold, "table": table, "mild": mild, "late": late}
    return {**found, "mice": mice, "rats": rats}


def number(page: Page, box: UUID) -> str:
    return page.locator(f"#n-{box}").get_attribute("data-number") or ""


def key(page: Page, box: UUID, *keys: str) -> None:
    page.locator(f"#n-{box}").focus()
    for one in keys:
        page.keyboard.press(one)


def add(page: Page, box: UUID, letter: str, text: str) -> None:
    key(page, box, letter)
    page.locator("#inspector textarea[name=text]").fill(text)
    page.keyboard.press("Control+Enter")


type Boxes = dict[str, UUID]
EDITS: dict[str, Callable[[Page, Boxes], None]] = {
    "a box is added": lambda page, boxes: add(page, boxes["cold"], "o", "Not in 1.1 only."),
    "several at once": lambda page, boxes: add(page, boxes["thesis"], "s", "One.\nTwo."),
    "a box moves up": lambda page, boxes: key(page, boxes["mild"], "Alt+ArrowUp"),
    "a box moves down": lambda page, boxes: key(page, boxes["cold"], "Alt+ArrowDown"),
    "a box moves out": lambda page, boxes: key(page, boxes["late"], "Alt+ArrowLeft"),
    "a box moves in": lambda page, boxes: key(page, boxes["mice"], "Alt+ArrowRight"),
    "a co-premise": lambda page, boxes: add(page, boxes["cold"], "c", "Frost kills seed."),
    "an undercut": lambda page, boxes: add(page, boxes["cold"], "u", "Seed was stored."),
}


def same(page: Page) -> None:
    here, anew = page.evaluate(HERE), page.evaluate(ANEW)
    for part in ("rows", "text", "pieces"):
        assert [one["id"] for one in here[part]] == [one["id"] for one in anew[part]]
        assert [
            pair for pair in zip(here[part], anew[part], strict=True) if pair[0] != pair[1]
        ] == []
    assert (here["size"], here["overview"]) == (anew["size"], anew["overview"])


@pytest.mark.parametrize(
    ("edit", "view"),
    [
        *((edit, "outline") for edit in EDITS),
        ("a box is added", "map"),
        ("a box moves down", "map"),
        ("an undercut", "map&layout=columns"),
    ],
)
def test_the_page_is_what_the_server_would_send(
    bench: Page, essay: Essay, boxes: Boxes, edit: str, view: str
) -> None:
    visit(bench, essay, f"?view={view}&box={boxes['cold']}")
    before = Essay.objects.get(pk=essay.pk).version
    bench.evaluate("window.old = document.getElementById('outline')")
    with bench.expect_response(lambda answer: answer.request.method == "POST") as answer:
        EDITS[edit](bench, boxes)
    assert "data-patch" in answer.value.text()
    expect(bench.locator("#saved")).to_have_attribute("data-version", str(before + 1))
    same(bench)
    # in place: the list itself is still the one that was loaded
    assert bench.evaluate("window.old.isConnected")
    bench.keyboard.press("Escape")
    bench.locator("#outline-pane").focus()
    bench.keyboard.press("Control+z")
    expect(bench.locator("#saved")).to_have_attribute("data-version", str(before + 2))
    same(bench)


def test_a_box_is_deleted_and_what_hung_under_it_stays(
    bench: Page, essay: Essay, boxes: Boxes
) -> None:
    visit(bench, essay)
    for box in ("mild", "cold"):
        key(bench, boxes[box], "Delete")
        bench.get_by_role("button", name="Delete", exact=True).click()
        expect(bench.locator(f"#n-{boxes[box]}")).to_have_count(0)
        same(bench)


def test_the_focus_stays_by_what_is_gone_and_on_what_was_pressed(
    bench: Page, essay: Essay, boxes: Boxes
) -> None:
    visit(bench, essay)
    key(bench, boxes["table"], "Delete")
    bench.get_by_role("button", name="Delete", exact=True).press("Enter")
    expect(bench.locator(f"#n-{boxes['table']}")).to_have_count(0)
    # the next one under the same box
    expect(bench.locator(f"#n-{boxes['mild']}")).to_be_focused()
    undo = bench.get_by_role("button", name="Undo your last edit")
    undo.press("Enter")
    expect(bench.locator(f"#n-{boxes['table']}")).to_have_count(1)
    expect(undo).to_be_focused()
    passage = bench.locator("a.psg").first
    passage.focus()
    bench.keyboard.press("Control+y")
    expect(bench.locator(f"#n-{boxes['table']}")).to_have_count(0)
    expect(passage).to_be_focused()


def test_a_flipped_relation_turns_the_stance_of_all_above(
    bench: Page, essay: Essay, boxes: Boxes
) -> None:
    step = Relation.objects.get(premises__node=boxes["cold"]).pk
    visit(bench, essay, f"?relation={step}")
    bench.locator("#inspector").get_by_role("link", name="Edit", exact=True).click()
    bench.locator("#inspector input[name=kind][value=attack]").check()
    bench.get_by_role("button", name="Save").click()
    expect(bench.locator(f"#n-{boxes['cold']} .rel").first).to_have_text("Objects")
    same(bench)


def test_words_of_the_text_are_marked_in_place(bench: Page, essay: Essay, boxes: Boxes) -> None:
    visit(bench, essay, f"?box={boxes['thesis']}")
    bench.evaluate("window.old = document.getElementById('t-1')")
    select(bench, "Sentence 20 stands here")
    bench.keyboard.press("o")
    expect(bench.locator("#t-21 .psg")).to_have_count(1)
    same(bench)
    assert bench.evaluate("window.old.isConnected")


def test_what_somebody_else_changed_meanwhile_comes_along(
    bench: Page, essay: Essay, boxes: Boxes
) -> None:
    visit(bench, essay)
    statement(essay, "Somebody was quicker.", to=boxes["thesis"])
    add(bench, boxes["thesis"], "s", "And slower.")
    expect(bench.locator("#outline")).to_contain_text("Somebody was quicker.")
    same(bench)


def test_a_large_map_answers_in_few_bytes_and_nothing_moves(bench: Page) -> None:
    text = "\n\n".join(f"Sentence {n} " + "says a little more than that. " * 15 for n in range(90))
    assert len(text.split()) > 8_000
    essay = make_essay(text=text)
    thesis = make_map(essay, reasons=())
    begun = [text.index(f"Sentence {n} ") for n in range(90)]
    reasons = tuple(
        AddNode(
            id=uuid7(),
            kind=NodeKind.CLAIM,
            text=f"Reason number {n} of a large map, as long as people make them.",
            relation=NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=thesis),
            anchors=(NewAnchor(id=uuid7(), start=begun[n % 90], end=begun[n % 90] + 8),),
        )
        for n in range(298)
    )
    apply(essay.pk, Batch(operations=reasons), actor=ada())
    middle = reasons[150].id
    visit(bench, essay, f"?box={middle}")
    bench.locator(f"#n-{middle}").focus()
    bench.evaluate("document.getElementById('text-body').scrollTop = 4000")
    where = """() => [document.getElementById('text-body').scrollTop,
        document.getElementById('outline-pane').scrollTop, document.activeElement.id]"""
    bench.goto(f"/essays/{essay.pk}/?view=map&box={thesis}&open={thesis}")
    bench.locator(f"#n-{thesis}").focus()
    with bench.expect_response(lambda answer: answer.request.method == "POST") as answer:
        add(bench, thesis, "o", "Against it all.")
    assert "data-patch" in answer.value.text()
    visit(bench, essay, f"?box={middle}")
    bench.locator(f"#n-{middle}").focus()
    bench.evaluate("document.getElementById('text-body').scrollTop = 4000")
    for keys in ("Alt+ArrowUp", "Alt+ArrowDown", "Control+z"):
        before = bench.evaluate(where)
        top = bench.locator(f"#n-{middle} > .row").bounding_box()
        with bench.expect_response(lambda answer: answer.request.method == "POST") as answer:
            bench.keyboard.press(keys)
        expect(bench.locator("#saved")).not_to_contain_text("Saving")
        assert len(answer.value.body()) <= 30_000
        after = bench.evaluate(where)
        assert (after[0], after[2]) == (before[0], before[2])
        # the row at hand is where it was on the screen
        now = bench.locator(f"#n-{middle} > .row").bounding_box()
        assert top
        assert now
        assert now["y"] == pytest.approx(top["y"], abs=1)
        same(bench)
    select(bench, "Sentence 50 says")
    before = bench.evaluate(where)
    with bench.expect_response(lambda answer: answer.request.method == "POST") as answer:
        bench.locator('#selmenu [data-letter="O"]').click()
    assert len(answer.value.body()) <= 30_000
    expect(bench.locator("#inspector textarea[name=text]")).to_be_focused()
    assert bench.evaluate(where)[0] == before[0]
