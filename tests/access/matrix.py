"""Every route, every method, and what each kind of person is answered.

A row is keyed by the name of the route. A method that a row does not list must be refused. To add
a route: one row here, and in world.py a fill for each argument that is new in its address.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from essays.services.importing import SAMPLES as FOLDER
from tests.access.world import Actor, World

type Answers = Mapping[Actor, int]
type Fill = Callable[[World, Actor], object]

SAMPLE = (FOLDER / "native.json").read_text()
OK, MADE, NO_CONTENT, MOVED, SEE_OTHER = 200, 201, 204, 302, 303
UNAUTHORIZED, FORBIDDEN, UNKNOWN, TAKEN, UNFIT = 401, 403, 404, 409, 422


@dataclass(frozen=True)
class Call:
    """One method of a route: what it answers, and what is sent along.

    `data` is a form, `json` a document; either may be made from the world. `public` is what a
    stranger is answered once the essay is public, where a private one is not found.
    """

    answers: Answers
    public: int = FORBIDDEN
    data: Mapping[str, Any] | Callable[[World], Mapping[str, Any]] | None = None
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    fill: Mapping[str, Fill] = field(default_factory=dict)
    query: str = ""


def answers(
    *,
    anonymous: int,
    other_class: int,
    viewer: int,
    commenter: int,
    editor: int,
    owner: int,
    guest: int | None = None,
    admin: int | None = None,
) -> Answers:
    """Return the answers. A guest is anonymous and an admin a stranger unless said otherwise."""
    return {
        Actor.ANONYMOUS: anonymous,
        Actor.GUEST: anonymous if guest is None else guest,
        Actor.OTHER_CLASS: other_class,
        Actor.VIEWER: viewer,
        Actor.COMMENTER: commenter,
        Actor.EDITOR: editor,
        Actor.OWNER: owner,
        Actor.ADMIN: other_class if admin is None else admin,
    }


def everyone(status: int) -> Answers:
    """Return the same answer for all."""
    return dict.fromkeys(Actor, status)


def signed_in(status: int, *, anonymous: int = MOVED) -> Answers:
    """Return the answer for all who are signed in; the rest go to sign in."""
    return {**dict.fromkeys(Actor, status), Actor.ANONYMOUS: anonymous, Actor.GUEST: anonymous}


def members(status: int, *, anonymous: int = MOVED) -> Answers:
    """Return the answer for members; a stranger gets 404."""
    return _from(Actor.VIEWER, status, anonymous)


def commenters(status: int, *, anonymous: int = MOVED) -> Answers:
    """Return the answer for those who may comment, 403 for viewers."""
    return _from(Actor.COMMENTER, status, anonymous)


def editors(status: int, *, anonymous: int = MOVED) -> Answers:
    """Return the answer for those who may edit, 403 for members who may not."""
    return _from(Actor.EDITOR, status, anonymous)


def owner(status: int, *, anonymous: int = MOVED) -> Answers:
    """Return the answer for the owner, 403 for the other members."""
    return _from(Actor.OWNER, status, anonymous)


def with_link(status: int) -> Answers:
    """Return the answer for who has the link in the address; it does not matter who they are."""
    return {**dict.fromkeys(Actor, UNKNOWN), Actor.GUEST: status}


def _from(weakest: Actor, status: int, anonymous: int) -> Answers:
    ranks = (Actor.VIEWER, Actor.COMMENTER, Actor.EDITOR, Actor.OWNER)
    strong = ranks[ranks.index(weakest) :]
    inside = {rank: status if rank in strong else FORBIDDEN for rank in ranks}
    outside = {Actor.ANONYMOUS: anonymous, Actor.GUEST: anonymous}
    return {**outside, Actor.OTHER_CLASS: UNKNOWN, Actor.ADMIN: UNKNOWN, **inside}


def _only(actor: Actor, status: int, other: Answers) -> Answers:
    return {**other, actor: status}


def _read(status: int = OK) -> Call:
    """Return a reading by programs: of members, and of all once the essay is public."""
    return Call(members(status, anonymous=UNKNOWN), public=status)


def _edit(status: int = OK, json: Any = None) -> Call:
    """Return an edit by programs, of whatever state the thing is in."""
    return Call(editors(status, anonymous=UNAUTHORIZED), json=json, headers={"If-Match": "*"})


def _manage(status: int = OK, json: Any = None) -> Call:
    """Return a change of settings by programs, of whatever state they are in."""
    return Call(owner(status, anonymous=UNAUTHORIZED), json=json, headers={"If-Match": "*"})


def _program(status: int) -> Answers:
    return signed_in(status, anonymous=UNAUTHORIZED)


_INVITED: Mapping[str, Fill] = {"token": lambda world, _: world.invitation.token}

ROWS: Mapping[str, Mapping[str, Call]] = {
    # -- running the site
    "healthz": {"GET": Call(everyone(OK))},
    "readyz": {"GET": Call(everyone(OK))},
    "metrics": {"GET": Call(everyone(UNKNOWN))},  # no token is set
    # -- the shelf
    "home": {"GET": Call(everyone(OK))},
    "keys": {"GET": Call(everyone(OK))},
    "essays": {"GET": Call(signed_in(OK))},
    "essay_bin": {"GET": Call(signed_in(OK))},
    "new_essay": {
        "GET": Call(signed_in(OK)),
        "POST": Call(signed_in(MOVED), data={"title": "Bread", "language": "en"}),
    },
    "details": {
        "GET": Call(editors(OK)),
        "POST": Call(editors(MOVED), data={"title": "Bread", "language": "en"}),
    },
    "import": {
        "GET": Call(signed_in(OK)),
        "POST": Call(signed_in(OK), data={"text": SAMPLE}),
    },
    "import_sample": {"GET": Call(signed_in(OK), fill={"format": lambda *_: "native"})},
    "copy_essay": {"POST": Call(members(MOVED), public=MOVED)},
    # -- the workbench
    "workbench": {"GET": Call(members(OK, anonymous=UNKNOWN), public=OK)},
    "share": {"GET": Call(with_link(OK))},
    "embed": {"GET": Call(with_link(OK))},
    "export": {"GET": Call(members(OK, anonymous=UNKNOWN), public=OK)},
    "export_file": {"GET": Call(members(OK, anonymous=UNKNOWN), public=OK)},
    "shared_export": {"GET": Call(with_link(OK))},
    "shared_export_file": {"GET": Call(with_link(OK))},
    "targets": {"GET": Call(editors(OK))},
    "passage_words": {"GET": Call(editors(OK))},
    "passage_form": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "passage_make": {"POST": Call(editors(MOVED))},
    "node_add": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "nodes_several": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "node_edit": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "node_move": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "node_delete": {"GET": Call(editors(OK)), "POST": Call(editors(SEE_OTHER))},
    "relation_edit": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "relation_delete": {"GET": Call(editors(OK)), "POST": Call(editors(SEE_OTHER))},
    "anchor_add": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "anchor_edit": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "anchor_delete": {"GET": Call(editors(OK)), "POST": Call(editors(SEE_OTHER))},
    "context_mark": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "context_unmark": {"GET": Call(editors(OK)), "POST": Call(editors(SEE_OTHER))},
    "source_edit": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    "source_delete": {"GET": Call(editors(OK)), "POST": Call(editors(SEE_OTHER))},
    "text_edit": {"GET": Call(editors(OK)), "POST": Call(editors(UNFIT))},
    # -- programs
    "api_schema": {"GET": Call(everyone(OK))},
    "api_docs": {"GET": Call(everyone(OK))},
    "api_essays": {
        "GET": Call(_program(OK)),
        "POST": Call(_program(MADE), json={"title": "Bread"}),
    },
    "api_import": {"POST": Call(_program(MADE), json=json.loads(SAMPLE))},
    "api_essay": {
        "GET": _read(),
        "PATCH": _edit(json={"title": "Bread"}),
        "DELETE": Call(owner(NO_CONTENT, anonymous=UNAUTHORIZED), headers={"If-Match": "*"}),
    },
    "api_map": {
        "GET": _read(),
        "PUT": _edit(json={"argmap": 1, "essay": {"title": "Bread"}}),
    },
    "api_export": {"GET": _read()},
    "api_revisions": {"GET": Call(members(OK, anonymous=UNAUTHORIZED))},
    "api_members": {"GET": Call(members(OK, anonymous=UNAUTHORIZED))},
    "api_member": {
        "GET": Call(members(OK, anonymous=UNAUTHORIZED)),
        "PATCH": _manage(json={"role": "editor"}),
        # the member in the address may leave
        "DELETE": replace(
            _manage(NO_CONTENT),
            answers=_only(Actor.VIEWER, NO_CONTENT, owner(NO_CONTENT, anonymous=UNAUTHORIZED)),
        ),
    },
    "api_share": {
        "GET": _manage(),
        "PATCH": _manage(json={"visibility": "public"}),
        "POST": _manage(MADE, json={}),
        "DELETE": _manage(),
    },
    "api_duplicate": {"POST": Call(members(MADE, anonymous=UNAUTHORIZED), public=MADE, json={})},
    # it is not in the bin
    "api_restore": {"POST": Call(members(FORBIDDEN, anonymous=UNAUTHORIZED), json={})},
    "api_invitations": {
        "GET": Call(owner(OK, anonymous=UNAUTHORIZED)),
        "POST": Call(owner(MADE, anonymous=UNAUTHORIZED), json={"role": "viewer", "days": 7}),
    },
    "api_invitation": {"DELETE": _manage(NO_CONTENT)},
    "api_search": {"GET": replace(_read(), query="?q=hard")},
    # only the owner has something to take back here
    "api_undo": {
        "POST": Call(_only(Actor.OWNER, MADE, editors(TAKEN, anonymous=UNAUTHORIZED)), json={})
    },
    "api_redo": {"POST": Call(editors(TAKEN, anonymous=UNAUTHORIZED), json={})},
    "api_nodes": {"GET": _read(), "POST": _edit(MADE, {"kind": "claim", "text": "So it is."})},
    "api_node": {"GET": _read(), "PATCH": _edit(json={"note": "Check."}), "DELETE": _edit()},
    "api_relations": {
        "GET": _read(),
        "POST": Call(
            editors(MADE, anonymous=UNAUTHORIZED),
            json=lambda world: {
                "kind": "attack",
                "target_node_id": str(world.reason),
                "premises": [{"node_id": str(world.thesis)}],
            },
        ),
    },
    "api_relation": {"GET": _read(), "PATCH": _edit(json={"weight": 0.5}), "DELETE": _edit()},
    "api_anchors": {
        "GET": _read(),
        "POST": Call(
            editors(MADE, anonymous=UNAUTHORIZED),
            json=lambda world: {"start": 0, "end": 7, "node_id": str(world.thesis)},
        ),
    },
    "api_anchor": {
        "GET": _read(),
        "PATCH": _edit(json={"start": 0, "end": 7}),
        "DELETE": _edit(),
    },
    "api_sources": {"GET": _read(), "POST": _edit(MADE, {"citation": "A diary"})},
    "api_source": {"GET": _read(), "PATCH": _edit(json={"kind": "primary"}), "DELETE": _edit()},
    "api_operations": {
        "POST": Call(
            editors(OK, anonymous=UNAUTHORIZED),
            json={"operations": []},
        )
    },
    # -- history
    "history": {"GET": Call(members(OK))},
    # only the owner has something to take back here
    "undo": {"POST": Call(_only(Actor.OWNER, SEE_OTHER, editors(MOVED)))},
    "redo": {"POST": Call(editors(MOVED))},
    "undo_revision": {"POST": Call(editors(MOVED))},
    # -- accounts
    "account": {
        "GET": Call(signed_in(OK)),
        "POST": Call(signed_in(MOVED), data={"name": "Somebody", "email": ""}),
    },
    "sign_up": {
        "GET": Call(signed_in(MOVED, anonymous=OK)),
        "POST": Call(signed_in(MOVED, anonymous=UNFIT), data={"username": ""}),
    },
    "sign_in": {
        "GET": Call(signed_in(MOVED, anonymous=OK)),
        "POST": Call(signed_in(MOVED, anonymous=UNFIT), data={"username": "nobody"}),
    },
    "sign_out": {"POST": Call(everyone(MOVED))},
    "close_account": {"POST": Call(signed_in(UNFIT), data={"password": "wrong"})},
    "password": {"GET": Call(signed_in(OK)), "POST": Call(signed_in(UNFIT), data={})},
    "password_reset": {"GET": Call(everyone(OK)), "POST": Call(everyone(UNFIT), data={})},
    "password_reset_sent": {"GET": Call(everyone(OK))},
    "password_reset_confirm": {"GET": Call(everyone(OK)), "POST": Call(everyone(OK))},
    "tokens": {
        "GET": Call(signed_in(OK)),
        "POST": Call(signed_in(OK), data={"name": "script", "scope": "read"}),
    },
    "revoke_token": {
        "POST": Call(_only(Actor.EDITOR, MOVED, signed_in(UNKNOWN))),
    },
    # -- members and sharing
    "join": {
        "GET": Call(everyone(OK), fill=_INVITED),
        "POST": Call(signed_in(MOVED, anonymous=OK), fill=_INVITED),
    },
    "members": {"GET": Call(members(OK))},
    "leave": {"POST": Call(_only(Actor.OWNER, FORBIDDEN, members(MOVED)))},
    "member_role": {"POST": Call(owner(MOVED), data={"role": "editor"})},
    "remove_member": {"POST": Call(owner(MOVED))},
    "hand_over": {
        "POST": Call(owner(MOVED), data=lambda world: {"heir": world.people[Actor.EDITOR].pk}),
    },
    "invite": {
        "GET": Call(owner(MOVED)),
        "POST": Call(owner(OK), data={"role": "viewer", "days": 7}),
    },
    "withdraw_invitation": {"POST": Call(owner(MOVED))},
    "visibility": {"POST": Call(owner(MOVED), data={"visibility": "public"})},
    "renew_link": {"POST": Call(owner(MOVED))},
    "remove_link": {"POST": Call(owner(MOVED))},
    "delete_essay": {"POST": Call(owner(MOVED))},
    # it is not in the bin
    "restore_essay": {"POST": Call({**members(FORBIDDEN)})},
}
