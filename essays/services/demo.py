"""The demo: a public sample essay with its full map, and the people who try things out on it."""

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import orjson
from django.db import transaction

from essays.formats.native import dump
from essays.graph.model import EssayGraph
from essays.graph.operations import Batch
from essays.models import Essay, MemberRole, Membership, User, Visibility
from essays.services.assembling import operations_of
from essays.services.demo_source import read_demo
from essays.services.editing import apply
from essays.services.essays import create_essay
from essays.services.people import open_account
from essays.services.sharing import set_visibility

# One for every site, so that loading again finds it and its address can be told.
DEMO_ID = UUID("01900000-0000-7000-8000-0000000de300")
_ID = re.compile(rb'(?<=")[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?=")')
_FILES = Path(__file__).resolve().parent.parent / "demo"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who can sign in. `password` is None where the account was there before."""

    user: User
    password: str | None


def demo_graph() -> EssayGraph:
    """Return the demo as its files say it. Raises SourceFault."""
    text = (_FILES / "demo.txt").read_text(encoding="utf-8")
    return read_demo(text, (_FILES / "demo.toml").read_text(encoding="utf-8"))


def demo_document() -> bytes:
    """Return the demo in the native format, with ids that are the same each time."""
    document, _losses = dump(demo_graph())
    # ids are made in the order of the files, so that their order is always the same
    made = sorted(set(_ID.findall(document)))
    fixed = {id: f"01900000-0000-7000-8000-{n:012x}".encode() for n, id in enumerate(made, 1)}
    named = _ID.sub(lambda found: fixed[found[0]], document)
    return orjson.dumps(orjson.loads(named), option=orjson.OPT_INDENT_2)


def load_demo(owner: User) -> Essay:
    """Return the demo essay, made where it is missing; one that is there stays as it is."""
    found = Essay.objects.filter(pk=DEMO_ID).first()
    if found is not None:
        return found
    graph = demo_graph()
    with transaction.atomic():
        create_essay(
            owner,
            id=DEMO_ID,
            title=graph.details.title,
            author_line=graph.details.author_line,
            language=graph.details.language,
            text=graph.text,
        )
        apply(DEMO_ID, Batch(operations=operations_of(graph), origin="demo"), actor=owner)
        set_visibility(owner, DEMO_ID, Visibility.PUBLIC)
    return Essay.objects.get(pk=DEMO_ID)


def demo_person(username: str, *, name: str, password: str = "") -> DemoPerson:
    """Return a person by sign-in name, made with this or a random password where missing."""
    found = User.objects.filter(username__iexact=username).first()
    if found is not None:
        return DemoPerson(found, None)
    password = password or secrets.token_urlsafe(12)
    return DemoPerson(open_account(username=username, password=password, name=name), password)


def let_comment(essay: Essay, user: User) -> None:
    """Make a person a commenter of the essay, unless they are a member of it already."""
    Membership.objects.get_or_create(
        essay=essay, user=user, defaults={"role": MemberRole.COMMENTER}
    )
