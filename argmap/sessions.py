"""Sessions in the database, looked up only under keys that can be there."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Anybody can write anything into a cookie, and PostgreSQL fails at NUL in a text."""

    def _validate_session_key(self, key: str | None) -> bool:
        known = super()._validate_session_key(key)  # type: ignore[misc]  # the stubs leave it out
        return bool(known and key and key.isascii() and key.isalnum())
