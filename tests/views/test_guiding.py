"""The three moves of a first map, as the server tells them."""

import re

import pytest
from django.test import Client

from essays.graph.kinds import NodeKind
from essays.models import Essay, Visibility
from tests.factories import ada, make_essay
from tests.views.bench import html, statement

pytestmark = pytest.mark.django_db


def now(client: Client, essay: Essay) -> list[str]:
    """Return the move at hand."""
    page = html(client.get(f"/essays/{essay.pk}/"))
    return re.findall(r'<li aria-current="step"><div><h3>(\w+)', page)


def test_the_map_says_which_move_is_next(client: Client) -> None:
    client.force_login(ada())
    essay = make_essay(visibility=Visibility.PUBLIC)
    assert now(client, essay) == ["Select"]
    claim = statement(essay, "Cold ruined the seed.")
    assert now(client, essay) == ["Thesis"]
    thesis = statement(essay, "Bread was dear.", kind=NodeKind.THESIS)
    statement(essay, "A table of prices.", to=thesis, kind=NodeKind.EVIDENCE)
    assert now(client, essay) == ["Reason"]
    statement(essay, "Grain was scarce.", to=thesis)
    assert now(client, essay) == ["Objection"]
    statement(essay, "Mild years came too.", to=claim, attacks=True)
    assert now(client, essay) == []


def test_who_only_reads_and_who_has_no_text_is_not_guided(client: Client) -> None:
    essay = make_essay(visibility=Visibility.PUBLIC)
    statement(essay, "Cold ruined the seed.")
    assert now(client, essay) == []
    client.force_login(ada())
    empty = make_essay(text="")
    statement(empty, "Cold ruined the seed.")
    assert now(client, empty) == []
