"""A program tries edits, follows what others do, and takes its own back."""

import pytest

from essays.models import MemberRole, Node, Revision
from tests.api.program import Program, new_box
from tests.factories import ada, ben, make_essay, make_map, make_member

pytestmark = pytest.mark.django_db


def test_a_dry_run_answers_the_changes_and_makes_none() -> None:
    essay, program = make_essay(), Program(ada())
    path, box = f"{essay.pk}/operations/", new_box()
    dry = program.post(f"{path}?dry_run=1", box)
    assert dry.status_code == 200
    assert (dry.json()["version"], dry.json()["revision"]) == (0, None)
    assert not Node.objects.exists()
    assert not Revision.objects.exists()
    real = program.post(f"{path}?dry_run=0", box)
    assert real.status_code == 201
    assert real.json()["changes"] == dry.json()["changes"]
    assert program.post(f"{path}?dry_run=1", box).status_code == 409
    assert program.post(f"{path}?dry_run=yes", box).status_code == 400


def test_an_edit_may_say_which_map_it_means() -> None:
    essay, program = make_essay(), Program(ada())
    mark = program.read(essay)["ETag"]
    assert program.write(essay, new_box(), if_match=mark).status_code == 201
    assert program.write(essay, new_box(), if_match=mark).status_code == 412


def test_who_prefers_little_gets_no_rows() -> None:
    answer = Program(ada()).write(make_essay(), new_box(), prefer="return=minimal")
    assert answer.json().keys() == {"essay", "version", "revision"}


def test_the_feed_leads_through_everything_once_and_in_order() -> None:
    essay, program = make_essay(), Program(ada())
    make_map(essay, reasons=[f"Reason {n}." for n in range(4)])
    numbers: list[int] = []
    address = f"{essay.pk}/revisions/?since=0&limit=2"
    while address:
        page = program.get(address).json()
        numbers += [item["number"] for item in page["items"]]
        address = page["next"]
    assert numbers == [1, 2, 3, 4, 5]
    program.write(essay, new_box("One more."))
    (last,) = program.get(f"{essay.pk}/revisions/?since=5").json()["items"]
    assert last["actor"] == {"id": str(ada().pk), "name": "Ada Lindqvist"}
    assert last["operation"]["op"] == "add_node"
    assert last["changes"][0]["after"]["text"] == "One more."
    assert program.get(f"{essay.pk}/revisions/?since=6").json()["items"] == []


@pytest.mark.parametrize("query", ["since=-1", "since=x", f"since={'9' * 30}", "since=²"])
def test_a_number_that_is_none_is_refused(query: str) -> None:
    assert Program(ada()).get(f"{make_essay().pk}/revisions/?{query}").status_code == 400


def test_undo_and_redo_are_those_of_the_person() -> None:
    essay, program = make_essay(), Program(ada())
    student = Program(make_member(essay, ben(), MemberRole.EDITOR))
    mine, theirs = new_box("Mine."), new_box("Theirs.")
    program.write(essay, mine)
    student.write(essay, theirs)
    assert program.post(f"{essay.pk}/undo/").status_code == 201
    assert [node.text for node in Node.objects.all()] == ["Theirs."]
    assert program.post(f"{essay.pk}/redo/").status_code == 201
    assert Node.objects.count() == 2
    nothing = program.post(f"{essay.pk}/redo/")
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_undo")
    by_number = program.post(f"{essay.pk}/undo/", {"revision": 2})
    assert by_number.status_code == 201
    assert [node.text for node in Node.objects.all()] == ["Mine."]


def test_an_undo_that_would_take_back_later_work_is_refused() -> None:
    essay, program = make_essay(), Program(ada())
    student = Program(make_member(essay, ben()))
    box = new_box()
    program.write(essay, box)
    student.write(essay, {"op": "edit_node", "id": box["id"], "text": "Better."})
    answer = program.post(f"{essay.pk}/undo/")
    assert answer.status_code == 409
    assert answer.json()["data"]["revisions"] == [2]


@pytest.mark.parametrize("body", [{"revision": 0}, {"revision": "1"}, {"revision": True}, {"x": 1}])
def test_an_undo_of_nothing_in_particular_is_refused(body) -> None:
    answer = Program(ada()).post(f"{make_essay().pk}/undo/", body)
    assert answer.status_code == 422
