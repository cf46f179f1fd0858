"""The API's own description: for programs, and as pages to try it out."""

from collections.abc import Mapping
from hashlib import blake2b

from django.conf import settings
from django.http import HttpResponse
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.views.decorators.csp import csp_override
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.request import Request

from essays.api.etags import known, tag, tagged
from essays.api.resources import Resource, answer
from essays.api.schema import document


class Schema(Resource):
    """The OpenAPI 3.1 document, the same as docs/openapi.json."""

    authentication_classes = ()

    def get(self, request: Request) -> HttpResponse:
        schema = document()
        mark = tag(blake2b(schema, digest_size=8).hexdigest(), "schema")
        return known(request, mark) or tagged(answer(schema), mark)


# the arrows of Swagger UI are pictures in its stylesheet
_CSP: Mapping[str, list[str]] = {**settings.SECURE_CSP, "img-src": [CSP.SELF, "data:"]}


@method_decorator(csp_override(_CSP), name="dispatch")
class Docs(SpectacularSwaggerSplitView):
    """Swagger UI from this server: its script is an address of its own, so that the CSP holds."""

    template_name = "api/docs.html"
    url_name = "api_schema"
    http_method_names = ("get", "head")
