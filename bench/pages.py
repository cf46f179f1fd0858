"""What the workbench costs a person who waits for it, in a real Chromium (`make bench`).

From the key to the painted box: the key is pressed in the focused outline, the box changes in the
document, and two frames later it is on the screen. Beside each edit an empty request of the same
page is timed. Panning: the processor time that Chromium takes for one frame of a scripted scroll.
"""

import os
import statistics
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import django
import orjson
from playwright.sync_api import Browser, Page

from bench.api import line

SMALL, LARGE = 30, 300
EDITS = 20
FRAMES, REACH = 120, 300  # of a pan: frames, and CSS px to either side
PANS = 5
MOST_OF_A_KEY, MOST_OF_A_FRAME = 3.0, 1.5
TEXT = "\n\n".join(f"Sentence {n} stands here, and says a little more." for n in range(400))

# notes when a key was pressed, and when the change it makes has been painted
WATCH = """() => {
    const body = document.getElementById('outline-body');
    let begun = 0;
    let was = '';
    const state = () => [...body.querySelectorAll('[data-node]')]
        .map((row) => row.dataset.number + row.dataset.node).join();
    document.addEventListener('keydown', (event) => {
        if (event.key === 'Alt' || event.key === 'Control') return;
        begun = performance.now();
        was = state();
        window.painted = 0;
    }, true);
    new MutationObserver(() => {
        if (!begun || state() === was) return;
        const from = begun;
        begun = 0;
        requestAnimationFrame(() => requestAnimationFrame(() => {
            window.painted = performance.now() - from;
        }));
    }).observe(body, {subtree: true, childList: true, attributes: true});
}"""
EMPTY = """async () => {
    const begun = performance.now();
    await (await fetch('/healthz', {cache: 'no-store'})).text();
    return performance.now() - begun;
}"""
# the site's own rules forbid what Playwright's wait_for_function does
PAINTED = """() => new Promise((done, fail) => {
    const end = performance.now() + 20000;
    const look = () => {
        if (window.painted) done(window.painted);
        else if (performance.now() > end) fail(new Error('nothing was painted'));
        else setTimeout(look, 5);
    };
    look();
})"""
PAN = """([frames, reach]) => new Promise((done) => {
    const pane = document.getElementById('outline-pane');
    pane.scrollTo(0, 0);
    const seen = new Set();
    let frame = 0;
    const next = () => {
        const at = frame / frames;
        pane.scrollLeft = reach * (1 - Math.abs(1 - 4 * at % 2));
        pane.scrollTop = reach * (1 - Math.abs(1 - 2 * at));
        seen.add(`${pane.scrollLeft} ${pane.scrollTop}`);
        frame += 1;
        if (frame < frames) requestAnimationFrame(next);
        else done(seen.size);
    };
    requestAnimationFrame(next);
})"""


