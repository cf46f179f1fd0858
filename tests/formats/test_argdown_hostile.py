"""Argdown meant to harm: the time grows with the length alone, the stack does not grow at all."""

import time
from contextlib import suppress

import pytest

from essays.formats.argdown import load
from essays.formats.argdown_document import read
from essays.formats.argdown_words import MAX_DATA
from essays.formats.base import FormatError
from tests.formats.hostile import MOST_SECONDS, refused, seconds_within_memory

N = 5_000
# What is written so many times; the second is put behind it all.
BAIT = {
    "brackets": ("[", ""),
    "brackets that end far away": ("[a ", "]: b"),
    "angles": ("<", ">"),
    "mentions": ("@[", ""),
    "tags in brackets": ("#(", ""),
    "tags": ("#a ", ""),
    "links": ("[a](", ""),
    "braces": ("{", ""),
    "braces that end": ("{a} ", ""),
    "closing braces": ("} ", ""),
    "stars": ("*", ""),
    "bold in bold": ("**a ", ""),
    "all of them": ("*_[({<#@", ""),
    "dots": (".a", ""),
    "dots and colons": (".a:", ""),
    "comments": ("/*", ""),
    "other comments": ("<!--", ""),
    "front matter": ("a. === ", ""),
    "equal signs": ("=", ""),
    "dashes": ("-", ""),
    "quotes": ("'", "+ a"),
    "spaces": (" ", "+ a"),
    "spaces in a line": ("a.  ", ""),
    "lines with a space": (" \n", "a"),
    "backslashes": ("\\", ""),
    "marks from right to left": ("\u202e\u2067", ""),
    "premises": ("(1) a\n", "----\n(2) b"),
    "rules": ("(1) a\n--", ""),
    "one hub": ("  - [a]\n", ""),
    "lines": ("word\n", ""),
}


def seconds(words: str) -> float:
    """How long a text takes to be read or refused, at best of two."""
    found = []
    for _ in range(2):
        begun = time.process_time()
        with suppress(FormatError):
            read(words)
        found.append(time.process_time() - begun)
    return min(found)


@pytest.mark.parametrize("name", BAIT)
def test_four_times_the_text_takes_nowhere_near_sixteen_times_the_time(name):
    piece, end = BAIT[name]
    start = "[t]: a\n" if name == "one hub" else "[t]: "
    short = seconds(start + piece * N + end)
    long = seconds(start + piece * (4 * N) + end)
    assert long < 9 * max(short, 0.005)


def test_a_line_of_a_megabyte_is_cut_or_refused():
    graph, report = load(b"[a]: " + b"word " * 30_000)
    assert [one.what for one in report.repaired] == ["statement_cut", "note_cut"]
    assert len(graph.nodes) == 1
    with pytest.raises(FormatError) as caught:
        load(b"[a]: " + b"word " * 200_000)
    assert caught.value.line == 1


def test_a_tree_of_any_depth_is_read():
    lines = "".join(f"{' ' * n}- [{n}]\n" for n in range(1, 3_000))
    graph, _ = load(f"[0]\n{lines}".encode())
    assert len(graph.relations) == 2_999


@pytest.mark.parametrize(
    "data",
    [
        "{a: " + "[" * 50_000 + "}",
        "{a: " + "[" * 500 + "]" * 500 + "}",
        "{\n" + "- " * 50_000 + "a\n}",
        "{\n" + "? " * 50_000 + "a\n}",
        "{\na: &a [1,1,1,1,1,1,1,1,1]\n"
        + "".join(
            f"{one}: &{one} [{','.join([f'*{other}'] * 9)}]\n"
            for one, other in zip("bcdefgh", "abcdefg", strict=True)
        )
        + "}",
        "{a: " + "9" * 50_000 + "}",
        "{a: !!python/object/apply:os.getcwd []}",
        "{a: \"" + "b" * 300_000 + "\"}",
    ],
    ids=["open", "deep", "blocks", "keys", "bomb", "number", "object", "long"],
)  # fmt: skip
def test_data_that_would_do_harm_are_left_out(data):
    begun = time.process_time()
    graph, report = load(f"[a]: A {data}\n\n[b]: B".encode())
    assert ("data", 1) in [(one.what, one.line) for one in report.dropped]
    assert all("data" not in node.extra.get("argdown", {}) for node in graph.nodes.values())
    assert time.process_time() - begun < 2


def test_there_is_an_end_to_the_number_of_data():
    with pytest.raises(FormatError) as caught:
        read("[a] {x: 1}\n\n" * (MAX_DATA + 1))
    assert (caught.value.data["limit"], caught.value.line) == (MAX_DATA, 2 * MAX_DATA + 1)


LONG = {
    "signs that are refused": lambda: b"*a " * 1_000_000,
    "signs with blanks": lambda: b",  " * 1_000_000,
    "closing signs": lambda: (b">" * 900_000 + b"\n") * 20,
    "one line": lambda: b"a" * 19_000_000,
    "one paragraph": lambda: (b"word " * 38 + b"\n") * 100_000,
    "paragraphs": lambda: (b"word " * 38 + b"\n\n") * 98_000,
    "links": lambda: (b"[a](b)" * 100_000 + b"\n") * 30,
}


@pytest.mark.parametrize("case", LONG)
def test_megabytes_of_signs_are_refused_in_time(case):
    refused("argdown", LONG[case]())


@pytest.mark.parametrize("case", ["signs that are refused", "signs with blanks", "closing signs"])
def test_megabytes_of_signs_take_less_than_200_megabytes(case, tmp_path):
    assert seconds_within_memory("argdown", LONG[case](), tmp_path) < MOST_SECONDS
