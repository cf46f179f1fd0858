"""Boxes, steps, passages and sources, one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from essays.access.permissions import Permission
from essays.access.reach import Reach, reach
from essays.api.etags import check_match, known, tag, tagged
from essays.api.queries import next_link, page_of, read_query, write_cursor
from essays.api.resources import Resource, answer, body_of, edited, write
from essays.api.says import Says, listing, reading
from essays.graph import errors, model, operations
from essays.graph.documents import read_operation
from essays.graph.errors import Malformed
from essays.graph.ids import uuid7
from essays.graph.operations import Operation
from essays.services.editing import apply
from essays.services.holding import held
from essays.services.reading import Piece, piece, pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A table of the map and the edits of its rows. `moves`: a position alone is a move."""

    row: type[model.Row]
    add: type[Operation]
    edit: type[Operation]
    remove: type[Operation]
    moves: bool = False

    @property
    def name(self) -> str:
        return self.row.table


NODE = Kind(
    row=model.Node,
    add=operations.AddNode,
    edit=operations.EditNode,
    remove=operations.RemoveNode,
    moves=True,
)
RELATION = Kind(
    row=model.Relation,
    add=operations.AddRelation,
    edit=operations.EditRelation,
    remove=operations.RemoveRelation,
    moves=True,
)
ANCHOR = Kind(
    row=model.Anchor,
    add=operations.AddAnchor,
    edit=operations.EditAnchor,
    remove=operations.RemoveAnchor,
)
SOURCE = Kind(
    row=model.Source,
    add=operations.AddSource,
    edit=operations.EditSource,
    remove=operations.RemoveSource,
)


class Rows(Resource):
    """All rows of one kind."""

    kind: ClassVar[Kind]

    def get(self, request: Request, essay_id: UUID) -> HttpResponse:
        reached = reach(request.user, essay_id, Permission.VIEW_MAP)
        asked = page_of(request)
        reader = _reader(reached)
        mark = tag(reached.essay.version, f"{self.kind.name}s{reader}")
        if (unchanged := known(request, mark)) is not None:
            return unchanged
        found = pieces(essay_id, self.kind.row, after=asked["cursor"], limit=asked["limit"] + 1)
        page = found[: asked["limit"]]
        more = len(found) > len(page)
        link = next_link(request, {"cursor": write_cursor(page[-1].row.id)}) if more else None
        items = [{**_shown(one, reached).document(), "etag": tag_of(one, reader)} for one in page]
        return tagged(answer({"items": items, "next": link}), mark)

    @write
    def post(self, request: Request, essay_id: UUID) -> HttpResponse:
        read_query(request)
        with held(request.user, essay_id, Permission.EDIT):
            operation = _adding(self.kind, body_of(request))
            done = apply(essay_id, operation, actor=request.user)
            made = piece(essay_id, self.kind.row, operation.id)  # type: ignore[union-attr]
        location = f"{request.path}{made.row.id}/"
        response = edited(request, done, status=HTTPStatus.CREATED, location=location)
        return tagged(response, tag_of(made))


class OneRow(Resource):
    """One row."""

    kind: ClassVar[Kind]

    def get(self, request: Request, essay_id: UUID, **named: UUID) -> HttpResponse:
        reached = reach(request.user, essay_id, Permission.VIEW_MAP)
        read_query(request)
        found = self._found(essay_id, named)
        mark = tag_of(found, _reader(reached))
        document = _shown(found, reached).document()
        return known(request, mark) or tagged(answer(document), mark)

    @write
    def patch(self, request: Request, essay_id: UUID, **named: UUID) -> HttpResponse:
        read_query(request)
        with held(request.user, essay_id, Permission.EDIT):
            seen = self._meant(request, essay_id, named)
            operation = _editing(self.kind, seen.row.id, body_of(request))
            done = apply(essay_id, operation, actor=request.user)
            mark = tag_of(self._found(essay_id, named))
        return tagged(edited(request, done), mark)

    @write
    def delete(self, request: Request, essay_id: UUID, **named: UUID) -> HttpResponse:
        read_query(request)
        with held(request.user, essay_id, Permission.EDIT):
            seen = self._meant(request, essay_id, named)
            operation = read_operation({"op": self.kind.remove.op, "id": str(seen.row.id)})
            done = apply(essay_id, operation, actor=request.user)
        return edited(request, done)

    def _meant(self, request: Request, essay_id: UUID, named: Mapping[str, UUID]) -> Piece:
        """Return the row, when the client means the state it is in."""
        found = self._found(essay_id, named)
        check_match(request, tag_of(found), found.document)
        return found

    def _found(self, essay_id: UUID, named: Mapping[str, UUID]) -> Piece:
        try:
            return piece(essay_id, self.kind.row, named[f"{self.kind.name}_id"])
        except errors.NotFound as error:
            raise NotFound from error


