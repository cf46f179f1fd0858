"""The demo: its files fit together, and loading makes it once and keeps what people change."""

from pathlib import Path

import pytest

from essays.formats import native
from essays.graph.checks import Code, broken, check
from essays.graph.kinds import NodeKind, RelationKind, SourceKind, SourceStatus, Stance
from essays.graph.operations import EditNode, RemoveNode, SetDetails
from essays.graph.stance import stances
from essays.models import Essay, Membership, Revision, User, Visibility
from essays.services.demo import (
    DEMO_ID,
    demo_document,
    demo_graph,
    demo_person,
    let_comment,
    load_demo,
)
from essays.services.demo_source import SourceFault, read_demo
from essays.services.editing import apply
from essays.services.loading import load
from essays.text.coverage import coverage, covers
from essays.text.segments import paragraphs, sentences
from essays.text.spans import Span
from tests.factories import ada, ben

GRAPH = demo_graph()
TEXT = "Rain fell. So the match was off. Rain again."


def spans(marks):
    return [Span(mark.start, mark.end) for mark in marks.values()]


def test_the_demo_is_sound():
    assert broken(GRAPH) == []
    found = {finding.code for finding in check(GRAPH)}
    assert found == {Code.SOURCE_DOUBTFUL, Code.NO_REASON, Code.NO_SOURCE, Code.NO_ANSWER}


def test_the_demo_is_an_essay_of_five_paragraphs():
    assert len(paragraphs(GRAPH.text)) == 5
    assert 550 <= len(GRAPH.text.split()) <= 710


def test_most_sentences_of_the_demo_are_on_its_map_and_a_few_are_left():
    found = coverage(
        covers(
            sentences(GRAPH.text),
            passages=spans(GRAPH.anchors),
            context=spans(GRAPH.context_marks),
        )
    )
    assert found.mapped + found.context >= 0.8 * found.sentences
    assert found.context >= 2
    assert found.unmapped >= 3


def test_no_box_of_the_demo_repeats_its_passage():
    for node in GRAPH.nodes.values():
        quotes = {anchor.exact.strip(".") for anchor in GRAPH.anchors_of.get(node.id, ())}
        # what is that short can hardly be said otherwise
        assert len(node.text) < 40 or node.text.strip(".") not in quotes
        assert len(node.text) <= 120


def test_the_demo_shows_everything_that_a_map_can_hold():
    relations = GRAPH.relations.values()
    on_steps = {row.kind for row in relations if row.target_relation_id}
    assert on_steps == set(RelationKind)  # an undercut and a warrant
    assert any(len(rows) > 1 for rows in GRAPH.premises_of.values())  # linked
    assert any(len(rows) > 1 for rows in GRAPH.places_of.values())  # shared
    assert any(node.implicit for node in GRAPH.nodes.values())
    assert any(row.weight is not None for row in relations)
    assert {"expert-opinion", "cause-to-effect"} <= {row.scheme for row in relations}
    assert {source.kind for source in GRAPH.sources.values()} == set(SourceKind)
    statuses = {source.status for source in GRAPH.sources.values()}
    assert statuses == set(SourceStatus) - {SourceStatus.WRONG}
    assert set(stances(GRAPH).values()) == set(Stance) - {Stance.NONE}
    assert len(GRAPH.nodes) >= 30


def test_the_thesis_of_the_demo_stands_in_its_first_and_last_paragraph():
    first, *_, last = paragraphs(GRAPH.text)
    begin, end = GRAPH.anchors_of[GRAPH.thesis.id]
    assert first.contains(Span(begin.start, begin.end))
    assert last.contains(Span(end.start, end.end))


def test_some_passages_of_the_demo_overlap_and_some_lie_under_a_cue_word():
    found = sorted(spans(GRAPH.anchors))
    assert any(one.overlap(other) for one in found for other in found if one != other)
    cues = {anchor.exact for anchor in GRAPH.anchors.values() if anchor.relation_id}
    assert {"therefore", "Yet"} <= cues


def test_the_doubtful_source_says_which_date_and_why():
    (source,) = (row for row in GRAPH.sources.values() if row.status is SourceStatus.DOUBTFUL)
    assert "24 February" in source.citation
    (node,) = (row for row in GRAPH.nodes.values() if row.source_id == source.id)
    assert "24 February" in node.note
    assert "25th" in node.note


