import io
import logging

import pytest

from argmap.logs import TokenFilter, without_tokens


@pytest.mark.parametrize(
    ("line", "cut"),
    [
        ("Not Found: /s/Xy7_abc-1/", "Not Found: /s/[cut]/"),
        ('"GET /embed/Xy7abc?view=map HTTP/1.1" 200', '"GET /embed/[cut]?view=map HTTP/1.1" 200'),
        ("/join/Xy7abc/", "/join/[cut]/"),
        ("/accounts/reset/MQ/c8a-91f2/", "/accounts/reset/[cut]/"),
        ("Authorization: Bearer Xy7abc", "Authorization: Bearer [cut]"),
        ("/api/v1/essays/?token=Xy7abc&page=2", "/api/v1/essays/?token=[cut]&page=2"),
        ("/static/css/base.css", "/static/css/base.css"),
        ("/essays/0198/", "/essays/0198/"),
    ],
)
def test_tokens_are_cut_and_the_rest_stays(line, cut):
    assert without_tokens(line) == cut


@pytest.fixture
def written():
    """A logger with our filter, and what it wrote."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(TokenFilter())
    logger = logging.Logger("tried")
    logger.addHandler(handler)
    return logger, stream


def test_tokens_are_cut_from_arguments(written):
    logger, stream = written
    logger.warning("%s: %s", "Not Found", "/s/Xy7abc/")
    assert stream.getvalue() == "Not Found: /s/[cut]/\n"


def test_tokens_are_cut_from_tracebacks(written):
    logger, stream = written
    try:
        raise ValueError("no page at /s/Xy7abc/")
    except ValueError:
        logger.exception("failed")
    assert "/s/[cut]/" in stream.getvalue()
    assert "Xy7abc" not in stream.getvalue()


def test_every_handler_of_the_site_cuts_tokens(settings):
    assert all("tokens" in handler["filters"] for handler in settings.LOGGING["handlers"].values())
