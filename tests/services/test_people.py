"""Accounts, API tokens, and how often somebody may try."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection
from django.utils import timezone
from pytest_django import Settings

from argmap.env import Rate
from essays.graph.errors import NotFound, Refused, Taken
from essays.models import ApiToken, MemberRole, TokenScope, User
from essays.services import limits, people, sharing, tokens
from essays.services.signing_in import count_try, forgive_try
from tests.factories import PASSWORD, ada, ben, cy, make_essay, make_map, make_member, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


# -- accounts


def test_a_name_is_taken_whatever_its_case() -> None:
    make_user("Dora")
    with pytest.raises(IntegrityError):
        make_user("dORA")


def test_a_person_without_a_display_name_is_shown_by_sign_in_name() -> None:
    assert str(make_user("dora")) == "dora"
    assert make_user("eve", name="Eve Ng").get_full_name() == "Eve Ng"


def test_a_closed_account_names_nobody_and_opens_nothing() -> None:
    essay = make_essay()
    student = make_member(essay, make_user("dora", name="Dora", email="dora@example.org"))
    key = tokens.issue_token(student, name="script", scope=TokenScope.READ).key
    people.close_account(student)
    student.refresh_from_db()
    assert (student.name, student.email, student.is_active) == ("", "", False)
    assert "dora" not in str(student)
    assert not student.check_password(PASSWORD)
    assert not student.memberships.exists()
    assert tokens.token_for(key) is None
    make_user("dora")


def test_two_people_who_take_one_name_at_once_do_not_both_get_it() -> None:
    people.open_account(username="dora", password=PASSWORD)
    with pytest.raises(Taken):
        people.open_account(username="DORA", password=PASSWORD)
    assert User.objects.filter(username__iexact="dora").count() == 1


def test_a_closed_account_changes_the_settings_of_its_essays_and_joins_none() -> None:
    essay, other = make_essay(), make_essay()
    student = make_member(essay, ben())
    token = sharing.invite(ada(), other.pk, MemberRole.VIEWER).token
    people.close_account(student)
    essay.refresh_from_db()
    assert essay.settings_version == 1
    with pytest.raises(sharing.InvitationGone):
        sharing.join(student, token)


def test_who_owns_an_essay_cannot_close_the_account() -> None:
    make_map(make_essay(in_bin=False))
    make_essay(in_bin=True)
    with pytest.raises(Refused, match="owns_essays") as refused:
        people.close_account(ada())
    assert refused.value.data["count"] == 2
    assert ada().is_active


def test_the_history_survives_a_closed_account() -> None:
    essay = make_essay()
    make_map(essay)
    make_member(essay, ben(), MemberRole.EDITOR)
    essay.owner = ben()
    essay.save()
    people.close_account(ada())
    assert {revision.actor_id for revision in essay.revisions.all()} == {
        User.objects.get(username__startswith="closed-").pk
    }


# -- tokens


def test_a_token_is_found_by_its_key_and_kept_as_a_hash() -> None:
    new = tokens.issue_token(ada(), name="script", scope=TokenScope.READ)
    found = tokens.token_for(new.key)
    assert found == new.token
    assert found.user == ada()
    kept = str(list(ApiToken.objects.values_list()))
    assert new.key not in kept
    assert new.key.removeprefix(tokens.PREFIX) not in kept


@pytest.mark.parametrize("key", ["", "argmap_", "argmap_guess", "\ud800", "\x00"])
def test_a_guessed_key_opens_nothing(key: str) -> None:
    tokens.issue_token(ada(), name="script", scope=TokenScope.READ)
    assert tokens.token_for(key) is None


def test_a_revoked_token_is_shut_out_and_nobody_revokes_another_ones() -> None:
    new = tokens.issue_token(ada(), name="script", scope=TokenScope.WRITE)
    with pytest.raises(NotFound):
        tokens.revoke_token(cy(), new.token.pk)
    assert tokens.tokens_of(ada()) == [new.token]
    tokens.revoke_token(ada(), new.token.pk)
    assert tokens.token_for(new.key) is None
    assert tokens.tokens_of(ada()) == []
    with pytest.raises(NotFound):
        tokens.revoke_token(ada(), new.token.pk)


def test_the_last_use_is_noted_now_and_then() -> None:
    new = tokens.issue_token(ada(), name="script", scope=TokenScope.READ)
    tokens.token_for(new.key)
    first = ApiToken.objects.get().last_used
    assert first is not None
    tokens.token_for(new.key)
    assert ApiToken.objects.get().last_used == first
    ApiToken.objects.update(last_used=first - timedelta(hours=1))
    tokens.token_for(new.key)
    assert ApiToken.objects.get().last_used > timezone.now() - timedelta(minutes=1)  # type: ignore[operator]


# -- limits


@pytest.fixture(params=["one process", "all processes"])
def _caches(request: pytest.FixtureRequest, settings: Settings) -> None:
    """The cache in which one process counts, and the one in which all do."""
    if request.param == "all processes":
        backend = "argmap.counting.CountingCache"
        settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache"}}
        call_command("createcachetable")
        cache.clear()


@pytest.fixture
def _three_a_minute(settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "imports": Rate(3, 3600)}


@pytest.mark.usefixtures("_caches", "_three_a_minute")
def test_each_has_their_own_count_and_learns_how_long_to_wait() -> None:
    for _ in range(3):
        limits.spend("imports", "ada")
    with pytest.raises(limits.TooMany) as refused:
        limits.spend("imports", "ada")
    assert 0 < refused.value.retry_after <= 3600
    limits.spend("imports", "ben")


@pytest.mark.usefixtures("_caches", "_three_a_minute")
def test_a_refund_gives_back_exactly_one() -> None:
    limits.refund("imports", "ada")
    for _ in range(3):
        limits.spend("imports", "ada")
    limits.refund("imports", "ada")
    limits.spend("imports", "ada")
    with pytest.raises(limits.TooMany):
        limits.spend("imports", "ada")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_caches", "_three_a_minute")
def test_many_at_once_do_not_slip_past_the_count() -> None:
    def tried(_: int) -> bool:
        try:
            limits.spend("imports", "ada")
        except limits.TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(tried, range(40))) == 3


def test_a_purge_takes_the_counts_whose_window_ended(settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "imports": Rate(3, 3600)}
    backend = "argmap.counting.CountingCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache"}}
    call_command("createcachetable")
    limits.spend("imports", "ada")
    assert limits.purge_counts() == 0
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cache SET expires = '2001-01-01 00:00:00'")
    assert limits.purge_counts() == 1


@pytest.mark.usefixtures("_three_a_minute")
def test_a_new_window_begins_at_nought() -> None:
    with patch("essays.services.limits.time.time", return_value=7_200.0):
        for _ in range(3):
            limits.spend("imports", "ada")
    with patch("essays.services.limits.time.time", return_value=10_800.0):
        limits.spend("imports", "ada")


def test_one_address_with_many_names_is_a_school() -> None:
    for number in range(100):
        count_try(f"student-{number}", address="10.0.0.1", known=False)


def test_guesses_from_everywhere_end_but_the_teacher_still_signs_in_where_known(
    settings: Settings,
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in_account": Rate(5, 3600)}
    for number in range(5):
        count_try("ada", address=f"10.0.0.{number}", known=False)
    with pytest.raises(limits.TooMany):
        count_try(" ADA ", address="10.0.0.99", known=False)
    count_try("ada", address="10.0.0.99", known=True)


def test_signing_in_often_is_no_guessing(settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in": Rate(2, 3600)}
    for _ in range(10):
        count_try("class", address="10.0.0.1", known=False)
        forgive_try("class", address="10.0.0.1", known=False)