def _of_all(name: str, word: str, words: str) -> Mapping[str, Says]:
    return {
        "GET": listing(f"list{name}s", f"All {words} of a map, in pages.", f"{name}Page"),
        "POST": Says(
            name=f"create{name}",
            summary=f"Add a {word}, under one's own id or a new one.",
            answer="Edited",
            statuses=(HTTPStatus.CREATED,),
            body=f"New{name}Row",
        ),
    }


def _of_one(name: str, word: str, *, read: str) -> Mapping[str, Says]:
    return {
        "GET": reading(f"read{name}", f"One {word}.", read),
        "PATCH": Says(
            name=f"change{name}",
            summary=f"Change a {word}.",
            answer="Edited",
            body=f"{name}Change",
            match=True,
        ),
        "DELETE": Says(
            name=f"remove{name}",
            summary=f"Remove a {word}, and what cannot stand without it.",
            answer="Edited",
            match=True,
        ),
    }


class Nodes(Rows):
    """The boxes of a map."""

    says = _of_all("Node", "box", "boxes")
    kind = NODE


class OneNode(OneRow):
    """One box."""

    says = _of_one("Node", "box", read="Node")
    kind = NODE


class Relations(Rows):
    """The steps of a map, each with its premises."""

    says = _of_all("Relation", "step", "steps")
    kind = RELATION


class OneRelation(OneRow):
    """One step with its premises."""

    says = _of_one("Relation", "step", read="RelationWithPremises")
    kind = RELATION


class Anchors(Rows):
    """The passages on which boxes and steps stand."""

    says = _of_all("Anchor", "passage", "passages")
    kind = ANCHOR


class OneAnchor(OneRow):
    """One passage."""

    says = _of_one("Anchor", "passage", read="Anchor")
    kind = ANCHOR


class Sources(Rows):
    """Where evidence comes from."""

    says = _of_all("Source", "source", "sources")
    kind = SOURCE


class OneSource(OneRow):
    """One source."""

    says = _of_one("Source", "source", read="Source")
    kind = SOURCE


def tag_of(found: Piece, reader: str = "") -> str:
    """Return the ETag of a row."""
    return tag(found.stamp, f"{found.row.table}{reader}")


def _reader(reached: Reach) -> str:
    """Return what tells the documents of guests from those of members."""
    return "" if reached.may(Permission.VIEW_PEOPLE) else "-guest"


def _shown(found: Piece, reached: Reach) -> Piece:
    """Return the row as this person may see it."""
    return found if reached.may(Permission.VIEW_PEOPLE) else found.unsigned()


def _adding(kind: Kind, body: Mapping[str, Any]) -> Operation:
    """Return the edit that adds the row of a body. Ids that the client left out are made."""
    return read_operation({"op": kind.add.op, **_with_ids(_fields(body))})


def _editing(kind: Kind, id: UUID, body: Mapping[str, Any]) -> Operation:
    """Return the edit of a row; a body of a position alone moves it among its siblings."""
    if "id" in body:
        raise Malformed("/id", "unknown_field")
    fields = _fields(body)
    if kind.moves and fields.keys() == {"position"}:
        return read_operation({"op": "move", "table": kind.name, "id": str(id), **fields})
    if isinstance(fields.get("premises"), list):
        fields["premises"] = [_with_ids(one) for one in fields["premises"]]
    return read_operation({"op": kind.edit.op, "id": str(id), **fields})


def _fields(body: Mapping[str, Any]) -> dict[str, Any]:
    if "op" in body:
        raise Malformed("/op", "unknown_field")
    return dict(body)


def _with_ids(body: Any) -> Any:
    """Return a new row, and the new rows in it, each with an id."""
    if not isinstance(body, dict):
        return body
    made = {"id": str(uuid7()), **body}
    for name in ("premises", "anchors"):
        if isinstance(made.get(name), list):
            made[name] = [_with_ids(one) for one in made[name]]
    if "relation" in made:
        made["relation"] = _with_ids(made["relation"])
    return made
