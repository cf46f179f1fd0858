import json

import pytest

from essays.graph.ids import uuid7
from essays.graph.kinds import AnchorState
from essays.graph.operations import AddAnchor, SetText
from essays.models import Anchor, ContextMark, MemberRole, Relation, Revision
from essays.services.editing import apply
from tests.factories import TEXT, ada, ben, cy, make_essay, make_map, make_member
from tests.views.edits import HTMX, fields, send

pytestmark = pytest.mark.django_db
FIRST = f"0-{TEXT.index('Grain') - 1}"
SECOND = f"{TEXT.index('Grain')}-{TEXT.index('Prices') - 2}"
THIRD = f"{TEXT.index('Prices')}-{len(TEXT)}"


@pytest.fixture
def essay():
    return make_essay()


@pytest.fixture
def thesis(essay):
    return make_map(essay)


@pytest.fixture
def client(client, essay):
    client.force_login(ada())
    return client


@pytest.fixture
def anchor(essay, thesis):
    start = TEXT.index("Grain")
    end = TEXT.index(", so")
    add = AddAnchor(id=uuid7(), start=start, end=end, node_id=thesis)
    apply(essay.pk, add, actor=ada())
    return add.id


def notice(answer):
    return json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]["text"]


def laid():
    return {anchor.exact for anchor in Anchor.objects.all()}


@pytest.mark.parametrize("htmx", [False, True])
def test_a_sentence_becomes_a_passage_of_a_box(client, essay, thesis, htmx):
    address = f"/essays/{essay.pk}/anchors/add/{thesis}/"
    answer = send(client, address, htmx=htmx, sentences=FIRST)
    assert answer.status_code == (200 if htmx else 303)
    assert Anchor.objects.get(node=thesis).exact == "Winters were hard."


def test_sentences_that_follow_each_other_are_one_passage_others_are_more(client, essay, thesis):
    address = f"/essays/{essay.pk}/anchors/add/{thesis}/"
    send(client, address, sentences=[FIRST, SECOND])
    assert laid() == {"Winters were hard. Grain was scarce, so bread was dear."}
    send(client, address, sentences=[FIRST, THIRD])
    assert laid() >= {"Winters were hard.", "Prices rose all the same."}
    assert Revision.objects.latest("number").operation["origin"] == "passages"


def test_words_within_a_sentence_become_a_passage_of_a_step(client, essay, thesis):
    step = Relation.objects.get()
    address = f"/essays/{essay.pk}/anchors/add/{step.pk}/"
    send(client, address, sentences=SECOND, words="so bread")
    assert Anchor.objects.get(relation=step).exact == "so bread"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"sentences": []}, "Choose at least one sentence."),
        ({"sentences": "3-9"}, "The text changed meanwhile."),
        ({"sentences": FIRST, "words": "bread"}, "do not stand in a chosen sentence"),
    ],
)
def test_what_cannot_be_laid_is_said(client, essay, thesis, typed, said):
    address = f"/essays/{essay.pk}/anchors/add/{thesis}/"
    answer = send(client, address, htmx=True, **typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Anchor.objects.exists()


def test_sending_a_passage_twice_makes_one(client, essay, thesis):
    address = f"/essays/{essay.pk}/anchors/add/{thesis}/"
    data = fields(client.get(address).content) | {"sentences": FIRST}
    assert client.post(address, data).status_code == 303
    assert client.post(address, data).status_code == 422
    assert Anchor.objects.count() == 1


def test_a_passage_is_laid_over_other_words(client, essay, anchor):
    address = f"/essays/{essay.pk}/anchors/{anchor}/edit/"
    opened = fields(client.get(address).content)
    assert opened["words"] == "Grain was scarce"
    answer = send(client, address, htmx=True, sentences=FIRST, words="")
    assert answer.status_code == 200
    assert laid() == {"Winters were hard."}


def test_a_passage_is_one_stretch(client, essay, anchor):
    address = f"/essays/{essay.pk}/anchors/{anchor}/edit/"
    answer = send(client, address, sentences=[FIRST, THIRD], words="")
    assert answer.status_code == 422
    assert "A passage is one stretch." in answer.content.decode()


def test_a_lost_passage_shows_its_quote_and_is_attached_again(client, essay, anchor):
    apply(essay.pk, SetText(text="Winters were hard.\n\nPrices rose all the same."), actor=ada())
    assert Anchor.objects.get().state == AnchorState.LOST
    address = f"/essays/{essay.pk}/anchors/{anchor}/edit/"
    page = client.get(address).content.decode()
    assert "<q>Grain was scarce</q>" in page
    assert "not in the text any more" in page
    send(client, address, sentences="0-18", words="")
    found = Anchor.objects.get()
    assert (found.state, found.exact) == (AnchorState.EXACT, "Winters were hard.")


def test_a_passage_is_taken_off(client, essay, anchor):
    address = f"/essays/{essay.pk}/anchors/{anchor}/delete/"
    assert "Grain was scarce" in client.get(address).content.decode()
    assert notice(send(client, address, htmx=True)) == "Took the passage off."
    assert not Anchor.objects.exists()


def test_sentences_are_set_aside_as_context_and_taken_back(client, essay, thesis):
    answer = send(client, f"/essays/{essay.pk}/context/mark/", htmx=True, sentences=[FIRST, THIRD])
    assert notice(answer) == "Marked as context."
    first, third = ContextMark.objects.order_by("start")
    assert (first.quote, third.quote) == ("Winters were hard.", "Prices rose all the same.")
    send(client, f"/essays/{essay.pk}/context/{first.pk}/unmark/")
    assert list(ContextMark.objects.all()) == [third]


def test_what_is_not_there_is_404(client, essay, thesis):
    for address in (
        f"anchors/add/{uuid7()}",
        f"anchors/{uuid7()}/edit",
        f"anchors/{uuid7()}/delete",
        f"context/{uuid7()}/unmark",
    ):
        assert client.get(f"/essays/{essay.pk}/{address}/").status_code == 404


def test_viewers_are_refused_and_strangers_find_nothing(client, essay, thesis, anchor):
    apply(essay.pk, AddAnchor(id=uuid7(), start=0, end=7, node_id=thesis), actor=ada())
    before = Revision.objects.count()
    data = {"sentences": FIRST, "words": "", "version": "3"}
    for person, status in ((make_member(essay, ben(), MemberRole.VIEWER), 403), (cy(), 404)):
        client.force_login(person)
        for address in (
            f"anchors/add/{thesis}",
            f"anchors/{anchor}/edit",
            f"anchors/{anchor}/delete",
            "context/mark",
        ):
            assert client.get(f"/essays/{essay.pk}/{address}/").status_code == status
            assert client.post(f"/essays/{essay.pk}/{address}/", data).status_code == status
    assert Revision.objects.count() == before


def test_statements_are_few(client, essay, thesis, anchor, django_assert_max_num_queries):
    address = f"/essays/{essay.pk}/anchors/add/{thesis}/"
    with django_assert_max_num_queries(9):
        client.get(address, headers=HTMX)
    with django_assert_max_num_queries(22):
        assert client.post(address, {"sentences": FIRST}, headers=HTMX).status_code == 200
