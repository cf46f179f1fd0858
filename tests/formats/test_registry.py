import time

import pytest

from essays.formats import FORMATS, Look, look_of, recognise
from tests.formats.hostile import MOST_SECONDS

OURS = b'{"argmap": 1, "essay": {"title": "A"}}'


@pytest.mark.parametrize("name", ["map.json", "MAP.JSON", "map.argmap", "map", "map.txt", ""])
def test_our_own_json_is_known_by_its_mark_whatever_its_name(name):
    assert recognise(name, OURS) is FORMATS["native"]


def test_our_own_json_is_known_whatever_the_order_of_its_keys():
    assert recognise("a", b'\xef\xbb\xbf\n{"essay": {}, "argmap" : 1}') is FORMATS["native"]


@pytest.mark.parametrize("data", [b"", b"plain words", b"\xff\xfe\x00", b'"argmap": 1'])
def test_bytes_that_nobody_knows_have_no_format(data):
    assert recognise("essay.unknown", data) is None


def test_every_format_is_registered_under_its_own_name():
    assert all(name == one.name for name, one in FORMATS.items())
    assert all(one.load or one.dump for one in FORMATS.values())


OUTLINE = "# Cats\n\n- Cats rule\n  - Pro: They purr\n"


@pytest.mark.parametrize(
    ("format", "words"),
    [
        ("markdown", OUTLINE),
        ("markdown", "Cats rule\n\nPros:\n1. They purr\n\nCons:\n1. They scratch\n"),
        ("markdown", "- [Cats](https://example.org) rule\n  - (+) They purr\n"),
        ("markdown", "- [ ] Cats rule\n  - [-] They scratch\n"),
        ("csv", "text,kind,parent,relation\nCats rule,thesis,,\n"),
        ("csv", 'sep=;\n"Nr";"Statement";"Parent"\n1;Cats rule;\n'),
        ("csv", "Claim\tStance\nCats rule\t\n"),
        ("csv", "Argument,Pro/Con,Parent\nCats rule,,\n"),
        ("kialo", "1. Cats rule\n1.1. Pro: They purr\n"),
        ("carneades", "# cats\nstatements:\n  a: Cats rule\narguments: {}\n"),
        ("kialo", "Discussion Title: Cats\n\n1. Cats rule\n1.1. Pro: They purr\n"),
        ("tgf", "1 Cats rule\r\n2 They purr\r\n#\r\n2 1 supports\r\n"),
        ("tgf", "a\nb\n#\na b\n"),
        ("mindmup", '{"title": "Cats", "id": 1, "ideas": {}}'),
    ],
)
def test_words_without_a_name_are_known_as_people_write_them(format, words):
    assert recognise("", words.encode()) is FORMATS[format]
    assert recognise("cats.txt", words.encode()) is FORMATS[format]


@pytest.mark.parametrize(
    "words",
    [
        "Cats rule. They purr.\n\nThey do:\n- in the morning\n\nThis is well known.\nAnd liked.\n",
        "# Cats\n\n<Purr>\n\n- [Cats]\n- [Dogs]\n",
        "statement: Cats rule\n- They purr\n- They scratch\n",
        "- Cats rule\n",
        "name,age\nTom,3\n",
        "The text of a kind, and more\n",
        "a b\n#\n\nc d\n",
        "We heard two\nstatements: that cats rule, and that they purr.\n",
        "Cats rule. They purr.\n",
    ],
)
def test_other_words_are_not_taken_for_an_outline_or_a_table(words):
    assert recognise("", words.encode()) is None


def test_a_table_in_utf_16_is_known():
    assert recognise("cats.txt", "Text\tParent\nCats\t\n".encode("utf-16")) is FORMATS["csv"]


@pytest.mark.parametrize("name", ["cats.json", "cats.txt", "cats.xml", "cats"])
@pytest.mark.parametrize(
    ("data", "look"),
    [
        (b'{"cats": ["Tom"]}', Look.JSON),
        (b'\xef\xbb\xbf [\n {"name": "Tom"}]', Look.JSON),
        (b"{", Look.JSON),
        (b"<?xml version='1.0'?><cats/>", Look.XML),
        (b"Cats rule. They purr.", Look.TEXT),
        ("Katzen schnurren \u2013 [sagt man].".encode(), Look.TEXT),
        (b"[Some] say that cats rule.", Look.TEXT),
        (b"cats\0", Look.OTHER),
        (b"cats \xff", Look.OTHER),
        (b" \n", Look.NOTHING),
    ],
)
def test_what_no_format_knows_is_not_read_by_a_name_that_says_nothing(name, data, look):
    assert recognise(name, data) is None
    assert look_of(data) is look


def test_a_name_of_one_format_says_enough():
    assert recognise("cats.csv", b"cats") is FORMATS["csv"]
    assert recognise("cats.md", b"cats") is FORMATS["markdown"]


@pytest.mark.parametrize("bait", [b" ", b"\t", b"\n", b"[", b"<", b"  - ", b"[a]: ", b"a,"])
def test_the_look_at_a_large_file_is_short(bait):
    begun = time.process_time()
    recognise("cats", bait * (19_000_000 // len(bait)))
    # a fifth of a second in practice
    assert time.process_time() - begun < MOST_SECONDS / 2