def main() -> int:
    """Print the table; return 1 where a gate does not hold."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from bench.site import made_site, map_of

    with made_site():
        maps = {boxes: map_of(boxes, boxes - 1, text=TEXT)[0] for boxes in (SMALL, LARGE)}
        with _browsing() as (browser, page):
            held = edits(page, maps)
            held.append(panning(browser, page, maps))
    return 0 if all(held) else 1


@contextmanager
def _browsing() -> Iterator[tuple[Browser, Page]]:
    """A page of the owner of the maps, on a server of its own."""
    from django.db import connections

    from bench.site import owner
    from tests.browser import Traps, launched, opened
    from tests.server import site

    with site() as url, launched() as browser:
        traps = Traps(origin=url)
        with opened(browser, url, traps) as open_page:
            page = open_page(owner(), viewport={"width": 1440, "height": 900})
            # signing in took a connection of its own, which would keep the database in use
            connections.close_all()
            yield browser, page
        if traps.unexpected():
            raise RuntimeError(f"The pages went wrong: {traps.unexpected()}")


def edits(page: Page, maps: dict[int, UUID]) -> list[bool]:
    """Compare the waits for a moved and for an added box in a small and in a large map."""
    middle: dict[tuple[str, int], float] = {}
    for boxes, essay_id in maps.items():
        _visit(page, essay_id, boxes)
        page.evaluate(WATCH)
        for name, work in (("moved", _move), ("added", _add)):
            empty, spent = [], []
            for number in range(EDITS + 1):
                empty.append(float(page.evaluate(EMPTY)))
                spent.append(work(page, number))
            # the first of each warms what it needs
            floor, waits = statistics.median(empty[1:]), sorted(spent[1:])
            middle[name, boxes] = statistics.median(waits)
            late = waits[int(len(waits) * 0.95)]
            sys.stdout.write(
                f"a box {name}, {boxes} boxes: p50 {middle[name, boxes]:.0f} ms"
                f" ({middle[name, boxes] / floor:.1f} x an empty request of {floor:.1f} ms),"
                f" p95 {late:.0f} ms ({late / floor:.1f} x), {len(waits)} edits\n"
            )
    return [
        line(
            f"key to painted box ({name}), {LARGE} boxes against {SMALL}",
            middle[name, LARGE] / middle[name, SMALL],
            MOST_OF_A_KEY,
        )
        for name in ("moved", "added")
    ]


def _visit(page: Page, essay_id: UUID, boxes: int, query: str = "") -> None:
    page.goto(f"/essays/{essay_id}/?depth=99{query}")
    page.wait_for_selector("#outline [role=treeitem]")
    shown = page.locator("#outline [data-node]").count()
    if shown != boxes:
        raise RuntimeError(f"{shown} boxes are shown, not {boxes}")


def _painted(page: Page) -> float:
    """Return the milliseconds from the last key to what it painted."""
    spent = float(page.evaluate(PAINTED))
    # what the answer still sets off must not lie in the next edit's way
    page.wait_for_load_state("networkidle")
    return spent


def _row(page: Page) -> Any:
    return page.locator("#outline [data-number='1.2'], #outline [data-number='1.3']")


def _move(page: Page, number: int) -> float:
    """Move a box up, or down again, by key."""
    _row(page).nth(1 - number % 2).focus()
    page.keyboard.press("Alt+ArrowDown" if number % 2 else "Alt+ArrowUp")
    return _painted(page)


def _add(page: Page, number: int) -> float:
    """Add an objection by key, and take it back once it was seen."""
    _row(page).first.focus()
    page.keyboard.press("o")
    page.wait_for_selector("#inspector textarea[name=text]:focus")
    page.keyboard.insert_text(f"Objection {number}: mild years came too.")
    page.keyboard.press("Control+Enter")
    spent = _painted(page)
    page.keyboard.press("Control+z")
    _painted(page)
    return spent


def panning(browser: Browser, page: Page, maps: dict[int, UUID]) -> bool:
    """Compare what a frame costs while the drawn map is scrolled."""
    spent = {boxes: list[float]() for boxes in maps}
    for _ in range(PANS):
        for boxes, essay_id in maps.items():
            _visit(page, essay_id, boxes, "&view=map")
            page.evaluate(PAN, [FRAMES, REACH])
            browser.start_tracing(page=page, categories=TRACED)
            places = page.evaluate(PAN, [FRAMES, REACH])
            cost = _cost(browser.stop_tracing())
            if places < FRAMES / 3:
                raise RuntimeError(f"The drawing of {boxes} boxes hardly scrolls: {places} places")
            spent[boxes].append(cost / FRAMES)
    frame = {boxes: statistics.median(costs) for boxes, costs in spent.items()}
    for boxes, cost in frame.items():
        sys.stdout.write(f"a frame of panning, {boxes} boxes drawn: {cost:.2f} ms\n")
    name = f"frame of panning, {LARGE} boxes against {SMALL}"
    return line(name, frame[LARGE] / frame[SMALL], MOST_OF_A_FRAME)


TRACED = ["toplevel", "cc", "devtools.timeline", "disabled-by-default-devtools.timeline"]


def _cost(trace: bytes) -> float:
    """Return the processor milliseconds of the page's own thread and of all painting."""
    events = orjson.loads(trace)["traceEvents"]
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    cost = sum(
        event.get("tdur", event["dur"])
        for event in events
        if event["ph"] == "X"
        and (
            event["name"] == "RasterTask"
            or (event["name"] == "RunTask" and (event["pid"], event["tid"]) in mains)
        )
    )
    if not cost:
        raise RuntimeError("Chromium's trace has no tasks")
    return float(cost) / 1000


if __name__ == "__main__":
    sys.exit(main())
