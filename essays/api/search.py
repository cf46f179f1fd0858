"""Words in one map."""

from uuid import UUID

from django.http import HttpResponse
from rest_framework.request import Request

from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.api.etags import known, tag, tagged
from essays.api.queries import BadQuery, next_link, page_of, read_words, write_cursor
from essays.api.resources import Resource, answer
from essays.api.says import PAGED, WORDS, Says
from essays.services.searching import search


class Search(Resource):
    """The boxes, notes, citations and quotes that hold some words."""

    says = {
        "GET": Says(
            name="search",
            summary="The boxes, notes, citations and quotes that hold some words.",
            answer="SearchPage",
            open=True,
            query={"q": WORDS, **PAGED},
            needed=("q",),
        )
    }

    def get(self, request: Request, essay_id: UUID) -> HttpResponse:
        essay = reach(request.user, essay_id, Permission.VIEW_MAP).essay
        asked = page_of(request, q=(read_words, ""))
        if not asked["q"]:
            raise BadQuery("q")
        mark = tag(essay.version, "search")
        if (unchanged := known(request, mark)) is not None:
            return unchanged
        limit = asked["limit"]
        found = search(essay_id, asked["q"], after=asked["cursor"], limit=limit + 1)
        page = found[:limit]
        more = len(found) > limit
        link = next_link(request, {"cursor": write_cursor(page[-1].id)}) if more else None
        return tagged(answer({"items": page, "next": link}), mark)
