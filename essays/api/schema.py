"""The OpenAPI document: what each view says of its methods, and what all have in common."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

import orjson
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from essays.api.components import components
from essays.api.examples import EXAMPLES, PLACES
from essays.api.says import Says
from essays.api.shapes import Shape, ref

_ALWAYS = (400, 401, 403, 404, 405, 406)
_WRITING = (409, 422, 429)
_READING_BODY = (413, 415)
_MATCHING = (412, 428)
# answered before a write counts against its rate, or to reads alone
_BEFORE_COUNTING = (401, 405, 406, 428)
_WRITES = ("POST", "PUT", "PATCH", "DELETE")
_HEADER: Shape = {"schema": {"type": "string"}}


class Described(AutoSchema):
    """Writes down what a view `says` of a method, and which refusals it can meet."""

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: Any
    ) -> Shape | None:
        self.registry, self.path, self.method = registry, path, method.upper()
        self.path_regex, self.path_prefix = path_regex, path_prefix
        table = getattr(self.view, "says", None)
        if table is None:
            return None
        says: Says = table[self.method]
        self.get_auth()  # registers the two ways to sign in
        inside = re.findall(r"\{\w+\}/(\w+)/", path)
        operation: Shape = {
            "operationId": says.name,
            "summary": says.summary,
            "tags": [inside[0] if inside else "essays"],
            "parameters": list(_parameters(says, path, self.method)),
            "security": [{"key": []}, {"browser": []}, *([{}] if says.open else [])],
            "responses": _responses(says, self.method),
        }
        if says.body is not None:
            shown = {"schema": ref(says.body), "example": EXAMPLES[says.name]}
            content = {"application/json": shown}
            operation["requestBody"] = {"content": content, "required": says.body_needed}
        if says.takes:
            content = {says.takes: {"schema": _file(says.takes)}}
            operation["requestBody"] = {"content": content, "required": True}
        return operation


@cache
def document() -> bytes:
    """Return the OpenAPI document, keys in order."""
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]  # upstream
    schema = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    every = (*_ALWAYS, *_WRITING, *_READING_BODY, *_MATCHING)
    schema["components"] |= {
        "schemas": components(),
        "responses": {_named(one)["$ref"].split("/")[-1]: _refusal(one) for one in every},
    }
    return orjson.dumps(schema, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


@cache
def map_schema() -> bytes:
    """Return the JSON Schema (2020-12) of a map in the native format, keys in order."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A map of argmap, version 1",
        **components()["NewMap"],
    }
    return orjson.dumps(schema, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def _parameters(says: Says, path: str, method: str) -> Iterator[Shape]:
    for name in re.findall(r"\{(\w+)\}", path):
        shape = says.path.get(name, {"type": "string", "format": "uuid"})
        place = {"name": name, "in": "path", "required": True, "schema": shape}
        yield {**place, "example": PLACES[name]} if name in PLACES else place
    for name, shape in says.query.items():
        yield {"name": name, "in": "query", "required": name in says.needed, "schema": shape}
    text = {"type": "string"}
    if says.match or says.may_match:
        yield {"name": "If-Match", "in": "header", "required": says.match, "schema": text}
    if method in _WRITES:
        key = {**text, "minLength": 1, "maxLength": 255, "pattern": "^[ -~]+$"}
        yield {"name": "Idempotency-Key", "in": "header", "required": False, "schema": key}
    elif says.tagged:
        yield {"name": "If-None-Match", "in": "header", "required": False, "schema": text}


def _responses(says: Says, method: str) -> Shape:
    tag = {"ETag": {**_HEADER, "required": True}}
    found: Shape = {}
    for status in says.statuses:
        answer: Shape = {"description": HTTPStatus(status).phrase}
        if says.answer is not None:
            answer["content"] = {"application/json": {"schema": ref(says.answer)}}
        if says.files:
            answer["content"] = {media: {"schema": _file(media)} for media in says.files}
        if method in _WRITES:
            answer["headers"] = _limits()
        elif says.tagged:
            answer["headers"] = tag
        found[str(status)] = answer
    if method not in _WRITES and says.tagged:
        found["304"] = {"description": "The client has this state already.", "headers": tag}
    refused = {str(status): _named(status) for status in sorted(_refusals(says, method))}
    return found | refused


def _file(media: str) -> Shape:
    return {"type": "object"} if media.endswith("json") else {"type": "string", "format": "binary"}


def _refusals(says: Says, method: str) -> Iterable[int]:
    yield from _ALWAYS
    if method in _WRITES:
        yield from _WRITING
        yield from _READING_BODY
    if says.match or says.may_match:
        yield from _MATCHING
    yield from says.refuses


def _named(status: int) -> Shape:
    return {"$ref": f"#/components/responses/{HTTPStatus(status).name.lower()}"}


def _refusal(status: int) -> Shape:
    content = {"application/problem+json": {"schema": ref("Problem")}}
    always = {**_HEADER, "required": True}
    headers: Shape = {} if status in _BEFORE_COUNTING else _limits(required=False)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        headers = {"Retry-After": always, **_limits()}
    elif status == HTTPStatus.UNAUTHORIZED:
        headers = {"WWW-Authenticate": always}
    elif status == HTTPStatus.PRECONDITION_FAILED:
        headers |= {"ETag": always}
    answer: Shape = {"description": HTTPStatus(status).phrase, "content": content}
    return {**answer, "headers": headers} if headers else answer


def _limits(*, required: bool = True) -> Shape:
    number: Shape = {"schema": {"type": "integer"}, "required": required}
    return {f"RateLimit-{name}": number for name in ("Limit", "Remaining", "Reset")}


class KeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # upstream
    """A program's key in the Authorization header."""

    target_class = "essays.api.auth.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}


class BrowserScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # upstream
    """The session cookie of the pages; writes send the CSRF token as well."""

    target_class = "essays.api.auth.BrowserAuthentication"
    name = "browser"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