@pytest.mark.parametrize(
    ("source", "code", "at"),
    [
        ('title = "A"\nmore = 1', "unknown_key", "essay"),
        ('title = "A"\ncontext = ["Snow fell"]', "quote_not_found", "context"),
        ('title = "A"\ncontext = ["Rain"]', "quote_twice", "context"),
        ('title = "A"\ncontext = [""]', "quote_not_found", "context"),
        ('title = "A"\ncontext = [{quote = "a", within = "Rain again"}]', "quote_twice", "context"),
        ('title = "A"\n[nodes.a]\ntext = "B"\nquotes = ["Rain"]', "quote_twice", "a"),
        ('title = "A"\n[nodes.a]\ntext = "B"\ncolour = "red"', "unknown_key", "a"),
        ('title = "A"\n[nodes.a]\ntext = "B"\nsource = "x"', "unknown_name", "a"),
        ('title = "A"\n[[relations]]\nkey = "r"\nsupports = "x"', "unknown_name", "r"),
        ('title = "A"\n[[relations]]\nkey = "r"', "one_target", "r"),
        ('title = "A"\n[nodes.a]\ntext = "B"\n[[relations]]\nsupports = "a"', "no_premise", None),
        ('title = "A"\n[nodes.a]\ntext = "B"\n[[relations]]\nkey = "a"', "key_twice", None),
        ("title", "not_toml", None),
    ],
)
def test_a_source_that_does_not_fit_its_text_is_refused_loudly(source, code, at):
    with pytest.raises(SourceFault) as caught:
        read_demo(TEXT, source)
    assert caught.value.code == code
    assert at is None or caught.value.data["at"] == at


def test_a_quote_that_stands_twice_is_found_within_a_longer_one():
    source = 'title = "A"\ncontext = [{quote = "Rain", within = "off. Rain"}]'
    (mark,) = read_demo(TEXT, source).context_marks.values()
    assert (mark.start, mark.quote) == (TEXT.rindex("Rain"), "Rain")


def test_a_node_hangs_by_the_first_relation_that_names_it():
    source = """
        title = "A"
        nodes = {a = {text = "A"}, b = {text = "B"}, c = {text = "C"}}
        relations = [{premises = ["c"], supports = "b"}, {premises = ["c", "b"], attacks = "a"}]
    """
    graph = read_demo(TEXT, source)
    homes = {
        graph.nodes[row.node_id].text: row.relation_id
        for row in graph.premises.values()
        if row.home
    }
    first, second = graph.relations
    assert homes == {"C": first, "B": second}


@pytest.mark.django_db
def test_loading_makes_a_public_essay_in_one_revision():
    essay = load_demo(ada())
    assert (essay.pk, essay.owner, essay.visibility) == (DEMO_ID, ada(), Visibility.PUBLIC)
    assert Revision.objects.get(essay=essay).operation["origin"] == "demo"
    stored = load(DEMO_ID)
    assert stored.text == GRAPH.text
    assert stored.details.title == GRAPH.details.title
    for name in ("source", "node", "relation", "premise", "anchor", "context_mark"):
        assert len(stored.table(name)) == len(GRAPH.table(name))
    assert {node.text for node in stored.nodes.values()} == {
        node.text for node in GRAPH.nodes.values()
    }
    assert broken(stored) == []


@pytest.mark.django_db
def test_loading_again_keeps_what_people_changed():
    load_demo(ada())
    nodes = load(DEMO_ID).nodes.values()
    changed = next(node for node in nodes if node.kind is NodeKind.CLAIM)
    gone = next(node for node in nodes if node.kind is NodeKind.EVIDENCE)
    apply(DEMO_ID, EditNode(id=changed.id, text="Something else."), actor=ada())
    apply(DEMO_ID, RemoveNode(id=gone.id), actor=ada())
    apply(DEMO_ID, SetDetails(title="Ours now"), actor=ada())
    before = load(DEMO_ID)
    load_demo(ada())
    load_demo(ben())
    assert load(DEMO_ID) == before
    assert Essay.objects.get().owner == ada()


def test_the_map_in_the_documents_is_the_demo() -> None:
    kept = (Path(__file__).resolve().parents[2] / "docs/examples/demo-map.json").read_bytes()
    told = "run: manage.py demo_map > docs/examples/demo-map.json"
    assert kept.rstrip() == demo_document(), told
    graph, _losses = native.load(kept)
    assert len(graph.nodes) == len(demo_graph().nodes)


@pytest.mark.django_db
def test_a_demo_in_the_bin_stays_there():
    essay = load_demo(ada())
    Essay.objects.filter(pk=essay.pk).update(deleted=essay.created)
    assert load_demo(ada()).deleted == essay.created


@pytest.mark.django_db
def test_a_demo_person_is_made_once_and_keeps_their_password():
    made = demo_person("teacher", name="Teacher")
    again = demo_person("Teacher", name="Somebody", password="known")
    assert len(made.password) >= 12
    assert made.user.check_password(made.password)
    assert (again.user, again.password) == (made.user, None)
    assert User.objects.get().check_password(made.password)


@pytest.mark.django_db
def test_a_person_may_be_let_comment_once_and_keeps_a_stronger_role():
    essay = load_demo(ada())
    let_comment(essay, ben())
    let_comment(essay, ada())
    roles = {str(row.user.username): row.role for row in Membership.objects.all()}
    assert roles == {"ada": "owner", "ben": "commenter"}
