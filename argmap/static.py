"""How static files are collected and served."""

from django.contrib.staticfiles.apps import StaticFilesConfig
from whitenoise.storage import CompressedManifestStaticFilesStorage


class CollectedFilesConfig(StaticFilesConfig):
    """Leaves out what no page of ours loads."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "redoc", "LICENSE*", "*.LICENSE.txt"]


class HashedStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Files under hashed names, which may be cached for ever; JavaScript imports follow them."""

    support_js_module_import_aggregation = True
