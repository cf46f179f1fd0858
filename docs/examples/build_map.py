"""Builds an argument map from nothing in three requests, and checks that it came back equal.

    python docs/examples/build_map.py http://localhost:8000 KEY map.json

`map.json` is a map in argmap's own JSON (docs/formats.md). Its ids are made anew, so that a map
which is on the site already can be built a second time. Python 3.10 or newer, nothing else.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

UUID = re.compile(r'(?<=")[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=")')


class Site:
    """An argmap site, and the key of a person on it."""

    def __init__(self, address: str, key: str) -> None:
        self.address = address.rstrip("/")
        self.key = key

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Return the JSON that a request is answered; raises HTTPError for a refusal."""
        data = None if body is None else json.dumps(body).encode()
        # the address is that of the caller's own site
        request = Request(self.address + path, data, method=method)  # noqa: S310
        request.add_header("Authorization", f"Bearer {self.key}")
        request.add_header("Content-Type", "application/json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        with urlopen(request) as answer:  # noqa: S310
            return json.load(answer)


def with_new_ids(text: str) -> str:
    """Return a map whose rows all have other ids."""
    fresh: dict[str, str] = {}
    return UUID.sub(lambda found: fresh.setdefault(found[0], str(uuid.uuid4())), text)


def content(document: Any) -> Any:
    """Return what a map says: rows in the order of their ids, without what the site adds."""
    for node in document["nodes"]:
        node.pop("derived", None)
    for source in document["sources"]:
        source.pop("checked_by_id", None)  # the site notes who vouches for it
    rows = {name: value for name, value in document.items() if isinstance(value, list)}
    return {**document, **{name: sorted(rows[name], key=lambda row: row["id"]) for name in rows}}


def build(site: Site, document: Any) -> str:
    """Return the id of a new essay that holds this map."""
    title = document["essay"]["title"]
    essay = site.ask("POST", "/api/v1/essays/", {"title": title}, Idempotency_Key=str(uuid.uuid4()))
    path = f"/api/v1/essays/{essay['id']}/map/"
    # nobody else knows of the essay yet, so whatever state it is in may be replaced
    site.ask("PUT", path, document, If_Match="*", Prefer="return=minimal")
    if content(site.ask("GET", path)) != content(document):
        raise SystemExit("What came back is not what was sent.")
    return str(essay["id"])


if __name__ == "__main__":
    address, key, file = sys.argv[1:]
    wanted = json.loads(with_new_ids(Path(file).read_text(encoding="utf-8")))
    sys.stdout.write(build(Site(address, key), wanted) + "\n")
