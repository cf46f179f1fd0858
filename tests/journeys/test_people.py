"""An essay is shared from one browser into another, and the pages of people pass axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from essays.models import MemberRole, Membership
from essays.services.sharing import invite
from essays.services.tokens import issue_token
from tests.browser import OpenPage
from tests.factories import PASSWORD, ada, ben, make_essay, make_member


@pytest.mark.smoke
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_student_signs_up_by_the_teachers_link_and_is_shut_out_again(
    open_page: OpenPage, *, script: bool
) -> None:
    essay = make_essay()
    teacher = open_page(ada())
    teacher.goto(f"/essays/{essay.pk}/members/")
    teacher.get_by_label("Who joins becomes").select_option("commenter")
    teacher.get_by_role("button", name="Make a link", exact=True).click()
    link = teacher.get_by_label("The link for the role").input_value()

    student = open_page(java_script_enabled=script)
    student.goto(link)
    student.get_by_role("main").get_by_role("link", name="Make an account").click()
    student.get_by_label("Sign-in name").fill("dora")
    student.get_by_label("Password", exact=True).fill(PASSWORD)
    student.get_by_label("The same password again").fill(PASSWORD)
    student.get_by_role("button", name="Make the account").click()
    student.get_by_role("button", name="Join", exact=True).click()
    expect(student).to_have_url(f"/essays/{essay.pk}/")
    assert Membership.objects.get(user__username="dora").role == MemberRole.COMMENTER

    teacher.goto(f"/essays/{essay.pk}/members/")
    teacher.get_by_role("button", name="Remove dora").click()
    expect(teacher.get_by_role("status")).to_contain_text("dora is no longer a member.")
    answer = student.goto(f"/essays/{essay.pk}/")
    assert answer is not None
    assert answer.status == 404


PAGES = {
    "sign in": "/accounts/sign-in/",
    "sign up": "/accounts/sign-up/",
    "password forgotten": "/accounts/password/reset/",
    "link sent": "/accounts/password/reset/sent/",
    "account": "/accounts/",
    "password": "/accounts/password/",
    "tokens": "/accounts/tokens/",
    "members": "/essays/{essay}/members/",
    "join": "/join/{invitation}/",
    "link ended": "/join/nothing/",
}


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_of_people_pass_axe_and_fit_a_phone(open_page: OpenPage, name: str) -> None:
    essay = make_essay(share_token="a-link")
    make_member(essay, ben())
    invitation = invite(ada(), essay.pk, MemberRole.VIEWER)
    issue_token(ada(), name="Backup at night", scope="read")
    signed_in = None if name in ("sign in", "sign up") else ada()
    page = open_page(signed_in, viewport={"width": 320, "height": 800})
    page.goto(PAGES[name].format(essay=essay.pk, invitation=invitation.token))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
