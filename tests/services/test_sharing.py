"""Visibility, the share link, and the links by which people join."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from essays.access.errors import EssayNotFound, Forbidden
from essays.access.permissions import Permission
from essays.access.reach import essay_by_share_token
from essays.graph.errors import NotFound, Refused, Stale
from essays.models import Essay, Invitation, MemberRole, Membership, Visibility
from essays.services import members, sharing
from tests.factories import ada, ben, cy, make_essay, make_member, make_user

pytestmark = pytest.mark.django_db


def roles(essay: Essay) -> dict[str, str]:
    return dict(Membership.objects.filter(essay=essay).values_list("user__username", "role"))


def test_opening_by_link_makes_a_link_and_keeps_it() -> None:
    essay = make_essay()
    opened = sharing.set_visibility(ada(), essay.pk, Visibility.LINK)
    assert opened.share_token is not None
    assert len(opened.share_token) >= 32
    sharing.set_visibility(ada(), essay.pk, Visibility.PRIVATE)
    again = sharing.set_visibility(ada(), essay.pk, Visibility.LINK)
    assert again.share_token == opened.share_token
    assert essay_by_share_token(str(again.share_token)).settings_version == 3


def test_a_renewed_link_ends_the_earlier_one() -> None:
    essay = make_essay(visibility=Visibility.LINK, share_token="earlier")
    renewed = sharing.renew_share_link(ada(), essay.pk)
    assert essay_by_share_token(str(renewed.share_token)) == essay
    with pytest.raises(EssayNotFound):
        essay_by_share_token("earlier")


@pytest.mark.parametrize(
    ("before", "after"),
    [(Visibility.LINK, Visibility.PRIVATE), (Visibility.PUBLIC, Visibility.PUBLIC)],
)
def test_without_its_link_an_essay_is_not_open_by_link(
    before: Visibility, after: Visibility
) -> None:
    essay = make_essay(visibility=before, share_token="link")
    changed = sharing.remove_share_link(ada(), essay.pk)
    assert (changed.visibility, changed.share_token) == (after, None)


def test_an_invitation_makes_a_member_once_and_is_kept_as_a_hash() -> None:
    essay = make_essay()
    new = sharing.invite(ada(), essay.pk, MemberRole.COMMENTER)
    assert new.token not in str(list(Invitation.objects.values_list("token_hash")))
    sharing.join(ben(), new.token)
    sharing.join(ben(), new.token)
    assert roles(essay) == {"ada": "owner", "ben": "commenter"}
    assert Invitation.objects.get().used == 1
    essay.refresh_from_db()
    assert essay.settings_version == 2


def test_joining_again_by_another_link_changes_no_role() -> None:
    essay = make_essay()
    new = sharing.invite(ada(), essay.pk, MemberRole.VIEWER)
    make_member(essay, ben(), MemberRole.EDITOR)
    assert sharing.join(ben(), new.token).role == MemberRole.EDITOR
    assert sharing.join(ada(), new.token).role == MemberRole.OWNER


def test_a_link_ends_by_time_by_withdrawal_and_with_its_essay() -> None:
    essay = make_essay()
    for end in (
        lambda pk: Invitation.objects.filter(pk=pk).update(expires=timezone.now()),
        lambda pk: sharing.withdraw_invitation(ada(), essay.pk, pk),
        lambda pk: Essay.objects.filter(pk=essay.pk).update(deleted=timezone.now()),
    ):
        new = sharing.invite(ada(), essay.pk, MemberRole.VIEWER)
        assert sharing.open_invitation(new.token).essay == essay
        end(new.invitation.pk)
        with pytest.raises(sharing.InvitationGone):
            sharing.join(ben(), new.token)
    assert roles(essay) == {"ada": "owner"}


def test_only_open_links_are_listed_and_the_others_are_purged() -> None:
    essay = make_essay()
    made = [sharing.invite(ada(), essay.pk, MemberRole.VIEWER) for _ in range(3)]
    sharing.withdraw_invitation(ada(), essay.pk, made[0].invitation.pk)
    Invitation.objects.filter(pk=made[1].invitation.pk).update(
        expires=timezone.now() - timedelta(seconds=1)
    )
    assert sharing.open_invitations(essay) == [made[2].invitation]
    assert sharing.purge_invitations() == 2
    assert list(Invitation.objects.all()) == [made[2].invitation]


def test_an_invitation_of_another_essay_cannot_be_withdrawn() -> None:
    theirs = sharing.invite(cy(), make_essay(cy()).pk, MemberRole.VIEWER)
    with pytest.raises(sharing.InvitationGone):
        sharing.withdraw_invitation(ada(), make_essay().pk, theirs.invitation.pk)


def test_only_the_owner_shares() -> None:
    essay = make_essay()
    editor = make_member(essay, ben())
    for person, error in ((editor, Forbidden), (cy(), EssayNotFound)):
        with pytest.raises(error):
            sharing.set_visibility(person, essay.pk, Visibility.PUBLIC)
        with pytest.raises(error):
            sharing.renew_share_link(person, essay.pk)
        with pytest.raises(error):
            sharing.invite(person, essay.pk, MemberRole.EDITOR)
    essay.refresh_from_db()
    assert (essay.visibility, essay.settings_version) == ("private", 0)


def test_who_saw_older_settings_changes_nothing() -> None:
    essay = make_essay()
    sharing.set_visibility(ada(), essay.pk, Visibility.LINK, expected=0)
    with pytest.raises(Stale) as stale:
        sharing.set_visibility(ada(), essay.pk, Visibility.PUBLIC, expected=0)
    assert stale.value.data["current"] == 1


def test_members_are_listed_by_strength_then_name() -> None:
    essay = make_essay()
    make_member(essay, cy(), MemberRole.VIEWER)
    make_member(essay, make_user("ulla", name="Åsa"), MemberRole.EDITOR)
    make_member(essay, ben(), MemberRole.EDITOR)
    listed = [str(member.user) for member in members.members_of(essay)]
    assert listed == ["Ada Lindqvist", "Ben Achterberg", "Åsa", "Cy Okafor"]


def test_the_owner_changes_roles_and_removes_members() -> None:
    essay = make_essay()
    make_member(essay, ben(), MemberRole.VIEWER)
    members.change_role(ada(), essay.pk, ben().pk, MemberRole.EDITOR)
    assert roles(essay)["ben"] == "editor"
    members.remove_member(ada(), essay.pk, ben().pk)
    assert roles(essay) == {"ada": "owner"}
    with pytest.raises(NotFound):
        members.remove_member(ada(), essay.pk, ben().pk)
    essay.refresh_from_db()
    assert essay.settings_version == 2


def test_an_essay_always_keeps_its_one_owner() -> None:
    essay = make_essay()
    make_member(essay, ben())
    with pytest.raises(Refused, match="owner_stays"):
        members.remove_member(ada(), essay.pk, ada().pk)
    with pytest.raises(Refused, match="owner_stays"):
        members.change_role(ada(), essay.pk, ada().pk, MemberRole.VIEWER)
    with pytest.raises(Refused, match="hand_over_instead"):
        members.change_role(ada(), essay.pk, ben().pk, MemberRole.OWNER)
    with pytest.raises(Forbidden):
        members.leave(ada(), essay.pk)
    assert roles(essay) == {"ada": "owner", "ben": "editor"}


def test_a_member_leaves() -> None:
    essay = make_essay()
    members.leave(make_member(essay, ben(), MemberRole.VIEWER), essay.pk)
    assert roles(essay) == {"ada": "owner"}
    with pytest.raises(EssayNotFound):
        members.leave(ben(), essay.pk)


def test_handing_over_swaps_the_owner_in_both_places() -> None:
    essay = make_essay()
    make_member(essay, ben(), MemberRole.VIEWER)
    members.hand_over(ada(), essay.pk, ben().pk)
    essay.refresh_from_db()
    assert essay.owner == ben()
    assert roles(essay) == {"ada": "editor", "ben": "owner"}
    with pytest.raises(Forbidden):
        members.hand_over(ada(), essay.pk, ada().pk)
    with pytest.raises(NotFound):
        members.hand_over(ben(), essay.pk, cy().pk)


def test_a_change_of_settings_never_writes_over_the_content() -> None:
    essay = make_essay()
    with sharing.settings_of(ada(), essay.pk, Permission.MANAGE):
        Essay.objects.filter(pk=essay.pk).update(version=7, title="Meanwhile")
    essay.refresh_from_db()
    assert (essay.version, essay.title, essay.settings_version) == (7, "Meanwhile", 1)


@pytest.mark.django_db(transaction=True)
def test_changes_at_the_same_time_all_count() -> None:
    essay = make_essay()
    owner = ada()

    def change(number: int) -> None:
        try:
            if number % 2:
                sharing.invite(owner, essay.pk, MemberRole.VIEWER)
            else:
                sharing.renew_share_link(owner, essay.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(change, range(12)))
    essay.refresh_from_db()
    assert essay.settings_version == 12
    assert essay.invitations.count() == 6


@pytest.mark.django_db(transaction=True)
def test_two_clicks_on_one_invitation_make_one_member() -> None:
    essay = make_essay()
    student = ben()
    token = sharing.invite(ada(), essay.pk, MemberRole.VIEWER).token

    def click(_: int) -> None:
        try:
            sharing.join(student, token)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(click, range(8)))
    assert roles(essay) == {"ada": "owner", "ben": "viewer"}
    assert Invitation.objects.get().used == 1
