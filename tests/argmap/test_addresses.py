import pytest

from argmap.addresses import client_address


@pytest.mark.parametrize(
    ("forwarded", "proxies", "seen"),
    [
        ("", 0, "10.0.0.1"),
        ("203.0.113.9", 0, "10.0.0.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.7, 203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.7, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("2001:db8::1", 1, "2001:db8::1"),
        ("not an address", 1, "10.0.0.1"),
        (", ,", 1, "10.0.0.1"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(forwarded, proxies, seen):
    assert client_address("10.0.0.1", forwarded, proxies=proxies) == seen


def test_views_see_the_client_and_not_the_proxy(client, settings):
    settings.TRUSTED_PROXIES = 1
    response = client.get("/healthz", headers={"X-Forwarded-For": "203.0.113.9"})
    assert response.wsgi_request.META["REMOTE_ADDR"] == "203.0.113.9"
