"""Making an account, signing in and out, passwords, closing, tokens: with forms and no script."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from argmap.env import Rate
from argmap.settings import Signup
from essays.models import ApiToken, MemberRole, User
from essays.services.sharing import invite, withdraw_invitation
from essays.services.tokens import token_for
from tests.factories import PASSWORD, ada, make_essay, make_user

pytestmark = pytest.mark.django_db

NEW = {"username": "dora", "name": "Dora", "email": "", "password1": PASSWORD}
NEW |= {"password2": PASSWORD}


@pytest.fixture(autouse=True)
def _nothing_counted() -> None:
    cache.clear()


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> int:
    sent = {"username": "ada", "password": password, **more}
    return client.post(reverse("sign_in"), sent).status_code


# -- signing up


def test_a_new_person_is_signed_in_at_once(client: Client) -> None:
    answer = client.post(reverse("sign_up"), NEW)
    assert answer.url == "/essays/"
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client: Client) -> None:
    make_user("Dora")
    answer = client.post(reverse("sign_up"), NEW | {"password2": "something else"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This name is taken. Choose another." in page
    assert "The two passwords differ." in page
    assert 'value="Dora"' in page
    assert PASSWORD not in page


@pytest.mark.parametrize("password", ["short", "1234567890123", "dora-dora-dora"])
def test_a_weak_password_is_refused(client: Client, password: str) -> None:
    sent = NEW | {"username": "dora-dora", "password1": password, "password2": password}
    assert client.post(reverse("sign_up"), sent).status_code == 422
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("target", "arrival"),
    [
        ("/accounts/tokens/", "/accounts/tokens/"),
        ("https://elsewhere.example/", "/essays/"),
        ("//elsewhere.example/", "/essays/"),
        ("javascript:alert(1)", "/essays/"),
        ("essays", "/essays/"),
        ("-1", "/essays/"),
    ],
)
def test_the_way_goes_on_inside_the_site_only(client: Client, target: str, arrival: str) -> None:
    assert client.post(reverse("sign_up"), NEW | {"next": target}).url == arrival


def test_sign_up_can_be_switched_off(client: Client, settings: Settings) -> None:
    settings.SIGNUP = Signup.OFF
    for answer in (client.get(reverse("sign_up")), client.post(reverse("sign_up"), NEW)):
        assert answer.status_code == 403
        assert "by invitation" in answer.content.decode()
    assert not User.objects.exists()


def test_by_invitation_an_open_link_lets_somebody_in(client: Client, settings: Settings) -> None:
    settings.SIGNUP = Signup.INVITATION
    essay = make_essay()
    new = invite(ada(), essay.pk, MemberRole.EDITOR)
    join = reverse("join", args=[new.token])
    assert (
        client.post(reverse("sign_up"), NEW | {"next": reverse("join", args=["x"])}).status_code
        == 403
    )
    assert client.get(reverse("sign_up"), {"next": join}).status_code == 200
    assert client.post(reverse("sign_up"), NEW | {"next": join}).url == join
    withdraw_invitation(ada(), essay.pk, new.invitation.pk)
    assert Client().get(reverse("sign_up"), {"next": join}).status_code == 403


def test_sign_ups_from_one_address_are_limited(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_up": Rate(2, 3600)}
    blank = {"username": ""}
    assert [client.post(reverse("sign_up"), blank).status_code for _ in range(3)] == [422, 422, 429]


# -- signing in and out


def test_signing_in_takes_name_and_password_in_any_case_of_the_name(client: Client) -> None:
    ada()
    assert sign_in(client, username="ADA") == 302
    assert client.get(reverse("account")).status_code == 200


def test_a_wrong_password_and_an_unknown_name_sound_the_same(client: Client) -> None:
    ada()
    words = []
    for name in ("ada", "nobody"):
        answer = client.post(reverse("sign_in"), {"username": name, "password": "wrong"})
        assert answer.status_code == 422
        words.append(re.findall(r"Name and password [^<]*", answer.content.decode())[0])
    assert words[0] == words[1]


def test_a_page_that_needs_it_leads_through_signing_in(client: Client) -> None:
    ada()
    there = reverse("tokens")
    asked = client.get(there)
    assert asked.url == f"{reverse('sign_in')}?next={there}"
    assert (
        client.post(asked.url, {"username": "ada", "password": PASSWORD, "next": there}).url
        == there
    )


def test_too_many_tries_wait_even_with_the_right_password(
    client: Client, settings: Settings
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in": Rate(3, 3600)}
    ada()
    assert [sign_in(client, "wrong") for _ in range(4)] == [422, 422, 422, 429]
    answer = client.post(reverse("sign_in"), {"username": "ada", "password": PASSWORD})
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert "Too many tries with this name" in answer.content.decode()
    assert sign_in(Client(REMOTE_ADDR="10.9.9.9")) == 302


def test_nobody_can_lock_the_teacher_out_of_a_browser_she_used_before(
    client: Client, settings: Settings
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in_account": Rate(3, 3600)}
    ada()
    assert sign_in(client) == 302
    client.post(reverse("sign_out"))
    for number in range(4):
        sign_in(Client(REMOTE_ADDR=f"10.0.0.{number}"), "guess")
    assert sign_in(Client()) == 429
    assert sign_in(client) == 302


def test_the_mark_of_a_known_browser_cannot_be_forged(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "sign_in_account": Rate(1, 3600)}
    ada()
    make_user("mallory")
    sign_in(client, username="mallory")
    client.post(reverse("sign_out"))
    assert sign_in(client, "guess") == 422
    assert sign_in(client, "guess") == 429


def test_signing_out_is_a_post(client: Client) -> None:
    client.force_login(ada())
    assert client.get(reverse("sign_out")).status_code == 405
    client.post(reverse("sign_out"))
    assert client.get(reverse("account")).status_code == 302


# -- passwords


def test_a_changed_password_signs_other_browsers_out(client: Client) -> None:
    client.force_login(ada())
    other = Client()
    other.force_login(ada())
    sent = {"old_password": PASSWORD, "new_password1": "another long walk"}
    sent |= {"new_password2": "another long walk"}
    assert client.post(reverse("password"), sent).url == reverse("account")
    assert client.get(reverse("account")).status_code == 200
    assert other.get(reverse("account")).status_code == 302


def test_a_forgotten_password_is_replaced_by_a_mailed_link_that_works_once(client: Client) -> None:
    make_user("dora", email="dora@example.org")
    client.post(reverse("password_reset"), {"email": "Dora@example.org"})
    (sent,) = mail.outbox
    link = re.findall(r"http://\S+", str(sent.body))[0].removeprefix("http://testserver")
    form = client.get(link, follow=True)
    there = form.redirect_chain[-1][0]
    new = {"new_password1": "another long walk", "new_password2": "another long walk"}
    assert client.post(there, new).url == reverse("account")
    assert "works once" in Client().get(link, follow=True).content.decode()
    assert User.objects.get().check_password("another long walk")


def test_asking_for_a_link_never_says_whether_the_address_is_known(client: Client) -> None:
    make_user("dora", email="dora@example.org")
    answers = {
        (answer.status_code, answer.url)
        for email in ("dora@example.org", "nobody@example.org")
        for answer in [client.post(reverse("password_reset"), {"email": email})]
    }
    assert len(answers) == 1
    assert len(mail.outbox) == 1


def test_nobody_is_flooded_with_mail(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "password_reset": Rate(2, 3600)}
    make_user("dora", email="dora@example.org")
    for expected in (302, 302, 429):
        answer = client.post(reverse("password_reset"), {"email": "dora@example.org"})
        assert answer.status_code == expected
    assert len(mail.outbox) == 2


# -- the account


def test_the_profile_is_changed(client: Client) -> None:
    client.force_login(ada())
    sent = {"name": "Ada L.", "email": "ada@example.org"}
    assert client.post(reverse("account"), sent).url == reverse("account")
    assert str(ada()) == "Ada L."


def test_an_account_closes_by_password_and_not_while_it_owns(client: Client) -> None:
    essay = make_essay()
    client.force_login(ada())
    close = reverse("close_account")
    assert "This is not your password." in client.post(close, {"password": "x"}).content.decode()
    assert "You own 1 essay." in client.post(close, {"password": PASSWORD}).content.decode()
    essay.delete()
    assert client.post(close, {"password": PASSWORD}).url == "/"
    assert not User.objects.filter(is_active=True).exists()
    assert client.get(reverse("account")).status_code == 302


def test_a_token_is_shown_once_and_taken_away(client: Client) -> None:
    client.force_login(ada())
    page = client.post(reverse("tokens"), {"name": "my script", "scope": "read"}).content.decode()
    key = re.findall(r'value="(argmap_[^"]+)"', page)[0]
    assert token_for(key) == ApiToken.objects.get()
    later = client.get(reverse("tokens")).content.decode()
    assert "my script" in later
    assert key not in later
    client.post(reverse("revoke_token", args=[ApiToken.objects.get().pk]))
    assert token_for(key) is None


@pytest.mark.parametrize(
    "name",
    [
        "account",
        "sign_up",
        "sign_in",
        "password",
        "password_reset",
        "password_reset_sent",
        "tokens",
    ],
)
def test_the_pages_keep_to_the_words_of_the_house(client: Client, name: str) -> None:
    if name in ("account", "password", "tokens"):
        client.force_login(ada())
    main = client.get(reverse(name)).content.decode().split("<main")[1].split("</main")[0]
    assert not re.search(r"(?i)\b(please|successfully|invalid|oops)\b|!<|! ", main)
    assert "style=" not in main
    assert "onclick" not in main
