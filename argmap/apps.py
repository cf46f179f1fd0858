from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "argmap"
    verbose_name = "argmap"

    def ready(self) -> None:
        """Registers the system checks."""
        from argmap import checks  # noqa: F401
