"""Tables: everything but what they declare comes back, and those made by hand are understood."""

import csv
import io
from dataclasses import replace

import pytest

from essays.formats import FORMATS, recognise
from essays.formats.base import Flaw, FormatError
from essays.formats.spreadsheet import COLUMNS, FORMAT, dump, load
from essays.graph.kinds import NodeKind, SourceKind, SourceStatus
from essays.graph.model import EssayGraph
from essays.graph.outline import backbone
from tests.formats.alike import shape
from tests.formats.declared import comes_back
from tests.formats.steps import words
from tests.graph.maps import attacks, claim, evidence, graph_of, linked, supports, thesis

test_a_map_comes_back_but_for_what_is_declared = comes_back(FORMAT)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_an_undercut_of_an_attack_survives_both_ways():
    graph = graph_of(
        {"T": thesis("Cats rule"), "A": "Dogs are stronger", "B": "Strength is not rule"},
        attack := attacks("A", "T"),
        attacks("B", attack),
    )
    data, report = dump(graph)
    assert not report
    again, losses = load(data)
    assert not losses
    assert shape(again) == shape(graph)
    assert ("Strength is not rule", "-", "step of Dogs are stronger") in words(again)
    assert dump(again)[0] == data


def test_statements_hang_where_they_hung_even_in_a_circle():
    graph = graph_of(
        {"T": thesis("T"), "A": "A", "B": "B"},
        step := linked("A", "T", to="B", home=False),
        supports("B", step, home=True),
        supports("B", "T", home=False),
    )
    again, _ = load(dump(graph)[0])

    def places(one: EssayGraph) -> list[tuple[int, str]]:
        return [(row.depth, row.node.text) for row in backbone(one).rows]

    assert places(again) == places(graph) == [(0, "T"), (0, "A"), (1, "B")]


def test_linked_premises_share_a_step_and_keep_their_order():
    graph = graph_of(
        {"T": thesis("T"), "A": "A", "B": evidence("B"), "C": "C"},
        supports("B", "A"),
        linked("C", "B", "A", to="T"),
    )
    rows = table(dump(graph)[0])
    shared = [(row["text"] or row["id"], row["premise"]) for row in rows if row["step"] == "R2"]
    assert sorted(order for _, order in shared) == ["1", "2", "3"]
    again, _ = load(dump(graph)[0])
    assert ("C & B & A", "+", "T") in words(again)


def test_a_table_made_by_hand_needs_four_columns():
    graph, report = load(
        b"text,kind,parent,relation\n"
        b"School should start at nine,thesis,,\n"
        b"Pupils sleep longer,claim,1,support\n"
        b"A study of 2000 pupils,evidence,Pupils sleep longer,pro\n"
        b"Parents leave at eight,claim,1,against\n"
    )
    assert not report
    assert words(graph) == [
        ("A study of 2000 pupils", "+", "Pupils sleep longer"),
        ("Parents leave at eight", "-", "School should start at nine"),
        ("Pupils sleep longer", "+", "School should start at nine"),
    ]
    assert graph.thesis.text == "School should start at nine"


