"""The admin site looks after people and leaves essays alone."""

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from essays.models import ApiToken, Essay, Membership, TokenScope, User
from essays.services.tokens import issue_token
from tests.factories import TEXT, ada, make_essay, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(make_user("root", superuser=True))
    return client


def test_people_are_found_and_renamed_but_never_deleted(admin: Client) -> None:
    person = ada()
    assert "Ada Lindqvist" in admin.get(reverse("admin:essays_user_changelist")).content.decode()
    path = reverse("admin:essays_user_change", args=[person.pk])
    sent = {"username": "ada", "name": "Ada L.", "email": "", "is_active": "on"}
    sent |= {"date_joined_0": "2026-01-01", "date_joined_1": "10:00:00"}
    assert admin.post(path, sent).status_code == 302
    assert str(User.objects.get(pk=person.pk)) == "Ada L."
    assert admin.get(reverse("admin:essays_user_delete", args=[person.pk])).status_code == 403


def test_a_person_is_added(admin: Client) -> None:
    sent = {"username": "dora", "name": "Dora", "password1": "a walk along the river"}
    sent |= {"password2": "a walk along the river", "usable_password": "true"}
    assert admin.post(reverse("admin:essays_user_add"), sent).status_code == 302
    assert User.objects.get(username="dora").check_password("a walk along the river")


@pytest.mark.parametrize("model", [Essay, Membership, ApiToken])
def test_the_rest_is_shown_and_cannot_be_changed(admin: Client, model: type) -> None:
    essay = make_essay()
    issue_token(ada(), name="script", scope=TokenScope.READ)
    name = model.__name__.lower()
    row = model.objects.get()
    assert admin.get(reverse(f"admin:essays_{name}_changelist")).status_code == 200
    change = reverse(f"admin:essays_{name}_change", args=[row.pk])
    page = admin.get(change).content.decode()
    assert TEXT.split(".")[0] not in page
    assert ApiToken.objects.get().hash not in page
    assert admin.post(change, {"title": "Mine now"}).status_code == 403
    for action in ("add", "delete"):
        args = [row.pk] if action == "delete" else []
        path = reverse(f"admin:essays_{name}_{action}", args=args)
        assert admin.post(path, {"post": "yes"}).status_code == 403
    essay.refresh_from_db()
    assert essay.title == "Why bread was dear"


def test_content_has_no_admin_pages() -> None:
    ours = {model.__name__ for model in site._registry if model._meta.app_label == "essays"}
    assert ours == {"User", "Essay", "Membership", "ApiToken"}


def test_who_is_no_member_of_staff_is_kept_out() -> None:
    client = Client()
    client.force_login(ada())
    assert client.get(reverse("admin:essays_user_changelist")).status_code == 302
