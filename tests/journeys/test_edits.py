"""Every edit form in a real browser: in the inspector, and as a page without script."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.operations import (
    AddAnchor,
    AddNode,
    AddSource,
    EditNode,
    MarkContext,
    NewRelation,
    Operation,
    SetText,
)
from essays.models import Essay, Node, Relation
from essays.services.editing import apply
from tests.browser import OpenPage, Traps
from tests.factories import TEXT, ada, add_reason, ben, make_essay, make_map, make_member
from tests.journeys.test_look import FULL, LOOKS, problems

AS_PAGES = ((320, "dark"), (1440, "light"))
INSIDE = ((1440, "dark"), (390, "light"))


@dataclass(frozen=True)
class Desk:
    """An essay with one of everything that has a form."""

    essay: Essay
    thesis: UUID
    reason: UUID
    step: UUID
    evidence: UUID
    source: UUID
    anchor: UUID
    lost: UUID
    mark: UUID

    def addresses(self) -> Iterator[str]:
        """Yield the address of every form."""
        yield f"nodes/add/?kind=objection&to={self.reason}"
        yield f"nodes/add/?kind=evidence&to={self.reason}"
        yield "nodes/add/"
        for what in ("edit", "move", "delete"):
            yield f"nodes/{self.reason}/{what}/"
        yield f"nodes/{self.evidence}/edit/"
        for what in ("edit", "delete"):
            yield f"relations/{self.step}/{what}/"
            yield f"anchors/{self.anchor}/{what}/"
            yield f"sources/{self.source}/{what}/"
        yield f"anchors/add/{self.thesis}/"
        yield f"anchors/{self.lost}/edit/"
        yield "context/mark/"
        yield f"context/{self.mark}/unmark/"
        yield "text/"
        yield "history/"


@pytest.fixture
def desk(server: str) -> Desk:
    essay = make_essay()
    thesis = make_map(essay, reasons=("Winters were hard.", "Roads were mud."))
    reason = Node.objects.get(text="Winters were hard.").pk
    below = add_reason(essay, reason, "Ice stood in the rivers until April.")
    add_reason(essay, below, "Not everywhere.", kind=RelationKind.ATTACK)
    step = Relation.objects.get(premises__node_id=reason).pk
    source, evidence, anchor, lost, mark = (uuid7() for _index in range(5))
    support = NewRelation(id=uuid7(), kind=RelationKind.SUPPORT, target_node_id=reason)
    grain = TEXT.index("Grain")
    edits: tuple[Operation, ...] = (
        AddSource(id=source, citation="Price lists of the guild of bakers, 1789"),
        AddNode(
            id=evidence,
            kind=NodeKind.EVIDENCE,
            text="A loaf cost four sous.",
            source_id=source,
            relation=support,
        ),
        AddAnchor(id=anchor, start=0, end=18, node_id=reason),
        AddAnchor(id=lost, start=grain, end=grain + 16, node_id=reason),
        MarkContext(id=mark, start=TEXT.index("Prices"), end=len(TEXT)),
        SetText(text=TEXT.replace("Grain was scarce, so", "And")),
    )
    for edit in edits:
        apply(essay.pk, edit, actor=ada())
    return Desk(essay, thesis, reason, step, evidence, source, anchor, lost, mark)


def seen_in(look: tuple[int, str], looks: Sequence[tuple[int, str]], desk: Desk) -> list[str]:
    """Return the forms to look at so: each in one of these looks, in the full run in all."""
    forms = list(desk.addresses())
    return forms if FULL else forms[looks.index(look) :: len(looks)]


@pytest.mark.parametrize("look", LOOKS if FULL else AS_PAGES)
def test_every_form_is_a_page_that_passes_axe(
    open_page: OpenPage, desk: Desk, look: tuple[int, str]
) -> None:
    width, scheme = look
    page = open_page(ada(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    for address in seen_in(look, AS_PAGES, desk):
        page.goto(f"/essays/{desk.essay.pk}/{address}")
        assert problems(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("look", LOOKS if FULL else INSIDE)
def test_every_form_fits_the_inspector_and_passes_axe(
    open_page: OpenPage, desk: Desk, look: tuple[int, str]
) -> None:
    width, scheme = look
    page = open_page(ada(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(f"/essays/{desk.essay.pk}/?box={desk.reason}")
    for address in seen_in(look, INSIDE, desk):
        if address in ("text/", "history/"):
            continue
        load(page, f"/essays/{desk.essay.pk}/{address}")
        # what stands around it stays the same from form to form
        assert problems(page, within="" if FULL else "#inspector") == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        wide = "(it) => it.scrollWidth - it.clientWidth"
        assert page.locator("#inspector").evaluate(wide) <= 0, address


def load(page: Page, address: str) -> None:
    """Bring a form into the inspector, as a link there does."""
    page.evaluate(
        "(address) => htmx.ajax('GET', address, {target: '#inspector', swap: 'innerHTML'})", address
    )
    expect(page.locator("#inspector [data-editing]")).to_be_visible()


def test_a_sentence_is_edited_in_the_inspector_and_the_rest_follows(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page(ada(), viewport={"width": 1440, "height": 900})
    page.goto(f"/essays/{desk.essay.pk}/?box={desk.reason}")
    inspector = page.locator("#inspector")
    inspector.get_by_role("link", name="Edit").first.click()
    words = inspector.get_by_label("What the box says")
    expect(words).to_be_focused()
    words.fill("")
    inspector.get_by_role("button", name="Save").click()
    expect(inspector.get_by_text("Write what the box says").first).to_be_visible()
    words.fill("Winters were long.")
    inspector.get_by_role("button", name="Save").click()
    expect(page.locator("#outline")).to_contain_text("Winters were long.")
    expect(page.locator("#messages")).to_contain_text("Saved.")
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator("#outline")).to_contain_text("Winters were hard.")


def test_words_that_somebody_changed_meanwhile_stand_beside_ones_own(
    open_page: OpenPage, desk: Desk
) -> None:
    page = open_page(ada(), viewport={"width": 1440, "height": 900})
    page.goto(f"/essays/{desk.essay.pk}/?box={desk.reason}")
    load(page, f"/essays/{desk.essay.pk}/nodes/{desk.reason}/edit/")
    make_member(desk.essay, ben())
    apply(desk.essay.pk, EditNode(id=desk.reason, text="Winters were mild."), actor=ben())
    inspector = page.locator("#inspector")
    inspector.get_by_label("What the box says").fill("Winters were cold.")
    inspector.get_by_role("button", name="Save").click()
    expect(inspector.locator(".version ins")).to_have_text(["mild", "cold"])
    assert problems(page) == []
    inspector.get_by_role("button", name="Save yours").click()
    expect(page.locator("#outline")).to_contain_text("Winters were cold.")


def test_leaving_a_form_brings_the_box_back(open_page: OpenPage, desk: Desk) -> None:
    page = open_page(ada(), viewport={"width": 1440, "height": 900})
    page.goto(f"/essays/{desk.essay.pk}/?box={desk.reason}")
    load(page, f"/essays/{desk.essay.pk}/nodes/{desk.reason}/delete/")
    expect(page.get_by_role("link", name="Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(f'#inspector [data-inspected="{desk.reason}"]')).to_be_visible()
    assert Node.objects.filter(pk=desk.reason).exists()


def test_the_map_is_edited_without_script(open_page: OpenPage, desk: Desk, traps: Traps) -> None:
    page = open_page(ada(), java_script_enabled=False, viewport={"width": 1024, "height": 800})
    page.goto(f"/essays/{desk.essay.pk}/nodes/add/?kind=objection&to={desk.reason}")
    page.get_by_label("What the box says").fill("Not in the south.")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#outline")).to_contain_text("Not in the south.")
    page.goto(f"/essays/{desk.essay.pk}/nodes/{desk.reason}/move/")
    page.get_by_role("button", name="Move down").click()
    expect(page.locator("#messages")).to_contain_text("It is 1.2 now.")
    page.goto(f"/essays/{desk.essay.pk}/anchors/{desk.lost}/edit/")
    page.get_by_label("1 Winters were hard.").check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#messages")).to_contain_text("Saved the passage.")
    page.goto(f"/essays/{desk.essay.pk}/history/")
    page.get_by_role("button", name="Undo version").first.click()
    expect(page.locator("#messages")).to_contain_text("Undid version")
