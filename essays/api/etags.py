"""Which state of a thing a client knows: ETag, If-None-Match, If-Match (RFC 9110)."""

import re
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.request import Request

# A proxy that compresses marks the tag within its quotes, and may forget to take the mark off again
# (Caddy does so for If-None-Match only). The state that is meant is the same.
_COMPRESSED = re.compile(r'-(?:gzip|zstd|br)"$')


class MatchMissing(APIException):
    """A write to something that is there has to say which state of it is meant."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED
    default_detail = _("Send the ETag of what you read as If-Match.")
    default_code = "if_match_missing"


class MatchFailed(APIException):
    """The thing changed since: `tag` and `current` are how it is now."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "stale"

    def __init__(self, tag: str, current: Any) -> None:
        super().__init__(_("This changed after you read it. Compare, then send it again."))
        self.tag = tag
        self.current = current


def tag(stamp: object, what: str) -> str:
    """Return the ETag of a thing: its stamp, the release and the representation."""
    return quote_etag(f"{stamp}-{what}-{settings.RELEASE}")


def tagged[R: HttpResponse](response: R, tag: str) -> R:
    """Return the response with its ETag, for nobody to keep but the client, who asks again."""
    response.headers["ETag"] = tag
    patch_cache_control(response, private=True, no_cache=True)
    return response


def known(request: Request | HttpRequest, tag: str) -> HttpResponse | None:
    """Return the 304 for a client that has this state already."""
    tags = _tags(request.headers.get("If-None-Match", ""))
    if tags == ["*"] or tag in tags or f"W/{tag}" in tags:
        return tagged(HttpResponseNotModified(), tag)
    return None


def check_match(
    request: Request, tag: str, current: Callable[[], Any], *, needed: bool = True
) -> None:
    """Raise MatchMissing (428) or MatchFailed (412) unless the client means this state."""
    given = request.headers.get("If-Match")
    if given is None:
        if needed:
            raise MatchMissing
        return
    tags = _tags(given)
    if tags != ["*"] and tag not in tags:
        raise MatchFailed(tag, current())


def _tags(header: str) -> list[str]:
    return [_COMPRESSED.sub('"', tag) for tag in parse_etags(header)]
