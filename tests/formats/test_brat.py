"""BRAT standoff: what stands in the text comes back, and broken archives are refused."""

import io
import time
import tracemalloc
import zipfile

import pytest

from essays.formats import FORMATS, recognise
from essays.formats.archives import packed, unpacked
from essays.formats.base import Flaw, FormatError
from essays.formats.brat import FORMAT, dump, load
from essays.graph.ids import uuid7
from essays.graph.model import Anchor, EssayGraph
from tests.formats.declared import comes_back
from tests.formats.steps import words
from tests.graph.maps import attacks, graph_of, id_of, supports, thesis

test_a_map_comes_back_but_for_what_is_declared = comes_back(FORMAT)

TEXT = "🙂 Cats rule.\nThey sleep, say all, much. Dogs bark. Cats do rule."
ANN = (
    "T1\tMajorClaim 2 11\tCats rule\n"
    "T2\tMajorClaim 51 63\tCats do rule\n"
    "T3\tClaim 13 23;34 38\tThey sleep much\n"
    "T4\tPremise 40 49\tDogs bark\n"
    "A1\tStance T3 For\n"
    "R1\tattacks Arg1:T4 Arg2:T3\t\n"
)


def pair(ann: str = ANN, text: str | bytes = TEXT) -> bytes:
    raw = text.encode() if isinstance(text, str) else text
    return packed({"a/x.txt": raw, "a/x.ann": ann.encode()})


def read(ann: str) -> tuple[EssayGraph, list[tuple[str, int | None]]]:
    graph, report = load(pair(ann))
    return graph, [(loss.what, loss.line) for loss in report.losses]


def refusal(data: bytes) -> FormatError:
    with pytest.raises(FormatError) as caught:
        load(data)
    return caught.value


def test_an_annotated_essay_becomes_a_map():
    graph, losses = read(ANN)
    assert losses == []
    assert graph.text == TEXT
    assert words(graph) == [
        ("Dogs bark", "-", "They sleep much"),
        ("They sleep much", "+", "Cats rule"),
    ]
    marks = graph.anchors_of[graph.thesis.id]
    assert [mark.exact for mark in marks] == ["Cats rule", "Cats do rule"]


def test_what_is_written_is_what_was_read():
    graph, _ = read(ANN)
    data, report = dump(graph)
    assert [loss.what for loss in report.losses] == ["title"]
    files = unpacked(data, (".ann", ".txt"))
    assert files["essay.txt"].decode() == TEXT
    assert sorted(files["essay.ann"].decode().splitlines()) == sorted(ANN.splitlines())
    assert dump(graph)[0] == data


def anchored(name: str, words: str, text: str) -> Anchor:
    start = text.index(words)
    return Anchor(id=uuid7(), node_id=id_of(name), start=start, end=start + len(words), exact=words)


def test_an_undercut_of_an_attack_is_reported_as_approximated():
    text = "Cats rule. Dogs are stronger. Strength is not rule."
    spans = {"T": "Cats rule", "A": "Dogs are stronger", "B": "Strength is not rule"}
    graph = graph_of(
        {"T": thesis("Cats rule"), "A": "Dogs are stronger", "B": "Strength is not rule"},
        attack := attacks("A", "T"),
        attacks("B", attack),
        rows=[anchored(name, found, text) for name, found in spans.items()],
        text=text,
    )
    data, report = dump(graph)
    assert [loss.what for loss in report.dropped] == ["undercut_became_attack", "title"]
    assert words(load(data)[0]) == [
        ("Dogs are stronger", "-", "Cats rule"),
        ("Strength is not rule", "-", "Dogs are stronger"),
    ]


def test_statements_without_a_passage_stay_behind_with_their_steps():
    graph = graph_of(
        {"T": thesis("Cats"), "A": "Dogs", "B": "Birds"},
        supports("A", "T"),
        supports("B", "A"),
        rows=[anchored("T", "Cats", "Cats are fine."), anchored("A", "fine", "Cats are fine.")],
        text="Cats are fine.",
    )
    data, report = dump(graph)
    assert [loss.what for loss in report.losses] == [
        *("title", "unanchored", "step_without_ends", "statement_became_passage")
    ]
    assert words(load(data)[0]) == [("fine", "+", "Cats")]


def test_lines_that_no_map_holds_are_reported():
    graph, losses = read(
        ANN + "T9\tOther 40 44\tCats\nE1\tT9 Arg:T1\nA2\tSure T9\nR2\tsame Arg1:T9 Arg2:T3\n"
        "#1\tAnnotatorNotes T4\tloud\n*\tEquiv T1 T2\nR3\tsupports Arg1:T9 Arg2:T77\n\n"
    )
    assert losses == [
        ("type", 7),
        ("event", 8),
        ("attribute", 9),
        ("relation_type", 10),
        ("equivalence", 12),
        ("words_differ", 7),
        ("step_without_ends", 13),
    ]
    assert [node.note for node in graph.nodes.values() if node.text == "Dogs bark"] == ["loud"]


def test_a_claim_without_stance_supports_and_a_stance_without_thesis_is_nothing():
    assert read("T1\tMajorClaim 2 11\tCats rule\nT2\tClaim 40 49\tDogs bark\n")[1] == [
        ("relation", 2)
    ]
    assert read("T2\tClaim 40 49\tDogs bark\nA1\tStance T2 For\n")[1] == [("stance", 2)]


