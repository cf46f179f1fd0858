"""Every address of the site."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from argmap import health
from argmap.metrics import metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.urls),
    path("api/v1/", include("essays.api.urls")),
    path("", include("essays.urls")),
]
handler400 = "argmap.errors.bad_request"
handler403 = "argmap.errors.forbidden"
handler404 = "argmap.errors.not_found"
handler500 = "argmap.errors.server_error"
