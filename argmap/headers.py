"""The headers of pages that are read by link, and of pages that a person's browser keeps."""

from collections.abc import Collection

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.csp import CSP, build_policy
from django.utils.deprecation import MiddlewareMixin

_BY_LINK = ("/s/", "/embed/", "/join/")


class SharedPagesMiddleware(MiddlewareMixin):
    """Keeps pages read by link out of search engines, and lets /embed/ stand in a frame."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if request.path.startswith(_BY_LINK):
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        if request.path.startswith("/embed/"):
            policy: dict[str, Collection[str] | str] = dict(settings.SECURE_CSP)
            policy["frame-ancestors"] = settings.EMBED_ORIGINS or [CSP.SELF]
            response.headers[str(CSP.HEADER_ENFORCE)] = build_policy(policy)
            # the older header knows no list of sites, so here it stays away
            response.xframe_options_exempt = True  # type: ignore[attr-defined]
        return response
