"""The drawing as SVG, on pages and as a file."""

import re
from uuid import UUID
from xml.etree import ElementTree

import pytest

from essays.graph.kinds import SourceStatus
from essays.graph.model import Source
from essays.layout.icons import ICONS
from essays.layout.page import Shown, page_svg
from essays.layout.scene import View, Wish, scene
from essays.layout.svg import file_svg, minimap_svg
from essays.layout.theme import DARK, LIGHT
from tests.graph.maps import attacks, claim, evidence, graph_of, id_of, linked, supports, thesis
from tests.layout.maps import random_map

SVG = "{http://www.w3.org/2000/svg}"


class Addresses:
    """Links that say what they lead to."""

    def box(self, node_id: UUID) -> str:
        return f"?box={node_id}&map"

    def step(self, relation_id: UUID) -> str:
        return f"?step={relation_id}&map"

    def fold(self, node_id: UUID) -> str:
        return f"?fold={node_id}&map"


@pytest.fixture
def graph():
    return graph_of(
        {
            "T": thesis('Tea & <cake> are "good"'),
            "A": "They taste",
            "B": claim("Taste is good", implicit=True),
            "C": evidence("A survey", source_id=id_of("S")),
            "D": "Cake is bad",
        },
        step := linked("A", "B", to="T"),
        supports("C", "A", weight=0.9),
        attacks("D", step),
        attacks("D", "C", home=False),
        rows=[Source(id=id_of("S"), citation="A survey", status=SourceStatus.DOUBTFUL)],
    )


def page(graph, view=View.TOP_DOWN, *, chosen=None, **wish) -> ElementTree.Element:
    drawing = scene(graph, Wish(view=view, **wish))
    return ElementTree.fromstring(page_svg(drawing, Shown(Addresses(), chosen=chosen)))


def boxes(svg) -> dict[str, ElementTree.Element]:
    return {group.get("data-node"): group for group in svg.iter("g") if group.get("data-node")}


def link_of(box) -> ElementTree.Element:
    return box.find("a")


def words(element) -> list[str]:
    return [text.text for text in element.iter("text")]


@pytest.mark.parametrize("view", list(View))
def test_every_box_is_a_link_with_number_word_and_text(graph, view):
    found = boxes(page(graph, view))
    assert len(found) == 5
    link = link_of(found[str(id_of("T"))])
    assert link.get("href") == f"?box={id_of('T')}&map"
    assert link.get("aria-label") == '1 Thesis: Tea & <cake> are "good"'
    assert found[str(id_of("B"))].get("class") == "k-support is-implicit"
    assert link_of(found[str(id_of("D"))]).get("aria-label") == (
        "1.1.2 Undercuts the step 1.1 + 1.2, against the thesis: Cake is bad"
    )


def test_kind_is_said_by_word_icon_line_and_colour(graph):
    svg = page(graph)
    box = boxes(svg)[str(id_of("C"))]
    assert "Evidence" in words(box)
    assert ICONS["evidence"] in [path.get("d") for path in box.iter("path")]
    assert box.get("class") == "k-evidence"
    assert [path for path in svg.iter("path") if path.get("class") == "head-bar k-attack"]


def test_a_pill_is_a_link_to_its_step(graph):
    svg = page(graph)
    (pill,) = [link for link in svg.iter("a") if link.get("data-step")]
    assert pill.get("data-above") == str(id_of("T"))
    assert boxes(svg)[str(id_of("A"))].get("data-above") == pill.get("data-step")
    assert pill.get("href").startswith("?step=")
    assert words(pill) == ["only together"]
    assert pill.get("aria-label") == "Step 1.1 + 1.2: only together they support"


def test_there_is_one_place_where_the_tab_stop_begins(graph):
    for chosen, stop in ((None, "T"), (id_of("C"), "C"), (id_of("not there"), "T")):
        (box,) = [
            box for box in page(graph, chosen=chosen).iter() if box.get("data-stop") is not None
        ]
        assert box.get("data-node") == str(id_of(stop))


def test_what_also_counts_is_a_link_of_its_own(graph):
    links = [link for link in page(graph).iter("a") if words(link) == ["also objects to 1.1.1"]]
    assert [link.get("href") for link in links] == [f"?box={id_of('C')}&map"]


