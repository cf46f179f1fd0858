"""The members page, links by which people look and join, and the way into the bin."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from essays.models import Essay, MemberRole, Membership, User, Visibility
from essays.services.sharing import invite
from tests.factories import ada, ben, cy, make_essay, make_member, make_user

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, essay: Essay) -> str:
    answer = client.get(reverse("members", args=[essay.pk]))
    assert answer.status_code == 200
    return answer.content.decode().split("<main")[1].split("</main")[0]


def test_the_owner_sees_the_ways_to_share_and_a_student_does_not() -> None:
    essay = make_essay(visibility=Visibility.LINK, share_token="the-link")
    student = make_member(essay, ben(), MemberRole.EDITOR)
    for person, shown in ((ada(), True), (student, False)):
        text = page(client_of(person), essay)
        assert "Ada Lindqvist" in text
        assert "Ben Achterberg" in text
        for part in ("Invite by link", "Who sees it", "the-link", "Hand over", "Delete the essay"):
            assert (part in text) == shown, (person, part)
        assert ("Leave this essay" in text) != shown


@pytest.mark.parametrize("others", [0, 30])
def test_the_page_costs_the_same_for_any_number_of_members(
    others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    essay = make_essay()
    for number in range(others):
        make_member(essay, make_user(f"student-{number}"), MemberRole.VIEWER)
    client = client_of(ada())
    # session, user; essay with role; members; open links
    with django_assert_num_queries(5):
        page(client, essay)


def test_a_name_is_never_markup() -> None:
    essay = make_essay(title="<b>Bread</b>")
    make_member(essay, make_user("x", name="<script>alert(1)</script>"))
    text = page(client_of(ada()), essay)
    assert "<script" not in text
    assert "<b>Bread" not in text


def test_an_invitation_is_shown_once_and_lets_somebody_join() -> None:
    essay = make_essay()
    owner = client_of(ada())
    made = owner.post(reverse("invite", args=[essay.pk]), {"role": "commenter", "days": "7"})
    link = re.findall(r'value="http://testserver(/join/[^"]+)"', made.content.decode())[0]
    assert "/join/" not in page(owner, essay)

    stranger = client_of(cy())
    asked = stranger.get(link).content.decode()
    assert "Why bread was dear" in asked
    # tokens in the form may spell any name
    assert "Ada" not in strip_tags(asked.split("<main")[1])
    assert not Membership.objects.filter(user=cy()).exists()
    assert stranger.post(link).url == reverse("workbench", args=[essay.pk])
    assert Membership.objects.get(user=cy()).role == MemberRole.COMMENTER
    assert "1 person joined" in page(owner, essay)


def test_who_is_not_signed_in_is_led_on_and_does_not_join_by_looking() -> None:
    link = reverse("join", args=[invite(ada(), make_essay().pk, MemberRole.VIEWER).token])
    for answer in (Client().get(link), Client().post(link)):
        assert answer.status_code == 200
        text = answer.content.decode()
        assert f"{reverse('sign_in')}?next={link}" in text
        assert f"{reverse('sign_up')}?next={link}" in text
    assert Membership.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_ended_says_so(method: str) -> None:
    essay = make_essay()
    new = invite(ada(), essay.pk, MemberRole.VIEWER)
    path = reverse("withdraw_invitation", args=[essay.pk, new.invitation.pk])
    owner = client_of(ada())
    owner.post(path)
    assert "closed already" in owner.post(path, follow=True).content.decode()
    answer = getattr(client_of(cy()), method)(reverse("join", args=[new.token]))
    assert answer.status_code == 404
    assert "no longer works" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"role": "viewer", "days": "0"}, "at least one day"),
        ({"role": "viewer", "days": "91"}, "at most 90 days"),
        ({"role": "viewer", "days": "soon"}, "Type a number of days"),
        ({"role": "owner", "days": "3"}, "owner"),
    ],
)
def test_an_invitation_that_cannot_be_made_says_what_to_change(
    sent: dict[str, str], words: str
) -> None:
    essay = make_essay()
    answer = client_of(ada()).post(reverse("invite", args=[essay.pk]), sent)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not essay.invitations.exists()


def test_roles_change_and_members_go() -> None:
    essay = make_essay()
    make_member(essay, ben(), MemberRole.VIEWER)
    owner = client_of(ada())
    role = reverse("member_role", args=[essay.pk, ben().pk])
    said = owner.post(role, {"role": "editor"}, follow=True).content.decode()
    assert "Ben Achterberg is now editor." in said
    assert Membership.objects.get(user=ben()).role == "editor"
    said = owner.post(reverse("remove_member", args=[essay.pk, ben().pk]), follow=True)
    assert "Ben Achterberg is no longer a member." in said.content.decode()
    assert not Membership.objects.filter(user=ben()).exists()
    assert owner.post(role, {"role": "editor"}).status_code == 404


def test_the_owner_cannot_be_removed_by_a_made_up_request() -> None:
    essay = make_essay()
    owner = client_of(ada())
    for name in ("remove_member", "member_role"):
        path = reverse(name, args=[essay.pk, ada().pk])
        said = owner.post(path, {"role": "viewer"}, follow=True).content.decode()
        assert "The owner stays." in said
    assert Membership.objects.get().role == "owner"


def test_handing_over_needs_a_member() -> None:
    essay = make_essay()
    make_member(essay, ben())
    path = reverse("hand_over", args=[essay.pk])
    owner = client_of(ada())
    for heir in ("", str(cy().pk), "nonsense"):
        assert owner.post(path, {"heir": heir}).status_code == 422
    assert owner.post(path, {"heir": str(ben().pk)}).status_code == 302
    essay.refresh_from_db()
    assert essay.owner == ben()
    assert owner.post(path, {"heir": str(ada().pk)}).status_code == 403


def test_visibility_and_the_link_change_who_may_look() -> None:
    essay = make_essay()
    owner = client_of(ada())
    path = reverse("visibility", args=[essay.pk])
    assert owner.post(path, {"visibility": "everyone"}).status_code == 422
    owner.post(path, {"visibility": "link"})
    essay.refresh_from_db()
    first = essay.share_token
    assert reverse("share", args=[first]) in page(owner, essay)
    assert Client().get(reverse("share", args=[first])).status_code == 200
    owner.post(reverse("renew_link", args=[essay.pk]))
    assert Client().get(reverse("share", args=[first])).status_code == 404
    owner.post(reverse("remove_link", args=[essay.pk]))
    essay.refresh_from_db()
    assert (essay.share_token, essay.visibility) == (None, "private")


def test_a_deleted_essay_comes_back_by_undo() -> None:
    essay = make_essay()
    owner = client_of(ada())
    said = owner.post(reverse("delete_essay", args=[essay.pk]), follow=True).content.decode()
    back = reverse("restore_essay", args=[essay.pk])
    assert f'action="{back}"' in said
    assert owner.get(reverse("members", args=[essay.pk])).status_code == 404
    assert owner.post(back).url == reverse("workbench", args=[essay.pk])
    page(owner, essay)


def test_leaving_shuts_the_door_behind() -> None:
    essay = make_essay()
    student = client_of(make_member(essay, ben()))
    student.post(reverse("leave", args=[essay.pk]))
    assert student.get(reverse("members", args=[essay.pk])).status_code == 404


def test_without_its_own_page_behind_it_no_form_counts() -> None:
    essay = make_essay()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada())
    answer = strict.post(reverse("visibility", args=[essay.pk]), {"visibility": "public"})
    assert answer.status_code == 403
    essay.refresh_from_db()
    assert essay.visibility == "private"
