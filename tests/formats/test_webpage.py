"""The outline as a page: sound HTML, everything in it, nothing that runs."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given

from essays.formats.outline_words import ENGLISH
from essays.formats.webpage import MOST_NESTED, dump
from essays.graph.ids import uuid7
from essays.graph.model import Anchor, EssayGraph, Source
from tests.formats.maps import maps
from tests.graph.maps import attacks, chain, claim, evidence, graph_of, id_of, linked, supports
from tests.graph.maps import thesis as thesis_of

_EMPTY = {"meta"}


class Page(HTMLParser):
    """Reads a page and insists that every element is closed where it was opened."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.deepest = 0
        self.feed(data.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        found = dict(attrs)
        self.ids += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if "href" in found else []
        if tag == "li":
            assert self.open[-1] == "ol"
        if tag not in _EMPTY:
            self.open.append(tag)
        self.deepest = max(self.deepest, self.open.count("ol"))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


GRAPH = graph_of(
    {"T": thesis_of("T"), "A": "A", "B": evidence("B"), "C": "C", "D": "D"},
    attack := attacks("A", "T", scheme="expert-opinion", weight=0.25, note="why"),
    attacks("B", attack),
    linked("C", "D", to="T"),
    supports("D", "A"),
)


def test_the_page_says_what_each_statement_does():
    data, report = dump(GRAPH)
    assert not report
    assert Page(data).text == (
        "A map A map 1 Thesis: T 1.1 Objection: A expert opinion; weight 0.25 Note: why"
        " 1.1.1 Undercut of the step from 1.1: B 1.2 Reason: C together with 1.3"
        " 1.3 Reason: D together with 1.2; also supports 1.1"
    )


def test_passages_and_sources_stand_with_their_statement():
    source = Source(id=uuid7(), citation="A <book>", url='https://example.org/?a="b"&c')
    anchor = Anchor(id=uuid7(), node_id=id_of("T"), start=0, end=4, exact="Some")
    graph = graph_of(
        {"T": thesis_of("T", source_id=source.id, implicit=True, note="mine")},
        rows=[source, anchor],
        text="Some words",
    )
    data, report = dump(graph)
    assert [loss.what for loss in report.losses] == ["text"]
    page = Page(data)
    assert page.text == "A map A map 1 Thesis: T unsaid Some Source: A <book> Note: mine"
    assert page.links == ['https://example.org/?a="b"&c']


@pytest.mark.parametrize(
    "text",
    ["<script>x</script>", '"><img src=x>', "&lt;b&gt;", "🙂 א {title}", "</style>", "%s {0}"],
)
def test_no_words_become_markup(text):
    graph = graph_of({"T": thesis_of(text), "A": claim(text, note=text)}, supports("A", "T"))
    graph = replace(graph, details=replace(graph.details, title=text, author_line=text))
    page = Page(dump(graph)[0])
    assert page.text.count(text) == 6
    assert not page.tags & {"script", "img", "b"}


@given(maps())
def test_every_map_is_a_sound_page_with_each_statement_once(graph):
    page = Page(dump(graph)[0])
    assert page.ids == [f"s{number}" for number in range(1, len(graph.nodes) + 1)]
    inside = [link for link in page.links if link.startswith("#")]
    assert {link[1:] for link in inside} <= set(page.ids)


def test_a_map_of_any_depth_is_nested_as_deep_as_browsers_go():
    page = Page(dump(chain(1_000))[0])
    assert len(page.ids) == 1_000
    assert page.deepest == MOST_NESTED + 1


def test_an_empty_map_is_a_page_without_a_list():
    page = Page(dump(graph_of({}))[0])
    assert "ol" not in page.tags


def test_the_words_may_be_those_of_another_language():
    german = replace(ENGLISH, names={**ENGLISH.names, next(iter(ENGLISH.names)): "These"})
    data, _ = dump(graph_of({"T": thesis_of("T")}), words=german)
    assert "1 These: T" in Page(data).text


def test_the_same_map_makes_the_same_page():
    fresh = EssayGraph.of(
        GRAPH.details,
        [*GRAPH.premises.values(), *GRAPH.relations.values(), *GRAPH.nodes.values()],
    )
    assert dump(fresh)[0] == dump(GRAPH)[0]
