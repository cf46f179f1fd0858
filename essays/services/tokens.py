"""Keys for the API: named, scoped, shown once, kept as hashes."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from essays.access.glance import Glance, glance
from essays.access.permissions import Permission
from essays.graph.errors import NotFound
from essays.models import ApiToken, TokenScope, User

PREFIX = "argmap_"
_TOUCH_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token and its key, which nothing keeps: it is shown once."""

    token: ApiToken
    key: str


def issue_token(user: User, *, name: str, scope: TokenScope) -> NewToken:
    """Return a new token of a person."""
    # 256 random bits: a plain hash is enough, there is nothing to guess
    key = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(user=user, name=name, scope=scope, hash=_hashed(key))
    return NewToken(token, key)


def tokens_of(user: User) -> list[ApiToken]:
    """Return a person's tokens that still work, the newest first."""
    return list(user.api_tokens.filter(revoked=None).order_by("-created", "-pk"))


def revoke_token(user: User, token_id: UUID) -> None:
    """End a token of this person."""
    if not user.api_tokens.filter(pk=token_id, revoked=None).update(revoked=timezone.now()):
        raise NotFound("token", token_id)


def token_for(key: str) -> ApiToken | None:
    """Return the working token of a key, with its user; its last use is noted now and then."""
    found = ApiToken.objects.select_related("user").filter(
        hash=_hashed(key), revoked=None, user__is_active=True
    )
    token = found.first()
    if token is not None:
        _note_use(token)
    return token


def glance_by(key: str, essay_id: UUID, permission: Permission) -> Glance | None:
    """Return what the person of a key may know of an essay; None where it takes the long way."""
    since = timezone.now() - _TOUCH_EVERY
    return glance(essay_id, permission, key_hash=_hashed(key), used_since=since)


def _note_use(token: ApiToken) -> None:
    now = timezone.now()
    if token.last_used is None or token.last_used < now - _TOUCH_EVERY:
        long_ago = Q(last_used=None) | Q(last_used__lt=now - _TOUCH_EVERY)
        ApiToken.objects.filter(long_ago, pk=token.pk).update(last_used=now)


def _hashed(key: str) -> str:
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
