"""Words of the text become boxes: by selection, and from numbered sentences."""

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.models import Anchor, ContextMark, Essay, MemberRole, Node, Premise, Relation
from tests.factories import ada, add_reason, ben, make_essay, make_map, make_member
from tests.views.bench import HTMX, html, wide

pytestmark = pytest.mark.django_db

TEXT = "One two three four. Five six seven.\n\nEight nine ten."


@pytest.fixture
def essay(client: Client) -> Essay:
    client.force_login(ada())
    return make_essay(text=TEXT)


def select(
    client: Client, essay: Essay, words: str, *, kind: str, htmx: bool = True, **data: Any
) -> HttpResponseBase:
    """Send what the menu sends for these words of the text."""
    text = Essay.objects.get(pk=essay.pk).text
    start = data.pop("start", text.find(words))
    sent = {"start": start, "end": start + len(words), "words": words, "kind": kind, **data}
    address = f"/essays/{essay.pk}/passages/"
    return client.post(address, sent, headers=HTMX if htmx else {})


def tick(client: Client, essay: Essay, *sentences: str, **data: Any) -> HttpResponseBase:
    """Send the form of numbered sentences with these ticked."""
    text = Essay.objects.get(pk=essay.pk).text
    spans = [(text.index(one), text.index(one) + len(one)) for one in sentences]
    ticked = [f"{start}-{end}" for start, end in spans]
    return client.post(f"/essays/{essay.pk}/passages/new/", {"sentences": ticked, **data})


def test_selected_words_become_the_thesis(client: Client, essay: Essay) -> None:
    answer = select(client, essay, "Five six seven.", kind="thesis")
    node = Node.objects.get()
    assert (node.kind, node.text) == ("thesis", "Five six seven.")
    assert answer.status_code == 200
    assert f'data-inspected="{node.pk}"' in html(answer)
    assert Anchor.objects.get().exact == "Five six seven."


@pytest.mark.parametrize(
    ("kind", "node_kind", "relation_kind"),
    [
        ("support", "claim", "support"),
        ("objection", "claim", "attack"),
        ("evidence", "evidence", "support"),
    ],
)
def test_one_click_makes_box_step_and_passage(
    client: Client, essay: Essay, kind: str, node_kind: str, relation_kind: str
) -> None:
    thesis = make_map(essay, reasons=())
    select(client, essay, "Five six", kind=kind, target=f"box-{thesis}")
    relation = Relation.objects.get()
    assert (relation.kind, relation.target_node_id) == (relation_kind, thesis)
    node = Premise.objects.get().node
    assert (node.kind, node.text) == (node_kind, "Five six.")
    assert Essay.objects.get(pk=essay.pk).version == 2


def test_an_objection_to_a_step_is_an_undercut(client: Client, essay: Essay) -> None:
    step = Premise.objects.get(node_id=add_reason(essay, make_map(essay, reasons=()))).relation_id
    answer = select(client, essay, "Five six", kind="objection", target=f"step-{step}")
    assert Relation.objects.get(target_relation=step).kind == "attack"
    assert "Undercuts the step 1.1" in html(answer)


def test_a_selection_grows_to_whole_words(client: Client, essay: Essay) -> None:
    select(client, essay, "wo thre", kind="thesis")
    assert Anchor.objects.get().exact == "two three"
    assert Node.objects.get().text == "Two three."


def test_a_selection_over_paragraphs_needs_no_white_space(client: Client, essay: Essay) -> None:
    sent = {"start": 29, "end": 42, "words": "seven.Eight", "kind": "thesis"}
    client.post(f"/essays/{essay.pk}/passages/", sent, headers=HTMX)
    assert Anchor.objects.get().exact == "seven.\n\nEight"


