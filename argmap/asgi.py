"""The ASGI application: everything; behind a proxy it gets /events alone."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "argmap.settings")
application = get_asgi_application()
