"""The grammar of Argdown: what a document says in its own terms, and where it is none."""

import pytest

from essays.formats.argdown_document import read
from essays.formats.argdown_model import Reading
from essays.formats.base import Flaw, FormatError


def texts(words: str) -> list[str]:
    """What the occurrences of all statements say, in order."""
    members = [one for row in read(words).statements.values() for one in row.members]
    return [one.text for one in sorted(members, key=lambda one: one.offset)]


def links(words: str) -> list[tuple[str, str, str]]:
    return [(str(one.type), one.source.title, one.target.title) for one in read(words).links]


def refusal(words: str) -> FormatError:
    with pytest.raises(FormatError) as caught:
        read(words)
    return caught.value


def titles(reading: Reading) -> list[str]:
    return list(reading.statements)


def test_statements_are_titled_or_counted():
    reading = read("[Rain]: It rained.\n\nThe match was off.\n\n[Rain]\n\nSo were we.")
    assert titles(reading) == ["Rain", "Untitled 1", "Untitled 2"]
    rain = reading.statements["Rain"]
    assert [(one.text, one.is_reference) for one in rain.members] == [
        ("It rained.", False),
        ("", True),
    ]


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("+", ("support", "low", "high")),
        ("<+", ("support", "low", "high")),
        ("+>", ("support", "high", "low")),
        ("-", ("attack", "low", "high")),
        ("<-", ("attack", "low", "high")),
        ("->", ("attack", "high", "low")),
        ("_", ("undercut", "low", "high")),
        ("<_", ("undercut", "low", "high")),
        ("_>", ("undercut", "high", "low")),
        ("><", ("contradictory", "high", "low")),
    ],
)
def test_signs_relate_what_hangs_below_to_what_it_hangs_under(sign, expected):
    assert links(f"[high]: h\n  {sign} [low]: l") == [expected]


def test_indentation_nests_and_an_empty_line_ends_a_tree():
    words = "[a]\n  + [b]\n    - [c]\n      - [d]\n  - [e]\n\n[f]\n\t+ [g]"
    assert sorted(links(words)) == [
        ("attack", "c", "b"),
        ("attack", "d", "c"),
        ("attack", "e", "a"),
        ("support", "b", "a"),
        ("support", "g", "f"),
    ]


def test_a_relation_that_is_said_twice_is_one():
    assert links("[a]\n  - [b]\n\n[b]\n  -> [a]\n\n[c]\n  >< [a]\n\n[a]\n  >< [c]") == [
        ("attack", "b", "a"),
        ("contradictory", "c", "a"),
    ]


def test_the_strict_mode_reads_entailment_and_contraries():
    strict = "===\nmodel:\n    mode: strict\n===\n\n"
    words = "[a]\n  + [b]\n  - [c]\n\n[c]\n  - [a]\n\n<d>\n  -> [a]"
    assert links(words)[1] == ("attack", "c", "a")
    assert links(strict + words) == [
        ("entails", "b", "a"),
        ("contrary", "c", "a"),
        ("attack", "d", "a"),
    ]


RECONSTRUCTION = """<Wet>: Rain stops play.

(1) [Rain]: It rained.
(2) Rain makes grass wet.
-- Modus ponens, Common sense {uses: [1, 2], logic: ["deductive"]} --
(3) The grass was wet.
(4) Nobody plays on wet grass.
----
(5) [Off]: The match was off.
    -> [On]: The match was on.
"""


def test_an_argument_has_its_steps_with_rules_and_data():
    reading = read(RECONSTRUCTION)
    (argument,) = reading.arguments.values()
    assert [one.text for one in argument.descriptions] == ["Rain stops play."]
    assert [step.title for step in argument.steps] == [
        *("Rain", "Untitled 1", "Untitled 2", "Untitled 3", "Off")
    ]
    assert [str(step.occurrence.role) for step in argument.steps] == [
        *("premise", "premise", "intermediary-conclusion", "premise", "main-conclusion")
    ]
    first, last = (step.inference for step in argument.steps if step.inference)
    assert first.rules == ("Modus ponens", "Common sense")
    assert first.data == {"uses": [1, 2], "logic": ["deductive"]}
    assert (first.place, last.place, last.rules) == (2, 4, ())
    assert links(RECONSTRUCTION) == [("attack", "Off", "On")]


