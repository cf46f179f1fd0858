"""What stands in a session cookie is anybody's."""

import pytest
from django.test import Client

from tests.factories import ada

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "key", ['"\\000aaaaaaaaaaaa"', '"\\351\\351\\351\\351\\351\\351\\351\\351"', "'; --aaaaaaa"]
)
def test_an_odd_cookie_is_nobodys_session(key: str) -> None:
    answer = Client(headers={"cookie": f"sessionid={key}"}).get("/essays/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/sign-in/?next=/essays/")


def test_a_session_that_is_there_is_found() -> None:
    client = Client()
    client.force_login(ada())
    assert client.get("/essays/").status_code == 200
