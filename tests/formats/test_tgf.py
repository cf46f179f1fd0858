"""Graphs of one line each: TGF comes back, apx and ICCMA say every attack."""

import pytest

from essays.formats import FORMATS, recognise
from essays.formats.apx import dump as dump_apx
from essays.formats.base import Flaw, FormatError
from essays.formats.iccma import dump as dump_iccma
from essays.formats.tgf import FORMAT, dump, load
from tests.formats.corpora import folder
from tests.formats.declared import comes_back
from tests.formats.steps import words
from tests.graph.maps import attacks, claim, graph_of, linked, supports, thesis

test_a_map_comes_back_but_for_what_is_declared = comes_back(FORMAT)

GRAPH = graph_of(
    {"T": thesis("Cats\\ (rule)."), "A": "# A", "B": "B 🙂", "C": "C"},
    attack := attacks("A", "T"),
    linked("B", "C", to="T"),
    attacks("B", attack),
)
LOST = ["undercut_became_attack", "thesis_became_claim", "title", "linked_became_separate"]


def test_an_undercut_of_an_attack_is_reported_as_approximated_in_tgf():
    data, report = dump(GRAPH)
    assert sorted(loss.what for loss in report.dropped) == sorted(LOST)
    assert data.decode() == (
        "1 Cats\\ (rule).\n2 # A\n3 B 🙂\n4 C\n#\n"
        "2 1 attacks\n3 1 supports\n4 1 supports\n3 2 attacks\n"
    )


def test_an_undercut_of_an_attack_is_reported_as_approximated_in_apx():
    data, report = dump_apx(GRAPH)
    assert [loss.what for loss in report.dropped][:2] == ["undercut_became_attack", "support"]
    assert data.decode() == (
        "% Cats\\ (rule).\narg(a1).\n% # A\narg(a2).\n% B 🙂\narg(a3).\n% C\narg(a4).\n"
        "att(a2,a1).\natt(a3,a2).\n"
    )


def test_an_undercut_of_an_attack_is_reported_as_approximated_in_iccma():
    data, report = dump_iccma(GRAPH)
    assert "undercut_became_attack" in [loss.what for loss in report.dropped]
    assert data.decode() == ("p af 4\n# 1 Cats\\ (rule).\n# 2 # A\n# 3 B 🙂\n# 4 C\n2 1\n3 2\n")


def test_nothing_is_lost_but_words_that_name_the_whole():
    _, report = dump(graph_of({"A": claim("A"), "B": "B"}, supports("A", "B")))
    assert [loss.what for loss in report.losses] == ["title"]


def test_arrows_without_a_word_are_attacks():
    graph, report = load(b"a\nb some words\n\n#\na b\nb a supports\n")
    assert not report
    assert words(graph) == [("a", "-", "some words"), ("some words", "+", "a")]


def test_what_a_graph_says_unclearly_is_reported_with_its_line():
    graph, report = load(b"1\n#\n1 2\n1 1\n2 1 likes\n")
    assert [(loss.what, loss.line) for loss in report.losses] == [
        *(("statement_missing", 3), ("relation", 5), ("premise_is_target", 4)),
        ("step_without_ends", 4),
    ]
    assert words(graph) == [("1", "-", "2"), ("2", "-", "1")]


@pytest.mark.parametrize(
    ("data", "flaw", "line"),
    [
        (b"", Flaw.SYNTAX, 1),
        (b"1 a\n2 b\n", Flaw.SYNTAX, 1),
        (b"1 a\n1 b\n#\n", Flaw.DUPLICATE, 2),
        (b"1 a\n#\n1\n", Flaw.SYNTAX, 3),
        (b"1 a\n#\n1 \xff\n", Flaw.ENCODING, 3),
    ],
)
def test_what_is_no_graph_is_refused_with_its_line(data, flaw, line):
    with pytest.raises(FormatError) as caught:
        load(data)
    assert (caught.value.flaw, caught.value.line) == (flaw, line)


def test_real_frameworks_are_read():
    files = sorted(folder("carneades4").rglob("*.tgf"))
    assert len(files) == 8
    for file in files:
        data = file.read_bytes()
        graph, report = load(data)
        head, _, arrows = data.decode().partition("#")
        assert len(graph.nodes) == len(head.split())
        pairs = [line.split() for line in arrows.splitlines() if line.strip()]
        assert len(graph.relations) == sum(start != end for start, end in pairs), file
        assert bool(report) == any(start == end for start, end in pairs)


def test_a_graph_is_known_by_its_name():
    assert recognise("a.tgf", b"1\n#\n") is FORMATS["tgf"]
