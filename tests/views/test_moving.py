import json
from typing import NamedTuple
from uuid import UUID

import pytest

from essays.graph.outline import backbone
from essays.models import Essay, Node, Relation
from essays.services.loading import load
from tests.factories import ada, add_reason, make_essay, make_map
from tests.views.edits import HTMX

pytestmark = pytest.mark.django_db


@pytest.fixture
def essay():
    return make_essay()


@pytest.fixture
def client(client, essay):
    client.force_login(ada())
    return client


def at(essay: Essay, node: UUID) -> str:
    return f"/essays/{essay.pk}/nodes/{node}/move/"


def order(essay: Essay) -> list[str]:
    return [f"{row.number} {row.node.text}" for row in backbone(load(essay.pk)).rows]


def move(client, essay, node, **asked):
    return client.post(at(essay, node), asked, headers=HTMX)


class Family(NamedTuple):
    thesis: UUID
    first: UUID
    second: UUID
    below: UUID


@pytest.fixture
def family(essay):
    """A thesis with two reasons; the first has a child."""
    thesis = make_map(essay, reasons=("A.", "B."))
    first, second = (Node.objects.get(text=text).pk for text in ("A.", "B."))
    return Family(thesis, first, second, add_reason(essay, first, "C."))


def test_a_box_goes_up_and_down_until_the_end_is_reached(client, essay, family):
    assert move(client, essay, family.second, where="up").status_code == 200
    assert order(essay)[1:] == ["1.1 B.", "1.2 A.", "1.2.1 C."]
    refused = move(client, essay, family.second, where="up")
    assert refused.status_code == 422
    assert "1.1 is the first here already." in refused.content.decode()
    assert move(client, essay, family.second, where="down").status_code == 200
    assert order(essay)[1:] == ["1.1 A.", "1.1.1 C.", "1.2 B."]


def test_a_box_moves_to_another_target_and_takes_a_second_one(client, essay, family):
    answer = move(client, essay, family.below, where="target", target=f"box-{family.second}")
    said = json.loads(answer.headers["HX-Trigger-After-Settle"])["notice"]["text"]
    assert said == "It is 1.2.1 now."
    step = Relation.objects.get(premises__node=family.second)
    move(client, essay, family.below, where="second", kind="attack", target=f"step-{step.pk}")
    undercut = Relation.objects.get(target_relation=step)
    assert undercut.kind == "attack"
    assert order(essay)[-1] == "1.2.1 C."


def test_a_box_hangs_under_another_of_its_steps(client, essay, family):
    move(client, essay, family.below, where="second", kind="support", target=family.second)
    other = Relation.objects.get(premises__node=family.below, target_node=family.second)
    assert (
        move(client, essay, family.below, where="home", step=f"step-{other.pk}").status_code == 200
    )
    assert order(essay)[-1] == "1.2.1 C."
    foreign = Relation.objects.get(premises__node=family.first)
    assert move(client, essay, family.below, where="home", step=foreign.pk).status_code == 422


def test_a_box_is_linked_into_a_step_and_stands_alone_again(client, essay, family):
    step = Relation.objects.get(premises__node=family.first)
    assert (
        move(client, essay, family.second, where="link", step=f"step-{step.pk}").status_code == 200
    )
    assert set(step.premises.values_list("node_id", flat=True)) == {family.first, family.second}
    assert Relation.objects.filter(target_node=family.thesis).count() == 1
    assert move(client, essay, family.second, where="link", step=step.pk).status_code == 422
    assert move(client, essay, family.second, where="alone").status_code == 200
    assert list(step.premises.values_list("node_id", flat=True)) == [family.first]
    assert Relation.objects.filter(target_node=family.thesis).count() == 2
    assert move(client, essay, family.second, where="alone").status_code == 422


def test_a_box_is_taken_off_its_step(client, essay, family):
    assert move(client, essay, family.first, where="detach").status_code == 200
    assert order(essay) == ["1 Bread was dear for want of grain.", "1.1 B.", "2 A.", "2.1 C."]
    assert move(client, essay, family.first, where="detach").status_code == 422


def test_a_step_that_would_stand_on_itself_is_refused(client, essay, family):
    step = Relation.objects.get(premises__node=family.first)
    move(client, essay, family.below, where="target", target=step.pk)
    undercut = Relation.objects.get(premises__node=family.below)
    answer = move(client, essay, family.first, where="link", step=undercut.pk)
    assert answer.status_code == 422
    assert Relation.objects.count() == 3


def test_every_move_has_its_own_form_on_the_page(client, essay, family):
    page = client.get(at(essay, family.first)).content.decode()
    for title in ("Move up", "Move there", "Link", "Detach"):
        assert title in page
    assert "Show it there" not in page
    assert f'value="box-{family.below}"' not in page.split("A second target")[0]


def test_a_box_goes_in_under_the_one_above_and_out_again(client, essay, family):
    refused = move(client, essay, family.first, where="inwards")
    assert "No box stands above 1.1 here." in refused.content.decode()
    assert move(client, essay, family.second, where="inwards").status_code == 200
    assert order(essay)[1:] == ["1.1 A.", "1.1.1 C.", "1.1.2 B."]
    assert move(client, essay, family.second, where="outwards").status_code == 200
    assert order(essay)[1:] == ["1.1 A.", "1.1.1 C.", "1.2 B."]
    refused = move(client, essay, family.second, where="outwards")
    assert "1.2 is as far out as it goes." in refused.content.decode()


def test_a_box_is_put_before_and_after_another(client, essay, family):
    put = {"where": "before", "target": f"box-{family.first}"}
    assert move(client, essay, family.second, **put).status_code == 200
    assert order(essay)[1:] == ["1.1 B.", "1.2 A.", "1.2.1 C."]
    put = {"where": "after", "target": f"box-{family.below}"}
    assert move(client, essay, family.second, **put).status_code == 200
    assert order(essay)[1:] == ["1.1 A.", "1.1.1 C.", "1.1.2 B."]
    assert move(client, essay, family.second, **put).status_code == 422
    itself = {"where": "before", "target": f"box-{family.second}"}
    assert "Choose another box." in move(client, essay, family.second, **itself).content.decode()


def test_a_move_by_key_that_is_refused_only_says_so(client, essay, family):
    answer = move(client, essay, family.first, where="up", quick="1")
    assert answer.status_code == 204
    said = json.loads(answer.headers["HX-Trigger"])["notice"]["text"]
    assert said == "1.1 is the first here already."