def test_no_link_stands_in_another(graph):
    for link in page(graph).iter("a"):
        assert not [inner for inner in link.iter("a") if inner is not link]


def test_a_folded_box_says_how_many_it_hides(graph):
    found = boxes(page(graph, folded={id_of("A")}))
    links = [(id, link) for id, box in found.items() for link in box.iter("a")]
    folds = {id: link for id, link in links if link.get("data-turns") is not None}
    assert found[str(id_of("A"))].get("data-fold") == "folded"
    assert found[str(id_of("T"))].get("data-fold") == "open"
    assert words(folds[str(id_of("A"))]) == ["2 folded"]
    assert words(folds[str(id_of("T"))]) == []
    assert str(id_of("B")) not in folds


def test_a_doubtful_source_is_named(graph):
    assert "source doubtful" in words(boxes(page(graph))[str(id_of("C"))])


def test_strength_is_line_width(graph):
    svg = page_svg(scene(graph), Shown(Addresses()))
    assert "edge-w4" in svg
    strong = re.findall(r'stroke-width="(4)" ?/?[^>]*d="M', file_svg(scene(graph)))
    assert strong


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_file_stands_alone(graph, theme):
    svg = file_svg(scene(graph), theme=theme)
    root = ElementTree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    assert "var(" not in svg
    assert "class=" not in svg
    assert "href" not in svg
    assert theme.lines["attack"] in svg
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert "only together" in texts
    assert "also objects to 1.1.1" in texts


def test_a_folded_box_in_a_file_says_how_many_it_hides(graph):
    root = ElementTree.fromstring(file_svg(scene(graph, Wish(folded={id_of("A")}))))
    assert [text.text for text in root.iter(f"{SVG}text")].count("2 folded") == 1


def test_a_file_can_hold_its_font(graph):
    assert "data:font/woff2;base64,Zm9udA==" in file_svg(scene(graph), font=b"font")


def test_nothing_has_an_inline_style(graph):
    for svg in (page_svg(scene(graph), Shown(Addresses())), file_svg(scene(graph))):
        assert "style=" not in svg
        assert "<script" not in svg


def points(path: str, x: float = 0, y: float = 0) -> list[tuple[float, float]]:
    """Return the points of a path of right angles and heads, moved by so much."""
    found, at = [], (0.0, 0.0)
    for letter, numbers in re.findall(r"([MLHVQ])([-\d. ]+)", path):
        values = [float(number) for number in numbers.split()]
        if letter in "HV":
            values = [values[0], at[1]] if letter == "H" else [at[0], values[0]]
        found += list(zip(values[::2], values[1::2], strict=True))
        at = found[-1]
    return [(round(px + x, 0), round(py + y, 0)) for px, py in found]


def test_page_and_file_show_the_same_lines_and_texts():
    drawing = scene(random_map(40, seed=3))
    shown = page_svg(drawing, Shown(Addresses()))
    file = file_svg(drawing)
    texts = r"<text[^>]* (x=[^>]*>[^<]*)<"
    assert set(re.findall(texts, file)) <= set(re.findall(texts, shown))
    boxes = r'<[ga][^>]*transform="(translate[^"]*)"[^>]*><(?:rect|a)'
    assert set(re.findall(boxes, file)) <= set(re.findall(boxes, shown))
    ours = [points(path) for path in re.findall(r'<path[^>]* d="(M[^"]*)"', file.split("<g")[0])]
    lines = r'<g id="e-[^"]*" transform="translate\(([-\d.]+) ([-\d.]+)\)">(.*?)</g>'
    theirs = [
        points(path, float(x), float(y))
        for x, y, inner in re.findall(lines, shown)
        for path in re.findall(r' d="(M[^"]*)"', inner)
    ]
    assert len(ours) == len(theirs) > 40
    for one, other in zip(ours, theirs, strict=True):
        assert all(a == pytest.approx(b, abs=1) for a, b in zip(one, other, strict=True))


def test_an_empty_map_is_an_empty_picture():
    assert not boxes(page(graph_of({})))
    ElementTree.fromstring(file_svg(scene(graph_of({}))))


def test_the_minimap_has_a_bar_for_every_box(graph):
    rects = list(ElementTree.fromstring(minimap_svg(scene(graph))).iter("rect"))
    assert len(rects) == 5
