"""A program that speaks to the API with a key of its user."""

import orjson
from django.test import Client

from essays.graph.ids import uuid7
from essays.models import TokenScope, User
from essays.services.tokens import issue_token

PROBLEM = "application/problem+json"
API = "/api/v1/essays/"


class Program:
    """A client with a key. Paths begin behind `essays/`."""

    def __init__(self, user: User, scope: TokenScope = TokenScope.WRITE) -> None:
        key = issue_token(user, name="script", scope=scope).key
        self.client = Client(headers={"authorization": f"Bearer {key}"})

    def get(self, path="", **headers):
        return self.client.get(_address(path), headers=_named(headers))

    def send(self, method, path, body=None, **headers):
        data = b"" if body is None else body if isinstance(body, bytes) else orjson.dumps(body)
        send = getattr(self.client, method)
        given = {"data": data, "content_type": "application/json"}
        return send(_address(path), headers=_named(headers), **given)

    def post(self, path, body=None, **headers):
        return self.send("post", path, body, **headers)

    def put(self, path, body=None, **headers):
        return self.send("put", path, body, **headers)

    def patch(self, path, body=None, **headers):
        return self.send("patch", path, body, **headers)

    def delete(self, path, **headers):
        return self.send("delete", path, **headers)

    def read(self, essay, **headers):
        return self.client.get(_address(f"{essay.pk}/map/"), headers=headers)

    def write(self, essay, body, **headers):
        return self.post(f"{essay.pk}/operations/", body, **headers)


def new_box(text: str = "Winters were hard.", **fields):
    return {"op": "add_node", "id": str(uuid7()), "kind": "claim", "text": text, **fields}


def _address(path):
    return path if str(path).startswith(("/", "http")) else f"{API}{path}"


def _named(headers):
    return {name.replace("_", "-"): value for name, value in headers.items()}
