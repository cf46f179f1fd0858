"""What the tests of edit forms share: how a browser sends them, with and without script."""

import re
from html import unescape
from typing import Any

from django.http import HttpResponseBase
from django.test import Client

from essays.services.idempotency import FIELD

HTMX = {"HX-Request": "true", "HX-Target": "inspector"}

_TAG = re.compile(r"<(input|textarea|select|option)\b([^>]*)>([^<]*)")
_ATTRIBUTE = re.compile(r'([\w-]+)(?:="([^"]*)")?')


def fields(page: bytes) -> dict[str, Any]:
    """Return what a browser would send for the last form of a page, as it stands; a name that
    stands several times has a list."""
    html = page.decode()
    form = html[html.rindex('<form class="edit-form"') :]
    found: dict[str, Any] = {}
    select = ""
    for tag, inside, text in _TAG.findall(form[: form.index("</form>")]):
        given = {name: unescape(value) for name, value in _ATTRIBUTE.findall(inside)}
        name = given.get("name", "")
        if tag == "select":
            select = name
        elif tag == "option":
            if "selected" in given or select not in found:
                found[select] = given["value"]
        elif tag == "textarea":
            found[name] = unescape(text).removeprefix("\n")
        elif given.get("type") not in ("checkbox", "radio") or "checked" in given:
            value = given.get("value", "on" if "checked" in given else "")
            held = found.get(name)
            found[name] = (
                value if held is None else [*([held] if isinstance(held, str) else held), value]
            )
    for name in ("csrfmiddlewaretoken", FIELD):
        found.pop(name, None)
    return found


def send(client: Client, address: str, *, htmx: bool = False, **typed: object) -> HttpResponseBase:
    """Open a form, type over some of its fields, and send it. A field typed as None is left out."""
    headers = HTMX if htmx else {}
    opened = client.get(address, headers=headers)
    assert opened.status_code == 200
    data = fields(opened.content) | typed
    sent = {name: value for name, value in data.items() if value is not None}
    return client.post(address, sent, headers=headers)