@pytest.mark.parametrize(
    "rule",
    ["----", "-----", "--\nMP\n--", "-- MP --", "--\n{a: 1}\n--", "--\nMP {a: 1}\n--", "--MP--"],
)
def test_rules_may_be_put_in_several_ways(rule):
    (argument,) = read(f"(1) a\n{rule}\n(2) b").arguments.values()
    inference = argument.steps[1].inference
    assert inference is not None
    assert inference.rules == (("MP",) if "MP" in rule else ())
    assert inference.data == ({"a": 1} if "a: 1" in rule else None)


def test_relations_of_an_argument_with_steps_go_over_to_its_parts():
    words = "<A>\n  + [x]\n  <_ <U>\n  -> [y]\n\n(1) [p]\n----\n(2) [c]"
    assert links(words) == [("support", "x", "A"), ("undercut", "U", "A"), ("attack", "c", "y")]
    assert [str(one.target.member) for one in read(words).links] == [
        *("argument", "inference", "equivalence-class")
    ]


def test_an_undercut_can_stand_under_the_rule_or_the_conclusion():
    for words in ("----\n  <_ <U>\n(2) c", "----\n(2) c\n  <_ <U>"):
        (link,) = read(f"<A>\n\n(1) p\n{words}").links
        assert (str(link.target.member), link.target.title, link.target.place) == (
            *("inference", "A", 1),
        )


def test_tags_and_data_belong_to_the_statement():
    reading = read("[a]: words #one #(two words) {x: 1, y: {z: 1}}\n\n[a] #three {y: {w: 2}}")
    row = reading.statements["a"]
    assert row.tags == ("one", "two words", "three")
    assert row.data == {"x": 1, "y": {"z": 1, "w": 2}}
    assert row.members[0].text == "words #one #(two words) "


def test_data_in_a_block_of_their_own_are_yaml_in_lines():
    reading = read("[a]: words {\nx: yes\ny:\n  - 1\n  - 1e3\nz: 2018-01-02\n}\n  + [b]")
    assert reading.statements["a"].data == {"x": "yes", "y": [1, 1000.0], "z": "2018-01-02"}
    assert len(reading.links) == 1


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *[("012", 12), ("-0x1f", -31), ("1.", 1.0), (".5", 0.5), ("+3", 3), ("1e3", 1000)],
        *[("-.5", "-.5"), ("1_000", "1_000"), ("12:30", "12:30"), ("on", "on"), ("-.inf", None)],
    ],
)
def test_numbers_are_those_of_the_core_schema(written, value):
    data = read(f"[a]: x {{n: {written}}}").statements["a"].data
    assert data == {"n": value}
    assert type(data["n"]) is type(value) or data["n"] == 1000.0


def test_data_that_come_from_elsewhere_may_say_a_name_again():
    row = read("[a]: x {b: &b {c: 1}, d: &d {<<: *b, c: 2}, e: {<<: *d, f: 3}}").statements["a"]
    assert row.data == {"b": {"c": 1}, "d": {"c": 2}, "e": {"c": 2, "f": 3}}


@pytest.mark.parametrize("words", ["===\njust words\n===\n\n[a]: x", "[a]: x {\n- b\n}\n\n[c]"])
def test_data_without_names_do_not_end_the_reading(words):
    reading = read(words, halts=True)
    assert [one.reason for one in reading.faults] == ["str" if "===" in words else "list"]
    assert reading.statements == read(words).statements


def test_data_may_name_a_part_to_say_it_twice():
    assert read("[a]: x {b: &c [1], d: *c}").statements["a"].data == {"b": [1], "d": [1]}


def test_data_go_on_over_braces_within_them():
    row = read("[a]: x {b: {c: 1}, d: {e: 2} }\n\ny").statements["a"]
    assert row.data == {"b": {"c": 1}, "d": {"e": 2}}


def test_headings_nest_and_give_their_section_to_what_follows():
    reading = read(
        "# One #tag\n\n[a]: x\n\n### Three {isGroup: false}\n\n[b]: y\n\n# Two\n\n[a]: z"
    )
    assert [(one.title, one.level, one.parent) for one in reading.sections] == [
        ("One #tag", 1, None),
        ("Three", 3, 0),
        ("Two", 1, None),
    ]
    assert reading.sections[0].tags == ("tag",)
    assert reading.sections[1].data == {"isGroup": False}
    assert [row.section for row in reading.statements.values()] == [0, 1]


