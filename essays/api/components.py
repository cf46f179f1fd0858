"""The named schemas of the OpenAPI document."""

from essays.api.shapes import Shape, body_shapes, operation_shapes, page, ref, row_shapes
from essays.formats.base import LossKind
from essays.graph.kinds import Role, Stance
from essays.graph.model import TABLES, Premise
from essays.graph.rules import AUTHOR_LINE, TITLE
from essays.models import MemberRole, Visibility
from essays.models.essay import TEXT_LENGTH

_TEXT: Shape = {"type": "string"}
_ID: Shape = {"type": "string", "format": "uuid"}
_TIME: Shape = {"type": "string", "format": "date-time"}
_COUNT: Shape = {"type": "integer", "minimum": 0}
_ROLES: Shape = {"type": "string", "enum": [str(role) for role in MemberRole]}
_VISIBILITY: Shape = {"type": "string", "enum": [str(one) for one in Visibility]}
_LOSS: Shape = {"type": "string", "enum": [str(kind) for kind in LossKind]}
_LANGUAGE: Shape = {
    "type": "string",
    "maxLength": 35,
    "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
}


def components() -> dict[str, Shape]:
    """Return every named schema."""
    rows = [kind for kind in TABLES.values() if kind is not Premise]
    return {
        **operation_shapes(),
        **body_shapes(),
        **row_shapes(rows),
        **_essays(),
        **_edits(),
        **_people(),
        "Problem": _problem(),
        **_files(),
        "SearchPage": page(
            _object(table=_TEXT, id=_ID, field=_TEXT, text=_TEXT),
        ),
    }


def _object(optional: tuple[str, ...] = (), /, **properties: Shape) -> Shape:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _body(optional: tuple[str, ...] = (), /, **properties: Shape) -> Shape:
    return {**_object(optional, **properties), "additionalProperties": False}


def _nullable(shape: Shape) -> Shape:
    return {"anyOf": [shape, {"type": "null"}]}


def _essays() -> dict[str, Shape]:
    listed = _object(
        id=_ID,
        title=_TEXT,
        author_line=_TEXT,
        language=_TEXT,
        visibility=_VISIBILITY,
        role=_nullable(_ROLES),
        version=_COUNT,
        settings_version=_COUNT,
        created=_TIME,
        updated=_TIME,
    )
    text: Shape = {"type": "string", "maxLength": TEXT_LENGTH}
    columns: dict[str, Shape] = {
        "title": {"type": "string", "minLength": 1, "maxLength": TITLE},
        "author_line": {"type": "string", "maxLength": AUTHOR_LINE},
        "language": _LANGUAGE,
        "text": text,
    }
    extra: Shape = {"type": "object"}
    return {
        "EssayInList": listed,
        "EssayPage": page(ref("EssayInList")),
        "Essay": {"allOf": [ref("EssayInList"), _object(text=_TEXT)]},
        "NewEssay": _body(("author_line", "language", "text", "id"), **columns, id=_nullable(_ID)),
        "EssayChange": _body((*columns, "extra"), **columns, extra=extra),
        "Derived": _object(
            number=_TEXT,
            stance={"type": "string", "enum": [str(one) for one in Stance]},
            role={"type": "string", "enum": [str(one) for one in Role]},
        ),
    }


def _edits() -> dict[str, Shape]:
    row = _nullable({"type": "object"})
    change = _object(table=_TEXT, id=_ID, before=row, after=row)
    splice = _object(start=_COUNT, removed=_TEXT, inserted=_TEXT)
    lists: dict[str, Shape] = {
        "changes": {"type": "array", "items": ref("Change")},
        "splices": {"type": "array", "items": ref("Splice")},
    }
    revision = _object(
        number=_COUNT,
        actor=_nullable(_object(id=_ID, name=_TEXT)),
        created=_TIME,
        operation={"type": "object"},
        undoes=_nullable(_COUNT),
        **lists,
    )
    feed = page(revision)
    feed["properties"]["version"] = _COUNT
    feed["required"].append("version")
    return {
        "Change": change,
        "Splice": splice,
        "Edited": _object(
            ("changes", "splices"), essay=_ID, version=_COUNT, revision=_nullable(_COUNT), **lists
        ),
        "RevisionPage": feed,
        "UndoBody": _body(
            ("revision",),
            revision=_nullable({"type": "integer", "minimum": 1, "maximum": 2**63 - 1}),
        ),
        "RedoBody": _body(),
    }


def _people() -> dict[str, Shape]:
    invitation = {"id": _ID, "role": _ROLES, "expires": _TIME, "used": _COUNT}
    member = _object(user=_ID, name=_TEXT, role=_ROLES, since=_TIME)
    return {
        "Member": member,
        "MemberPage": page(ref("Member")),
        "MemberChange": _body(role=_ROLES),
        "Share": _object(visibility=_VISIBILITY, link=_nullable({"type": "string"})),
        "ShareChange": _body(visibility=_VISIBILITY),
        "NewInvitation": _object(**invitation, link=_TEXT),
        "InvitationPage": page(_object(**invitation)),
        "InvitationBody": _body(
            ("days",),
            role={"type": "string", "enum": ["editor", "commenter", "viewer"]},
            days={"type": "integer", "minimum": 1, "maximum": 90, "default": 14},
        ),
    }


def _files() -> dict[str, Shape]:
    number = _nullable({"type": "integer"})
    count = _object(kind=_LOSS, what=_TEXT, words=_TEXT, count=_COUNT)
    loss = _object(
        kind=_LOSS,
        what=_TEXT,
        line=number,
        column=number,
        pointer=_nullable(_TEXT),
        id=_nullable(_ID),
        detail=_TEXT,
    )
    report = _object(
        counts={"type": "array", "items": count}, losses={"type": "array", "items": loss}
    )
    return {
        "LossReport": report,
        "Imported": _object(
            essay=_nullable(ref("EssayInList")),
            format=_TEXT,
            rows=_object(nodes=_COUNT, relations=_COUNT),
            report=ref("LossReport"),
        ),
    }


def _problem() -> Shape:
    return _object(
        ("pointer", "data"),
        type=_TEXT,
        title=_TEXT,
        status={"type": "integer"},
        code=_TEXT,
        detail=_TEXT,
        pointer=_TEXT,
        data={"type": "object"},
    )
