"""The essay plan: numbered points that read on, in Markdown and in Word."""

import io

import pytest
from docx import Document
from hypothesis import given

from essays.formats import FORMATS
from essays.formats.plan import dump, plan
from essays.formats.plan_document import dump as dump_document
from essays.graph.ids import uuid7
from essays.graph.model import Anchor, Source
from tests.formats.maps import maps
from tests.graph.maps import attacks, chain, evidence, graph_of, id_of, linked, supports, thesis

SOURCE = Source(id=uuid7(), citation="Ada, *Sleep*", url="https://example.org/a_b")
TEXT = "Pupils sleep\nlonger."
GRAPH = graph_of(
    {
        "T": thesis("Start at nine"),
        "A": "Pupils sleep",
        "B": evidence("A study", source_id=SOURCE.id),
        "C": "Parents leave early",
        "D": "Breakfast clubs open",
        "E": "Buses are late",
        "F": "Roads are full",
        "G": "Few took part",
    },
    sleep := supports("A", "T"),
    supports("B", "A"),
    attacks("C", "T"),
    attacks("D", "C"),
    linked("E", "F", to="T"),
    attacks("G", sleep),
    supports("G", "C"),
    rows=[SOURCE, Anchor(id=uuid7(), node_id=id_of("A"), start=0, end=19, exact=TEXT[:19])],
    text=TEXT,
)


def test_the_plan_reads_on_from_point_to_point():
    data, report = dump(GRAPH)
    assert [loss.what for loss in report.losses] == ["text"]
    assert data.decode().splitlines() == [
        *("# A map", "", "- **1** Start at nine", "  - **1.1** *because* Pupils sleep", ""),
        *("    > “Pupils sleep longer”", "", "    - **1.1.1** *for example,* A study", ""),
        *(r"      Source: Ada, \*Sleep\*, https://example.org/a\_b", ""),
        "    - **1.1.2** *but this does not follow, since* Few took part (also supports 1.2)",
        "  - **1.2** *however,* Parents leave early",
        "    - **1.2.1** *yet* Breakfast clubs open",
        "  - **1.3** *also because* Buses are late",
        "  - **1.4** *and* Roads are full",
    ]


def paragraphs(data: bytes):
    return Document(io.BytesIO(data)).paragraphs


def test_the_document_says_the_same():
    data, report = dump_document(GRAPH)
    assert [loss.what for loss in report.losses] == ["text"]
    found = paragraphs(data)
    assert [one.text for one in found] == [
        *("A map", "1 Start at nine", "1.1 because Pupils sleep", "“Pupils sleep longer”"),
        *("1.1.1 for example, A study", "Source: Ada, *Sleep*, https://example.org/a_b"),
        "1.1.2 but this does not follow, since Few took part (also supports 1.2)",
        *("1.2 however, Parents leave early", "1.2.1 yet Breakfast clubs open"),
        *("1.3 also because Buses are late", "1.4 and Roads are full"),
    ]
    assert [one.style.name for one in found][:4] == ["Title", "Normal", "Normal", "Quote"]
    indents = [one.paragraph_format.left_indent for one in found]
    assert indents[1] < indents[2] < indents[4]
    assert found[2].runs[0].bold


@pytest.mark.parametrize("text", ['"a" <b> & [c](d) *e* _f_', "]]> 🙂 א", "# 1. - +", "\\ `x`"])
def test_no_words_become_markup(text):
    graph = graph_of({"T": thesis(text)})
    assert paragraphs(dump_document(graph)[0])[1].text == f"1 {text}"
    line = dump(graph)[0].decode().splitlines()[2]
    shown = "".join(sign for sign in line.removeprefix("- **1** ") if sign != "\\")
    assert shown == text.replace("\\", "")


@given(maps())
def test_every_statement_is_a_point_of_the_plan(graph):
    found = plan(graph)
    assert sorted(point.text for point in found.points) == sorted(
        node.text for node in graph.nodes.values()
    )
    assert dump(graph)[0].decode().count("- **") == len(graph.nodes)
    lines = [one.text for one in paragraphs(dump_document(graph)[0])]
    assert all(any(point.text in line for line in lines) for point in found.points)


def test_a_deep_map_stays_on_the_page():
    graph = chain(300)
    deepest = max(len(line) - len(line.lstrip()) for line in dump(graph)[0].decode().splitlines())
    assert deepest <= 24
    assert len(paragraphs(dump_document(graph)[0])) == 301


def test_an_empty_map_is_a_title():
    assert dump(graph_of({}))[0] == b"# A map\n"
    assert [one.text for one in paragraphs(dump_document(graph_of({}))[0])] == ["A map"]


def test_the_document_knows_its_title_and_author():
    properties = Document(io.BytesIO(dump_document(GRAPH)[0])).core_properties
    assert (properties.title, properties.author, properties.language) == ("A map", "", "en")
    assert FORMATS["plan-docx"].extensions == ("docx",)