def test_the_front_matter_can_put_sections_in_the_place_of_headings():
    front = "===\ngroup:\n  regroup:\n    - title: G\n      statements: [b]\n"
    front += "      children: [{title: H, arguments: [A]}]\n===\n\n"
    reading = read(front + "# One\n\n[a]: x\n\n[b]: y\n\n<A>: z")
    assert [(one.title, one.level, one.parent) for one in reading.sections] == [
        ("G", 1, None),
        ("H", 2, 0),
    ]
    assert [row.section for row in reading.statements.values()] == [None, 0]
    assert reading.arguments["A"].section == 1


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("one\n   two\nthree", "one two three"),
        ("one \ntwo", "one two"),
        (r"\[no title\]: \# 5 \* 3", "[no title]: # 5 * 3"),
        ("so *very* **much** _of_ __it__!", "so very much of it!"),
        ("*a __b__ c*, d", "a b c, d"),
        ("5 * 3, a_b", "5 * 3, a_b"),
        ("it is [here](https://a.example/b) now", "it is here now"),
        ("p .->. q and :~: r", "p → q and ¬ r"),
        ("e.g. this: :nothing:", "e.g. this: :nothing:"),
        ("as @[T] and @<A> say", "as @[T] and @<A> say"),
        ("a /* gone\n\n */b <!-- too --> c", "a b c"),
        ("a // gone\nb", "a b"),
        ("a; - b + c _ d > e = f", "a; - b + c _ d > e = f"),
        ("end.  ", "end. "),
        ("*one *\n**two **\nthree", "one two three"),
        ("a [b\u2028c] d", "a [b\u2028c] d"),
        ("a // b\u2028c\nd", "a // b\u2028c d"),
    ],
)
def test_text_is_what_a_reader_sees(words, text):
    if words == "5 * 3, a_b":
        assert refusal(words).flaw is Flaw.SYNTAX
    else:
        assert texts(words) == [text]


def test_comments_do_not_end_a_tree_and_may_stand_anywhere():
    words = "/* first */\n\n[a]: x // one\n  // two\n  + [b] /* three */\n<!-- four -->\n  - [c]\n"
    assert links(words) == [("support", "b", "a"), ("attack", "c", "a")]


def test_lists_hold_statements_without_a_role():
    reading = read("* one\n* [two]: x\n  + [y]\n\n 1. first\n 2. second")
    assert [row.members[0].role for row in reading.statements.values()][:2] == [None, None]
    assert links("* one\n* [two]: x\n   + [y]") == [("support", "y", "two")]


def test_an_empty_document_says_nothing():
    assert read("") == read(" \n\n") == Reading()


@pytest.mark.parametrize(
    ("words", "line", "column"),
    [
        ("[a]\nand more", 2, 1),
        ("[a]: x\n+ [b]", 2, 1),
        ("[a]: x\n\n  + [b]", 3, 3),
        ("[a]: x\n  + [b]: y\n    and\n   - [c]\n      - [d] x", 5, 13),
        ("[a]: so *bold", 1, 14),
        ("one\n# Heading", 2, 1),
        ("(1) a\n(2) b\n\n(3) c", 2, 6),
        ("(1) a\n----\n", 3, 1),
        ("(1) a\n--\nb", 3, 2),
        ("(1) <A>\n----\n(2) c", 1, 5),
        ("[a]\n  >< <A>", 2, 6),
        ("* a\n    * b", 2, 5),
        ("===\na: 1\n===\n[a]: x", 4, 1),
        ("one {a: 1} two", 1, 12),
    ],
)
def test_what_is_no_argdown_is_refused_with_its_place(words, line, column):
    error = refusal(words)
    assert (error.flaw, error.line, error.column) == (Flaw.SYNTAX, line, column)


@pytest.mark.parametrize(
    ("words", "what", "place"),
    [
        ("===\na: [\n===\n\nx", "front_matter", 0),
        ("[a]: x {b: [}\n\ny", "data", 7),
        ("[a]: x {b: &c [1, *c]}\n\ny", "data", 7),
        ("[a]: x {b: *none}\n\ny", "data", 7),
        ("[a]: x {b: 1, b: 2}\n\ny", "data", 7),
        ("===\na: {b: 1, b: 2}\n===\n\nx", "front_matter", 0),
        ("<A>\n\n(1) a\n----\n(2) b\n\n<A>\n\n(1) c\n----\n(2) d", "second_reconstruction", 28),
    ],
)
def test_what_cannot_be_read_is_left_out_and_the_rest_read_on(words, what, place):
    reading = read(words)
    assert [(one.what, one.offset) for one in reading.faults] == [(what, place)]
    assert reading.statements
    assert len(read(words, halts=True).statements) < len(reading.statements)


def test_a_brace_that_nothing_ends_is_a_brace():
    assert texts("a { b") == ["a { b"]
    assert texts("a {b}, c") == ["a {b}, c"]