def test_a_passage_is_laid_under_a_box_that_is_there(client: Client, essay: Essay) -> None:
    thesis = make_map(essay, reasons=())
    answer = select(client, essay, "Five six", kind="passage", target=f"box-{thesis}")
    assert Anchor.objects.get().node_id == thesis
    assert Node.objects.count() == 1
    assert json.loads(answer.headers["HX-Trigger-After-Settle"])["words:used"] == {"edit": False}


def test_words_are_marked_as_context_without_a_target(client: Client, essay: Essay) -> None:
    select(client, essay, "Five six seven.", kind="context")
    assert ContextMark.objects.get().quote == "Five six seven."


def test_the_answer_brings_every_region_and_chooses_the_new_box(
    client: Client, essay: Essay
) -> None:
    answer = select(client, essay, "Five six seven.", kind="thesis")
    page = html(answer)
    for region in ("#outline-body", "#essay-text", "#text-head", "#map-head", "#bar-state"):
        assert f'hx-swap-oob="innerHTML:{region}"' in page
    assert answer.headers["HX-Retarget"] == "#inspector"
    node = Node.objects.get().pk
    triggers = json.loads(answer.headers["HX-Trigger"])
    assert triggers["bench:at"] == {"box": str(node), "relation": ""}
    after = json.loads(answer.headers["HX-Trigger-After-Settle"])
    assert after["notice"]["text"] == "Added 1, the thesis."
    assert after["notice"]["undo"] == f"/essays/{essay.pk}/undo/"


def test_without_htmx_the_page_opens_at_the_new_box(client: Client, essay: Essay) -> None:
    answer = select(client, essay, "Five six seven.", kind="thesis", htmx=False)
    node = Node.objects.get().pk
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/essays/{essay.pk}/?box={node}#n-{node}"


@pytest.mark.parametrize(
    ("words", "data", "said"),
    [
        ("Five seven", {"start": 20, "kind": "thesis"}, "not in the text any more"),
        ("ten.", {"start": 49, "kind": "thesis"}, "not in the text any more"),
        ("Five", {"kind": "support"}, "Choose the box"),
        ("Five", {"kind": "support", "target": "box-1"}, "Choose a box or a step"),
        ("Five", {"kind": "nonsense"}, ""),
        ("Five", {"kind": "support", "target": f"box-{'0' * 32}"}, "no longer on the map"),
    ],
)
def test_what_cannot_be_made_leaves_no_trace(
    client: Client, essay: Essay, words: str, data: dict[str, Any], said: str
) -> None:
    answer = select(client, essay, words, **data)
    assert answer.status_code == 422
    notice = json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]["text"]
    assert said in notice
    assert (Node.objects.count(), Anchor.objects.count()) == (0, 0)


@pytest.mark.parametrize("words", ["😀 b", "e\u0301te\u0301", "שלום עולם", "𝒳𝒴", "日本"])
def test_any_script_keeps_its_words(client: Client, words: str) -> None:
    client.force_login(ada())
    essay = make_essay(text="😀😀 a 😀 b e\u0301te\u0301 שלום עולם 𝒳𝒴 日本 z.")
    text = Essay.objects.get(pk=essay.pk).text
    from unicodedata import normalize

    kept = normalize("NFC", words)
    select(client, essay, kept, kind="thesis", start=text.rindex(kept))
    assert Anchor.objects.get().exact == kept


@pytest.mark.parametrize("boxes", [5, 500])
def test_making_a_box_takes_at_most_20_statements(client: Client, boxes: int) -> None:
    client.force_login(ada())
    essay = make_essay(text=TEXT)
    ids = wide(essay, boxes=boxes)
    sent = {"start": 20, "end": 28, "words": "Five six", "kind": "objection"}
    sent |= {"target": f"box-{ids[1]}"}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(f"/essays/{essay.pk}/passages/", sent, headers=HTMX)
    assert answer.status_code == 200
    # what a test opens and closes around the edit is no statement of it
    control = ("SAVEPOINT", "RELEASE")
    made = [query["sql"][:80] for query in queries if not query["sql"].startswith(control)]
    assert len(made) <= 20, made


