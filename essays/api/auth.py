"""Who calls: a program by its key, or the signed-in browser."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from essays.models import ApiToken, TokenScope, User
from essays.services.tokens import token_for

if TYPE_CHECKING:
    # REST framework loads this module while it loads its views
    from rest_framework.views import APIView

_SCHEME = "bearer"


def key_of(request: Request | HttpRequest) -> str | None:
    """Return the key that a request brings, if any."""
    scheme, _space, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == _SCHEME else None


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer argmap_…`, a key from the account page or `manage.py api_token`."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        key = key_of(request)
        if key is None:
            return None
        token = token_for(key)
        if token is None:
            raise AuthenticationFailed(_("This key is not known, or it was revoked."))
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="argmap"'


class BrowserAuthentication(SessionAuthentication):
    """The session of the pages; a write needs the CSRF token."""

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="argmap"'


class ScopeAllows(BasePermission):
    """A key that may only read never writes. What a person may do, `access` decides."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        token: Any = request.auth
        if request.method in SAFE_METHODS or not isinstance(token, ApiToken):
            return True
        return token.scope == TokenScope.WRITE
