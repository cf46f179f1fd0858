"""What each edit of a page costs in statements, whatever the size of the map."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.graph.ids import uuid7
from essays.graph.kinds import NodeKind
from essays.graph.operations import AddAnchor, AddNode, AddSource, Batch, MarkContext
from essays.models import Anchor, ContextMark, Essay, Node, Relation, Source
from essays.services.editing import apply
from tests.factories import TEXT, ada, make_essay, make_map
from tests.views.edits import HTMX, fields

pytestmark = pytest.mark.django_db
MOST = 20
_CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE", "COMMIT", "SET CONSTRAINTS")
FIRST = "0-18"


def make(boxes: int) -> Essay:
    """Return an essay with so many reasons, and one of everything else."""
    essay = make_essay(text=TEXT)
    thesis = make_map(essay, reasons=[f"Reason {n}." for n in range(8)])
    more = tuple(AddNode(id=uuid7(), kind=NodeKind.CLAIM, text=f"Alone {n}.") for n in range(boxes))
    apply(essay.pk, Batch(operations=more), actor=ada())
    source = AddSource(id=uuid7(), citation="Price lists, 1789")
    apply(essay.pk, source, actor=ada())
    evidence = AddNode(
        id=uuid7(), kind=NodeKind.EVIDENCE, text="Four sous.", source_id=source.id, relation=None
    )
    apply(essay.pk, evidence, actor=ada())
    for start, end in ((19, 35), (0, 18)):
        anchor = AddAnchor(id=uuid7(), start=start, end=end, node_id=thesis)
        apply(essay.pk, anchor, actor=ada())
    apply(essay.pk, MarkContext(id=uuid7(), start=19, end=35), actor=ada())
    return essay


def node(number: int) -> UUID:
    return Node.objects.get(text=f"Reason {number}.").pk


def step(number: int) -> UUID:
    return Relation.objects.get(premises__node=node(number)).pk


def anchor() -> UUID:
    found = Anchor.objects.first()
    assert found
    return found.pk


type Sent = tuple[str, Mapping[str, Any]]

# In this order, each on what the ones before left.
EDITS: Mapping[str, Callable[[], Sent]] = {
    "add an undercut": lambda: (f"nodes/add/?kind=undercut&to={step(0)}", {"text": "No."}),
    "add evidence with a new source": lambda: (
        f"nodes/add/?kind=evidence&to={node(0)}",
        {"text": "Ledgers.", "citation": "Ledgers, 1788"},
    ),
    "add a co-premise": lambda: (f"nodes/add/?kind=copremise&to={step(1)}", {"text": "And."}),
    "edit a box": lambda: (f"nodes/{node(2)}/edit/", {"note": "Look again."}),
    "make another thesis": lambda: (f"nodes/{node(7)}/edit/", {"kind": "thesis"}),
    "move a box down": lambda: (f"nodes/{node(2)}/move/", {"where": "down"}),
    "give another target": lambda: (
        f"nodes/{node(2)}/move/",
        {"where": "target", "target": f"box-{node(3)}"},
    ),
    "give a second target": lambda: (
        f"nodes/{node(2)}/move/",
        {"where": "second", "kind": "support", "target": f"step-{step(4)}"},
    ),
    "link a box into a step": lambda: (
        f"nodes/{node(5)}/move/",
        {"where": "link", "step": f"step-{step(4)}"},
    ),
    "let a box stand alone": lambda: (f"nodes/{node(5)}/move/", {"where": "alone"}),
    "detach a box": lambda: (f"nodes/{node(5)}/move/", {"where": "detach"}),
    "flip a step": lambda: (f"relations/{step(3)}/edit/", {"kind": "attack", "note": "Why?"}),
    "delete a step": lambda: (f"relations/{step(3)}/delete/", {}),
    "add a passage": lambda: (f"anchors/add/{node(0)}/", {"sentences": [FIRST]}),
    "change a passage": lambda: (f"anchors/{anchor()}/edit/", {"sentences": [FIRST], "words": ""}),
    "delete a passage": lambda: (f"anchors/{anchor()}/delete/", {}),
    "unmark context": lambda: (f"context/{ContextMark.objects.get().pk}/unmark/", {}),
    "mark context": lambda: ("context/mark/", {"sentences": [FIRST]}),
    "edit a source": lambda: (
        f"sources/{Source.objects.get(citation='Price lists, 1789').pk}/edit/",
        {"status": "confirmed"},
    ),
    "delete a source": lambda: (
        f"sources/{Source.objects.get(citation='Price lists, 1789').pk}/delete/",
        {},
    ),
    "edit the text": lambda: ("text/", {"text": f"{TEXT} So it went."}),
    "delete a box": lambda: (f"nodes/{node(4)}/delete/", {}),
    "delete a branch": lambda: (f"nodes/{node(0)}/delete/", {"under": "go"}),
}


def typed_whole() -> Mapping[str, Sent]:
    """Return the edits that no form of the usual kind is opened for, each with all it sends."""
    target = {"kind": "support", "target": f"box-{node(6)}"}
    return {
        "make a box of words": ("passages/", {"start": 0, "end": 18, "words": TEXT[:18], **target}),
        "make a box of sentences": ("passages/new/", {"sentences": [FIRST], **target}),
        "edit the details": ("details/", {"title": "Another title", "language": "en"}),
        "delete several": (
            "nodes/several/",
            {"boxes": [str(node(1)), str(node(3))], "act": "delete", "under": "go"},
        ),
    }


# a limit that all processes count costs statements of its own: with 500 boxes that is the most
@pytest.mark.parametrize(
    ("boxes", "shared"),
    [(5, False), (5, True), (500, True)],
    ids=["5, counted in memory", "5, counted by all", "500, counted by all"],
)
def test_no_edit_of_a_page_takes_more_than_twenty_statements(
    client: Client, settings: Any, boxes: int, shared: bool
) -> None:
    if shared:
        settings.CACHES = {
            "default": {"BACKEND": "argmap.counting.CountingCache", "LOCATION": "cache"}
        }
        call_command("createcachetable")
    essay = make(boxes)
    client.force_login(ada())
    costs: dict[str, int] = {}
    for name, edit in EDITS.items():
        place, typed = edit()
        address = f"/essays/{essay.pk}/{place}"
        sent = {**fields(client.get(address).content), **typed}
        costs[name] = statements(client, address, sent, name=name)
    for name, (place, sent) in typed_whole().items():
        costs[name] = statements(client, f"/essays/{essay.pk}/{place}", sent, name=name)
    newest = Essay.objects.get().version
    for what in ("undo", "redo", f"history/{newest}/undo"):
        costs[what] = statements(client, f"/essays/{essay.pk}/{what}/", {})
    assert {name: cost for name, cost in costs.items() if cost > MOST} == {}


def statements(client: Client, address: str, sent: Mapping[str, Any], *, name: str = "") -> int:
    """Return how many statements an edit takes besides transaction control."""
    version = Essay.objects.get().version
    with CaptureQueriesContext(connection) as queries:
        # as a browser sends it: with a key, so that a double click is done once
        answer = client.post(address, sent, headers={**HTMX, "Idempotency-Key": str(uuid7())})
    assert answer.status_code in (200, 302), (name, answer.content)
    assert Essay.objects.get().version == version + 1, (name, answer.content.decode()[:3000])
    return sum(not query["sql"].upper().startswith(_CONTROL) for query in queries)