def test_who_only_reads_makes_nothing(client: Client) -> None:
    essay = make_essay(text=TEXT)
    client.force_login(make_member(essay, ben(), MemberRole.VIEWER))
    assert select(client, essay, "Five", kind="thesis").status_code == 403
    assert not Node.objects.exists()


def test_the_form_numbers_the_sentences_by_paragraph(client: Client, essay: Essay) -> None:
    page = html(client.get(f"/essays/{essay.pk}/passages/new/"))
    for words in ("Paragraph 1", "1 One two three four.", "2 Five six seven.", "Paragraph 2"):
        assert words in page


def test_the_form_proposes_the_box_it_was_opened_from(client: Client, essay: Essay) -> None:
    thesis = make_map(essay, reasons=())
    page = html(client.get(f"/essays/{essay.pk}/passages/new/?to={thesis}&kind=support"))
    assert f'value="box-{thesis}" selected' in page
    assert 'value="support" required id="edit-kind_0" checked' in page


def test_sentences_that_follow_each_other_are_one_passage(client: Client, essay: Essay) -> None:
    tick(client, essay, "One two three four.", "Five six seven.", kind="thesis")
    assert Anchor.objects.get().exact == "One two three four. Five six seven."


def test_sentences_apart_are_several_passages_of_one_box(client: Client, essay: Essay) -> None:
    tick(client, essay, "One two three four.", "Eight nine ten.", kind="thesis")
    assert Node.objects.count() == 1
    assert Anchor.objects.filter(node=Node.objects.get()).count() == 2


def test_only_some_words_of_a_sentence_can_be_taken(client: Client, essay: Essay) -> None:
    said = {"words": "six seven", "statement": "Six and seven."}
    tick(client, essay, "Five six seven.", kind="thesis", **said)
    assert Anchor.objects.get().exact == "six seven"
    assert Node.objects.get().text == "Six and seven."


@pytest.mark.parametrize(
    ("sentences", "data", "field"),
    [
        ((), {"kind": "thesis"}, "edit-sentences"),
        (("Five six seven.",), {}, "edit-kind"),
        (("Five six seven.",), {"kind": "support"}, "edit-target"),
        (("Five six seven.",), {"kind": "thesis", "words": "one two"}, "edit-words"),
        (("Five six",), {"kind": "thesis"}, "edit-sentences"),
        (("Five six seven.",), {"kind": "thesis", "statement": "x" * 2_001}, "edit-statement"),
    ],
)
def test_a_form_that_is_not_complete_comes_back_with_the_reason_beside_the_field(
    client: Client, essay: Essay, sentences: tuple[str, ...], data: dict[str, Any], field: str
) -> None:
    answer = tick(client, essay, *sentences, **data)
    assert answer.status_code == 422
    assert f'id="{field}_error"' in html(answer)
    assert not Node.objects.exists()


def test_targets_are_found_by_number_words_and_step(client: Client, essay: Essay) -> None:
    thesis = make_map(essay, reasons=("Cold ruined the seed.", "Mice ate the rest."))
    found = html(client.get(f"/essays/{essay.pk}/targets/?q=1.2"))
    assert found.index("1.2") < found.index("the step 1.2")
    assert "Mice" in found
    assert "Cold" not in found
    assert f'data-target="box-{thesis}"' in html(client.get(f"/essays/{essay.pk}/targets/?q=want"))
    assert "No box has this number" in html(client.get(f"/essays/{essay.pk}/targets/?q=zebra"))


def test_the_sentence_that_words_would_make_is_told_before(client: Client, essay: Essay) -> None:
    answer = client.get(f"/essays/{essay.pk}/passages/words/?start=8&end=18")
    assert answer.content.decode() == "Three four."
    for query in ("?start=3&end=3", "?start=0&end=9000", "?start=x&end=2", "?start=9&end=2", ""):
        answer = client.get(f"/essays/{essay.pk}/passages/words/{query}")
        assert answer.status_code == 200, query
