"""The site's own settings, with what only a test run may have."""

import os
import tempfile
from pathlib import Path

from argmap.settings import *  # noqa: F403
from argmap.settings import DATABASES

# PBKDF2 costs a third of a second for each account
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True

# a file, so that a second process can open it; one for each run, so that two may run at once
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    _file = Path(tempfile.gettempdir()) / f"argmap-test-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": str(_file)}