@pytest.mark.parametrize("sign", [";", "\t", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_of_spreadsheets_are_recognised(sign, encoding):
    rows = [["Statement", "Parent", "Relation"], ["Größe, zählt", "", ""], ["🙂; ja", "1", "con"]]
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerows(rows)
    graph, report = load(out.getvalue().encode(encoding))
    assert words(graph) == [("🙂; ja", "-", "Größe, zählt")]
    assert [loss.what for loss in report.losses] == ["thesis"]


def test_the_separator_may_be_said_in_the_first_line():
    graph, _ = load(b"sep=|\ntext|parent\na|\nb|1\n")
    assert words(graph) == [("b", "+", "a")]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@A1", "'=x", "''-x", "'quoted'", "＝1"])
def test_no_cell_is_a_formula_and_each_is_read_back_exactly(cell):
    graph = graph_of({"T": claim(cell)})
    data, _ = dump(graph)
    assert not any(row["text"].startswith(("=", "+", "-", "@", "＝")) for row in table(data))
    assert [node.text for node in load(data)[0].nodes.values()] == [cell]


def test_every_column_of_ours_is_read():
    text = "id,kind,text,relation,target,step,premise,weight,scheme,implicit,note,step_note,"
    text += "citation,url,source_kind,status,passages,step_passages,extra,step_extra\n"
    text += ",title,My map\n,author,Ada\n,language,de\n,line,Some words here\n,line,\n,line,end\n"
    text += "1,thesis,T\n"
    text += '2,evidence,E,attacks,1,R1,,"0,5",expert-opinion,yes,"two\nlines",why,'
    text += "A book,https://example.org/,statistic,doubtful,0..4; 5..10,17..20,"
    text += '"{""a"":1}","{""b"":[2]}"\n'
    text += ',extra,"{""c"":"\n,more,"{}}"\n' + 16 * "," + "\n"
    text += ",context" + 15 * "," + "0..10\n"
    assert text.splitlines()[0].split(",") == list(COLUMNS)
    graph, report = load(text.encode())
    assert not report
    assert (graph.details.title, graph.details.author_line) == ("My map", "Ada")
    assert (graph.details.language, graph.text) == ("de", "Some words here\n\nend")
    node = next(node for node in graph.nodes.values() if node.kind is NodeKind.EVIDENCE)
    step = next(iter(graph.relations.values()))
    source = graph.sources[node.source_id]
    assert (node.implicit, node.note) == (True, "two\nlines")
    assert (step.weight, step.scheme, step.note) == (0.5, "expert-opinion", "why")
    assert (source.citation, source.url) == ("A book", "https://example.org/")
    assert (source.kind, source.status) == (SourceKind.STATISTIC, SourceStatus.DOUBTFUL)
    assert [mark.exact for mark in graph.anchors_of[node.id]] == ["Some", "words"]
    assert [mark.exact for mark in graph.anchors_of[step.id]] == ["end"]
    assert (node.extra, step.extra, graph.details.extra) == ({"a": 1}, {"b": [2]}, {"c": {}})
    assert [mark.quote for mark in graph.context_marks.values()] == ["Some words"]


def test_foreign_data_of_a_whole_essay_takes_as_many_rows_as_it_needs():
    graph = graph_of({"T": thesis("T")})
    graph = replace(graph, details=replace(graph.details, extra={"a": ["b" * 70_000]}))
    data, report = dump(graph)
    assert not report
    assert [row["kind"] for row in table(data)].count("more") == 2
    assert load(data)[0].details.extra == graph.details.extra


def test_foreign_data_that_is_no_object_is_reported():
    _, report = load(b"text,extra\nA,[1]\nB,{\n")
    assert [loss.what for loss in report.dropped] == ["foreign_data"] * 2


def test_a_long_line_of_the_text_stands_in_cells_that_a_spreadsheet_keeps():
    graph = EssayGraph.of(graph_of({}).details, [], text="=" * 70_000 + "\n\nend")
    data, _ = dump(graph)
    assert max(len(row["text"]) for row in table(data)) <= 32_767
    assert load(data)[0].text == graph.text


def test_what_a_table_says_unclearly_is_guessed_and_reported_with_its_line():
    graph, report = load(
        b"text,kind,parent,relation,colour\nT,thesis,,,red\nA,idea,T,hm,\nA,,2,,\nB,,A,objection,\n"
        b"C,,Nobody,,\nD,,,attack,\n"
    )
    assert [(loss.what, loss.line) for loss in report.losses] == [
        ("column", 1),
        ("kind", 3),
        ("relation", 3),
        ("relation_without_target", 7),
        ("target_ambiguous", 5),
        ("step_without_ends", 6),
    ]
    assert words(graph) == [("A", "+", "A"), ("A", "+", "T"), ("B", "-", "A")]


@pytest.mark.parametrize(
    ("data", "flaw", "line"),
    [
        (b"", Flaw.SYNTAX, 1),
        (b"\n \n", Flaw.SYNTAX, 1),
        (b"kind,parent\nthesis,\n", Flaw.MISSING_KEY, 1),
        (b'sep="\ntext"kind\n', Flaw.SYNTAX, 1),
        (b"sep=\xe2\x82\xac\ntext\n", Flaw.SYNTAX, 1),
        (b'text\n"never closed\n', Flaw.SYNTAX, 2),
        (b"id,text\n1,a\n1,b\n", Flaw.DUPLICATE, 3),
        (b"text\nA\nB\0\n", Flaw.ENCODING, 3),
        (b"text\nA\n\xff\n", Flaw.ENCODING, 3),
        (b"text\n" + b",".join([b"x"] * 3_000), Flaw.TOO_MANY, 2),
        (b",".join([b"text"] * 3_000), Flaw.TOO_MANY, 1),
        (b"text\n" + b'"a\n",' * 140_000, Flaw.TOO_LARGE, 2),
        (b"text\nA\n" + b'"' + b"a" * 140_000 + b'"', Flaw.SYNTAX, 3),
        (b"text\n" + b"a\n" * 10_001, Flaw.TOO_MANY, 10_002),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_line(data, flaw, line):
    with pytest.raises(FormatError) as caught:
        load(data)
    assert (caught.value.flaw, caught.value.line) == (flaw, line)


def test_statements_may_stand_for_each_other_in_a_circle_and_never_for_themselves():
    graph, report = load(b"id,text,target\n1,a,2\n2,b,1\n3,c,3\nR1,d,R1\n")
    assert words(graph) == [("a", "+", "b"), ("b", "+", "a")]
    assert {loss.what for loss in report.dropped} == {"step_without_ends"}


def test_a_table_is_known_by_its_first_line_or_its_name():
    assert recognise("map.txt", dump(graph_of({"T": thesis("T")}))[0]) is FORMATS["csv"]
    assert recognise("map.csv", b"Aussage\n") is FORMATS["csv"]
    assert recognise("map", b'{"nodes": [{"kind": "claim", "text": "a"}]}') is None
