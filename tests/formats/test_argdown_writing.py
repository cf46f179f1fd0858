"""Maps as Argdown: readable, and back again as they were but for what the report declares."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from essays.formats.argdown import dump, load, recognise
from essays.formats.argdown_document import read
from essays.formats.base import LossKind
from essays.formats.building import Builder
from essays.graph.checks import broken
from essays.graph.kinds import NodeKind, RelationKind
from essays.graph.model import Details, EssayGraph
from essays.graph.rules import statement
from tests.formats.alike import shape
from tests.formats.maps import maps

SUPPORT, ATTACK = RelationKind.SUPPORT, RelationKind.ATTACK
SIGNS = st.sampled_from(
    [*"ab1 -+_<>[](){}#*@:;,./\\=~!'\"|&%$é語🙂\u0301\u202e\u200d", "===", "//"]
)
HAZARDS = st.lists(SIGNS, max_size=25).map(lambda signs: statement(f"{''.join(signs)}x"))


def kept(graph: EssayGraph) -> EssayGraph:
    """The map without what the report declares: passages that are lost already."""
    marks = {id: mark for id, mark in graph.anchors.items() if mark.start is not None}
    return replace(graph, anchors=marks)


def written(graph: EssayGraph) -> str:
    return dump(graph)[0].decode()


def body(graph: EssayGraph) -> str:
    """The document after its front matter."""
    return written(graph).split("\n===\n\n", 1)[1]


def counted(graph: EssayGraph) -> dict[tuple[LossKind, str], int]:
    return dict(dump(graph)[1].counts())


def made(texts: Sequence[str], *steps: tuple[Any, ...], thesis: int | None = 0) -> EssayGraph:
    """A map of these texts; a step is its kind, its premises and its target, a step as ("s", n)."""
    builder = Builder()
    ids = [builder.node(text) for text in texts]
    if thesis is not None:
        builder.crown(ids[thesis])
    done: list[Any] = []
    for kind, premises, target in steps:
        aim = done[target[1]] if isinstance(target, tuple) else ids[target]
        done.append(builder.relation(kind, [ids[one] for one in premises], aim))
    return builder.finish(title="T")[0]


def comes_back(graph: EssayGraph) -> bool:
    again, _ = load(dump(graph)[0])
    return broken(again) == [] and shape(again) == shape(kept(graph))


@given(maps())
def test_a_map_comes_back_but_for_what_the_report_declares(graph):
    data, report = dump(graph)
    again, _ = load(data)
    assert broken(again) == []
    assert shape(again) == shape(kept(graph))
    assert again.text == graph.text
    told = ("title", "author_line", "language", "extra")
    assert all(getattr(again.details, name) == getattr(graph.details, name) for name in told)
    counts = {what: count for (kind, what), count in report.counts().items()}
    assert counts.get("context_mark", 0) == len(graph.context_marks)
    assert counts.get("lost_passage", 0) == len(graph.anchors) - len(kept(graph).anchors)


@given(maps(), st.data())
def test_arguments_without_steps_and_contradictions_come_back_too(graph, data):
    def noted(row: Any, **kept: str) -> Any:
        return replace(
            row, extra={**row.extra, "argdown": kept} if data.draw(st.booleans()) else {}
        )

    nodes = {id: noted(one, form="argument", title="-+[") for id, one in graph.nodes.items()}
    relations = {id: replace(one, extra={}) for id, one in graph.relations.items()}
    graph = replace(graph, nodes=nodes, relations=relations)
    again, _ = load(dump(graph)[0])
    assert broken(again) == []
    assert shape(again, ignore=["extra"]) == shape(kept(graph), ignore=["extra"])


@given(maps())
def test_every_document_is_known_as_argdown_and_says_no_more_than_the_map(graph):
    data, _ = dump(graph)
    assert recognise(data)
    reading = read(data.decode())
    assert not reading.faults
    titles = [row.title for row in reading.statements.values() if row.titled]
    stand_ins = sum(kind is LossKind.APPROXIMATED for kind, _ in dump(graph)[1].counts().elements())
    assert len(graph.nodes) <= len(titles) <= len(graph.nodes) + stand_ins


@given(st.lists(HAZARDS, min_size=1, max_size=4))
@example(["- a", "+ b", "_ c", "< d"])
@example(["[a]: b", "(1) c", "# d", "=== e ==="])
@example(["e.g. :~: and .~. and .[x]. :a.b:c", "a://b.c/*d*/", "<!-- e -->"])
@example(["x} y", "{a: 1}", "}", "{"])
@example(["5*3*x __y__ _z_", "#tag #(two words) @[m] @<n>", "[l](u)"])
def test_any_text_comes_back_as_it_is(texts):
    steps = [(ATTACK, [n], n - 1) for n in range(1, len(texts))]
    graph = made(texts, *steps)
    assert comes_back(graph)
    linked = made([*texts, "p", "q"], (SUPPORT, [len(texts), len(texts) + 1], 0))
    assert comes_back(linked)


@given(HAZARDS, HAZARDS)
def test_any_note_title_and_foreign_data_come_back(text, key):
    graph = made(["a", "b"], (SUPPORT, [1], 0))
    row = next(iter(graph.nodes.values()))
    extra = {key: [text, {key: text}], "argdown": {"data": {key: text}, "title": text}}
    nodes = {**graph.nodes, row.id: replace(row, note=text, extra=extra)}
    relations = {
        id: replace(one, note=text, extra={key: text}, weight=0.25)
        for id, one in graph.relations.items()
    }
    details = Details(id=graph.details.id, title=text, extra={key: text}, author_line=key)
    graph = replace(graph, nodes=nodes, relations=relations, details=details, text=f"{text} {key}")
    again, _ = load(dump(graph)[0])
    wanted = {name: value for name, value in extra.items() if name != "argdown"}
    box = next(one for one in again.nodes.values() if one.text == "a")
    assert (box.note, {n: v for n, v in box.extra.items() if n != "argdown"}) == (text, wanted)
    assert box.extra["argdown"]["data"] == {key: text}
    assert (again.details.title, again.details.author_line) == (text, key)
    assert (again.details.extra, again.text) == ({key: text}, graph.text)
    (step,) = again.relations.values()
    assert (step.note, step.extra, step.weight) == (text, {key: text}, 0.25)


def test_a_plain_map_is_a_plain_text():
    graph = made(
        ["Homework should go.", "It stresses children.", "Some like it.", "It helps learning."],
        (SUPPORT, [1], 0),
        (ATTACK, [2], 1),
        (ATTACK, [3], 0),
    )
    assert written(graph) == (
        '===\ntitle: "T"\n===\n\n'
        "[Homework should go]: Homework should go. #thesis\n"
        "  + [It stresses children]: It stresses children.\n"
        "    - [Some like it]: Some like it.\n"
        "  - [It helps learning]: It helps learning.\n"
    )
    assert counted(graph) == {}


def test_linked_premises_are_an_argument_with_steps():
    graph = made(["C", "A", "B", "D"], (SUPPORT, [1, 2], 0), (ATTACK, [3], 1))
    assert body(graph) == (
        "[C]: C #thesis\n\n<A>\n\n(1) [A]: A\n(2) [B]: B\n----\n(3) [C]\n\n[A]\n  - [D]: D\n"
    )
    assert counted(graph) == {}
    assert comes_back(graph)


def test_an_undercut_stands_under_the_argument_that_it_undercuts():
    graph = made(["C", "A", "U"], (SUPPORT, [1], 0), (ATTACK, [2], ("s", 0)))
    assert body(graph) == "[C]: C #thesis\n\n<A>\n  <_ [U]: U\n\n(1) [A]: A\n----\n(2) [C]\n"
    assert counted(graph) == {}
    assert comes_back(graph)


def test_an_undercut_of_an_attack_is_approximated():
    graph = made(["C", "A", "U"], (ATTACK, [1], 0), (ATTACK, [2], ("s", 0)))
    assert body(graph) == (
        "[C]: C #thesis\n\n<A>\n  <_ [U]: U\n\n(1) [A]: A\n"
        '-- {stands_for: "attack"} --\n(2) [Against C]: Not so: C\n  -> [C]\n'
    )
    assert counted(graph) == {
        (LossKind.APPROXIMATED, "undercut_of_attack"): 1,
        (LossKind.APPROXIMATED, "attack_as_argument"): 1,
    }
    assert comes_back(graph)


@pytest.mark.parametrize(
    ("steps", "what"),
    [
        ([(ATTACK, [1, 2], 0)], "attack_as_argument"),
        ([(SUPPORT, [1], 0), (ATTACK, [2, 3], ("s", 0))], "linked_undercut"),
        ([(SUPPORT, [1], 0), (SUPPORT, [2], ("s", 0))], "warrant"),
        ([(SUPPORT, [1], 0), (SUPPORT, [2, 3], ("s", 0))], "warrant"),
        ([(ATTACK, [1], 0), (ATTACK, [2], ("s", 0)), (ATTACK, [3], ("s", 1))], "undercut_of_attack"),  # noqa: E501
        ([(SUPPORT, [1], 0), (SUPPORT, [1], 0), (SUPPORT, [1], 0)], None),
        ([(SUPPORT, [1], 0), (SUPPORT, [0], 1)], None),
        ([(SUPPORT, [1], 0), (SUPPORT, [1], 2), (ATTACK, [1], 0)], None),
    ],
)  # fmt: skip
def test_every_form_of_step_comes_back_and_is_declared(steps, what):
    graph = made(["C", "A", "B", "D"], *steps)
    assert comes_back(graph)
    assert {name for _, name in counted(graph)} >= ({what} if what else set())
    assert bool(counted(graph)) == bool(what)


def test_titles_are_unique_even_where_texts_are_the_same():
    graph = made(["Same words.", "Same words.", "Same words", "!?", "?!"])
    assert list(read(written(graph)).statements) == [
        *("Same words", "Same words (2)", "Same words (3)", "Statement 4", "Statement 5")
    ]
    assert comes_back(graph)


def test_titles_are_the_first_words():
    long = "If people were paid for the harm that others do to them, nobody would be poor."
    (title,) = read(written(made([long]))).statements
    assert title == "If people were paid for the harm that"


@pytest.mark.parametrize(
    "title",
    [
        "1. {a} < b > c",
        "a\u00a0b",
        "me@here",
        "a\\b",
        "a:",
        "[a",
        "#1 *so* _and_ so",
        "long " * 100 + "end",
    ],
)
def test_titles_with_signs_come_back(title):
    graph, _ = load(f"[{title}]: One.\n  - [b]: Two.\n\n[c]: Three.\n  + [{title}]".encode())
    assert title in read(written(graph)).statements
    assert comes_back(graph)
    assert comes_back(load(f"[{title}]".encode())[0])
    graph, _ = load(f"<{title.replace('>', '')}>: One.\n  - [b]: Two.".encode())
    assert comes_back(graph)


def test_a_title_that_came_with_a_statement_goes_before_one_made_for_another():
    graph, _ = load(b"[a]: Rain falls.\n  + <b>: No clouds.\n    - [Rain falls]: Otherwise.")
    assert list(read(written(graph)).statements)[1:] == ["Rain falls"]
    assert comes_back(graph)
    graph, _ = load(b"Rain falls.\n  - <b>: No.\n\n[Rain falls]: Otherwise.")
    assert list(read(written(graph)).statements) == ["Rain falls (2)", "Rain falls"]
    assert comes_back(graph)


def test_a_title_or_form_that_cannot_stay_is_reported():
    graph, _ = load(b"<a -> b>: One.\n  - [c]: Two.")
    assert counted(graph) == {(LossKind.APPROXIMATED, "title_changed"): 1}
    graph, _ = load(b"<a>: One.\n  -> [b]: Two.\n  -> [c]: Three.\n  <_ [d]: Four.")
    assert (LossKind.APPROXIMATED, "argument_as_statement") in counted(graph)


def test_a_contradiction_hangs_under_an_argument_too():
    graph, _ = load(b"<a>: One.\n  >< [b]: Two.")
    assert "  >< [b]: Two." in written(graph)
    assert comes_back(graph)


def test_a_contradiction_under_an_argument_does_not_draw_its_undercut_to_itself():
    graph, _ = load(b"[a]: One.\n  - <b>: Two.\n    <_ [c]: Three.\n\n<b>\n  >< [d]: Four.")
    again, _ = load(dump(graph)[0])
    assert shape(again, ignore=["extra"]) == shape(graph, ignore=["extra"])
    assert (LossKind.APPROXIMATED, "contradiction") in counted(graph)


def test_a_tag_over_two_lines_comes_back():
    graph, _ = load(b"[a]: One #(two\n  words)\n  - [b]: Two.")
    assert comes_back(graph)


def test_a_map_without_a_thesis_says_so():
    graph = made(["A", "B"], (SUPPORT, [1], 0), thesis=None)
    assert "thesis: false" in written(graph)
    assert load(dump(graph)[0])[0].thesis is None


def test_an_empty_map_is_a_heading():
    graph, _ = Builder().finish(title="*T*")
    assert written(graph) == '===\ntitle: "*T*"\n===\n\n# \\*T\\*\n'
    assert comes_back(graph)
    assert load(dump(graph)[0])[0].details.title == "*T*"


def test_ids_are_written_on_request():
    graph = made(["A", "B"], (SUPPORT, [1], 0))
    data, _ = dump(graph, ids=True)
    found = read(data.decode()).statements
    assert [row.data["id"] for row in found.values()] == [str(id) for id in graph.nodes]
    assert shape(load(data)[0]) == shape(graph)


def test_deep_chains_go_on_as_trees_of_their_own():
    graph = made([f"N{n}" for n in range(1500)], *((SUPPORT, [n], n - 1) for n in range(1, 1500)))
    document = written(graph)
    assert max(len(line) - len(line.lstrip()) for line in document.splitlines()) == 20
    assert comes_back(graph)


def test_what_only_argdown_knows_goes_back_into_its_syntax():
    words = (
        '===\ntitle: "T"\n===\n\n'
        "# One\n\n"
        "[Off]: The match was off. #thesis\n"
        '  + <Rain>: It rained. #wet #(two words) {citation: "C", colour: "blue"}\n'
        "    <_ <Roof>: There was a roof.\n"
        "  >< [On]: The match was on.\n\n"
        "## Two\n\n"
        '<Steps>: In short. #tag {x: 1}\n\n'
        "(1) [P]: One premise. #evidence\n"
        "-- Sign, Plain sense {weight: 0.5, logic: \"weak\"} --\n"
        "(2) [Off]\n"
    )  # fmt: skip
    graph, _ = load(words.encode())
    assert written(graph) == words
    assert comes_back(graph)


def test_what_argdown_does_not_say_is_counted():
    builder = Builder()
    builder.node("A", kind=NodeKind.THESIS)
    builder.source("Nobody cites this")
    graph, _ = builder.finish()
    assert counted(graph) == {(LossKind.DROPPED, "unused_source"): 1}
