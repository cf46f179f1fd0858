"""Lets the pages of other sites use the API with a key, where a setting names them."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

_API = "/api/"
_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
_SENT = "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, Prefer"
_SEEN = (
    "ETag, Location, Retry-After, Argmap-Version, Idempotency-Replayed,"
    " RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset"
)
_REMEMBERED_SECONDS = 3600


class CorsMiddleware(MiddlewareMixin):
    """Answers for the origins in CORS_ORIGINS, never with cookies: a key says who asks."""

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        if (
            request.method == "OPTIONS"
            and _is_for_others(request)
            and "Access-Control-Request-Method" in request.headers
        ):
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return None

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not settings.CORS_ORIGINS or not request.path.startswith(_API):
            return response
        patch_vary_headers(response, ("Origin",))
        if _is_for_others(request):
            response.headers["Access-Control-Allow-Origin"] = request.headers["Origin"]
            response.headers["Access-Control-Expose-Headers"] = _SEEN
            if request.method == "OPTIONS":
                response.headers["Access-Control-Allow-Methods"] = _METHODS
                response.headers["Access-Control-Allow-Headers"] = _SENT
                response.headers["Access-Control-Max-Age"] = str(_REMEMBERED_SECONDS)
        return response


def _is_for_others(request: HttpRequest) -> bool:
    """Return whether a page of a site that is let in asks the API."""
    allowed = request.headers.get("Origin") in settings.CORS_ORIGINS
    return allowed and request.path.startswith(_API)
