"""Takes the pictures in docs/pictures from the real site: `make screenshots`."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from essays.layout.pdf import Paper
from essays.models import Essay, MemberRole, Node, User
from essays.services.demo import DEMO_ID, load_demo
from essays.services.exporting import Options, export_of
from tests.browser import OpenPage
from tests.factories import ada, ben, make_essay, make_map, make_member
from tests.server import ROOT

FOLDER = ROOT / "docs" / "pictures"
WORKBENCH = f"/essays/{DEMO_ID}/"
WIDE = {"width": 1280, "height": 800}
DESK = {"width": 1440, "height": 900}
COLOURS = 256
DRAWN, SHEET_WIDTH = 1000, 640  # px
SHEET = 3  # the page with the most boxes; the first is the map of the sheets
LARGEST = 150_000  # bytes
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def teacher() -> User:
    """Ada with a list of essays, the demo among them."""
    owner = ada()
    make_map(make_essay(title="Was the printing press a revolution?"), reasons=("It was fast.",))
    shared = make_essay(ben(), title="Should school start later?")
    make_member(shared, owner, MemberRole.EDITOR)
    load_demo(owner)
    return owner


@pytest.fixture
def take(open_page: OpenPage, teacher: User) -> Callable[..., Page]:
    """Opens an address as the teacher, or as a guest, and keeps what is seen."""

    def take(
        name: str,
        address: str,
        *,
        size: dict[str, int] = WIDE,
        scheme: str = "light",
        guest: bool = False,
        before: Callable[[Page], None] | None = None,
    ) -> Page:
        page = open_page(None if guest else teacher, viewport=size, color_scheme=scheme)
        page.goto(address)
        page.evaluate("document.fonts.ready")
        if before:
            before(page)
        page.wait_for_timeout(300)
        keep(page.screenshot(), name)
        return page

    return take


def keep(picture: bytes, name: str) -> None:
    """Writes a picture in as many colours as a page has, which takes a third of the room."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def box() -> str:
    """Return the address at which a box of the demo is chosen: an objection with evidence."""
    node = Node.objects.filter(essay=DEMO_ID, incoming__premises__node__kind="evidence")
    chosen = node.filter(places__relation__kind="attack").order_by("position").first()
    assert chosen
    return f"{WORKBENCH}?box={chosen.pk}"


def test_the_site(take: Callable[..., Page]) -> None:
    take("home", "/", guest=True)
    take("essays", "/essays/")
    take("workbench", box(), size=DESK)
    take("workbench-dark", box(), size=DESK, scheme="dark")
    take("map", f"{box()}&view=map", size=DESK)
    take("map-dark", f"{box()}&view=map&layout=columns", size=DESK, scheme="dark")
    take("tour", f"{WORKBENCH}?tour=debate&step=4", size=DESK, guest=True)
    take("phone", f"{WORKBENCH}?view=outline", size=PHONE, guest=True)
    take("phone-text", f"{WORKBENCH}?view=text", size=PHONE, scheme="dark", guest=True)


def test_making_a_box_of_words(take: Callable[..., Page]) -> None:
    def select(page: Page) -> None:
        page.evaluate(
            """() => {
                const run = [...document.querySelectorAll('#essay-text [data-start]')]
                    .find((each) => !each.closest('.psg, .ctx') && each.textContent.length > 40);
                run.scrollIntoView({block: 'center'});
                getSelection().selectAllChildren(run);
            }"""
        )
        menu = page.get_by_role("group", name="Make a box of the selected words")
        menu.get_by_role("button", name="Objects").hover()
        expect(page.get_by_text("lands here")).to_be_visible()

    take("making", box(), size=DESK, before=select)


def test_the_inspector(open_page: OpenPage, teacher: User) -> None:
    """Takes the apparatus of one box alone."""
    page = open_page(teacher, viewport=DESK)
    page.goto(box())
    page.evaluate("document.fonts.ready")
    keep(page.locator("#inspector").screenshot(), "inspector")


def test_paper(open_page: OpenPage, teacher: User) -> None:
    """Takes the first printed page, as wide as A4 without its margins."""
    page = open_page(viewport={"width": 695, "height": 980})
    page.emulate_media(media="print")
    page.goto(WORKBENCH)
    page.evaluate("document.fonts.ready")
    keep(page.screenshot(), "print")


@pytest.mark.django_db
def test_files(teacher: User) -> None:
    """Takes the drawing as the files show it that people keep: a picture, and a sheet of paper."""
    demo = Essay.objects.get(pk=DEMO_ID)
    keep(export_of(demo, "png", Options(width=DRAWN)).data, "drawing")
    # no part of the site needs to read a PDF
    pdfium = pytest.importorskip("pypdfium2", reason="the sheet needs pypdfium2")
    sheets = pdfium.PdfDocument(export_of(demo, "pdf", Options(paper=Paper.A4)).data)
    sheet = sheets[SHEET]
    shown = BytesIO()
    sheet.render(scale=SHEET_WIDTH / sheet.get_width()).to_pil().save(shown, "PNG")
    keep(shown.getvalue(), "sheet")
    for name in ("drawing", "sheet"):
        assert (FOLDER / f"{name}.png").stat().st_size < LARGEST