def test_passages_outside_the_text_and_relations_to_oneself_are_left_out():
    _, losses = read("T1\tClaim 60 99\tno more\nR1\tsupports Arg1:T1 Arg2:T1\n")
    assert [what for what, _ in losses] == [
        *("words_differ", "passage_outside", "premise_is_target", "step_without_ends")
    ]


@pytest.mark.parametrize(
    ("text", "start"), [("é\r\nCats rule", 3), ("e\u0301\nCats rule", 3), ("\ufeffe\nCats rule", 2)]
)
def test_offsets_follow_a_text_that_is_put_in_order(text, start):
    ann = f"T1\tMajorClaim {start} {start + 9}\tCats rule\n"
    graph, report = load(pair(ann, text))
    assert not report
    assert graph.text in ("é\nCats rule", "e\nCats rule")
    assert [mark.exact for mark in graph.anchors.values()] == ["Cats rule"]


@pytest.mark.parametrize(
    ("ann", "flaw", "line"),
    [
        ("T1\tClaim 0\tx\n", Flaw.SYNTAX, 1),
        ("\nT1\tClaim 0 4;\tx\n", Flaw.SYNTAX, 2),
        ("T1\tClaim 0 4\tx\nT1\tClaim 0 4\tx\n", Flaw.DUPLICATE, 2),
        ("R1\tsupports T1 T2\n", Flaw.SYNTAX, 1),
        ("some words\n", Flaw.SYNTAX, 1),
        ("T1\tClaim 0 4\tx\n#1\tno\0te\n", Flaw.ENCODING, 2),
        ("T1\tClaim" + " 0 4;" * 90_000 + "\n", Flaw.SYNTAX, 1),
        ("".join(f"T{n}\tClaim 0 4\tx\n" for n in range(10_001)), Flaw.TOO_MANY, 10_001),
        ("T1\tClaim 0 4" + ";0 4" * 30_001 + "\tx\n", Flaw.TOO_MANY, 1),
    ],
)
def test_annotations_that_cannot_be_read_are_refused_with_their_line(ann, flaw, line):
    error = refusal(pair(ann))
    assert (error.flaw, error.line) == (flaw, line)


def test_passages_over_a_whole_long_text_are_refused_before_they_fill_the_memory():
    spans = ";".join(["0 199999"] * 29_000)
    error = refusal(pair(f"T1\tClaim {spans}\tx\n", "a" * 200_000))
    assert (error.flaw, error.line) == (Flaw.TOO_LARGE, 1)
    lines = "".join(f"T{n}\tPremise 0 199999\tx\n" for n in range(9_000))
    assert refusal(pair(lines, "a" * 200_000)).line == 21


def test_an_ann_alone_is_refused_since_its_text_is_missing():
    error = refusal(ANN.encode())
    assert (error.flaw, error.line, error.data["reason"]) == (Flaw.SYNTAX, 1, "text_missing")
    assert recognise("essay.ann", ANN.encode()) is FORMATS["brat"]
    assert recognise("essay.zip", pair()) is FORMATS["brat"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"a.txt": b""}, "annotations_missing"),
        ({"a.ann": b""}, "text_missing"),
        ({"a.ann": b"", "b.txt": b""}, "text_missing"),
        ({"a.ann": b"", "b.ann": b"", "a.txt": b"", "b.txt": b""}, "several_documents"),
        ({"a.ann": b"", "a.txt": b"x\n\xff"}, "utf_8"),
    ],
)
def test_an_archive_holds_one_essay_with_its_text(files, reason):
    error = refusal(packed(files))
    assert error.data["reason"] == reason
    assert error.line == (2 if reason == "utf_8" else 1)


def bomb(size: int, *, said: int | None = None) -> bytes:
    """An archive with a file of zeros, which may say another size of it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.ann", "")
        archive.writestr("a.txt", bytes(size))
    data = out.getvalue()
    real = size.to_bytes(4, "little")
    assert data.count(real) == 2
    return data if said is None else data.replace(real, said.to_bytes(4, "little"))


def test_an_archive_is_opened_within_bounds_whatever_it_says_of_itself():
    before = time.process_time()
    tracemalloc.start()
    try:
        assert refusal(bomb(200_000_000)).flaw is Flaw.TOO_LARGE
        tracemalloc.reset_peak()
        assert refusal(bomb(30_000_000, said=1_000)).data["reason"] == "zip"
        assert refusal(packed({f"{n}.ann": b"" for n in range(101)})).flaw is Flaw.TOO_MANY
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()
    assert time.process_time() - before < 5


@pytest.mark.parametrize(
    "data",
    [
        b"PK",
        b"PK\x03\x04" + bytes(100),
        pair()[:-30],
        pair()[:40] + b"\xff" * 30 + pair()[70:],
        pair().replace(b"PK\x03\x04", b"PK\x03\x05"),
    ],
)
def test_a_broken_archive_is_refused(data):
    assert refusal(data).flaw is Flaw.SYNTAX


def test_a_file_of_25_megabytes_is_refused():
    assert refusal(b"PK" + b"a" * 25_000_000).flaw is Flaw.TOO_LARGE


def test_a_method_that_takes_any_memory_is_refused():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.ann", "")
    assert refusal(out.getvalue()).data["reason"] == "zip_method"
