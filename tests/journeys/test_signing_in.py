"""The server, the browser and the test look at the same site."""

import pytest
from playwright.sync_api import Page, expect

from essays.models import User
from tests.browser import OpenPage, Traps

pytestmark = pytest.mark.smoke


def test_a_person_made_by_the_test_is_known_to_the_server(open_page: OpenPage) -> None:
    ada = User.objects.create_superuser(username="ada", password="a long pass phrase")
    page = open_page(ada)
    page.goto("/admin/")
    expect(page.locator("#user-tools")).to_contain_text("ada", ignore_case=True)


def test_a_stranger_is_asked_to_sign_in(page: Page) -> None:
    page.goto("/admin/")
    expect(page).to_have_url("/admin/login/?next=/admin/")


def test_the_traps_see_a_script_that_the_policy_blocks(page: Page, traps: Traps) -> None:
    page.goto("/admin/login/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')")
    assert any("Content Security Policy" in line for line in traps.unexpected())
    traps.expect("Content Security Policy")
