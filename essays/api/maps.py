"""The whole map as one document."""

from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from rest_framework.request import Request

from essays.access.errors import EssayNotFound
from essays.access.permissions import Permission
from essays.access.reach import reach
from essays.api.auth import key_of
from essays.api.etags import check_match, known, tag, tagged
from essays.api.parsing import BytesParser
from essays.api.queries import read_query
from essays.api.resources import Resource, answer, edited, signed_in, write
from essays.api.says import Says, reading
from essays.formats.documents import MAX_BYTES
from essays.formats.native import document as native_document
from essays.formats.native import load as read_native
from essays.graph.hanging import Hanging
from essays.graph.model import Node
from essays.graph.stance import bearing, role
from essays.models import Essay
from essays.services.holding import held
from essays.services.loading import Rows, rows
from essays.services.replacing import put_map
from essays.services.tokens import glance_by

_KEPT_SECONDS = 24 * 3600
# the map as members read it, and without people
MEMBERS, GUESTS = "map", "map-guest"
# what clients say that take JSON without a choice
_ANY = ("*/*", "application/json")
_LARGEST_KEPT = 2_000_000  # bytes; larger maps are written anew


class Map(Resource):
    """The map in the native format, each box with its number, stance and role.

    The ETag is the essay's version: a repeated read costs one query and answers 304.
    """

    says = {
        "GET": reading("readMap", "The whole map, with what is derived from it.", "Map"),
        "PUT": Says(
            name="putMap",
            summary="Make the essay hold this map, ids and all, as one revision.",
            answer="Edited",
            body="NewMap",
            match=True,
        ),
    }
    max_body = MAX_BYTES
    parser_classes = (BytesParser,)

    def is_import(self, request: Request) -> bool:
        return True

    def dispatch(self, request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        """Answer a plain read by key on the short way; see `_short_answer`."""
        return _short_answer(request, **named) or super().dispatch(request, *args, **named)

    def get(self, request: Request, essay_id: UUID) -> HttpResponse:
        found = reach(request.user, essay_id, Permission.VIEW_MAP)
        read_query(request)
        what = MEMBERS if found.may(Permission.VIEW_PEOPLE) else GUESTS
        if (unchanged := known(request, tag(found.essay.version, what))) is not None:
            return unchanged
        version, document = _document(essay_id, found.essay.version, what)
        return _tagged(document, version, tag(version, what))

    @write
    def put(self, request: Request, essay_id: UUID) -> HttpResponse:
        reach(request.user, essay_id, Permission.EDIT)
        read_query(request)
        user = signed_in(request)
        # a request without a body has no bytes for the parser
        wanted, _losses = read_native(request.data if isinstance(request.data, bytes) else b"")
        with held(user, essay_id, Permission.EDIT) as essay:
            mark = tag(essay.version, MEMBERS)
            check_match(request, mark, lambda: present(request, essay))
            done = put_map(essay, wanted, actor=user)
        return tagged(edited(request, done), tag(done.version, MEMBERS))


def present(request: Request, essay: Essay) -> dict[str, object]:
    """Return what a program needs that stands on an older state: how far the essay is, and where
    its map is and what was done to it. The map itself may be long, and is one request away."""
    named = {"essay_id": essay.pk}
    return {
        "version": essay.version,
        "map": request.build_absolute_uri(reverse("api_map", kwargs=named)),
        "revisions": request.build_absolute_uri(reverse("api_revisions", kwargs=named)),
    }


def derived(rows: Rows) -> dict[str, dict[str, str]]:
    """Return what is worked out from the whole map, by node."""
    bones, kinds = rows.skeleton(), rows.column(Node, "kind")
    numbers = Hanging(bones).numbers()
    stances, _ = bearing(bones, on=bones.first_thesis)
    return {
        id: {"number": number, "stance": stance.value, "role": role(kinds[id], stance).value}
        for id, number, stance in zip(bones.nodes, numbers, stances, strict=True)
    }


def _short_answer(request: HttpRequest, essay_id: UUID) -> HttpResponse | None:
    """Return the answer to a plain read by key, for somebody who may read the map: one query says
    so, and the framework is not asked. None lets everything else go the long way."""
    key = key_of(request)
    plain = request.method == "GET" and not request.META.get("QUERY_STRING")
    if key is None or not plain or request.headers.get("Accept", "*/*") not in _ANY:
        return None
    found = glance_by(key, essay_id, Permission.VIEW_MAP)
    if found is None:
        return None
    what = MEMBERS if found.may(Permission.VIEW_PEOPLE) else GUESTS
    if (unchanged := known(request, tag(found.version, what))) is not None:
        return unchanged
    try:
        version, document = _document(essay_id, found.version, what)
    except EssayNotFound:  # gone between the two
        return None
    return _tagged(document, version, tag(version, what))


def _tagged(document: bytes, version: int, mark: str) -> HttpResponse:
    return tagged(answer(document, headers={"Argmap-Version": str(version)}), mark)


def _document(essay_id: UUID, version: int, what: str) -> tuple[int, bytes]:
    """Return the map and its version, from the cache where it was written before."""
    kept = cache.get(_cache_key(essay_id, version, what))
    if kept is not None:
        return version, bytes(kept)
    found = rows(essay_id)
    shown = found if what == MEMBERS else found.unsigned()
    document = native_document(shown.details, shown.text, shown.tables, derived=derived(found))
    if len(document) <= _LARGEST_KEPT:
        cache.set(_cache_key(essay_id, found.version, what), document, _KEPT_SECONDS)
    return found.version, document


def _cache_key(essay_id: UUID, version: int, what: str) -> str:
    return f"api-map:{essay_id}:{tag(version, what)}"
