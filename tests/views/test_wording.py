"""What a page says of a box."""

import pytest
from django.test import Client

from essays.graph.kinds import NodeKind
from tests.factories import ada, make_essay, make_map
from tests.views.bench import html, statement

pytestmark = pytest.mark.django_db


def test_the_sentence_says_what_answers_an_objection_and_what_lacks_evidence(
    client: Client,
) -> None:
    essay = make_essay()
    thesis = make_map(essay, reasons=())
    reason = statement(essay, "Cold ruined the seed.", to=thesis)
    objection = statement(essay, "Mild years came too.", to=reason, attacks=True)
    statement(essay, "They came too late.", to=objection, attacks=True)
    client.force_login(ada())

    def said(box: object) -> str:
        page = html(client.get(f"/essays/{essay.pk}/?box={box}"))
        return page.partition('<p class="insp-sent">')[2].partition("</p>")[0]

    answered = "Objection to 1.1, the only one. No evidence yet. Answered by one rebuttal."
    assert said(objection) == answered
    assert said(reason) == "Reason for 1, the only one. No evidence yet. One objection."
    statement(essay, "A table of frosts.", to=reason, kind=NodeKind.EVIDENCE)
    assert "One piece of evidence. One objection." in said(reason)
    assert said(thesis) == "What the essay argues for. One reason for it. No objection yet."
