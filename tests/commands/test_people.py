"""Commands about people and what is thrown away."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from essays.models import Essay, MemberRole
from essays.services.sharing import invite
from essays.services.tokens import token_for
from tests.factories import ada, make_essay

pytestmark = pytest.mark.django_db


def run(*words: str) -> list[str]:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().splitlines()


def test_api_token_prints_a_working_token_as_its_last_line() -> None:
    ada()
    token = token_for(run("api_token", "Ada")[-1])
    assert token is not None
    assert (token.user, token.scope) == (ada(), "write")


def test_api_token_takes_name_and_scope() -> None:
    ada()
    token = token_for(run("api_token", "ada", "--name", "backup", "--scope", "read")[-1])
    assert token is not None
    assert (token.name, token.scope) == ("backup", "read")


def test_api_token_lists_what_works_and_ends_it() -> None:
    ada()
    key = run("api_token", "ada", "--name", "backup", "--scope", "read")[-1]
    (line,) = run("api_token", "ada", "--list")
    assert line.split()[1:] == ["read", "never", "used", "backup"]
    assert run("api_token", "ada", "--revoke", line.split()[0]) == ["The token is revoked."]
    assert token_for(key) is None
    assert run("api_token", "ada", "--list") == []
    with pytest.raises(CommandError, match="no such token"):
        run("api_token", "ada", "--revoke", line.split()[0])


def test_api_token_says_when_there_is_nobody() -> None:
    with pytest.raises(CommandError, match="nobody with the sign-in name 'ada'"):
        run("api_token", "ada")


def test_purge_empties_the_bin_and_forgets_links_that_ran_out() -> None:
    invitation = invite(ada(), make_essay().pk, MemberRole.VIEWER).invitation
    invitation.expires = timezone.now() - timedelta(days=1)
    invitation.save()
    old = make_essay(title="old", in_bin=True)
    Essay.objects.filter(pk=old.pk).update(deleted=timezone.now() - timedelta(days=31))
    assert run("purge") == ["Essays deleted for good: 1. Links deleted: 1. Answers deleted: 0."]
    assert not Essay.objects.filter(pk=old.pk).exists()
    assert run("purge") == ["Essays deleted for good: 0. Links deleted: 0. Answers deleted: 0."]
